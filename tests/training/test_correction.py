"""PROPOSE, AGREE, REJECT, VOID: a score that changes pass or fail needs the field office; a final one stays."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.roles import Role
from notifications.models import Notification
from officers.credentials.annulment import annul
from officers.training import correcting, examining
from officers.training.models import Correction, Examination
from officers.training.states import EXAMINE, Outcome
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW, also, did, person

from .conftest import TODAY

pytestmark = pytest.mark.django_db
SWAPPED = {"score": "96", "sat_on": "2026-03-02", "reason": "Digits swapped"}
AGREE, DECLINE = {"answer": "agree"}, {"answer": "decline", "reason": "The sheet says 69"}


def post(client, user, name, record, data):
    """Through the page, as it was shown."""
    client.force_login(user)
    path = reverse(f"training:{name}", args=[record.pk])
    assert client.get(path).status_code == 200
    record.refresh_from_db()
    return client.post(path, {"version": record.version} | data, follow=True).content.decode()


@pytest.fixture
def proposed(client, failed, instructor):
    post(client, instructor, "correct", failed, SWAPPED)
    return Correction.objects.get()


@pytest.fixture
def retaken(failed, instructor):
    """Disqualified at the retake."""
    examining.review(failed, TODAY, seen=failed.version, by=instructor, at=NOW)
    examining.retake(failed, Decimal("69.5"), TODAY, seen=failed.version, by=instructor, at=NOW)
    return failed


RETAKE_95 = {
    "score": "69", "sat_on": "2026-03-02", "reviewed_on": "2026-03-02", "retake_score": "95",
    "retake_on": "2026-03-02", "reason": "Digits swapped",
}  # fmt: skip


def test_it_works(client, failed, instructor, office, administrator):
    page = post(client, instructor, "correct", failed, SWAPPED)
    correction = Correction.objects.get()
    failed.refresh_from_db()
    assert "Score correction proposed" in page and not failed.passed and failed.score == 69
    assert Notification.objects.filter(recipient=office, subject_line__contains="Score correction").exists()
    page = post(client, office, "correction", correction, AGREE)
    failed.refresh_from_db()
    assert "Agreed: correction" in page and failed.passed and failed.score == 96
    assert "Ana Ruiz passed" in Notification.objects.filter(recipient=administrator).latest("pk").body
    assert "69%" in Event.objects.get(verb="corrected").reason


def test_it_is_dropped_with_its_review(client, failed, instructor, office):
    examining.review(failed, TODAY, seen=failed.version, by=instructor, at=NOW)
    post(client, instructor, "correct", failed, SWAPPED | {"reviewed_on": "2026-03-02"})
    post(client, office, "correction", Correction.objects.get(), AGREE)
    failed.refresh_from_db()
    assert failed.passed and failed.reviewed_on is None


def test_a_pass_becomes_a_failure_in_the_same_way(client, attended, instructor, office):
    [passed] = examining.enter_scores(
        attended.training_class, {attended.pk: 96}, TODAY, seen=attended.training_class.version, by=instructor, at=NOW
    )
    passed = Examination.objects.get()
    post(client, instructor, "correct", passed, SWAPPED | {"score": "69"})
    post(client, office, "correction", Correction.objects.get(), AGREE)
    assert Examination.objects.get().outcome == Outcome.REVIEW_DUE


def test_the_field_office_may_decline(client, failed, proposed, instructor, office):
    assert "Enter the reason" in post(client, office, "correction", proposed, {"answer": "decline"})
    post(client, office, "correction", proposed, DECLINE)
    proposed.refresh_from_db()
    failed.refresh_from_db()
    assert proposed.status == "declined" and failed.score == 69
    assert "The sheet says 69" in Notification.objects.filter(recipient=instructor).latest("pk").body
    post(client, instructor, "correct", failed, SWAPPED)
    assert Correction.objects.count() == 2


def test_who_proposes_does_not_agree(client, failed, instructor, miami):
    both = also(instructor, Role.FIELD_OFFICE, field_office=miami)
    post(client, both, "correct", failed, SWAPPED)
    page = post(client, both, "correction", Correction.objects.get(), AGREE)
    failed.refresh_from_db()
    assert "a colleague must agree" in page and not failed.passed


def test_one_correction_is_open_at_a_time(client, failed, proposed, instructor):
    assert "The field office has not yet answered an earlier correction of this exam" in post(
        client, instructor, "correct", failed, SWAPPED
    )


def test_what_cannot_be_is_said_at_once(client, retaken, instructor, director):
    post(client, director, "void", retaken, {"reason": "The sheet was mixed up"})
    page = post(client, instructor, "correct", retaken, RETAKE_95 | {"reviewed_on": "2026-03-01"})
    assert "A review comes after a first exam that was not passed" in page and not Correction.objects.exists()


def test_it_is_stale_once_the_scores_change(client, failed, proposed, instructor, office):
    examining.review(failed, TODAY, seen=failed.version, by=instructor, at=NOW)
    assert "The scores changed after this was proposed" in post(client, office, "correction", proposed, AGREE)


def test_a_final_result_is_voided_by_the_director_first(client, retaken, instructor, office, director):
    page = post(client, instructor, "correct", retaken, RETAKE_95)
    assert "Only the Field Office Director can void it" in page and not Correction.objects.exists()
    assert "Enter the reason" in post(client, director, "void", retaken, {"reason": ""})
    post(client, director, "void", retaken, {"reason": "The sheets of two nominees were swapped"})
    retaken.refresh_from_db()
    assert retaken.outcome == Outcome.DISQUALIFIED and Event.objects.get(verb="void").reason.startswith("The sheets")
    post(client, instructor, "correct", retaken, RETAKE_95)
    post(client, office, "correction", Correction.objects.get(), AGREE)
    retaken.refresh_from_db()
    assert retaken.passed and retaken.voided_at is None


def test_who_voids_does_not_agree(client, retaken, instructor, director, miami):
    both = also(director, Role.FIELD_OFFICE, field_office=miami)
    post(client, both, "void", retaken, {"reason": "Swapped"})
    post(client, instructor, "correct", retaken, RETAKE_95)
    page = post(client, both, "correction", Correction.objects.get(), AGREE)
    assert "so a colleague must agree" in page and not Examination.objects.get().passed


def test_who_examined_does_not_void(client, retaken, instructor, miami):
    both = also(instructor, Role.DIRECTOR, field_office=miami)
    assert "another director must void it" in post(client, both, "void", retaken, {"reason": "Swapped"})


def test_it_makes_no_room_for_a_third_attempt(retaken, instructor, director):
    correcting.void(retaken, "Swapped", seen=retaken.version, by=director, at=NOW)
    with pytest.raises(Refused, match="A retake is on record"):
        correcting.propose(
            retaken, examining.ExamAttempts(Decimal(80), TODAY), "Slip", seen=retaken.version, by=instructor, at=NOW
        )


def test_a_score_that_is_not_final_is_not_voided(client, failed, director):
    assert "not final" in post(client, director, "void", failed, {"reason": "Swapped"})


def test_a_wrong_score_behind_an_annulled_certification_is_corrected(client, attended, instructor, office):
    examining.enter_scores(
        attended.training_class, {attended.pk: 96}, TODAY, seen=attended.training_class.version, by=instructor, at=NOW
    )
    exam = Examination.objects.get()
    certification = facts.certified(exam, at=NOW)
    page = post(client, instructor, "correct", exam, SWAPPED | {"score": "69"})
    assert "Ask the field office to void the certification first" in page and not Correction.objects.exists()
    annul("certification", certification, "Wrong score", by=office, at=NOW)
    post(client, instructor, "correct", exam, SWAPPED | {"score": "69"})
    post(client, office, "correction", Correction.objects.get(), AGREE)
    exam.refresh_from_db()
    assert exam.score == 69 and not exam.passed
    with pytest.raises(IntegrityError, match="certified_having_passed"), transaction.atomic():
        facts.certified(exam, at=NOW)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_nobody_is_certified_over_an_open_correction(client, attended, instructor, office):
    examining.enter_scores(
        attended.training_class, {attended.pk: 96}, TODAY, seen=attended.training_class.version, by=instructor, at=NOW
    )
    exam = Examination.objects.get()
    post(client, instructor, "correct", exam, SWAPPED | {"score": "69"})
    client.force_login(office)
    path = f"/credentials/certify/{exam.nomination.agreement_id}/"
    page = {"officers": [exam.pk], "certified_by": "Ada Crane", "certified_on": "2026-03-02"}
    assert "A score correction for Ana Ruiz" in client.post(path, page).content.decode()


def test_the_class_shows_it_to_who_answers(client, proposed, office, director, instructor):
    record = reverse("training:training_class", args=[proposed.examination.enrollment.training_class_id])
    for user, shown in ((office, "Review the correction"), (instructor, "awaiting the field office")):
        client.force_login(user)
        assert shown in client.get(record).content.decode()


def test_viewer_gets_403(client, proposed, failed, viewer, instructor):
    for user in (viewer, instructor):
        client.force_login(user)
        path = reverse("training:correction", args=[proposed.pk])
        assert client.post(path, AGREE | {"version": 1}).status_code in (403, 404)
        assert client.post(reverse("training:void", args=[failed.pk]), {"reason": "x"}).status_code == 403


def test_other_jurisdiction_gets_404(client, proposed, failed, dallas_office, dallas):
    far = person("director@dallas.example", Role.DIRECTOR, field_office=dallas)
    client.force_login(dallas_office)
    assert client.post(reverse("training:correction", args=[proposed.pk]), AGREE).status_code == 404
    client.force_login(far)
    assert client.post(reverse("training:void", args=[failed.pk]), {"reason": "x"}).status_code == 404


def test_the_verbs_ask_for_words(retaken, proposed_of, director, office):
    with pytest.raises(Refused, match="Enter the reason"):
        correcting.void(retaken, " ", seen=retaken.version, by=director, at=NOW)
    with pytest.raises(Refused, match="Enter the reason"):
        correcting.reject(proposal := proposed_of(retaken), " ", seen=proposal.version, by=office, at=NOW)


@pytest.fixture
def proposed_of(instructor):
    def make(examination):
        return Correction.objects.create(
            examination=examination, of_version=1, score=60, sat_on=TODAY, reason="x", status="proposed",
            proposed_by=instructor, proposed_at=NOW,
        )  # fmt: skip

    return make


def test_who_entered_a_score_does_not_agree_to_another(client, failed, proposed, office):
    did(office, EXAMINE, failed)
    assert "so a colleague must agree" in post(client, office, "correction", proposed, AGREE)
    assert Correction.objects.get().status == "proposed"


def test_the_instructor_alone_does_not_turn_a_failure_into_a_pass(failed, instructor):
    with pytest.raises(Refused, match="the field office must agree"):
        examining.correct(
            failed, examining.ExamAttempts(Decimal(96), TODAY), "Slip", seen=failed.version, by=instructor, at=NOW
        )
