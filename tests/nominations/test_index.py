"""The list: filters in the address, pages, an exact count, what one may see."""

from tests import facts
from tests.cast import NOW


def test_it_works(client, office, pinellas, agreement):
    for status in ("draft", "submitted", "accepted"):
        facts.nomination(facts.officer(pinellas, f"Ana {status.title()}"), agreement, status=status)
    client.force_login(office)
    page = client.get("/nominations/").content.decode()
    assert "3 nominations" in page and "ICE adjudicator" in page and "Miami field office" in page
    assert "nominations/new/" not in page


def test_filters_stand_in_the_address(client, office, pinellas, agreement):
    for status in ("draft", "submitted", "accepted"):
        facts.nomination(facts.officer(pinellas, f"Ana {status.title()}"), agreement, status=status)
    client.force_login(office)
    page = client.get("/nominations/?state=submitted&q=ana+subm").content.decode()
    assert "Ana Submitted" in page and "Ana Draft" not in page and "Remove filter" in page
    assert "Ana Accepted" in client.get("/nominations/?state=checking").content.decode()
    assert "No nomination matches" in client.get("/nominations/?state=checked").content.decode()


def test_what_cannot_be_read_counts_as_not_given(client, office, submitted):
    client.force_login(office)
    for query in ("state=nonsense", "page=-1", "page=99999999999999", "page=abc", "q=%00"):
        assert client.get(f"/nominations/?{query}").status_code == 200, query


def test_it_comes_in_pages(client, administrator, pinellas, agreement, django_assert_max_num_queries):
    for number in range(30):
        facts.nomination(facts.officer(pinellas), agreement, at=NOW - number * facts.DAY, status="draft")
    client.force_login(administrator)
    with django_assert_max_num_queries(12):
        first = client.get("/nominations/?state=draft").content.decode()
    assert "1 to 25 of 30" in first and "?state=draft&amp;page=2" in first
    second = client.get("/nominations/?state=draft&page=2").content.decode()
    assert "26 to 30 of 30" in second and 'href="?state=draft"' in second


def test_the_way_to_a_new_one(client, administrator, pinellas):
    client.force_login(administrator)
    page = client.get("/nominations/").content.decode()
    assert "Ask your field office about the agreement" in page and "nominations/new/" not in page
    facts.agreement(pinellas)
    assert "nominations/new/" in client.get("/nominations/").content.decode()


def test_one_sees_ones_own(client, other_administrator, dallas_office, submitted):
    for user in (other_administrator, dallas_office):
        client.force_login(user)
        assert str(submitted.officer) not in client.get("/nominations/").content.decode()


def test_instructor_gets_403(client, instructor):
    client.force_login(instructor)
    assert client.get("/nominations/").status_code == 403
