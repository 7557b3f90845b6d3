"""Credential expiry: to the agency's administrators and the field office, while it matters."""

from datetime import timedelta

import pytest

from agreements.memoranda.models import Agreement
from notifications.models import Notification
from notifications.planning import plan_rule
from officers.credentials.models import Credential
from officers.credentials.reminders import expiries
from officers.nominations.models import Departure
from tests import facts
from tests.cast import NOW

from .conftest import TODAY


@pytest.fixture
def credential(pinellas, agreement):
    row = facts.serving(pinellas, "Ana Ruiz", agreement).credentials.get()
    expires_on = TODAY + 30 * facts.DAY
    end = facts.moment(f"{expires_on + facts.DAY}T04:00:00+00:00")
    Credential.objects.filter(pk=row.pk).update(expires_on=expires_on, expires_at=end)
    row.refresh_from_db()
    return row


def due() -> list:
    return [d.record for d in expiries(TODAY - 40 * facts.DAY, TODAY + 91 * facts.DAY)]


def test_it_works(administrator, office, viewer, dallas_office, credential):
    assert plan_rule("credential_expiry", NOW) == 2
    assert plan_rule("credential_expiry", NOW) == 0
    rows = Notification.objects.filter(rule="credential_expiry")
    assert {row.recipient for row in rows} == {administrator, office}
    told = {(row.threshold, row.due_on, row.path) for row in rows}
    assert told == {(30, credential.expires_on, f"/credentials/{credential.pk}/")}


@pytest.mark.parametrize("days", [91, 90, 61, 60, 30, 8, 7, 0, -1])
def test_the_days(administrator, office, credential, days):
    Credential.objects.update(expires_on=TODAY + timedelta(days), expires_at=NOW + timedelta(days))
    plan_rule("credential_expiry", NOW)
    nearest = next((t for t in (-1, 7, 30, 60, 90) if t >= days and (days >= 0 or t < 0)), None)
    assert {row.threshold for row in Notification.objects.filter(rule="credential_expiry")} == ({nearest} - {None})


@pytest.mark.parametrize("over", ["lost", "annulled", "ended", "departed", "followed"])
def test_what_no_longer_matters_is_not_reminded(administrator, office, credential, agreement, over):
    assert due() == [credential]
    if over == "lost":
        Credential.objects.update(status="lost", closed_at=NOW)
    if over == "annulled":
        Credential.objects.update(annulled_at=NOW, annulled_by=office, annulled_because="Wrong number")
    if over == "ended":
        Agreement.objects.filter(pk=agreement.pk).update(ends_at=NOW)
    if over == "departed":
        Departure.objects.create(
            officer=credential.officer, notice_on=TODAY, last_day_on=TODAY, departs_at=NOW, recorded_by=office,
            recorded_at=NOW,
        )  # fmt: skip
    if over == "followed":
        Credential.objects.update(expires_on=TODAY - facts.DAY, expires_at=NOW - facts.DAY)
        facts.credential(credential.authorization, issued_at=NOW - facts.DAY, expires_at=NOW + 3 * facts.YEAR)
    assert due() == []
