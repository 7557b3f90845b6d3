"""SCHEDULE, CHANGE, REASSIGN: a class with its day, place, instructor and seats."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from notifications.models import Notification
from officers.training import workflow
from officers.training.models import TrainingClass
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW

from .conftest import IN_A_WEEK

pytestmark = pytest.mark.django_db
URL = reverse("training:schedule")


def entered(instructor, office, **changes):
    shown = {
        "starts_on": "2026-03-09",
        "starts_time": "08:00",
        "site": "Room 2",
        "instructor": instructor.pk,
        "seats": 20,
    }
    return shown | {"field_office": office.pk} | changes


def planned(training_class, **changes):
    plan = {name: getattr(training_class, name) for name in workflow.ClassPlan.__dataclass_fields__}
    return workflow.ClassPlan(**plan | changes)


def test_it_works(client, office, miami, instructor):
    client.force_login(office)
    assert client.get(URL).status_code == 200
    response = client.post(URL, entered(instructor, miami))
    made = TrainingClass.objects.get()
    assert response.url == reverse("training:training_class", args=[made.pk])
    assert (made.starts_on, made.ends_on, made.seats, made.taken) == (IN_A_WEEK, IN_A_WEEK, 20, 0)
    event = Event.objects.get(verb="schedule")
    assert event.field_office == miami and event.subject == made.subject
    assert Notification.objects.get().recipient == instructor


@pytest.mark.parametrize(
    "wrong",
    [
        {"seats": 0}, {"seats": 201}, {"seats": "1e2"}, {"starts_on": "9999-12-31"}, {"starts_on": "0001-01-01"},
        {"ends_on": "2026-03-08"}, {"ends_on": "2026-09-01"}, {"site": " "}, {"site": "x" * 161}, {"site": "a\x00b"},
        {"starts_time": "25:00"}, {"instructor": 0}, {"field_office": 0},
    ],
)  # fmt: skip
def test_it_rejects_what_cannot_be(client, office, miami, instructor, wrong):
    client.force_login(office)
    response = client.post(URL, entered(instructor, miami) | wrong)
    assert response.status_code == 200 and "error-summary" in response.content.decode()
    assert not TrainingClass.objects.exists()


def test_only_instructors_of_this_field_office_teach(client, office, miami, instructor, other_administrator):
    with pytest.raises(Refused, match="not an instructor"):
        workflow.schedule(
            miami,
            workflow.ClassPlan(IN_A_WEEK, IN_A_WEEK, time(8), False, "Room 2", other_administrator, 5),
            by=office,
            at=NOW,
        )


def test_it_works_for_the_own_field_office_only(dallas, office, instructor):
    with pytest.raises(PermissionDenied):
        workflow.schedule(
            dallas, workflow.ClassPlan(IN_A_WEEK, IN_A_WEEK, time(8), False, "X", instructor, 5), by=office, at=NOW
        )


def test_viewer_gets_403(client, viewer, instructor):
    for user in (viewer, instructor):
        client.force_login(user)
        assert client.get(URL).status_code == 403


def test_change_moves_it_and_tells_the_agency(client, office, administrator, ana, upcoming):
    facts.enrolled(ana, upcoming)
    client.force_login(office)
    url = reverse("training:change", args=[upcoming.pk])
    assert "2026-03-09" in client.get(url).content.decode()
    shown = entered(
        upcoming.instructor, upcoming.field_office, starts_on="2026-03-10", seats=2, version=upcoming.version
    )
    assert client.post(url, shown).status_code == 302
    upcoming.refresh_from_db()
    assert upcoming.starts_on == upcoming.ends_on == date(2026, 3, 10)
    assert {n.recipient for n in Notification.objects.all()} == {administrator, upcoming.instructor}


def test_change_keeps_the_seats_that_are_taken(office, ana, bo, upcoming):
    for nomination in (ana, bo):
        facts.enrolled(nomination, upcoming)
    with pytest.raises(Refused, match="2 seats are taken"):
        workflow.change(upcoming, planned(upcoming, seats=1), seen=upcoming.version, by=office, at=NOW)


def test_change_ends_with_attendance_but_the_instructor_can_still_be_replaced(office, attended, other_instructor):
    held = attended.training_class
    with pytest.raises(Refused, match="Attendance is recorded"):
        workflow.change(held, planned(held, site="Elsewhere"), seen=held.version, by=office, at=NOW)
    workflow.reassign(held, other_instructor, seen=held.version, by=office, at=NOW)
    held.refresh_from_db()
    assert held.instructor == other_instructor


def test_stale_page_is_refused(client, office, upcoming):
    client.force_login(office)
    shown = entered(upcoming.instructor, upcoming.field_office, seats=9, version=upcoming.version)
    url = reverse("training:change", args=[upcoming.pk])
    assert client.post(url, shown).status_code == 302
    assert "Someone has changed" in client.post(url, shown | {"seats": 7}).content.decode()
    upcoming.refresh_from_db()
    assert upcoming.seats == 9
