"""An agency and a field office keep their own contacts (MOA VII)."""

import pytest
from django.urls import reverse

from agreements.jurisdictions import workflow
from records.actions import Refused
from records.models import Event
from tests.cast import NOW, also

pytestmark = pytest.mark.django_db
OFFICE_URL = reverse("jurisdictions:office_contact")
GIVEN = {"name": "Kim Poe", "phone": "(727) 555-0100", "email": "kim@pinellas.example"}
ON_ONE_LINE = "Kim Poe, (727) 555-0100, kim@pinellas.example"


@pytest.fixture
def url(pinellas):
    return reverse("jurisdictions:contact", args=[pinellas.pk])


@pytest.mark.parametrize("role", ["administrator", "office"])
def test_the_agency_and_its_field_office_edit_the_agencys_contact(client, request, pinellas, url, role):
    client.force_login(request.getfixturevalue(role))
    page = reverse("dashboards:jurisdiction", args=[pinellas.pk])
    assert url in client.get(page).text
    shown = client.post(url, {**GIVEN, "version": pinellas.version}, follow=True).text
    assert "Contact changed:" in shown and "Kim Poe" in shown and "mailto:kim@pinellas.example" in shown
    pinellas.refresh_from_db()
    assert pinellas.contact == ON_ONE_LINE
    assert Event.objects.of(pinellas).get(verb="edit_contact").reason == ON_ONE_LINE
    assert "Recount the dates" not in client.get(page).text  # a contact moves no date


def test_the_timeline_keeps_the_former_contact(administrator, pinellas):
    workflow.edit_contact(pinellas, *GIVEN.values(), seen=pinellas.version, by=administrator, at=NOW)
    workflow.edit_contact(pinellas, "Bo Lee", "", "bo@x.example", seen=pinellas.version, by=administrator, at=NOW)
    reasons = Event.objects.of(pinellas).filter(verb="edit_contact").order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == [ON_ONE_LINE, f"From {ON_ONE_LINE} to Bo Lee, bo@x.example"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"phone": "", "email": ""}, "Enter a phone number or an email address."),
        ({"email": "kim"}, "usa-error-message"),
        ({"name": " "}, "usa-error-message"),
        ({"version": 7}, "Someone has changed this record"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_on_the_form(client, administrator, pinellas, url, changed, words):
    client.force_login(administrator)
    page = client.post(url, {**GIVEN, "version": pinellas.version, **changed}).text
    assert words in page
    pinellas.refresh_from_db()
    assert pinellas.contact == ""


def test_other_agencies_get_404_and_other_roles_403(client, url, viewer, director, other_administrator, dallas_office):
    for someone, status in ((viewer, 403), (director, 403), (other_administrator, 404), (dallas_office, 404)):
        client.force_login(someone)
        assert client.get(url).status_code == status == client.post(url, GIVEN).status_code


def test_a_field_office_edits_its_own_contact(client, office, administrator, miami, dallas):
    client.force_login(office)
    assert OFFICE_URL in client.get(reverse("dashboards:home")).text
    client.post(OFFICE_URL, {**GIVEN, "version": miami.version})
    client.post(f"{OFFICE_URL}?office={dallas.pk}", {**GIVEN, "name": "Bo Lee", "version": 2})  # still one's own
    miami.refresh_from_db()
    dallas.refresh_from_db()
    assert miami.contact.startswith("Bo Lee") and dallas.contact == ""
    assert Event.objects.of(miami).filter(verb="edit_office_contact").count() == 2
    client.force_login(administrator)
    assert "Bo Lee" in client.get(reverse("dashboards:home")).text


def test_staff_of_two_offices_choose_by_the_address(client, office, miami, dallas):
    client.force_login(also(office, "field_office", field_office=dallas))
    client.post(f"{OFFICE_URL}?office={dallas.pk}", {**GIVEN, "version": dallas.version})
    dallas.refresh_from_db()
    miami.refresh_from_db()
    assert dallas.contact == ON_ONE_LINE and miami.contact == ""


@pytest.mark.parametrize("role", ["administrator", "director", "manager", "viewer"])
def test_nobody_else_edits_a_field_offices_contact(client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(OFFICE_URL).status_code == 403 == client.post(OFFICE_URL, GIVEN).status_code


def test_two_editors_do_not_overwrite_each_other(office, miami):
    workflow.edit_office_contact(miami, *GIVEN.values(), seen=miami.version, by=office, at=NOW)
    with pytest.raises(Refused, match="Someone has changed this record"):
        workflow.edit_office_contact(miami, "Bo Lee", "", "bo@x.example", seen=1, by=office, at=NOW)
