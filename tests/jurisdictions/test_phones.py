"""Whom one calls for which duty, at an agency and at a field office (MOA VII)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.jurisdictions import contacts
from agreements.jurisdictions.models import Contact, Facility
from records.actions import Refused
from records.models import Event
from tests.cast import NOW, agency

pytestmark = pytest.mark.django_db
DESK = {"duty": "jail_desk", "name": "Booking desk", "phone": "(727) 555-0110"}
OFFICE_LIST = reverse("jurisdictions:office_phones")


def desk(place_columns, **more) -> Contact:
    return Contact.objects.create(**place_columns, **{**DESK, **more})


def url_of(name, record) -> str:
    return reverse(f"jurisdictions:{name}", args=[record.pk])


def test_the_agency_lists_a_contact_and_the_field_office_reads_it(client, administrator, office, pinellas, still):
    jail = Facility.objects.create(jurisdiction=pinellas, name="Annex", zone=pinellas.zone)
    client.force_login(administrator)
    page = client.post(url_of("add_duty_contact", pinellas), {**DESK, "facility": jail.pk}, follow=True).text
    assert "Contact added: Booking desk." in page and "Jail desk, 24 hours" in page and "tel:(727) 555-0110" in page
    said = Event.objects.get(subject=pinellas.subject, verb="add_duty_contact").reason
    assert said == "Jail desk, 24 hours: Booking desk, (727) 555-0110"
    client.force_login(office)
    assert "(727) 555-0110" in client.get(OFFICE_LIST).text


def test_an_agency_reads_the_duty_officer_of_its_field_office(client, office, viewer, miami, pinellas, still):
    client.force_login(office)
    given = {"duty": "duty_officer", "name": "ERO Miami command", "phone": "(305) 555-0100"}
    client.post(reverse("jurisdictions:add_office_duty_contact"), given)
    client.force_login(viewer)
    page = client.get(url_of("agency_phones", pinellas)).text
    assert "ICE duty officer, 24 hours" in page and "(305) 555-0100" in page
    assert "Add a contact" not in page and "End<" not in page
    assert client.get(OFFICE_LIST).status_code == 403


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"phone": ""}, "Enter a phone number or an email address."),
        ({"duty": "duty_officer"}, "Choose an answer from the list."),  # a field office's
        ({"facility": "other"}, "Choose an answer from the list."),
        ({"email": "booking"}, "Enter an email address"),
        ({"name": ""}, "usa-error-message"),
    ],
)
def test_what_cannot_be_is_refused(client, administrator, pinellas, hernando, changed, words):
    other = Facility.objects.create(jurisdiction=hernando, name="Hernando jail", zone=hernando.zone)
    given = {**DESK, **changed}
    if given.get("facility"):
        given["facility"] = other.pk
    client.force_login(administrator)
    page = client.post(url_of("add_duty_contact", pinellas), given).text
    assert words in page and not Contact.objects.exists()


def test_who_is_no_longer_on_duty_is_not_listed(administrator, pinellas):
    contact = desk({"jurisdiction": pinellas}, from_on=date(2026, 1, 5))
    contacts.end_duty_contact(contact, date(2026, 3, 2), seen=1, by=administrator, at=NOW)
    assert [*Contact.objects.of(pinellas).on_duty(date(2026, 3, 2))] == [contact]
    assert not Contact.objects.of(pinellas).on_duty(date(2026, 3, 3))
    assert not Contact.objects.of(pinellas).on_duty(date(2026, 1, 4))
    with pytest.raises(Refused, match="The last day can't be before the first day."):
        contacts.end_duty_contact(contact, date(2026, 1, 1), seen=2, by=administrator, at=NOW)


def test_an_edit_keeps_the_former_values(client, administrator, pinellas):
    contact = desk({"jurisdiction": pinellas})
    client.force_login(administrator)
    given = {**DESK, "phone": "(727) 555-0111", "version": 1}
    client.post(url_of("edit_duty_contact", contact), given)
    contact.refresh_from_db()
    assert contact.phone == "(727) 555-0111"
    reason = Event.objects.get(subject=pinellas.subject, verb="edit_duty_contact").reason
    assert reason == "Booking desk; Phone: from (727) 555-0110 to (727) 555-0111"
    later = {**given, "phone": "(727) 555-0112"}  # on a page of before the first edit
    assert "Someone has changed this record" in client.post(url_of("edit_duty_contact", contact), later).text


def test_a_field_offices_contact_is_not_the_agencies_to_change(client, administrator, dallas_office, office, miami):
    contact = desk({"field_office": miami}, duty="duty_officer")
    for someone, status in ((administrator, 404), (dallas_office, 404), (office, 200)):
        client.force_login(someone)
        assert client.get(url_of("end_duty_contact", contact)).status_code == status


def test_the_list_of_a_field_office_takes_as_many_queries_for_many_agencies(client, office, miami, pinellas):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(OFFICE_LIST)
        return len(asked)

    client.force_login(office)
    queries()
    few = queries()
    for number in range(12):
        place = agency(f"County {number} Sheriff", "Florida", f"County {number}", miami)
        desk({"jurisdiction": place})
        Facility.objects.create(jurisdiction=place, name="Jail", zone=place.zone)
    assert queries() == few


def test_a_contact_is_listed_once_for_a_duty(administrator, pinellas):
    add = {**DESK, "title": ""}
    contacts.add_duty_contact(pinellas, add, by=administrator, at=NOW)
    with pytest.raises(Refused, match="on the list for this duty already"):
        contacts.add_duty_contact(pinellas, {**add, "name": "BOOKING DESK"}, by=administrator, at=NOW)
    contacts.add_duty_contact(pinellas, {**add, "duty": "nominations"}, by=administrator, at=NOW)
