"""The roster: the answer and its first reason for each row, by one more query a page."""

import pytest
from django.urls import reverse

from dashboards.templatetags.tallied import officer_counts
from officers.nominations.models import Departure
from tests import facts
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _then(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


def roster(client, user, **query):
    client.force_login(user)
    return client.get(reverse("authority:roster"), query)


def test_it_works(client, administrator, pinellas):
    facts.serving(pinellas, "Ana Ruiz")
    facts.officer(pinellas, "Bo Lee")
    page = roster(client, administrator).text
    assert "Ana Ruiz" in page and "Bo Lee" in page
    assert "No nomination under this agreement has been accepted." in page and 'href="/clauses/R4/iv-b/"' in page


def test_only_who_nominates_is_offered_it(client, administrator, viewer, pinellas):
    assert reverse("nominations:nominate") in roster(client, administrator).text
    assert reverse("nominations:nominate") not in roster(client, viewer).text


def test_each_agency_sees_its_own(client, other_administrator, pinellas, hernando):
    facts.serving(pinellas, "Ana Ruiz")
    facts.serving(hernando, "Cal Norwood")
    page = roster(client, other_administrator).text
    assert "Cal Norwood" in page and "Ana Ruiz" not in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"answer": "yes"}, {"Ana Ruiz"}),
        ({"answer": "progress"}, {"Di Ng"}),
        ({"answer": "no"}, {"Bo Lee"}),
        ({"q": "ruiz"}, {"Ana Ruiz"}),
        ({"q": "100%"}, set()),
        ({"stage": "credentialed"}, {"Ana Ruiz"}),
        ({"stage": "accepted"}, {"Di Ng"}),
        ({"stage": "out"}, {"Bo Lee"}),
        ({"expires_within": "365"}, {"Ana Ruiz"}),
        ({"expires_within": "364"}, set()),
        ({"sort": "expiry"}, {"Ana Ruiz", "Bo Lee", "Di Ng"}),
        ({"stage": "nonsense"}, {"Ana Ruiz", "Bo Lee", "Di Ng"}),
        ({"page": "-1"}, {"Ana Ruiz", "Bo Lee", "Di Ng"}),
    ],
)
def test_filters(client, administrator, pinellas, query, names):
    facts.serving(pinellas, "Ana Ruiz")
    facts.nomination(facts.officer(pinellas, "Bo Lee"), pinellas.agreements.get(), status="taken_back")
    facts.nomination(facts.officer(pinellas, "Di Ng"), pinellas.agreements.get())
    page = roster(client, administrator, **query).text
    assert {name for name in ("Ana Ruiz", "Bo Lee", "Di Ng") if name in page} == names


@pytest.fixture
def of_each(pinellas, hernando):
    """One of each verdict in each order: Ana may serve, Di is on the way, Bo and Cy may not."""
    facts.serving(pinellas, "Ana Ruiz")
    facts.nomination(facts.officer(pinellas, "Bo Lee"), pinellas.agreements.get(), status="taken_back")
    facts.nomination(facts.officer(pinellas, "Di Ng"), pinellas.agreements.get())
    cy = facts.serving(hernando, "Cy Abel")
    cy.credentials.update(expires_at=NOW - facts.DAY)


def names(answer) -> list[str]:
    return [row.name for row in answer.context["roster"].rows]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["Cy Abel", "Bo Lee", "Di Ng", "Ana Ruiz"]),
        ("-name", ["Ana Ruiz", "Di Ng", "Bo Lee", "Cy Abel"]),
        ("answer", ["Cy Abel", "Bo Lee", "Di Ng", "Ana Ruiz"]),
        ("-answer", ["Ana Ruiz", "Di Ng", "Cy Abel", "Bo Lee"]),
        ("agency", ["Cy Abel", "Bo Lee", "Di Ng", "Ana Ruiz"]),
        ("-agency", ["Bo Lee", "Di Ng", "Ana Ruiz", "Cy Abel"]),
        ("expiry", ["Cy Abel", "Ana Ruiz", "Bo Lee", "Di Ng"]),
        ("-expiry", ["Ana Ruiz", "Cy Abel", "Bo Lee", "Di Ng"]),
    ],
)
def test_each_order_goes_on_from_page_to_page(client, office, of_each, sort, order, monkeypatch):
    assert names(roster(client, office, sort=sort)) == order
    monkeypatch.setattr("officers.authority.roster.OFFICERS_SHOWN", 1)
    monkeypatch.setattr("pages.lists.COUNTED_PAGES", 1)  # every later page begins beside a row
    url, seen = f"?sort={sort}", []
    while url and len(seen) < 9:
        answer = client.get(reverse("authority:roster") + url)
        seen, url = [*seen, *names(answer)], answer.context["roster"].part.next
    assert seen == order


def test_headings_sort_and_keep_the_filters(client, office, of_each):
    page = roster(client, office, q="e", page="1").text
    assert '<th scope="col" aria-sort="ascending"><a href="?q=e&amp;sort=-name">Officer' in page
    assert '<a href="?q=e&amp;sort=answer">May serve now</a>' in page and "May not serve first</a>" in page
    page = roster(client, office, q="e", sort="answer").text
    assert '<th scope="col" aria-sort="ascending"><a href="?q=e&amp;sort=-answer">May serve now' in page
    assert (
        '<a href="?q=e">Officer</a>' in page and "May not serve first</a>" not in page and page.count("aria-sort") == 1
    )


