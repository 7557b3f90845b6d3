"""What one act does to many officers refreshes each agency's answers once, however many they are."""

from decimal import Decimal

import pytest
from django.db import connection

from officers.authority.keeping import differences
from officers.training import examining, workflow
from records.models import Event
from tests import facts
from tests.cast import NOW

from .conftest import IN_A_WEEK, TODAY, nominee

pytestmark = pytest.mark.django_db
COUNTED = """
CREATE TABLE refreshed (place bigint);
ALTER FUNCTION authority_keep(bigint[]) RENAME TO authority_keep_itself;
CREATE FUNCTION authority_keep(places bigint[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO refreshed SELECT unnest(places);
  PERFORM authority_keep_itself(places);
END $$;
"""


@pytest.fixture
def refreshed(pinellas, hernando):
    """Of which agencies an act refreshed the answers, in order: asking empties the list."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)

    def since_the_last_time() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute("WITH found AS (DELETE FROM refreshed RETURNING place) SELECT place FROM found ORDER BY 1")
            return [place for (place,) in cursor.fetchall()]

    return since_the_last_time


def twenty(agency, other) -> list:
    """Nominees who may be enrolled: seventeen of one agency, three of the other."""
    return [nominee(other if number > 16 else agency, f"Officer Number{number}") for number in range(20)]


def test_enrolling_and_canceling(refreshed, office, miami, instructor, pinellas, hernando):
    chosen = twenty(pinellas, hernando)
    held = facts.training_class(miami, on=IN_A_WEEK, seats=20, instructor=instructor)
    refreshed()
    workflow.enroll(held, [nomination.pk for nomination in chosen], seen=held.version, by=office, at=NOW)
    assert refreshed() == [pinellas.pk, hernando.pk]
    workflow.cancel(held, "The room is flooded", seen=held.version, by=office, at=NOW)
    assert refreshed() == [pinellas.pk, hernando.pk]
    told = Event.objects.values_list("verb", "reason").filter(verb__in=["enrolled", "unenroll"])
    assert sorted(told) == 20 * [("enrolled", "")] + 20 * [("unenroll", "Class canceled: The room is flooded")]
    assert held.enrollments.live().count() == 0 and differences() == 0


def test_attendance_and_scores(refreshed, miami, instructor, pinellas, hernando):
    held = facts.training_class(miami, on=TODAY, seats=20, instructor=instructor)
    seats = [facts.enrolled(nomination, held) for nomination in twenty(pinellas, hernando)]
    refreshed()
    came = {seat.pk: number % 5 > 0 for number, seat in enumerate(seats)}
    examining.record_attendance(held, came, seen=held.version, by=instructor, at=NOW)
    assert refreshed() == [pinellas.pk, hernando.pk]
    scores = {seat.pk: Decimal(60 + number) for number, seat in enumerate(seats) if came[seat.pk]}
    examining.enter_scores(held, scores, TODAY, seen=held.version, by=instructor, at=NOW)
    assert refreshed() == [pinellas.pk, hernando.pk]
    assert Event.objects.filter(verb="examine", reason__startswith="61%: not passed").count() == 1
    assert Event.objects.filter(verb="examine", history=None).count() == 0 and differences() == 0
