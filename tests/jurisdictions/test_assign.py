import pytest
from django.urls import reverse

from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.turns import PLACES, turn_of
from records.models import Event
from tests.cast import agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def unplaced(db):
    return agency("Alder Police", "Texas", "", None, "America/Chicago")


def url(jurisdiction):
    return reverse("jurisdictions:assign", args=[jurisdiction.pk])


def post(jurisdiction, field_office, **more):
    return {"field_office": field_office.pk, "county": "Hudspeth County", "version": jurisdiction.version, **more}


def test_it_works(client, manager, unplaced, dallas):
    client.force_login(manager)
    assert "Choose the field office" in client.get(url(unplaced)).text
    client.post(url(unplaced), post(unplaced, dallas))
    unplaced.refresh_from_db()
    assert (unplaced.field_office, unplaced.county, unplaced.zone) == (dallas, "Hudspeth", "America/Denver")
    event = Event.objects.of(unplaced).get()
    assert (event.verb, event.actor) == ("assign", manager)


def test_a_confirmed_zone_stays(client, manager, unplaced, dallas):
    Jurisdiction.objects.update(zone_confirmed=True)
    client.force_login(manager)
    client.post(url(unplaced), post(unplaced, dallas))
    assert Jurisdiction.objects.get().zone == "America/Chicago"


def test_stale_page_is_refused(client, manager, unplaced, dallas):
    client.force_login(manager)
    Jurisdiction.objects.update(version=2)
    assert "since you opened the page" in client.post(url(unplaced), post(unplaced, dallas)).text
    assert Jurisdiction.objects.get().field_office is None


def test_nobody_else_sees_what_is_not_placed(client, office, unplaced, miami):
    client.force_login(office)
    assert client.post(url(unplaced), post(unplaced, miami)).status_code == 404


def test_other_roles_get_403_and_others_404(client, office, viewer, dallas_office, pinellas, dallas):
    for person, status in ((office, 403), (viewer, 403), (dallas_office, 404)):
        client.force_login(person)
        assert client.post(url(pinellas), post(pinellas, dallas)).status_code == status


def test_it_is_the_program_managers_turn(unplaced, pinellas):
    assert turn_of(unplaced) == PLACES and turn_of(pinellas) is None
