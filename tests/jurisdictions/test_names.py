import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.jurisdictions.names import county_key, county_of, key_of, tidy


@pytest.mark.parametrize(
    "written",
    [
        "Alder County Sheriff’s Office",
        "  Alder  County Sheriff's Office ",
        "ALDER COUNTY SHERIFF'S OFFICE",
        "Alder\xa0County Sheriff`s\u200b Office.",
        "Alder County Sheriffs Office",
    ],
)
def test_one_agency_written_in_several_ways_is_one(written):
    assert key_of(written) == key_of("Alder County Sheriff's Office")


def test_signs_that_mean_the_same_are_the_same():
    assert key_of("Alder – Birch Jail & Work Camp") == key_of("Alder-Birch Jail and Work Camp")
    assert key_of("Doña Ana County") == key_of("Dona Ana County")


OTHERS = ["Alder County Police", "Alder City Sheriff's Office", "Alder County Sheriff's Office North", "Alde County SO"]


@pytest.mark.parametrize("other", OTHERS)
def test_two_agencies_stay_two(other):
    assert key_of(other) != key_of("Alder County Sheriff's Office")


@pytest.mark.parametrize(
    ("written", "name"),
    [("Alder County ", "Alder"), ("BIRCH PARISH", "Birch"), ("Fairfax city", "Fairfax city"), ("DeWitt", "DeWitt")],
)
def test_a_county_is_named_without_the_word(written, name):
    assert county_of(written) == name


def test_counties_are_compared_by_their_letters():
    assert county_key("De Witt County") == county_key("DeWitt") != county_key("Witt")
    assert county_key("Saint Lawrence") == county_key("St. Lawrence County ")


@given(text=st.text())
def test_a_key_is_its_own_key(text):
    assert key_of(key_of(text)) == key_of(text)
    assert tidy(tidy(text)) == tidy(text)
