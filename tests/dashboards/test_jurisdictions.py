"""The list of jurisdictions: filters in the address, tags with stages, scope."""

import pytest
from django.urls import reverse

from tests.cast import agency
from tests.dashboards.test_partnerships import listing
from tests.facts import agreement

URL = reverse("dashboards:jurisdictions")


@pytest.fixture
def listed(client, manager):
    client.force_login(manager)
    return lambda **query: [agency.name for agency, _ in client.get(URL, query).context["rows"]]


def test_it_works(client, office, pinellas, hernando):
    agreement(pinellas)
    listing(pinellas, "pending", program="TFM")
    client.force_login(office)
    page = client.get(URL)
    assert [name.name for name, _ in page.context["rows"]] == [hernando.name, pinellas.name]
    text = " ".join(page.content.decode().split())
    assert "In force" in text and "Pending on ICE" in text and "Add a jurisdiction" in text


def test_filters(listed, pinellas, hernando, tarrant):
    agreement(pinellas)
    listing(hernando)
    listing(tarrant, "pending", program="TFM")
    lost = agency("Nowhere Police", "Texas", "", None)
    assert listed(q="pinellas sheriff") == [pinellas.name]
    assert listed(state="Texas") == [lost.name, tarrant.name]
    assert listed(office=tarrant.field_office_id) == [tarrant.name]
    assert listed(office="none") == [lost.name]
    assert listed(program="WSO", stage="in_force") == [pinellas.name]
    assert listed(program="TFM", stage="in_force") == []
    assert listed(program="WSO", stage="coming") == [hernando.name]
    assert listed(program="TFM") == [tarrant.name]
    assert listed(type="state") == []


def test_what_cannot_be_read_asks_for_what_can(listed, pinellas):
    for odd in ("x", "\x00", "9" * 400, "'"):
        assert listed(stage=odd, office=odd, program=odd, page=odd, type=odd) == [pinellas.name]
    assert listed(q="\x00") == [pinellas.name]


def test_other_jurisdictions_are_not_listed(client, other_administrator, pinellas, hernando):
    client.force_login(other_administrator)
    page = client.get(URL)
    assert [agency for agency, _ in page.context["rows"]] == [hernando]
    assert "Add a jurisdiction" not in page.content.decode()


def test_nobody_without_a_program_manager_sees_the_unplaced(client, office, adjudicator, manager, pinellas):
    agency("Nowhere Police", "Texas", "", None)
    for user, number in ((office, 1), (adjudicator, 1), (manager, 2)):
        client.force_login(user)
        assert len(client.get(URL).context["rows"]) == number


def test_it_says_what_to_do_when_empty(client, manager):
    client.force_login(manager)
    assert "No jurisdictions yet" in client.get(URL).content.decode()
    assert "Clear all filters" in client.get(URL, {"q": "zzz"}).content.decode()


def test_it_costs_the_same_for_one_and_for_many(client, manager, miami, django_assert_max_num_queries):
    client.force_login(manager)
    agreement(agency("County", "Florida", "", miami))
    with django_assert_max_num_queries(12) as few:
        client.get(URL)
    for number in range(30):
        listing(agency(f"County {number}", "Florida", str(number), miami))
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(URL)
