"""The demo: someone at every stage, figures of earlier months, pages that agree. One demo serves all these tests."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from agreements.jurisdictions.models import FieldOffice, Jurisdiction
from officers.authority.keeping import differences
from officers.authority.models import Course, Span
from officers.authority.querysets import STAGES
from officers.nominations.models import Officer
from tests.authority.agreeing import disagreements
from tests.cast import person
from wso_portal import clock

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """What seed_demo makes, within a transaction around the tests; the clock stands still."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        now = clock.now()
        patch.setattr(clock, "now", lambda: now)
        call_command("seed_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def test_the_demo_shows_every_stage_and_comes_once():
    assert set(Course.objects.staged(clock.now()).values_list("stage", flat=True)) == set(STAGES)
    assert Span.objects.serving(clock.now()).count() == 5 and differences() == 0
    with pytest.raises(CommandError, match="already"):
        call_command("seed_demo", stdout=StringIO())


def test_its_dashboard_shows_changes_and_trends(client):
    client.force_login(User.objects.get(email="manager@hq.example"))
    tiles = client.get(reverse("dashboards:dashboard")).context["numbers"].tiles
    trend = next(tile.trend for tile in tiles if tile.words == "officers may serve now")
    assert trend.line and trend.change


def test_all_pages_of_the_demo_name_the_same_turn():
    officers = list(Officer.objects.select_related("jurisdiction__field_office"))
    colleagues = [
        person("second@hq.example", Role.PROGRAM_MANAGER),
        person("second-adjudicator@hq.example", Role.ADJUDICATOR),
        person("second-office@miami.example", Role.FIELD_OFFICE, field_office=FieldOffice.objects.get(name="Miami")),
        person("second-director@miami.example", Role.DIRECTOR, field_office=FieldOffice.objects.get(name="Miami")),
        *[
            person(f"second-{agency.pk}@agency.example", Role.ADMINISTRATOR, jurisdiction=agency)
            for agency in Jurisdiction.objects.filter(officers__isnull=False).distinct()
        ],
    ]
    assert not disagreements(officers, colleagues, clock.now())
