"""One instructor is in one place: schedule, change and reassign ask the same; and who has left keeps no seat."""

from datetime import date, time

import pytest
from django.urls import reverse

from accounts.roles import Role
from officers.nominations.models import Departure
from officers.training import workflow
from officers.training.models import Enrollment, TrainingClass
from officers.training.workflow import ClassPlan
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW, person

from .conftest import IN_A_WEEK, TODAY, nominee

pytestmark = pytest.mark.django_db
TENTH = date(2026, 3, 10)
BUSY = "already teaches another class then"


def plan(instructor, first=IN_A_WEEK, last=None, at=time(8), seats=5) -> ClassPlan:
    return ClassPlan(first, last or first, at, False, "Largo", instructor, seats)


@pytest.fixture
def taught(miami, instructor):
    """Four days from March 9."""
    held = facts.training_class(miami, on=IN_A_WEEK, instructor=instructor)
    TrainingClass.objects.filter(pk=held.pk).update(ends_on=date(2026, 3, 12))
    return held


@pytest.mark.parametrize("days", [(date(2026, 3, 12),), (date(2026, 3, 1), date(2026, 3, 9)), (TENTH, TENTH)])
def test_days_that_meet_are_refused(office, miami, instructor, taught, days):
    with pytest.raises(Refused, match=BUSY):
        workflow.schedule(miami, plan(instructor, *days), by=office, at=NOW)
    workflow.schedule(miami, plan(instructor, date(2026, 3, 13)), by=office, at=NOW)


def test_one_day_holds_two_classes_four_hours_apart(office, miami, instructor, upcoming):
    for hour, minute in ((8, 0), (11, 59), (4, 1)):
        with pytest.raises(Refused, match=BUSY):
            workflow.schedule(miami, plan(instructor, at=time(hour, minute)), by=office, at=NOW)
    workflow.schedule(miami, plan(instructor, at=time(12)), by=office, at=NOW)


def test_a_move_is_asked_the_same(client, office, miami, instructor, taught):
    moved = facts.training_class(miami, on=date(2026, 3, 20), instructor=instructor)
    client.force_login(office)
    page = {
        "starts_on": "2026-03-10", "starts_time": "08:00", "site": "Largo", "seats": 20, "instructor": instructor.pk,
        "version": 1,
    }  # fmt: skip
    path = reverse("training:change", args=[moved.pk])
    assert BUSY in client.post(path, page).content.decode()
    moved.refresh_from_db()
    assert moved.starts_on == date(2026, 3, 20)
    assert client.post(path, page | {"starts_on": "2026-03-21"}).status_code == 302
    assert client.post(path, page | {"starts_on": "2026-03-21", "seats": 9, "version": 2}).status_code == 302


def test_another_instructor_is_asked_the_same(client, office, miami, taught, other_instructor):
    other = facts.training_class(miami, on=TENTH, instructor=other_instructor)
    client.force_login(office)
    page = {"instructor": taught.instructor_id, "version": 1}
    path = reverse("training:reassign", args=[other.pk])
    assert BUSY in client.post(path, page).content.decode()
    free = person("free@miami.example", Role.INSTRUCTOR, field_office=miami)
    assert client.post(path, page | {"instructor": free.pk}).status_code == 302


def test_a_class_of_the_past_can_be_taken_over(office, miami, instructor, other_instructor):
    past = [facts.training_class(miami, on=date(2026, 2, 2), instructor=who) for who in (instructor, other_instructor)]
    workflow.reassign(past[0], other_instructor, seen=past[0].version, by=office, at=NOW)


@pytest.fixture
def full(ana, bo, upcoming):
    """Both seats are taken, and Ana leaves before the class."""
    for nomination in (ana, bo):
        facts.enrolled(nomination, upcoming)
    leaves(ana)
    return upcoming


def leaves(nomination, on=date(2026, 3, 8)):
    return Departure.objects.create(
        officer=nomination.officer, notice_on=TODAY, last_day_on=on, departs_at=NOW + 6 * facts.DAY,
        recorded_by=facts.clerk(), recorded_at=NOW,
    )  # fmt: skip


def test_who_leaves_before_the_class_keeps_no_seat(client, office, full, ana, pinellas):
    cleared = nominee(pinellas, "Cy Fox")
    client.force_login(office)
    record = client.get(reverse("training:training_class", args=[full.pk])).content.decode()
    assert "Seat released: departs before the class" in record and "1 of 2 taken" in record
    assert list(TrainingClass.objects.with_seats()) == [full]
    page = client.post(
        reverse("training:enroll", args=[full.pk]), {"nominees": [cleared.pk], "version": 1}, follow=True
    )
    assert "The nominees were enrolled" in page.content.decode()
    full = TrainingClass.objects.get()
    assert full.taken == full.occupied == Enrollment.objects.live().count() == 2
    assert Enrollment.objects.get(nomination=ana).released_at
    assert "Departs before the class" in Event.objects.get(verb="unenroll").reason


def test_a_last_day_on_the_day_of_the_class_keeps_it(full, ana):
    Departure.objects.update(last_day_on=IN_A_WEEK)
    assert not Enrollment.objects.vacated().exists() and TrainingClass.objects.get().left == 0


def test_who_leaves_before_the_class_is_not_enrolled_in_it(office, upcoming, ana):
    leaves(ana)
    with pytest.raises(Refused, match="not cleared"):
        workflow.enroll(upcoming, [ana.pk], seen=upcoming.version, by=office, at=NOW)


def test_nobody_waits_for_their_attendance(client, full, instructor, ana, bo, monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW + 7 * facts.DAY)
    seats = {seat.nomination: seat for seat in full.enrollments.all()}
    client.force_login(instructor)
    path = reverse("training:attendance", args=[full.pk])
    page = client.get(path).content.decode()
    assert f"seat-{seats[bo].pk}" in page and f"seat-{seats[ana].pk}" not in page
    client.post(path, {f"seat-{seats[bo].pk}": "no", "version": 1})
    assert not TrainingClass.objects.without_attendance(NOW + 8 * facts.DAY).exists()
    assert "Ana Ruiz" not in client.get(reverse("training:sheet", args=[full.pk])).content.decode()
