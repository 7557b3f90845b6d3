"""ATTENDANCE, ATTEND, MISS: who came, recorded by the class's own instructor."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from officers.training import examining
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def url(training_class):
    return reverse("training:attendance", args=[training_class.pk])


def test_it_works(client, instructor, held, ana, bo, foreigner):
    seats = [facts.enrolled(nomination, held) for nomination in (ana, bo, foreigner)]
    client.force_login(instructor)
    page = client.get(url(held)).content.decode()
    assert "Ana Ruiz" in page and "Hal Stone" in page
    marks = {f"seat-{seats[0].pk}": "yes", f"seat-{seats[1].pk}": "no", "version": held.version}
    assert client.post(url(held), marks).status_code == 302
    assert [held.enrollments.get(pk=seat.pk).attended for seat in seats] == [True, False, None]
    assert Event.objects.get(subject=ana.subject).verb == "attend"
    assert Event.objects.get(subject=bo.subject).verb == "miss"
    assert not Event.objects.filter(subject=foreigner.subject).exists()


def test_it_can_be_corrected_until_there_is_a_score(instructor, held, ana, failed, bo):
    other = facts.enrolled(bo, held, attended=True)
    examining.record_attendance(held, {other.pk: False}, seen=held.version, by=instructor, at=NOW)
    other.refresh_from_db()
    assert other.attended is False
    with pytest.raises(Refused, match="has a score"):
        examining.record_attendance(held, {failed.enrollment_id: False}, seen=held.version, by=instructor, at=NOW)


def test_it_waits_for_the_day_of_the_class(client, instructor, upcoming, ana):
    seat = facts.enrolled(ana, upcoming)
    client.force_login(instructor)
    marks = {f"seat-{seat.pk}": "yes", "version": upcoming.version}
    assert "Record attendance on the date of the class or later" in client.post(url(upcoming), marks).content.decode()
    seat.refresh_from_db()
    assert seat.attended is None


def test_stale_page_is_refused(client, instructor, held, ana):
    seat = facts.enrolled(ana, held)
    client.force_login(instructor)
    marks = {f"seat-{seat.pk}": "yes", "version": held.version}
    client.post(url(held), marks)
    assert "Someone has changed" in client.post(url(held), marks | {f"seat-{seat.pk}": "no"}).content.decode()
    seat.refresh_from_db()
    assert seat.attended is True


def test_a_missed_class_cannot_become_attended_while_another_seat_is_held(instructor, office, held, upcoming, ana):
    missed = facts.enrolled(ana, held, attended=False)
    facts.enrolled(ana, upcoming)
    with pytest.raises(Refused, match="This nominee already has a seat in a class"):
        examining.record_attendance(held, {missed.pk: True}, seen=held.version, by=instructor, at=NOW)


def test_another_instructor_gets_404(client, other_instructor, held, ana):
    facts.enrolled(ana, held)
    client.force_login(other_instructor)
    assert client.get(url(held)).status_code == client.post(url(held)).status_code == 404
    with pytest.raises(PermissionDenied):
        examining.record_attendance(held, {}, seen=held.version, by=other_instructor, at=NOW)


def test_viewer_gets_403(client, viewer, office, held, ana):
    facts.enrolled(ana, held)
    for user in (viewer, office):
        client.force_login(user)
        assert client.get(url(held)).status_code == client.post(url(held)).status_code == 403


def test_a_class_of_several_days_is_over_first(instructor, held, ana):
    seat = facts.enrolled(ana, held)
    held.ends_on += facts.DAY
    held.save()
    with pytest.raises(Refused, match="Record attendance on the date of the class or later"):
        examining.record_attendance(held, {seat.pk: True}, seen=held.version, by=instructor, at=NOW)
    examining.record_attendance(held, {seat.pk: True}, seen=held.version, by=instructor, at=NOW + facts.DAY)
