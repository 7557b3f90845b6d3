from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.jurisdictions.programs import PROGRAM_STARTED
from agreements.register import parsing
from agreements.register.reading import RawRow
from agreements.register.sources import ListedFacts, reading_of

DAY = date(2025, 5, 16)
SAFE = "https://gcc02.safelinks.protection.outlook.com/?url={}&data=05%7C02&reserved=0"
MOA = "https://www.ice.gov/doclib/287gMOA/AlderCoFL_WSO_MOA_05.08.2025.pdf"
ESCAPED = "https%3A%2F%2Fwww.ice.gov%2Fdoclib%2F287gMOA%2FAlderCoFL_WSO_MOA_05.08.2025.pdf"
CELLS = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats() | st.text()
DATES = st.dates().map(str) | st.from_regex(r"\d{1,2}[/-]\d{1,6}[/-]?\d{0,5} ?", fullmatch=True)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-05-08T00:00:00", date(2025, 5, 8)),
        ("2025-05-08", date(2025, 5, 8)),
        ("3/17/2025 ", date(2025, 3, 17)),
        ("03/07/2025 12:00:00 AM", date(2025, 3, 7)),
        ("3-17-25", date(2025, 3, 17)),
        (45733, date(2025, 3, 17)),
        (45733.5, date(2025, 3, 17)),
        ("45733", date(2025, 3, 17)),
        ("March 17, 2025", date(2025, 3, 17)),
        ("17-Mar-25", date(2025, 3, 17)),
        ("4/24/19\xa0", date(2019, 4, 24)),
    ],
)
def test_days_are_read(cell, day):
    assert parsing.read_signed_on(cell, DAY) == (day, "")


@pytest.mark.parametrize(
    "cell", ["7/72025", "05/082025", "13/5/2025", "2/30/2025", "TBD", "#REF!", True, "5.8.2025", 20250508]
)
def test_what_is_no_day_is_reported(cell):
    assert parsing.read_signed_on(cell, DAY) == (None, "can't be read as a date")


@pytest.mark.parametrize("cell", ["5025-05-08T00:00:00", "5/17/2025", "12/31/2001", "5/8/99", 5])
def test_what_cannot_be_true_is_reported(cell):
    day, reason = parsing.read_signed_on(cell, DAY)
    assert day is None
    assert reason.startswith("implausible")


@pytest.mark.parametrize("cell", [None, "", "  ", "\xa0", "#N/A", "#NA", "n/a"])
def test_a_blank_day_is_no_issue(cell):
    assert parsing.read_signed_on(cell, DAY) == (None, "")


@pytest.mark.parametrize(
    ("cell", "program"),
    [
        ("Task Force Model ", "TFM"),
        ("Jail\xa0Enforcement  Model", "JEM"),
        ("warrant service officer", "WSO"),
        ("WSO", "WSO"),
        ("Warrant Service Officer (WSO)", "WSO"),
        ("Jail Enforcement", "JEM"),
    ],
)
def test_programs_are_read(cell, program):
    assert parsing.read_program(cell) == (program, "")


def test_an_unknown_program_is_reported():
    assert parsing.read_program("Tunnel Model") == ("", "unknown support type")
    assert parsing.read_program("#N/A") == ("", "no support type is given")


@pytest.mark.parametrize(
    ("cell", "state"), [("FLORIDA", "Florida"), ("tx ", "Texas"), ("North  Carolina", "North Carolina")]
)
def test_states_are_read(cell, state):
    assert parsing.read_state(cell) == (state, "")


def test_an_unknown_state_is_kept_as_it_is_and_reported():
    assert parsing.read_state("FLORDIA") == ("Flordia", "no state or territory has this name")


@pytest.mark.parametrize(
    ("cell", "county"), [("Alder County ", "Alder"), ("Birch Parish", "Birch"), ("#N/A", ""), ("N/A", "")]
)
def test_counties_are_read(cell, county):
    assert parsing.read_county(cell) == (county, "")


def test_a_spreadsheet_error_is_no_county():
    assert parsing.read_county("#REF!") == ("", "not a county's name")


@pytest.mark.parametrize(
    ("cell", "target", "found"),
    [
        ("link  ", MOA, (MOA, False, "")),
        ("link", "", ("", False, "")),
        ("link pending ", "", ("", True, "")),
        ("Pending signature", "", ("", True, "")),
        ("link\xa0|\xa0addendum", "", ("", False, "")),
        ("link | addendum", MOA, (MOA, False, "")),
        (MOA, "", (MOA, False, "")),
        ("link", SAFE.format(ESCAPED), (MOA, False, "")),
        ("link", SAFE.format(SAFE.format(ESCAPED).replace("&", "%26").replace("%3A", "%253A").replace("%2F", "%252F")),
         (MOA, False, "")),
        ("#N/A", "", ("", False, "")),
    ],
)  # fmt: skip
def test_the_real_target_is_kept(cell, target, found):
    assert parsing.read_link(cell, target) == found


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///C:/moa.pdf", "mailto:a@b.example", "#Sheet2!A1",
                                    SAFE.format("javascript%3Aalert(1)"), SAFE.format(""), "http://[bad"])  # fmt: skip
def test_what_is_no_address_on_the_web_is_not_kept(target):
    address, _, reason = parsing.read_link("link", target)
    assert (address, reason) == ("", "not a web address of a document")


@given(cells=st.lists(CELLS | DATES, max_size=9), target=st.text())
def test_any_row_is_taken(cells, target):
    places = {"state": 0, "agency": 1, "kind": 2, "county": 3, "program": 4, "signed_on": 5, "moa": 6, "addendum": 7}
    reading = reading_of(RawRow(7, tuple(cells), {6: target}), places, DAY)
    assert reading.raw.cells == tuple(cells)
    assert isinstance(reading.facts, ListedFacts)
    assert [issue for issue in reading.issues if not (issue.cell.endswith("7") and issue.reason)] == []


@given(cell=DATES)
def test_a_day_is_read_or_reported(cell):
    day, reason = parsing.read_signed_on(cell, DAY)
    assert (day is None) == (reason != "")
    assert day is None or PROGRAM_STARTED <= day <= DAY
