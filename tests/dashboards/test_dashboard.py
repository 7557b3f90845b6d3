"""The dashboard: scope, and every number is the number of rows behind its link."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from agreements.jurisdictions.areas import ABBREVIATIONS
from agreements.jurisdictions.models import FieldOffice
from dashboards.state_map import shade_of, squares_of
from tests.cast import NOW, agency
from tests.dashboards.test_partnerships import listing, suspended, under_way
from tests.facts import (
    DAY,
    agreement,
    authorized,
    certified,
    cleared,
    credential,
    examined,
    letter,
    nomination,
    officer,
    serving,
)
from wso_portal import clock

URL = reverse("dashboards:dashboard")
CELL = re.compile(r'<a href="([^"]*exact=1)">(?:<span class="figure">)?([\d,]+)<')


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


@pytest.fixture
def nation(pinellas, hernando, tarrant):
    """Something at every stage that the dashboard counts."""
    under = agreement(pinellas)
    serving(pinellas, "Ana Ruiz")
    serving(pinellas, "Ben Diaz")
    for name, steps in (("Cy Ode", 0), ("Di Fox", 1), ("Ed Gray", 2), ("Flo Hart", 3)):
        put_forward = nomination(officer(pinellas, name), under)
        checked = cleared(put_forward) if steps > 0 else None
        passed = examined(put_forward) if checked and steps > 1 else None
        if passed and steps > 2:
            certified(passed)
    nomination(officer(pinellas, "Gil Ives"), under, status="submitted")
    agreement(tarrant, ends_at=NOW + 30 * DAY)
    serving(tarrant, "Hal Jones")
    listing(hernando)
    listing(pinellas, program="TFM")
    listing(tarrant, "pending", program="JEM")
    lost = agency("Nowhere Police", "Texas", "", None)
    listing(lost, "pending")
    suspended(agreement(agency("Lake County Sheriff's Office", "Florida", "Lake", pinellas.field_office)))
    under_way(agency("Polk County Sheriff's Office", "Florida", "Polk", pinellas.field_office), "sent")


def links(page) -> list[tuple[str, int]]:
    found = CELL.findall(page.content.decode())
    return [(url.replace("&amp;", "&"), int(number.replace(",", ""))) for url, number in found]


def behind(client, url) -> int:
    """How many rows the page says it lists."""
    page = client.get(url)
    assert page.status_code == 200, url
    return int(re.search(r"<p>(?:[\d,]+ to [\d,]+ of )?([\d,]+) \w+, as of", page.content.decode())[1].replace(",", ""))


@pytest.mark.parametrize("role", ["manager", "office", "dallas_office", "administrator"])
def test_every_number_is_the_number_of_rows_behind_it(client, request, nation, role):
    client.force_login(request.getfixturevalue(role))
    found = links(client.get(URL))
    assert found
    for url, number in found:
        assert behind(client, url) == number, url


def test_it_counts_the_nation_for_a_program_manager(client, manager, nation):
    client.force_login(manager)
    five = [tile.number.value for tile in client.get(URL).context["numbers"].tiles]
    assert five == [2, 3, 3, 5, 0]


def test_it_stays_in_scope(client, administrator, dallas_office, nation):
    client.force_login(dallas_office)
    assert [tile.number.value for tile in client.get(URL).context["numbers"].tiles][:2] == [1, 1]
    client.force_login(administrator)
    page = client.get(URL)
    assert [tile.number.value for tile in page.context["numbers"].tiles][:2] == [1, 2]
    assert "Partnerships by state" not in page.content.decode()


def test_expiries_are_within_their_days(client, manager, pinellas, monkeypatch):
    serving(pinellas)
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW + timedelta(days=365 - 20))
    client.force_login(manager)
    expiries = client.get(URL).context["numbers"].of_people[0]
    assert [numbers[0][1].value for _, numbers in expiries.rows] == [0, 1, 1, 1]


def column(client, title: str, query: str = "") -> list[tuple[str, int]]:
    """A table's rows as (name, first number)."""
    found = client.get(URL + query).context["numbers"].of_partnerships
    table = next(table for table in found if table.title == title)
    return [(line.label, line.numbers[0].value) for line in table.lines]


