from datetime import date

import pytest

from agreements.jurisdictions.zones import ZONES
from agreements.register.days import edition_named, instant_of
from agreements.register.editions import as_of_named, list_named
from agreements.register.sheets import Unreadable
from wso_portal import clock


def test_the_name_tells_the_list():
    assert list_named("participatingAgencies05162025am.xlsx") == "participating"
    assert list_named("PENDING agencies.csv") == "pending"
    assert list_named("pending_and_participating.xlsx") == list_named("list.xlsx") == ""


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("participatingAgencies05162025am.xlsx", date(2025, 5, 16)),
        ("pendingAgencies-2025-05-15.xlsx", date(2025, 5, 15)),
        ("pending 20250515.csv", date(2025, 5, 15)),
        ("pending 5-15-2025.csv", date(2025, 5, 15)),
        ("2025-05-15", date(2025, 5, 15)),
        ("05/15/2025 pm", date(2025, 5, 15)),
    ],
)
def test_the_name_tells_the_day(name, day):
    assert as_of_named(name).day == day


def test_lists_of_one_day_have_an_order():
    names = ["07032025.xlsx", "07032025am.xlsx", "07032025am_b.xlsx", "07032025mid.xlsx", "07032025pm.xlsx",
             "07032025pm_0.xlsx", "07032025PM_1.xlsx", "07042025am.xlsx"]  # fmt: skip
    order = [as_of_named(name) for name in names]
    assert order == sorted(set(order))
    assert as_of_named("07032025am (1).xlsx") == as_of_named("07032025am.xlsx")
    assert [edition_named(found.place) for found in order[:3]] == ["", "morning edition", "morning edition no. 2"]


@pytest.mark.parametrize("name", ["list13452025.xlsx", "list02302025am.xlsx", "list01011999.xlsx", "list01015025.xlsx"])
def test_a_day_that_cannot_be_is_refused(name):
    with pytest.raises(Unreadable, match="not the date of a list"):
        as_of_named(name)


def test_a_name_without_a_day_tells_none():
    assert as_of_named("participatingAgencies.xlsx") is None


def test_no_zone_shifts_the_date_of_a_list():
    for day in (date(2025, 1, 18), date(2025, 7, 18)):
        assert {clock.day_of(instant_of(day), zone) for zone in [*ZONES, "UTC"]} == {day}
