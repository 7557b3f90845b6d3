"""The kept numbers: equal to a count of the rows at any moment, whatever happened, and after they are folded."""

from datetime import timedelta

import pytest
from django.db.models import Count

from agreements.jurisdictions.models import Jurisdiction
from dashboards.models import AgencyTally, Counted, Partnership, Tally
from dashboards.tallies import FOLDED_AFTER, fold
from officers.authority.keeping import check, differences
from officers.authority.models import Course, Span
from tests import facts
from tests.authority import histories
from tests.authority.story import START, TICKS, day
from tests.cast import NOW, agency
from tests.dashboards.test_partnerships import MADE, under_way
from wso_portal import clock

pytestmark = pytest.mark.django_db
SPANS = (7, 30, 90)
PLACED = ("state", "field_office", "program", "stage")


def of_partnerships(at):
    """Counted from the partnerships, and by both kinds of kept numbers."""
    by = ("jurisdiction__state", "jurisdiction__field_office", "program", "stage")
    counted = Partnership.objects.staged(at).order_by().values_list(*by).annotate(Count("pk"))
    return set(counted), *(set(rows.filter(what="partnership").counted(at, *PLACED)) for rows in kept())


def of_officers(at):
    """(what, stage, number), counted from the courses and spans, and by both kinds of kept numbers."""
    courses = Course.objects.staged(at)
    counted = {("officer", *row) for row in courses.values_list("stage").annotate(Count("pk"))}
    counted |= {("underway", "", n) for n in [Course.objects.underway(at).count()] if n}
    counted |= {("serving", "", n) for n in [Span.objects.serving(at).count()] if n}
    kinds = ("officer", "underway", "serving")
    return counted, *(set(rows.filter(what__in=kinds).counted(at, "what", "stage")) for rows in kept())


def expiring(at):
    """By span of days, counted from the courses, and by both kinds of kept numbers."""
    ends = {days: at + timedelta(days=days) for days in SPANS}
    rows = Course.objects.filter(credential_until__gt=at)
    counted = {days: rows.filter(credential_until__lte=end).count() for days, end in ends.items()}
    return counted, *(rows.expiring(at, SPANS) for rows in kept())


def kept():
    return Tally.objects.all(), AgencyTally.objects.all()


def assert_equal(at):
    for counted, by_place, by_agency in (of_partnerships(at), of_officers(at), expiring(at)):
        assert by_place == counted and by_agency == counted, at


def test_partnerships_of_every_stage(miami):
    for number, made in enumerate(MADE.values()):
        made(
            agency(f"County {number}", "Texas" if number % 2 else "Florida", str(number), None if number % 3 else miami)
        )
    for days in (-400, -3, -1, 0, 1, 2, 90, 5000):
        assert_equal(NOW + timedelta(days=days))
    assert differences() == 0 and len(of_partnerships(NOW)[0]) == len(MADE)


def test_officers_of_random_histories_at_every_tick(miami):
    histories.make(range(30))
    assert len(of_officers(day(TICKS // 2))[0]) >= 5
    for tick in range(-1, TICKS + 1, 3):
        assert_equal(day(tick))
    assert differences() == 0


def test_what_is_past_is_folded_and_adds_up_to_the_same(miami):
    histories.make(range(10))
    assert START < clock.now()
    rows = Tally.objects.count()
    fold(clock.now())
    assert Tally.objects.count() < rows and differences() == 0
    assert not Tally.objects.filter(at__lte=clock.now() - FOLDED_AFTER, at__gte=START).exists()
    for days in (0, 100, 1000):
        assert_equal(clock.now() + timedelta(days=days))
    fold(clock.now())
    assert_equal(clock.now())


def test_an_agency_that_moves_takes_its_numbers_with_it(pinellas, tarrant):
    facts.serving(pinellas)
    under_way(tarrant)
    Jurisdiction.objects.filter(pk=pinellas.pk).update(field_office=tarrant.field_office, state="Texas")
    assert set(Tally.objects.filter(what="officer").counted(NOW, "state", "stage")) == {("Texas", "credentialed", 1)}
    assert_equal(NOW)
    assert differences() == 0


def test_a_number_that_differs_is_repaired_by_the_daily_check(pinellas):
    facts.serving(pinellas)
    Tally.objects.filter(what=Counted.What.SERVING).delete()
    assert differences() > 0
    assert check(NOW).repaired and differences() == 0
    assert_equal(NOW)


def test_only_the_rows_that_differ_are_written(pinellas):
    facts.serving(pinellas, "Ana Ruiz")
    before = set(AgencyTally.objects.values_list("pk", flat=True))
    bo = facts.serving(pinellas, "Bo Lee")
    bo.credentials.update(number="S-1")
    sums = Tally.objects.count()
    bo.credentials.update(number="S-2")
    assert Tally.objects.count() == sums
    assert set(AgencyTally.objects.filter(what="partnership").values_list("pk", flat=True)) <= before
