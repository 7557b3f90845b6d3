"""ENROLL, RELEASE, UNENROLL, CANCEL: who has a seat."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from notifications.models import Notification
from officers.nominations.models import Nomination
from officers.training import workflow
from officers.training.models import Enrollment, TrainingClass
from officers.training.querysets import eligible_for
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW
from tests.patience import LONG
from wso_portal import clock

from .conftest import TODAY, nominee

pytestmark = pytest.mark.django_db


def enroll_url(training_class):
    return reverse("training:enroll", args=[training_class.pk])


def test_it_works(client, office, administrator, other_administrator, upcoming, ana, foreigner):
    client.force_login(office)
    page = client.get(enroll_url(upcoming)).content.decode()
    assert "Ana Ruiz, Pinellas County" in page and "2 of 2 seats are free" in page
    chosen = {"nominees": [ana.pk, foreigner.pk], "version": upcoming.version}
    assert client.post(enroll_url(upcoming), chosen).status_code == 302
    upcoming.refresh_from_db()
    assert upcoming.taken == 2 and upcoming.enrollments.live().count() == 2
    assert Event.objects.get(verb="enrolled", subject=ana.subject).jurisdiction == ana.jurisdiction
    told = {n.recipient: n.body for n in Notification.objects.all()}
    assert "Ana Ruiz" in told[administrator] and "Hal Stone" not in told[administrator]
    assert "Hal Stone" in told[other_administrator] and "Ana Ruiz" not in told[other_administrator]


def test_it_explains_the_refusal(client, office, upcoming, ana, bo, foreigner):
    client.force_login(office)
    chosen = {"nominees": [ana.pk, bo.pk, foreigner.pk], "version": upcoming.version}
    page = client.post(enroll_url(upcoming), chosen).content.decode()
    assert "Only 2 seats are left, and you chose 3" in page
    assert not Enrollment.objects.exists()


def test_a_nominee_who_is_not_cleared_cannot_be_enrolled(client, office, upcoming, pinellas, ana):
    client.force_login(office)
    refused = nominee(pinellas, "Cy Holt", status="not_favorable")
    unchecked = facts.nomination(facts.officer(pinellas, "Di Ames"), ana.agreement)
    for other in (refused, unchecked):
        assert str(other.officer) not in client.get(enroll_url(upcoming)).content.decode()
        chosen = {"nominees": [ana.pk, other.pk], "version": upcoming.version}
        assert "is not cleared" in client.post(enroll_url(upcoming), chosen).content.decode()
        with pytest.raises(Refused, match="not cleared"):
            workflow.enroll(
                planned := TrainingClass.objects.get(), [ana.pk, other.pk], seen=planned.version, by=office, at=NOW
            )
    assert not Enrollment.objects.exists()


def test_a_nominee_of_another_field_office_cannot_be_enrolled(office, upcoming, tarrant):
    with pytest.raises(Refused, match="A nominee you chose is not cleared or already has a seat"):
        workflow.enroll(upcoming, [nominee(tarrant).pk], seen=upcoming.version, by=office, at=NOW)


def test_a_nominee_has_one_seat_at_a_time(office, upcoming, held, ana):
    workflow.enroll(upcoming, [ana.pk], seen=upcoming.version, by=office, at=NOW)
    with pytest.raises(Refused, match="A nominee you chose is not cleared or already has a seat"):
        workflow.enroll(held, [ana.pk], seen=held.version, by=office, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        facts.enrolled(ana, held)


def test_who_missed_a_class_can_be_enrolled_in_the_next(office, upcoming, held, ana):
    facts.enrolled(ana, held, attended=False)
    assert workflow.enroll(upcoming, [ana.pk], seen=upcoming.version, by=office, at=NOW)


def test_an_ended_agreement_and_a_departed_officer_get_no_seat(office, upcoming, ana, foreigner):
    type(ana.agreement).objects.filter(pk=ana.agreement_id).update(ends_at=NOW)
    left(foreigner.officer)
    for nomination in (ana, foreigner):
        with pytest.raises(Refused):
            workflow.enroll(upcoming, [nomination.pk], seen=upcoming.version, by=office, at=NOW)


def test_who_has_left_gets_no_seat_in_a_class_of_the_days_before(office, miami, instructor, foreigner):
    held = facts.training_class(miami, on=date(2026, 2, 20), instructor=instructor)
    assert foreigner in eligible_for(held, Nomination.objects.all(), NOW)
    left(foreigner.officer)
    assert foreigner not in eligible_for(held, Nomination.objects.all(), NOW)
    with pytest.raises(Refused, match="This class is over"):
        workflow.enroll(held, [foreigner.pk], seen=held.version, by=office, at=NOW)


def test_who_leaves_before_the_class_gets_no_seat(office, upcoming, foreigner):
    left(foreigner.officer, date(2026, 3, 8))
    with pytest.raises(Refused, match="A nominee you chose is not cleared or already has a seat"):
        workflow.enroll(upcoming, [foreigner.pk], seen=upcoming.version, by=office, at=NOW)


def test_who_leaves_on_the_day_of_the_class_gets_a_seat(office, upcoming, foreigner):
    left(foreigner.officer, date(2026, 3, 9))
    assert workflow.enroll(upcoming, [foreigner.pk], seen=upcoming.version, by=office, at=NOW)


def left(officer, last_day_on=TODAY):
    departs_at = NOW if last_day_on == TODAY else clock.end_of(last_day_on, officer.jurisdiction.zone)
    officer.departures.create(
        notice_on=NOW.date(), last_day_on=last_day_on, departs_at=departs_at, shortfall="Moved", recorded_at=NOW,
        recorded_by=facts.clerk(),
    )  # fmt: skip


def test_release_frees_the_seat(client, office, upcoming, ana):
    [seat] = workflow.enroll(upcoming, [ana.pk], seen=upcoming.version, by=office, at=NOW)
    client.force_login(office)
    url = reverse("training:unenroll", args=[seat.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": "Shift changed", "version": upcoming.version}).status_code == 302
    upcoming.refresh_from_db()
    assert upcoming.taken == 0 and not upcoming.enrollments.live().exists()
    assert Event.objects.get(verb="unenroll").reason == "Shift changed"
    assert workflow.enroll(upcoming, [ana.pk], seen=upcoming.version, by=office, at=NOW)


def test_a_seat_with_attendance_is_not_released(office, attended):
    with pytest.raises(Refused, match="Attendance is recorded"):
        workflow.unenroll(attended, "Late", seen=attended.training_class.version, by=office, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE training_enrollment SET released_at = now() WHERE id = %s", [attended.pk])


def test_cancel_releases_every_seat(client, office, administrator, upcoming, held, ana):
    workflow.enroll(upcoming, [ana.pk], seen=upcoming.version, by=office, at=NOW)
    client.force_login(office)
    url = reverse("training:cancel", args=[upcoming.pk])
    assert client.get(url).status_code == 200
    assert "error-summary" in client.post(url, {"reason": " ", "version": upcoming.version}).content.decode()
    assert client.post(url, {"reason": "Storm", "version": upcoming.version}).status_code == 302
    upcoming.refresh_from_db()
    assert (upcoming.status, upcoming.taken) == ("canceled", 0)
    assert "Storm" in Notification.objects.filter(recipient=administrator).latest("pk").body
    assert workflow.enroll(held, [ana.pk], seen=held.version, by=office, at=NOW)
    with pytest.raises(Refused, match="not possible now"):
        workflow.enroll(upcoming, [nominee(ana.jurisdiction, "Ed Fox").pk], seen=upcoming.version, by=office, at=NOW)


def test_a_class_that_was_held_is_not_canceled(office, attended):
    with pytest.raises(Refused, match="Attendance is recorded, so this class can"):
        workflow.cancel(attended.training_class, "Storm", seen=attended.training_class.version, by=office, at=NOW)


def test_viewer_gets_403(client, viewer, administrator, instructor, upcoming, ana):
    seat = facts.enrolled(ana, upcoming)
    for user in (viewer, administrator, instructor):
        client.force_login(user)
        for url in [
            reverse(f"training:{name}", args=[upcoming.pk]) for name in ("enroll", "change", "cancel", "reassign")
        ]:
            assert client.post(url).status_code == 403, url
        assert client.post(reverse("training:unenroll", args=[seat.pk])).status_code == 403


def test_more_seats_than_there_are_cannot_exist(upcoming):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE training_trainingclass SET taken = seats + 1 WHERE id = %s", [upcoming.pk])


@pytest.mark.django_db(transaction=True)
def test_two_people_and_the_last_seat(office, miami, upcoming, ana, bo):
    TrainingClass.objects.update(seats=1)
    start, outcomes = Barrier(2, timeout=LONG), []

    def take(nomination):
        own = TrainingClass.objects.get()
        start.wait()
        try:
            workflow.enroll(own, [nomination.pk], seen=own.version, by=office, at=NOW)
            outcomes.append("enrolled")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=take, args=[nomination]) for nomination in (ana, bo)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["enrolled", "refused"]
    assert TrainingClass.objects.get().taken == Enrollment.objects.live().count() == 1