def test_a_column_in_which_all_rows_say_the_same_is_left_out(client, office, administrator, of_each, pinellas):
    page = roster(client, office).text
    assert 'data-label="Agency"' in page and 'data-label="Stage"' in page
    assert 'data-label="Agency"' not in roster(client, office, agency=pinellas.pk).text
    assert 'data-label="Stage"' not in roster(client, office, stage="accepted").text
    assert 'data-label="Agency"' not in roster(client, administrator).text


def test_the_numbers_on_top_are_the_rows_behind(client, administrator, pinellas):
    facts.serving(pinellas, "Ana Ruiz")
    facts.serving(pinellas, "Cy Cole")
    facts.nomination(facts.officer(pinellas, "Di Ng"), pinellas.agreements.get())
    counts = officer_counts(administrator, NOW)
    assert all(
        f'<span class="figure">{number}</span> {word}' in roster(client, administrator).text
        for number, word, _ in counts
    )
    assert [number for number, _, _ in counts] == ["2", "0", "1"]
    for number, word, url in counts:
        rows = client.get(reverse("authority:roster") + url).context["roster"].rows
        assert str(len(rows)) == number, word


def test_the_same_queries_for_one_row_and_thirty(client, administrator, pinellas, django_assert_max_num_queries):
    for number in range(30):
        facts.serving(pinellas, f"Officer Number{number}")
    roster(client, administrator)
    with django_assert_max_num_queries(12):
        client.get(reverse("authority:roster"))


def test_who_may_serve_today(client, viewer, pinellas, hernando):
    officer = facts.serving(pinellas, "Ana Ruiz")
    facts.officer(pinellas, "Bo Lee")
    facts.serving(hernando, "Cal Norwood")
    client.force_login(viewer)
    page = client.get(reverse("authority:today")).text
    assert "Ana Ruiz" in page and officer.credentials.get().number in page and "Sam Ortiz" in page
    assert "Bo Lee" not in page and "Cal Norwood" not in page


def test_todays_list_names_who_may_not_serve_and_whom_to_call(client, office, pinellas, hernando, miami):
    type(miami).objects.filter(pk=miami.pk).update(contact_name="Kim Poe", contact_phone="305-555-0100")
    facts.serving(pinellas, "Ana Ruiz")
    lost = facts.serving(pinellas, "Bo Lee", pinellas.agreements.get())
    lost.credentials.update(status="lost", closed_at=NOW - facts.DAY)
    under = facts.agreement(hernando)
    put_forward = facts.nomination(facts.officer(hernando, "Di Moss"), under)
    facts.cleared(put_forward)
    facts.authorized(facts.certified(facts.examined(put_forward)), facts.letter(under))
    facts.nomination(facts.officer(hernando, "Cy Onhisway"), under)
    client.force_login(office)
    page = client.get(reverse("authority:today")).text
    hernandos, pinellases = page.split('class="section sheet-of-agency"')[1:]
    may, may_not = pinellases.split("May NOT serve: 1")
    assert "May serve now: 1" in may and "Ana Ruiz" in may and "Bo Lee" not in may
    assert "Bo Lee" in may_not and "status--stop" in may_not and "Mar 1, 2026" in may_not
    assert "No one may serve at this time" in hernandos and "Di Moss" in hernandos and "status--ahead" in hernandos
    assert "Cy Onhisway" not in page and page.count("Kim Poe, 305-555-0100") == 2
    assert "Not valid after" in may and "Printed" in may and "by Office" in may


def test_todays_list_asks_the_same_for_one_agency_and_for_more(
    client, manager, pinellas, hernando, django_assert_max_num_queries
):
    for place in (pinellas, hernando):
        facts.serving(place, f"Ana {place.county}")
        facts.serving(place, f"Bo {place.county}", place.agreements.get()).credentials.update(
            status="lost", closed_at=NOW - facts.DAY
        )
    client.force_login(manager)
    client.get(reverse("authority:today"))
    with django_assert_max_num_queries(9):
        client.get(reverse("authority:today"))


def test_the_printed_list_says_until_when(client, viewer, administrator, pinellas):
    """Not the credential's expiry where something ends sooner."""
    officer = facts.serving(pinellas, "Ana Ruiz")
    leaves = {"notice_on": NOW.date(), "last_day_on": NOW.date(), "departs_at": NOW + facts.DAY}
    Departure.objects.create(officer=officer, recorded_by=administrator, recorded_at=NOW, **leaves)
    client.force_login(viewer)
    assert "Mar 3, 2026" in client.get(reverse("authority:today")).text


def test_a_list_too_long_to_print_says_so(client, viewer, pinellas, monkeypatch):
    for module in ("jail_desk", "views"):
        monkeypatch.setattr(f"officers.authority.{module}.MOST_PRINTED", 1)
    facts.serving(pinellas, "Ana Ruiz")
    facts.serving(pinellas, "Cy Cole")
    client.force_login(viewer)
    assert "Only the first 1 officers" in client.get(reverse("authority:today")).text


def test_nobody_today(client, viewer):
    client.force_login(viewer)
    assert "No one may serve now" in client.get(reverse("authority:today")).text


def test_an_instructor_has_no_roster(client, instructor):
    assert roster(client, instructor).status_code == 403
