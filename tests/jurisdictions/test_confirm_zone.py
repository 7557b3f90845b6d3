import pytest
from django.urls import reverse

from records.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(pinellas):
    return reverse("jurisdictions:confirm_zone", args=[pinellas.pk])


def test_it_works(client, office, pinellas, url):
    client.force_login(office)
    assert "Eastern Time (New York)" in client.get(url).text
    client.post(url, {"zone": "America/Chicago", "version": pinellas.version})
    pinellas.refresh_from_db()
    assert (pinellas.zone, pinellas.zone_confirmed, pinellas.version) == ("America/Chicago", True, 2)
    assert Event.objects.of(pinellas).get().verb == "confirm_zone"


def test_it_refuses_what_is_no_zone(client, office, pinellas, url):
    client.force_login(office)
    page = client.post(url, {"zone": "Europe/Paris", "version": 1})
    assert "zone" in page.context["form"].errors


def test_stale_page_is_refused(client, office, pinellas, url):
    client.force_login(office)
    client.post(url, {"zone": "America/Chicago", "version": 1})
    assert "since you opened the page" in client.post(url, {"zone": "America/New_York", "version": 1}).text


def test_viewer_gets_403_and_others_404(client, viewer, other_administrator, url):
    for person, status in ((viewer, 403), (other_administrator, 404)):
        client.force_login(person)
        assert client.post(url, {"zone": "America/Chicago", "version": 1}).status_code == status
