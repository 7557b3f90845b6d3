"""The search in the header."""

import pytest
from django.urls import reverse

from tests import facts
from tests.cast import agency
from tests.facts import officer

URL = reverse("dashboards:search")


def search(client, user, words):
    client.force_login(user)
    return client.get(URL, {"q": words})


def officers(client, user, words) -> list:
    return [row.officer for row in search(client, user, words).context["found"].officers]


def agencies(client, user, words) -> list:
    return search(client, user, words).context["found"].agencies


def test_it_works(client, office, pinellas):
    ana = officer(pinellas, "Ana Ruiz", badge="4711")
    assert officers(client, office, "ruiz an") == [ana]
    assert officers(client, office, "4711") == [ana]
    assert agencies(client, office, "pinel") == [pinellas]


@pytest.mark.parametrize(
    "words",
    [
        "Whitfield, Dana", "deputy whitfield", "Dep. Whitfield", "WHITFIELD", "dana whitfield", "whitf", "witfield",
        "Whitfeild, Dana", "Sgt Dana", "w-117", "#W-117", "(Whitfield)",
    ],
)  # fmt: skip
def test_as_people_write_it(client, office, pinellas, words):
    dana = officer(pinellas, "Dana Whitfield", badge="W-117")
    officer(pinellas, "Ben Ault", badge="B-9")
    assert officers(client, office, words) == [dana]


def test_a_credential_finds_who_holds_it(client, office, pinellas):
    ana = facts.serving(pinellas, "Ana Ruiz")
    number = ana.credentials.get().number
    officer(pinellas, "Ben Ault")
    for words in (number, number.lower(), f" {number} "):
        assert officers(client, office, words) == [ana], words


def test_an_agreement_is_found_by_its_number(client, office, other_administrator, pinellas):
    agreement = facts.agreement(pinellas)
    for words in (f"{agreement.pk}", f"agreement {agreement.pk}", f"Agreement #{agreement.pk}"):
        page = search(client, office, words)
        assert page.context["found"].agreements == [agreement] and reverse("memoranda:agreement", args=[agreement.pk])
        assert search(client, other_administrator, words).context["found"].agreements == []


def test_a_county_finds_its_agencies(client, office, pinellas, miami):
    police = agency("Largo Police Department", "Florida", "Pinellas", miami)
    assert set(agencies(client, office, "pinellas")) == {pinellas, police}
    assert set(agencies(client, office, "pinelas")) == {pinellas, police}
    assert agencies(client, office, "largo florida") == [police]


def test_each_officer_has_the_answer(client, office, pinellas):
    facts.serving(pinellas, "Ana Ruiz")
    officer(pinellas, "Ben Ruiz")
    yes, no = (row.answer for row in search(client, office, "ruiz").context["found"].officers)
    assert "Yes" in yes and "No" in no and "nomination" in no


def test_a_rank_alone_is_a_name(client, office, pinellas):
    chief = officer(pinellas, "Sam Chief")
    assert officers(client, office, "chief") == [chief]


def test_whole_names_come_first(client, office, pinellas):
    longer, whole = officer(pinellas, "Al Webber"), officer(pinellas, "Zoe Webb")
    assert officers(client, office, "webb") == [whole, longer]


def test_it_says_that_names_are_only_similar(client, office, pinellas):
    officer(pinellas, "Dana Whitfield")
    assert "These names are similar" in search(client, office, "witfield").content.decode()
    assert "These names are similar" not in search(client, office, "whitfield").content.decode()


def test_it_finds_nothing_of_another_jurisdiction(client, other_administrator, pinellas):
    """Neither by name, nor by something like it, nor by the number of a credential."""
    ana = facts.serving(pinellas, "Ana Whitfield")
    for words in ("whitfield", "witfield", ana.credentials.get().number, ana.badge, "pinellas", "pinelas"):
        page = search(client, other_administrator, words)
        assert page.context["found"].officers == [] and page.context["found"].agencies == [], words
        assert "Nothing found" in page.content.decode()


def test_an_instructor_browses_no_records(client, instructor):
    assert search(client, instructor, "ruiz").status_code == 403


def test_it_bears_any_words(client, office):
    for words in ("", " ", "x", "%", "\x00", "a" * 5000, "'; --", "ana " * 50, "9" * 80, "agreement 0", "...", "_%_"):
        assert search(client, office, words).status_code == 200


def test_it_says_when_there_are_more(client, office, pinellas):
    for number in range(21):
        officer(pinellas, f"Ana Ruiz{number}")
    page = search(client, office, "ruiz")
    assert len(page.context["found"].officers) == 20 and "All officers that match" in page.content.decode()


@pytest.mark.parametrize("words", ["ruiz", "witfield", "123"])
def test_it_asks_little(client, office, pinellas, words, django_assert_max_num_queries):
    for number in range(5):
        facts.serving(
            pinellas, f"Ana Ruiz{number}", facts.agreement(pinellas) if not number else pinellas.agreements.get()
        )
    client.force_login(office)
    with django_assert_max_num_queries(13):  # one is for the turns, from which Not yet and No follow
        client.get(URL, {"q": words})
