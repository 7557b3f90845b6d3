"""The dashboard's numbers as they were: kept once a month, true for earlier months, compared and never invented."""

from datetime import timedelta

import pytest
from django.urls import reverse

from dashboards.figures import keep_figures
from dashboards.models import Figure, StagePace
from dashboards.paces import keep_paces, paces_of
from dashboards.trends import Trend
from officers.authority.models import Course
from tests.cast import NOW
from tests.dashboards.test_partnerships import under_way
from tests.facts import DAY, agreement, cleared, nomination, officer, serving

pytestmark = pytest.mark.django_db
URL = reverse("dashboards:dashboard")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


def kept(what, office) -> dict:
    """The figures of a field office by month."""
    return {f"{f.at:%Y-%m}": f.number for f in Figure.objects.filter(what=what, field_office=office)}


def trends(client, user) -> dict:
    client.force_login(user)
    return {tile.words: tile.trend for tile in client.get(URL).context["numbers"].tiles}


def test_they_are_kept_once_a_month(pinellas):
    keep_figures(NOW)
    first = Figure.objects.count()
    assert first > 0
    keep_figures(NOW + DAY)
    assert Figure.objects.count() == first
    keep_figures(NOW + 31 * DAY)
    assert Figure.objects.values("at").distinct().count() == 13  # the present, the eleven before, and the next
    assert Figure.objects.filter(at=NOW + 31 * DAY).values("what").distinct().count() == 5


def test_earlier_months_are_what_the_facts_say(pinellas, miami):
    serving(pinellas)  # in force for a year, may serve for 220 days
    keep_figures(NOW)
    assert kept("in_force", miami) == {f"2025-{month:02}": 1 for month in range(5, 13)} | {
        "2026-01": 1, "2026-02": 1, "2026-03": 1,
    }  # fmt: skip
    may_serve = kept("serving", miami)
    assert (may_serve["2025-07"], may_serve["2025-08"], may_serve["2026-03"]) == (0, 1, 1)


def test_what_only_the_present_can_tell_has_no_earlier_figure(client, office, miami, pinellas, hernando):
    under_way(hernando)
    nomination(officer(pinellas), agreement(pinellas))
    keep_figures(NOW)
    assert kept("coming", miami) == {"2026-03": 1} == kept("way", miami)
    found = trends(client, office)
    assert found["officers in progress"].change == "" and found["officers in progress"].line == ""
    assert "No earlier figure" in client.get(URL).text


def test_the_change_is_since_a_figure_that_is_a_month_old(client, office, pinellas, hernando, monkeypatch):
    serving(pinellas)
    keep_figures(NOW)
    agreement(hernando, effective_at=NOW - DAY)
    assert Figure.objects.filter(at__lte=NOW - timedelta(days=28)).exists()
    found = trends(client, office)
    assert found["WSO partnerships in force"].change == "+1" and found["officers may serve now"].change == "No change"
    page = client.get(URL).text
    assert "+1 since" in page and 'aria-label="May 1, 2025: 1, ' in page


def test_they_stay_in_scope(client, manager, dallas_office, administrator, pinellas):
    serving(pinellas)
    keep_figures(NOW)
    assert trends(client, dallas_office)["WSO partnerships in force"].points[-1][1] == 0
    assert trends(client, manager)["WSO partnerships in force"].points[-1][1] == 1
    of_agency = trends(client, administrator)  # no figures are kept by agency: its spans tell who could serve
    assert [words for words, trend in of_agency.items() if trend] == ["officers may serve now"]
    assert [number for _, number in of_agency["officers may serve now"].points][-3:] == [1, 1, 1]


def test_a_line_stays_in_its_box():
    trend = Trend([(NOW.date(), 3), (NOW.date(), 3)], 9, None)
    places = [tuple(map(float, point.split(","))) for point in trend.line.split()]
    assert places == [(1, 22), (50, 22), (99, 2)]
    assert Trend([(NOW.date(), 5)], 2, (NOW.date(), 5)).change == "\N{MINUS SIGN}3"


def test_median_days_are_kept_by_place_and_told_by_scope(client, manager, office, dallas_office, administrator, miami):
    pinellas = administrator.active_memberships()[0].jurisdiction
    under, checks = agreement(pinellas), []
    for days in (2, 4, 30):
        put_forward = nomination(officer(pinellas, f"Al A{days}"), under)
        checks.append((cleared(put_forward) and put_forward, days))
    for put_forward, days in checks:  # once all facts are in: each one writes the kept courses of its agency anew
        Course.objects.filter(nomination=put_forward).update(
            accepted_at=NOW - 40 * DAY, decided_at=NOW - (40 - days) * DAY
        )
    keep_paces(NOW)
    told = {"manager": 4, "office": 4, "administrator": 4, "dallas_office": None}
    people = {"manager": manager, "office": office, "administrator": administrator, "dallas_office": dallas_office}
    assert {name: paces_of(person, NOW).get("accepted") for name, person in people.items()} == told
    assert "authorized" not in paces_of(manager, NOW)
    keep_paces(NOW + 400 * DAY)
    assert not StagePace.objects.exists()  # nobody left a stage in the 12 months before
    client.force_login(office)
    assert "Median days" in client.get(URL).text
