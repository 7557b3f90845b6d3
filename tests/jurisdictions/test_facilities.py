"""An agency's jails: who adds, changes, covers and closes them, and what their page says (MOA App. A)."""

from datetime import date

import pytest
from django.urls import reverse

from agreements.jurisdictions import facilities
from agreements.jurisdictions.models import Facility
from records.actions import Refused
from records.models import Event
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
GIVEN = {
    "name": "North County Jail", "street": "14400 49th St N", "city": "Clearwater", "zip_code": "33762",
    "zone": "America/New_York", "phone_day": "(727) 555-0101", "phone_night": "(727) 555-0102",
}  # fmt: skip


@pytest.fixture
def jail(pinellas) -> Facility:
    return Facility.objects.create(jurisdiction=pinellas, name="North County Jail", zone=pinellas.zone)


def address(name, record) -> str:
    return reverse(f"jurisdictions:{name}", args=[record.pk])


@pytest.mark.parametrize("role", ["administrator", "office"])
def test_either_side_adds_a_facility(client, request, pinellas, role, still):
    client.force_login(request.getfixturevalue(role))
    page = client.post(address("add_facility", pinellas), GIVEN, follow=True).text
    jail = pinellas.facilities.get()
    assert "14400 49th St N, Clearwater, Florida 33762" in page and "tel:(727) 555-0102" in page
    assert "Not covered yet" in page and jail.covered_from is None
    assert Event.objects.get(subject=pinellas.subject, verb="add_facility").reason == "North County Jail"
    assert (
        reverse("facilities:facility", args=[jail.pk])
        in client.get(reverse("dashboards:jurisdiction", args=[pinellas.pk])).text
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": "north county jail"}, "This agency already has a facility with this name."),
        ({"name": " "}, "usa-error-message"),
        ({"name": "x" * 200}, "Enter at most 120 characters."),
        ({"zip_code": "3376"}, "Enter a ZIP code of five digits"),
        ({"processing_areas": "0"}, "Enter a number no less than 1."),
        ({"zone": "Mars/Base"}, "Choose an answer from the list."),
        ({"from_on": "2026-02-30"}, "Enter a date"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_on_the_form(client, administrator, pinellas, jail, changed, words):
    client.force_login(administrator)
    page = client.post(address("add_facility", pinellas), {**GIVEN, **changed}).text
    assert words in page and "14400 49th St N" in page
    assert pinellas.facilities.count() == 1


def test_the_field_office_alone_records_the_coverage(client, administrator, office, jail, still):
    url = address("cover_facility", jail)
    given = {"covered_from": "2026-03-02", "version": 1}
    client.force_login(administrator)
    assert client.post(url, given).status_code == 403
    client.force_login(office)
    assert "Covered by the agreement" in client.post(url, given, follow=True).text
    jail.refresh_from_db()
    assert jail.covered_on(TODAY) and not jail.covered_on(date(2026, 3, 1))


def test_coverage_lies_within_the_time_of_use(office, jail):
    facilities.close_facility(jail, TODAY, seen=1, by=office, at=NOW)
    with pytest.raises(Refused, match="only while it is in use"):
        facilities.cover_facility(jail, date(2026, 3, 3), seen=2, by=office, at=NOW)
    facilities.cover_facility(jail, TODAY, seen=2, by=office, at=NOW)
    assert jail.covered_on(TODAY) and not jail.covered_on(date(2026, 3, 3))
    assert [*Facility.objects.covered(TODAY)] == [jail] and not Facility.objects.covered(date(2026, 3, 3))


def test_the_timeline_keeps_what_was_changed(administrator, jail, pinellas):
    facilities.edit_facility(jail, {"phone_night": "(727) 555-0199"}, seen=1, by=administrator, at=NOW)
    reason = Event.objects.get(subject=pinellas.subject, verb="edit_facility").reason
    assert reason == "North County Jail; Phone at night: from none to (727) 555-0199"
    with pytest.raises(Refused, match="Nothing has changed"):
        facilities.edit_facility(jail, {"phone_night": "(727) 555-0199"}, seen=2, by=administrator, at=NOW)
    with pytest.raises(Refused, match="Someone has changed this record"):
        facilities.edit_facility(jail, {"phone_night": ""}, seen=1, by=administrator, at=NOW)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, ("warn", "Not covered yet")),
        ({"covered_from": date(2026, 3, 3)}, ("wait", "Coverage starts later")),
        ({"covered_from": TODAY}, ("good", "Covered by the agreement")),
        ({"covered_from": TODAY, "until_on": TODAY}, ("good", "Covered by the agreement")),
        ({"until_on": date(2026, 3, 1)}, ("stop", "Closed")),
        ({"from_on": date(2026, 3, 3)}, ("wait", "Not in use yet")),
    ],
)
def test_the_state_of_a_facility(jail, fields, state):
    for name, value in fields.items():
        setattr(jail, name, value)
    assert facilities.facility_state(jail, NOW) == state


def test_the_day_is_that_of_the_facility(jail):
    jail.zone, jail.until_on = "America/Los_Angeles", date(2026, 3, 1)
    late = NOW.replace(hour=7, minute=30)  # 11:30 p.m. of Mar 1 there
    assert facilities.facility_state(jail, late)[1] == "Not covered yet"


def test_two_open_facilities_do_not_share_a_name(administrator, pinellas, hernando, jail):
    details = {"name": "NORTH COUNTY JAIL", "zone": pinellas.zone}
    with pytest.raises(Refused, match="already has a facility with this name"):
        facilities.add_facility(pinellas, details, by=administrator, at=NOW)
    Facility.objects.update(until_on=TODAY)
    facilities.add_facility(pinellas, details, by=administrator, at=NOW)  # the old building is closed
