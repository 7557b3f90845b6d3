"""Home says where an agency stands: its agreement, its officers, who holds its cases, what ends."""

import pytest
from django.urls import reverse

from dashboards.home import HomePage
from officers.nominations.models import Departure
from tests.cast import NOW
from tests.dashboards.test_partnerships import suspended as suspended_by_notice
from tests.facts import (
    DAY,
    agreement,
    clerk,
    nomination,
    officer,
    serving,
)

URL = reverse("dashboards:home")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


def sent(user) -> dict[str, int]:
    return {group.row.name: group.number for group in HomePage(user, NOW).others.groups}


def left(someone, departs_at):
    """The officer leaves at that moment."""
    Departure.objects.create(
        officer=someone, notice_on=(NOW - 30 * DAY).date(), last_day_on=departs_at.date(), departs_at=departs_at,
        recorded_by=clerk(), recorded_at=NOW,
    )  # fmt: skip


def test_an_agency_sees_who_holds_its_cases_and_the_field_office(client, administrator, viewer, pinellas):
    nomination(officer(pinellas, "Ana Ruiz"), agreement(pinellas), status="submitted")
    type(pinellas.field_office).objects.update(contact_email="wso@miami.example")
    client.force_login(administrator)
    page = client.get(f"{URL}?show=others").text
    assert "Nomination with the field office" in page and "Ana Ruiz" in page
    assert "Miami field office" in page and "wso@miami.example" in page
    assert sent(viewer) == {"submitted": 1}


def test_an_agency_reads_where_it_stands(client, administrator, pinellas):
    client.force_login(administrator)
    assert "No agreement on record" in client.get(URL).text
    in_service = serving(pinellas)
    nomination(officer(pinellas), pinellas.agreements.get())
    words = lambda: [fact for fact, _ in client.get(URL).context["home"].lines[0].facts]  # noqa: E731
    assert words() == ["Agreement in force", "1 of 2 may serve", "1 in progress"]
    left(in_service, NOW - DAY)
    assert words() == ["Agreement in force", "0 of 1 may serve", "1 in progress", "1 credential due back"]
    for _, url in client.get(URL).context["home"].lines[0].facts:
        assert client.get(url).status_code == 200


def test_a_suspended_officer_is_told_to_agency_and_field_office(client, administrator, office, pinellas):
    someone = serving(pinellas)
    someone.suspensions.create(notified_at=NOW - DAY, starts_at=NOW - DAY, recorded_by=clerk(), recorded_at=NOW)
    assert sent(office) == {"suspended": 1} == sent(administrator)
    client.force_login(administrator)
    assert ("1 suspended by ICE", f"{URL}?show=others&kind=suspended") in client.get(URL).context["home"].lines[0].facts


@pytest.mark.parametrize("who", ["administrator", "office", "director", "manager"])
def test_a_notice_on_an_agreement_is_told_from_its_date(client, request, pinellas, who):
    serving(pinellas)
    put, user = pinellas.agreements.get(), request.getfixturevalue(who)
    client.force_login(user)
    assert "may serve until then" not in client.get(URL).text
    ends_at = NOW + 57 * DAY
    put.notices.create(
        side="agency", kind="termination", received_at=NOW - 40 * DAY, earliest_at=NOW + 50 * DAY, effective_at=ends_at,
        recorded_by=clerk(), recorded_at=NOW,
    )  # fmt: skip
    type(put).objects.update(ends_at=ends_at)
    text = " ".join(client.get(URL).text.split())
    whose = "Your agreement" if who == "administrator" else f"The agreement of {pinellas}".replace("'", "&#x27;")
    assert f"{whose}</a> ends" in text and "Apr 28, 2026</time> (57 days): 1 officer may serve until then." in text


def test_a_suspended_agreement_is_told(client, administrator, pinellas, other_administrator):
    serving(pinellas)
    suspended_by_notice(pinellas.agreements.get())
    client.force_login(administrator)
    assert "has been suspended since" in client.get(URL).text
    client.force_login(other_administrator)
    assert "suspended" not in client.get(URL).text
