"""REVIEW, RETAKE, CORRECT: one retake after a recorded review; a second failure disqualifies (IV.C)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from notifications.models import Notification
from notifications.planning import plan_rule
from officers.training import examining
from officers.training.models import Examination
from officers.training.states import Outcome
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW

from .conftest import TODAY

pytestmark = pytest.mark.django_db
LATER, AT = date(2026, 3, 5), NOW + 5 * facts.DAY


@pytest.fixture
def reviewed(failed, instructor):
    examining.review(failed, TODAY, seen=failed.version, by=instructor, at=NOW)
    return failed


@pytest.fixture
def disqualified(reviewed, instructor):
    examining.retake(reviewed, Decimal("69.99"), LATER, seen=reviewed.version, by=instructor, at=AT)
    return reviewed


def url(name, examination):
    return reverse(f"training:{name}", args=[examination.pk])


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_it_works(client, instructor, administrator, failed):
    client.force_login(instructor)
    record = reverse("training:training_class", args=[failed.enrollment.training_class_id])
    assert url("review", failed) in client.get(record).content.decode()
    assert client.get(url("review", failed)).status_code == 200
    client.post(url("review", failed), {"reviewed_on": "2026-03-02", "version": failed.version})
    failed.refresh_from_db()
    assert failed.outcome == Outcome.RETAKE_DUE and url("retake", failed) in client.get(record).content.decode()
    shown = {"score": "71.5", "retake_on": "2026-03-02", "version": failed.version}
    assert client.post(url("retake", failed), shown).status_code == 302
    failed.refresh_from_db()
    assert failed.passed and failed.passed_at == failed.retake_at and failed.outcome == Outcome.PASSED
    assert "Ana Ruiz passed" in Notification.objects.filter(recipient=administrator).latest("pk").body
    assert set(Event.objects.filter(subject=failed.subject).values_list("verb", flat=True)) >= {"review", "retake"}


def test_a_second_failure_disqualifies(disqualified, administrator, instructor):
    assert disqualified.outcome == Outcome.DISQUALIFIED and Examination.objects.failed().get() == disqualified
    with pytest.raises(Refused, match="one retake"):
        examining.retake(disqualified, Decimal(90), LATER, seen=disqualified.version, by=instructor, at=AT)


def test_the_retake_follows_the_review(failed, instructor):
    with pytest.raises(Refused, match="Record the review first"):
        examining.retake(failed, Decimal(90), LATER, seen=failed.version, by=instructor, at=AT)
    examining.review(failed, LATER, seen=failed.version, by=instructor, at=AT)
    with pytest.raises(Refused, match="not passed and a review"):
        examining.retake(failed, Decimal(90), TODAY, seen=failed.version, by=instructor, at=AT)
    with pytest.raises(Refused, match="in the future"):
        examining.retake(failed, Decimal(90), date(2026, 4, 1), seen=failed.version, by=instructor, at=AT)


def test_a_review_follows_a_failure(attended, instructor):
    [passed] = examining.enter_scores(
        attended.training_class, {attended.pk: 90}, TODAY, seen=attended.training_class.version, by=instructor, at=NOW
    )
    for act in (
        lambda: examining.review(passed, TODAY, seen=passed.version, by=instructor, at=NOW),
        lambda: examining.retake(passed, Decimal(99), TODAY, seen=passed.version, by=instructor, at=NOW),
    ):
        with pytest.raises(Refused):
            act()


def test_stale_page_is_refused(client, instructor, reviewed):
    client.force_login(instructor)
    shown = {"score": "80", "retake_on": "2026-03-02", "version": reviewed.version - 1}
    assert "Someone has changed" in client.post(url("retake", reviewed), shown).content.decode()


def test_a_third_attempt_cannot_exist(disqualified, instructor):
    for statement in (
        "DELETE FROM training_examination",
        "UPDATE training_examination SET retake_score = NULL, retake_on = NULL, retake_at = NULL",
        "UPDATE training_examination SET nomination_id = nomination_id + 1",
        "INSERT INTO training_examination"
        " (nomination_id, enrollment_id, attended, score, sat_on, sat_at, examined_by_id, version)"
        " SELECT nomination_id, enrollment_id, true, 90, sat_on, sat_at, examined_by_id, 1 FROM training_examination",
    ):
        with pytest.raises(DatabaseError):
            sql(statement)


@pytest.mark.parametrize("change", ["reviewed_on = NULL", "score = 80", "retake_score = 101", "retake_on = sat_on - 1"])
def test_a_retake_without_its_failure_and_review_cannot_exist(disqualified, change):
    with pytest.raises(IntegrityError):
        sql(f"UPDATE training_examination SET {change}")  # noqa: S608


def test_correct_puts_a_typing_error_right(client, instructor, failed):
    client.force_login(instructor)
    page = client.get(url("correct", failed)).content.decode()
    assert 'value="69"' in page and "retake_score" not in page
    shown = {"score": "66", "sat_on": "2026-03-02", "version": failed.version}
    assert "error-summary" in client.post(url("correct", failed), shown).content.decode()
    assert client.post(url("correct", failed), shown | {"reason": "Digits swapped"}).status_code == 302
    failed.refresh_from_db()
    assert failed.score == 66 and not failed.passed and not failed.corrections.exists()
    assert [str(row.score) for row in failed.events.order_by("pgh_id")] == ["69", "66"]
    assert Event.objects.get(verb="correct").reason == "Digits swapped"


def test_correct_of_the_retake(client, instructor, disqualified):
    client.force_login(instructor)
    shown = {
        "score": "69", "sat_on": "2026-03-02", "reviewed_on": "2026-03-02", "retake_score": "60",
        "retake_on": "2026-03-02", "reason": "Digits swapped", "version": disqualified.version,
    }  # fmt: skip
    client.post(url("correct", disqualified), shown)
    disqualified.refresh_from_db()
    assert disqualified.retake_score == 60 and disqualified.retake_on == TODAY


def test_correct_does_not_turn_a_failure_into_a_pass(failed, instructor):
    with pytest.raises(Refused, match="the field office must agree"):
        examining.correct(
            failed, examining.ExamAttempts(Decimal(96), TODAY), "Slip", seen=failed.version, by=instructor, at=AT
        )


def test_nothing_changes_after_certification(attended, instructor):
    [passed] = examining.enter_scores(
        attended.training_class, {attended.pk: 90}, TODAY, seen=attended.training_class.version, by=instructor, at=NOW
    )
    facts.certified(passed, at=AT)
    with pytest.raises(Refused, match="certified"):
        examining.correct(
            passed,
            examining.ExamAttempts(Decimal(91), TODAY),
            "Typing error",
            seen=passed.version,
            by=instructor,
            at=AT,
        )
    with pytest.raises(IntegrityError):
        sql("UPDATE training_examination SET score = 91")


def test_another_instructor_gets_404(client, other_instructor, other_administrator, failed):
    for user in (other_instructor, other_administrator):
        client.force_login(user)
        for name in ("review", "retake", "correct"):
            assert client.get(url(name, failed)).status_code == client.post(url(name, failed)).status_code == 404


def test_viewer_gets_403(client, viewer, office, failed):
    for user in (viewer, office):
        client.force_login(user)
        for name in ("review", "retake", "correct"):
            assert client.get(url(name, failed)).status_code == client.post(url(name, failed)).status_code == 403


def test_a_passed_examination_has_no_review(attended, instructor):
    [passed] = examining.enter_scores(
        attended.training_class, {attended.pk: 70}, TODAY, seen=attended.training_class.version, by=instructor, at=NOW
    )
    passed = Examination.objects.get(pk=passed.pk)
    with pytest.raises(Refused, match="recorded once"):
        examining.review(passed, TODAY, seen=passed.version, by=instructor, at=NOW)


def test_a_planned_retake_is_on_home_and_reminds(
    client, instructor, administrator, other_administrator, failed, monkeypatch
):
    """The review may name the date of the retake; whose it concerns sees it until the retake is on record."""
    monkeypatch.setattr("wso_portal.clock.today", lambda zone="UTC": TODAY)
    client.force_login(instructor)
    posted = {"reviewed_on": "2026-03-02", "planned_on": "2026-03-01", "version": failed.version}
    assert "can&#x27;t be before the review" in client.post(url("review", failed), posted).text
    client.post(url("review", failed), posted | {"planned_on": "2026-03-05"})
    failed.refresh_from_db()
    assert failed.retake_planned_on == LATER
    assert "Retake planned for Mar 5, 2026" in Event.objects.get(verb="review").reason
    for user, number in ((instructor, 1), (administrator, 1), (other_administrator, 0)):
        client.force_login(user)
        ahead = [row for row in client.get("/").context["home"].ahead if row.what == "Retake: Ana Ruiz"]
        assert len(ahead) == number and [client.get(row.url).status_code for row in ahead] == [200] * number
    plan_rule("retake_date", NOW)
    rows = Notification.objects.reminders("retake_date")
    assert {row.recipient for row in rows} == {instructor, administrator}
    assert all(row.due_on == LATER and "Ana" not in row.subject_line + row.body for row in rows)
    examining.retake(failed, Decimal("80"), TODAY, seen=failed.version, by=instructor, at=NOW)
    assert client.get("/").context["home"].ahead == []
