"""How far an officer has come: the stage that the course gives, and what does not count towards it."""

from decimal import Decimal

import pytest
from django.db import connection

from officers.authority.models import Course
from officers.training.models import Examination
from tests import facts
from tests.cast import NOW
from tests.facts import DAY

pytestmark = pytest.mark.django_db


def stage(at=NOW) -> str:
    return Course.objects.staged(at).get().stage


def annul(rows) -> None:
    rows.update(annulled_at=NOW, annulled_by=facts.clerk(), annulled_because="Wrong officer")


@pytest.fixture
def nomination(pinellas):
    """Accepted and cleared."""
    put_forward = facts.nomination(facts.officer(pinellas), facts.agreement(pinellas))
    facts.cleared(put_forward)
    return put_forward


@pytest.fixture
def seat(nomination, miami):
    return facts.enrolled(nomination, facts.training_class(miami))


def test_each_step_is_a_stage(nomination, miami):
    assert stage() == "cleared"
    examination = facts.examined(nomination)
    assert stage() == "passed"
    certification = facts.certified(examination)
    assert stage() == "certified"
    row = facts.authorized(certification, facts.letter(nomination.agreement))
    assert stage() == "authorized"
    facts.credential(row)
    assert stage() == "credentialed"


def test_a_seat_is_a_stage(seat):
    assert stage() == "enrolled" and Course.objects.get().enrolled_at == seat.enrolled_at


def test_a_released_seat_counts_no_longer(seat):
    type(seat).objects.update(released_at=NOW - DAY)
    assert stage() == "cleared" and Course.objects.get().enrolled_at is None


def test_a_class_that_was_missed_counts_no_longer(seat):
    type(seat).objects.update(attended=False)
    assert stage() == "cleared" and Course.objects.get().enrolled_at is None


def test_a_second_failure_is_the_way_out(nomination):
    facts.examined(nomination, score=50)
    assert stage() == "enrolled"
    again = (NOW - 200 * DAY).date()
    Examination.objects.update(reviewed_on=again, retake_score=Decimal("69.5"), retake_on=again, retake_at=NOW)
    assert stage() == "out" and Course.objects.get().disqualified


def test_a_voided_certification_counts_no_longer(nomination):
    certification = facts.certified(facts.examined(nomination))
    annul(type(certification).objects)
    assert stage() == "passed" and Course.objects.get().certified_at is None


def test_who_leaves_is_out_from_then_on(nomination):
    leaves = {"notice_on": NOW.date(), "last_day_on": NOW.date(), "departs_at": NOW + DAY}
    nomination.officer.departures.create(recorded_by=facts.clerk(), recorded_at=NOW, shortfall="Moved", **leaves)
    assert (stage(), stage(NOW + DAY)) == ("cleared", "out")
    annul(nomination.officer.departures)
    assert stage(NOW + DAY) == "cleared"


def test_the_end_of_the_agreement_is_the_way_out(nomination):
    type(nomination.agreement).objects.update(ends_at=NOW + DAY)
    assert (stage(), stage(NOW + DAY)) == ("cleared", "out")


def test_who_may_lack_something_is_found_by_an_index(pinellas):
    served = facts.serving(pinellas, "Ana Ruiz", facts.agreement(pinellas))
    course = Course.objects.get(officer=served)
    assert not Course.objects.with_gap(NOW).exists()
    assert Course.objects.with_gap(course.lacking_since).get() == course
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Course.objects.with_gap(NOW).filter(jurisdiction=pinellas).explain()
    assert "course_lettered" in plan
    assert "lacking_since <=" in plan.split("Index Cond:")[1].splitlines()[0]
