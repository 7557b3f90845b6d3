"""Rows in bulk keep the answers true; the demo stays out of a database of one's own."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import CharField, Count, Value
from django.db.models.functions import Cast, Concat

from agreements.jurisdictions.models import Jurisdiction
from officers.authority.keeping import differences
from officers.authority.models import Course
from officers.nominations.models import Officer
from records.models import Event
from wso_portal import clock

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("still")]
SCALE = "dashboards.management.commands.seed_scale"


def numbers(courses) -> list[tuple[str, int]]:
    """How many of these officers there are at each stage now."""
    return list(courses.staged(clock.now()).values_list("stage").annotate(Count("pk")).order_by("stage"))


def stages() -> set[str]:
    """The stages at which there is an officer now."""
    return set(Course.objects.staged(clock.now()).values_list("stage", flat=True))


def test_the_demo_stays_out_of_a_database_of_ones_own(settings):
    settings.EMBEDDED_DATABASE = False
    with pytest.raises(CommandError, match="--here"):
        call_command("seed_demo", stdout=StringIO())


def test_the_nation_in_rows(monkeypatch):
    monkeypatch.setattr(f"{SCALE}.AGENCIES", 200)
    monkeypatch.setattr(f"{SCALE}.COPIED", 100)
    call_command("seed_scale", "--times", "1", stdout=StringIO())
    assert Jurisdiction.objects.count() == 200 and Officer.objects.count() == 2 * 99 * 20
    assert differences() == 0 and Event.objects.count() > 20_000
    assert not Event.objects.exclude(subject=Concat(Value("officer-"), Cast("record", CharField()))).exists()
    assert set(Event.objects.values_list("record", flat=True)) == set(Officer.objects.values_list("pk", flat=True))
    middle = Officer.objects.order_by("pk")[99 * 20].pk
    first, copies = Course.objects.filter(officer__lt=middle), Course.objects.filter(officer__gte=middle)
    assert numbers(first) == numbers(copies)
    assert stages() >= {"nominated", "cleared", "passed", "credentialed"}
    with pytest.raises(CommandError, match="already"):
        call_command("seed_scale", "--times", "1", stdout=StringIO())
