"""SCORE, EXAMINE: the grid of scores. 70 percent passes, exactly (IV.C)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from agreements.memoranda.terms import TERMS
from notifications.models import Notification
from officers.training import examining
from officers.training.models import PASS, Examination
from officers.training.states import Outcome
from records.actions import Refused
from tests import facts
from tests.cast import NOW

from .conftest import TODAY

pytestmark = pytest.mark.django_db


def url(training_class):
    return reverse("training:score", args=[training_class.pk])


def posted(seat, score, **changes):
    version = seat.training_class.version
    return {f"seat-{seat.pk}": score, "sat_on": TODAY.isoformat(), "version": version} | changes


def test_it_works(client, instructor, administrator, office, attended, held, bo, foreigner):
    absent, later = facts.enrolled(bo, held, attended=False), facts.enrolled(foreigner, held, attended=True)
    held.refresh_from_db()
    client.force_login(instructor)
    page = client.get(url(held)).content.decode()
    assert "Ana Ruiz" in page and "Bo Lee" not in page and "js-grid" in page
    response = client.post(
        url(held), posted(attended, "70", **{f"seat-{absent.pk}": "90", f"seat-{later.pk}": ""}), follow=True
    )
    assert "1 passed, 0 did not. 70% is required (<a " in response.text and "MOA IV.C</a>)." in response.text
    examination = Examination.objects.get()
    assert examination.passed and examination.examined_by == instructor and examination.enrollment == attended
    assert examination.sat_at == examination.passed_at == facts.moment("2026-03-02T05:00:00+00:00")
    told = {n.recipient: n.body for n in Notification.objects.all()}
    assert "Ana Ruiz passed" in told[administrator] and "certify" in told[office]


@pytest.mark.parametrize(
    "score, outcome", [("69.5", Outcome.REVIEW_DUE), ("69.99", Outcome.REVIEW_DUE), ("0", Outcome.REVIEW_DUE),
                       ("70", Outcome.PASSED), ("70.00", Outcome.PASSED), ("100", Outcome.PASSED)],
)  # fmt: skip
def test_scores_are_exact(client, instructor, attended, score, outcome):
    client.force_login(instructor)
    client.post(url(attended.training_class), posted(attended, score))
    examination = Examination.objects.get()
    assert (examination.score, examination.outcome) == (Decimal(score), outcome)


@pytest.mark.parametrize("score", ["69.999", "100.01", "101", "-1", "NaN", "1e1", "7O", "70,5", "١٠", ".5", "9" * 5000])
def test_it_rejects_what_is_no_score(client, instructor, attended, score):
    client.force_login(instructor)
    page = client.post(url(attended.training_class), posted(attended, score)).content.decode()
    assert "at most two decimals" in page or "at most 12 characters" in page
    assert not Examination.objects.exists()


@pytest.mark.parametrize(
    "day, words", [("2026-03-01", "before the class"), ("2026-03-03", "in the future"),
                   ("9999-12-31", "Check the year"), ("0001-01-01", "Check the year"),
                   ("soon", "Enter a date as month"), ("", "required")],
)  # fmt: skip
def test_the_day_lies_between_the_class_and_today(client, instructor, attended, day, words):
    client.force_login(instructor)
    assert words in client.post(url(attended.training_class), posted(attended, "80", sat_on=day)).content.decode()
    assert not Examination.objects.exists()


def test_stale_page_is_refused(client, instructor, attended):
    client.force_login(instructor)
    shown = posted(attended, "80")
    assert client.post(url(attended.training_class), shown).status_code == 302
    assert client.post(url(attended.training_class), shown | {f"seat-{attended.pk}": "20"}).status_code == 200
    assert Examination.objects.get().score == 80


def test_it_is_entered_once(instructor, failed):
    with pytest.raises(Refused, match="If someone is missing, record attendance first"):
        examining.enter_scores(
            failed.enrollment.training_class,
            {failed.enrollment_id: 90},
            TODAY,
            seen=failed.enrollment.training_class.version,
            by=instructor,
            at=NOW,
        )


def test_nobody_is_examined_without_having_attended(instructor, held, ana):
    seat = facts.enrolled(ana, held)
    with pytest.raises(Refused, match="If someone is missing, record attendance first"):
        examining.enter_scores(held, {seat.pk: Decimal(90)}, TODAY, seen=held.version, by=instructor, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Examination.objects.create(
            nomination=ana, enrollment=seat, score=90, sat_on=TODAY, sat_at=NOW, examined_by=instructor
        )
        connection.check_constraints()


def test_another_instructor_gets_404(client, other_instructor, attended):
    client.force_login(other_instructor)
    assert client.post(url(attended.training_class), posted(attended, "80")).status_code == 404
    with pytest.raises(PermissionDenied):
        examining.enter_scores(
            attended.training_class,
            {attended.pk: 80},
            TODAY,
            seen=attended.training_class.version,
            by=other_instructor,
            at=NOW,
        )


def test_viewer_gets_403(client, viewer, office, attended):
    for user in (viewer, office):
        client.force_login(user)
        assert client.post(url(attended.training_class), posted(attended, "80")).status_code == 403


@pytest.mark.parametrize("score", ["100.5", "-1", "69.999"])
def test_no_other_score_can_exist(failed, score):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE training_examination SET score = %s", [score])


def test_the_pass_mark_is_the_same_in_every_revision():
    assert {terms.pass_mark.value for terms in TERMS.values()} == {PASS}


def test_the_day_counts_in_the_agencys_zone(instructor, attended, held):
    jurisdiction = attended.nomination.jurisdiction
    type(jurisdiction).objects.filter(pk=jurisdiction.pk).update(zone="America/Chicago")
    [examination] = examining.enter_scores(
        held, {attended.pk: Decimal(80)}, date(2026, 3, 2), seen=held.version, by=instructor, at=NOW
    )
    assert examination.sat_at == facts.moment("2026-03-02T06:00:00+00:00")
