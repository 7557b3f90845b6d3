"""An agency's later name is a fact with a date; the former name still finds the agency."""

from datetime import date

import pytest
from django.urls import reverse

from agreements.jurisdictions import workflow
from agreements.jurisdictions.models import FormerName, Jurisdiction
from agreements.jurisdictions.naming import misnaming
from dashboards.searching import found
from records.actions import Refused
from records.models import Event
from tests.cast import NOW, agency
from tests.register.lists import imported, participating, row

pytestmark = pytest.mark.django_db
LATER, FORMER = "Gulf Coast Sheriff's Office", "Pinellas County Sheriff's Office"


@pytest.fixture
def url(pinellas):
    return reverse("jurisdictions:rename", args=[pinellas.pk])


@pytest.fixture
def renamed(pinellas, office):
    workflow.rename(pinellas, LATER, date(2026, 3, 1), seen=pinellas.version, by=office, at=NOW)
    return pinellas


def test_it_works(client, office, pinellas, url):
    client.force_login(office)
    assert "Change the agency&#x27;s name" in client.get(reverse("dashboards:jurisdiction", args=[pinellas.pk])).text
    given = {"name": f" {LATER}  ", "from_on": "2026-03-01", "version": pinellas.version}
    page = client.post(url, given, follow=True).text
    assert "Agency renamed:" in page and "Formerly Pinellas County Sheriff&#x27;s Office, until" in page
    pinellas.refresh_from_db()
    assert (pinellas.name, pinellas.key, pinellas.decided) == (LATER, "gulf coast sheriffs office", ["name"])
    assert Event.objects.of(pinellas).get().reason == f"From {FORMER} to {LATER}, from Mar 1, 2026"


@pytest.mark.parametrize(
    ("name", "on", "words"),
    [
        (FORMER, date(2026, 3, 1), "already on record. Enter the new name"),
        (LATER, date(2026, 3, 3), "can't be in the future"),
        ("Hernando County Sheriff’s Office", date(2026, 3, 1), "already on record in this state"),
    ],
)
def test_what_is_no_later_name_is_refused(pinellas, hernando, office, name, on, words):
    with pytest.raises(Refused, match=words):
        workflow.rename(pinellas, name, on, seen=pinellas.version, by=office, at=NOW)
    assert pinellas.name == FORMER and not FormerName.objects.exists()


def test_stale_page_is_refused(pinellas, office):
    with pytest.raises(Refused, match="Someone has changed"):
        workflow.rename(pinellas, LATER, date(2026, 3, 1), seen=9, by=office, at=NOW)


def test_others_do_not_rename(client, viewer, administrator, other_administrator, url):
    for someone, status in ((viewer, 403), (administrator, 403), (other_administrator, 404)):
        client.force_login(someone)
        assert client.post(url, {"name": LATER, "from_on": "2026-03-01", "version": 1}).status_code == status


def test_both_names_find_it(renamed, manager):
    Jurisdiction.objects.update(county="")  # by which it would be found too
    assert found(manager, "Pinellas", NOW).agencies == [renamed] == found(manager, "Gulf", NOW).agencies
    assert list(Jurisdiction.objects.named(f"{FORMER}, Florida")) == [renamed]
    assert list(Jurisdiction.objects.named(LATER)) == [renamed]
    assert not Jurisdiction.objects.named(f"{FORMER}, Texas").exists()


def test_a_list_with_the_former_name_makes_no_second_agency(renamed):
    imported(participating(row(FORMER, county="Pinellas County")))
    assert list(Jurisdiction.objects.values_list("name", flat=True)) == [LATER]


def test_a_document_with_the_former_name_is_its_own(renamed, hernando, miami):
    agency("Pasco County Sheriff's Office", "Florida", "Pasco", miami)
    assert misnaming(f"The {FORMER} and the Pasco County Sheriff's Office", renamed) == []
    assert f"names {LATER}, not Hernando" in misnaming(f"The {FORMER}", hernando)[0]
