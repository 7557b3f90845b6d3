"""Who sees which class, and whose names."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.roles import Role
from officers.nominations.models import Nomination
from officers.training.models import Examination, TrainingClass
from officers.training.querysets import awaiting_seat
from tests import facts
from tests.cast import NOW, person
from wso_portal import clock

from .conftest import TODAY, nominee

pytestmark = pytest.mark.django_db
INDEX = reverse("training:index")


def record(training_class):
    return reverse("training:training_class", args=[training_class.pk])


def sheet(training_class):
    return reverse("training:sheet", args=[training_class.pk])


def test_it_works(client, office, upcoming, held, ana):
    facts.enrolled(ana, upcoming)
    client.force_login(office)
    page = client.get(INDEX).content.decode()
    assert page.index("Mar 2, 2026") < page.index("Mar 9, 2026") and "1 of 2" in page
    page = client.get(record(upcoming)).content.decode()
    assert "1 of 2 taken" in page and "Ana Ruiz" in page and "in 7 days" in page
    assert reverse("training:enroll", args=[upcoming.pk]) in page
    assert reverse("training:attendance", args=[upcoming.pk]) not in page
    assert "Ana Ruiz" in client.get(sheet(upcoming)).content.decode()


def test_filters_stand_in_the_address(client, office, upcoming, held):
    past = facts.training_class(upcoming.field_office)
    client.force_login(office)
    page = client.get(INDEX + "?when=past").content.decode()
    assert record(past) in page and record(held) not in page and "Remove filter" in page
    page = client.get(INDEX + "?when=upcoming&seats=free&status=scheduled").content.decode()
    assert record(upcoming) in page and record(past) not in page
    assert client.get(INDEX + "?when=nonsense&page=x").status_code == 200
    assert "No class matches" in client.get(INDEX + "?status=canceled").content.decode()


def test_the_instructor_is_offered_what_is_due(client, instructor, held, ana):
    seat = facts.enrolled(ana, held)
    client.force_login(instructor)
    assert (
        'class="usa-button" href="' + reverse("training:attendance", args=[held.pk])
        in client.get(record(held)).content.decode()
    )
    type(seat).objects.update(attended=True)
    assert (
        'class="usa-button" href="' + reverse("training:score", args=[held.pk])
        in client.get(record(held)).content.decode()
    )


def test_an_agency_sees_its_own_people_only(client, administrator, viewer, upcoming, ana, foreigner):
    facts.enrolled(ana, upcoming)
    facts.enrolled(foreigner, upcoming)
    for user in (administrator, viewer):
        client.force_login(user)
        for url in (record(upcoming), sheet(upcoming)):
            page = client.get(url).content.decode()
            assert "Ana Ruiz" in page and "Hal Stone" not in page and "Hernando" not in page


def test_other_jurisdiction_gets_404(client, other_administrator, dallas_office, other_instructor, upcoming, ana):
    seat = facts.enrolled(ana, upcoming)
    for user in (other_administrator, dallas_office, other_instructor):
        client.force_login(user)
        for name in ("training_class", "sheet", "change", "reassign", "cancel", "enroll", "attendance", "score"):
            url = reverse(f"training:{name}", args=[upcoming.pk])
            assert client.get(url).status_code == client.post(url).status_code == 404 or name in (
                "training_class",
                "sheet",
            )
        assert client.get(record(upcoming)).status_code == client.get(sheet(upcoming)).status_code == 404
        assert client.post(reverse("training:unenroll", args=[seat.pk])).status_code == 404
        assert record(upcoming) not in client.get(INDEX).content.decode()


def test_it_rejects_post(client, office, upcoming):
    client.force_login(office)
    assert {client.post(url).status_code for url in (INDEX, record(upcoming), sheet(upcoming))} == {405}


def test_it_says_who_may_no_longer_be_trained(client, office, upcoming, ana):
    facts.enrolled(ana, upcoming)
    type(ana.agreement).objects.update(ends_at=NOW)
    client.force_login(office)
    assert "The agreement has ended" in client.get(record(upcoming)).content.decode()


def test_the_number_of_queries_does_not_grow(client, office, miami, upcoming, pinellas, django_assert_max_num_queries):
    type(upcoming).objects.update(seats=40)
    upcoming.refresh_from_db()
    for number in range(30):
        facts.enrolled(nominee(pinellas, f"Ana Ruiz{number}"), upcoming)
        facts.training_class(miami)
    client.force_login(office)
    for url in (INDEX, record(upcoming), sheet(upcoming), reverse("training:enroll", args=[upcoming.pk])):
        with django_assert_max_num_queries(12):
            client.get(url)


def test_a_class_waits_for_attendance_from_its_day_by_the_field_offices_clock(instructor, miami, ana):
    on = facts.training_class(miami, on=TODAY, instructor=instructor)
    facts.enrolled(ana, on)
    mine = TrainingClass.objects.taught_by(instructor)
    midnight = clock.start_of(TODAY, miami.zone)
    assert not mine.without_attendance(midnight - timedelta(seconds=1))
    assert list(mine.without_attendance(midnight)) == [on]


def test_what_waits(instructor, ana, bo, held, upcoming):
    assert list(awaiting_seat(Nomination.objects.all(), NOW)) == [ana, bo]
    mine = TrainingClass.objects.taught_by(instructor)
    seat = facts.enrolled(ana, held)
    assert list(awaiting_seat(Nomination.objects.all(), NOW)) == [bo]
    assert list(mine.without_attendance(NOW)) == [held] and not mine.without_scores()
    type(seat).objects.update(attended=True)
    assert not mine.without_attendance(NOW) and list(mine.without_scores()) == [held]
    Examination.objects.create(
        nomination=ana, enrollment=seat, score=60, sat_on=TODAY, sat_at=NOW, examined_by=instructor
    )
    assert not mine.without_scores()


def test_who_teaches_and_works_for_the_office_sees_both(client, miami, upcoming, held, ana):
    both = person("both@miami.example", Role.FIELD_OFFICE, field_office=miami)
    both.memberships.create(role=Role.INSTRUCTOR, field_office=miami, from_on=TODAY)
    client.force_login(both)
    assert client.get(record(held)).status_code == 200
    assert client.get(reverse("training:attendance", args=[held.pk])).status_code == 403
