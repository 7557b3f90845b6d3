from datetime import date
from zoneinfo import ZoneInfo

import pytest

from agreements.jurisdictions.areas import (
    COUNTY_ZONES,
    STATES,
    field_office_for,
    offices_by_area,
    state_named,
    zone_for,
)
from agreements.jurisdictions.models import Area, FieldOffice
from agreements.jurisdictions.offices import COUNTIES, OFFICES, areas
from agreements.jurisdictions.zones import ZONES


def test_the_facts_are_whole():
    counted = {state: sum(len(names.split(",")) for names in offices.values()) for state, offices in COUNTIES.items()}
    assert counted == {"California": 58, "New York": 62, "Texas": 254}
    assert len(OFFICES) == 25
    places = [(state, county) for _, state, county in areas()]
    assert len(places) == len(set(places)) == 426
    assert {state for state, _ in places} | {"American Samoa"} == set(STATES)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "county", "office"),
    [
        ("Florida", "", "Miami"),
        ("Oklahoma", "Tulsa", "Dallas"),
        ("Texas", "Tarrant County", "Dallas"),
        ("Texas", "De Witt", "Houston"),
        ("Texas", "EL PASO COUNTY ", "El Paso"),
        ("New York", "Saint Lawrence", "Buffalo"),
        ("California", "Kern", "San Francisco"),
        ("Guam", "", "San Francisco"),
    ],
)
def test_state_and_county_tell_the_field_office(state, county, office):
    assert field_office_for(state, county).name == office


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "county"), [("Texas", ""), ("Texas", "Nowhere"), ("American Samoa", ""), ("Flordia", "")]
)
def test_where_it_cannot_be_known_it_stays_open(state, county):
    assert field_office_for(state, county) is None


@pytest.mark.django_db
def test_areas_change_with_their_days():
    area = Area.objects.get(state="Oklahoma")
    Area.objects.filter(pk=area.pk).update(until_on=date(2020, 1, 1))
    Area.objects.create(field_office=FieldOffice.objects.get(name="Denver"), state="Oklahoma", from_on=date(2020, 1, 2))
    assert field_office_for("Oklahoma").name == "Denver"
    assert offices_by_area()("Oklahoma", "Tulsa") == FieldOffice.objects.get(name="Denver").pk


@pytest.mark.parametrize(
    ("state", "county", "zone", "certain"),
    [
        ("Georgia", "", "America/New_York", True),
        ("Florida", "Pinellas", "America/New_York", False),
        ("Florida", "Santa Rosa County", "America/Chicago", False),
        ("Texas", "Hudspeth", "America/Denver", False),
        ("Indiana", "La Porte", "America/Chicago", False),
        ("Arizona", "Navajo", "America/Phoenix", True),
        ("Alaska", "Aleutians West", "America/Adak", False),
        ("United States Virgin Islands", "", "America/St_Thomas", True),
        ("Flordia", "", "America/New_York", False),
    ],
)
def test_state_and_county_tell_the_zone(state, county, zone, certain):
    assert zone_for(state, county) == (zone, certain)


def test_every_zone_exists():
    assert [zone for zone in ZONES if ZoneInfo(zone).key != zone] == []
    assert {zone_for(state)[0] for state in STATES} <= set(ZONES)
    assert set(COUNTY_ZONES) <= set(STATES)


@pytest.mark.parametrize(
    ("text", "state"), [("FLORIDA", "Florida"), ("tx", "Texas"), ("D.C.", "District of Columbia"), ("X", "")]
)
def test_states_are_known_by_their_names(text, state):
    assert state_named(text) == state