def test_places_are_sorted_by_the_address_and_have_no_zero_rows(client, manager, nation):
    agency("Harris County Sheriff's Office", "Texas", "Harris", FieldOffice.objects.create(name="Zebulon", zone="UTC"))
    client.force_login(manager)
    offices = "Partnerships by field office"
    assert {name for name, _ in column(client, offices)} == {"Miami", "Dallas", "Not known yet"}
    by_number = [number for _, number in column(client, offices)]
    assert by_number == sorted(by_number, reverse=True)
    names = [name for name, _ in column(client, offices, "?sort=0")]
    assert names == ["Dallas", "Miami", "Not known yet"]
    for strange in ("-1", "99", "x"):
        assert column(client, offices, f"?sort={strange}") == column(client, offices)
    assert 'aria-sort="descending"' in client.get(URL).text


def test_what_ends_is_told_by_month_and_kind(client, office, dallas_office, pinellas):
    agreement(pinellas, ends_at=NOW + 40 * DAY)  # Apr 11
    put = nomination(officer(pinellas), pinellas.agreements.get())
    cleared(put)
    done = certified(examined(put))
    credential(authorized(done, letter(done.agreement, ends_at=NOW + 10 * DAY)), expires_at=NOW + 9 * DAY)
    client.force_login(office)
    months = client.get(URL).context["numbers"].endings
    assert [(row.month.month, row.numbers) for row in months] == [
        (3, (1, 1, 0)), (4, (0, 0, 1)), (5, (0, 0, 0)), (6, (0, 0, 0)), (7, (0, 0, 0)), (8, (0, 0, 0)),
    ]  # fmt: skip
    assert [part[0] for part in months[0].parts] == ["credential", "letter"]
    client.force_login(dallas_office)
    assert client.get(URL).context["numbers"].endings == []


def test_what_ends_at_midnight_belongs_to_the_month_before(client, office, pinellas):
    agreement(pinellas, ends_at=clock.start_of(date(2026, 4, 1), "America/New_York"))
    client.force_login(office)
    assert client.get(URL).context["numbers"].endings[0].numbers == (0, 0, 1)


def test_without_data_it_says_what_will_be_here(client, manager):
    client.force_login(manager)
    page = client.get(URL).content.decode()
    assert "No partnerships yet" in page and "<table" not in page


def test_it_is_not_for_instructors_and_adjudicators(client, instructor, adjudicator):
    for person in (instructor, adjudicator):
        client.force_login(person)
        assert client.get(URL).status_code == 403


def test_it_costs_the_same_for_one_and_for_many(client, manager, miami, django_assert_max_num_queries):
    client.force_login(manager)
    for number in range(2):
        agreement(agency(f"County {number}", "Florida", str(number), miami))
    with django_assert_max_num_queries(12) as few:
        client.get(URL)
    for number in range(2, 30):
        place = agency(f"County {number}", "Texas", str(number), None if number % 2 else miami)
        agreement(place) if number % 2 else serving(place)
    with django_assert_max_num_queries(len(few.captured_queries) + 1):  # one more: the names of several field offices
        client.get(URL)


def test_the_map_shades_each_state_and_says_its_number(client, manager, office, nation):
    client.force_login(manager)
    page = client.get(URL).text
    assert "Texas 1. Florida 1. The table has every number." in page and page.count("map__state--4") == 2
    client.force_login(office)
    assert "map__state" not in client.get(URL).text  # all of its agencies are in one state
    assert [shade_of(value, 40) for value in (0, 1, 10, 11, 40)] == [0, 1, 1, 2, 4]
    assert {square.state for square in squares_of({"Florida": 1})} == set(ABBREVIATIONS.values())
