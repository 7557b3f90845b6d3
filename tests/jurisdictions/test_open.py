import pytest
from django.urls import reverse

from agreements.jurisdictions.models import Jurisdiction
from records.models import Event

pytestmark = pytest.mark.django_db
URL = "/jurisdictions/new/"
ALDER = {"name": "Alder  County Sheriff’s Office", "state": "Florida", "county": "Bay County", "kind": "county"}


def test_it_works(client, office):
    client.force_login(office)
    response = client.post(URL, ALDER)
    agency = Jurisdiction.objects.get()
    assert response.url == reverse("dashboards:jurisdiction", args=[agency.pk])
    assert (agency.name, agency.county, agency.field_office.name) == ("Alder County Sheriff’s Office", "Bay", "Miami")
    assert (agency.zone, agency.zone_confirmed) == ("America/Chicago", False)
    assert Event.objects.of(agency).get().verb == "open_jurisdiction"


def test_the_page_shows_the_form(client, office):
    client.force_login(office)
    assert "Add a jurisdiction" in client.get(URL).text


def test_viewer_gets_403(client, viewer):
    client.force_login(viewer)
    assert client.post(URL, ALDER).status_code == 403


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"state": "Georgia"}, "belongs to the Atlanta field office"),
        ({"state": "Texas", "county": ""}, "Enter the county to find the right one"),
        ({"name": "..."}, "in letters"),
    ],
)
def test_it_explains_the_refusal(client, office, changes, why):
    client.force_login(office)
    assert why in client.post(URL, ALDER | changes).text
    assert not Jurisdiction.objects.exists()


def test_one_agency_comes_on_record_once(client, office):
    client.force_login(office)
    client.post(URL, ALDER)
    assert "already on record" in client.post(URL, ALDER | {"name": "ALDER COUNTY SHERIFF'S OFFICE"}).text
    assert Jurisdiction.objects.count() == 1


def test_a_program_manager_may_leave_the_field_office_open(client, manager):
    client.force_login(manager)
    client.post(URL, ALDER | {"state": "Texas", "county": ""})
    assert Jurisdiction.objects.unplaced().count() == 1
