"""The search in the header."""

from django.urls import reverse

from tests.facts import officer

URL = reverse("dashboards:search")


def search(client, user, words):
    client.force_login(user)
    return client.get(URL, {"q": words})


def test_it_works(client, office, pinellas):
    ana = officer(pinellas, "Ana Ruiz", badge="4711")
    assert search(client, office, "ruiz an").context["officers"] == [ana]
    assert search(client, office, "4711").context["officers"] == [ana]
    assert search(client, office, "pinel").context["agencies"] == [pinellas]


def test_it_finds_nothing_of_another_jurisdiction(client, other_administrator, pinellas):
    officer(pinellas, "Ana Ruiz")
    page = search(client, other_administrator, "ruiz")
    assert page.context["officers"] == [] and "Nothing found" in page.content.decode()
    assert search(client, other_administrator, "pinellas").context["agencies"] == []


def test_an_instructor_browses_no_records(client, instructor):
    assert search(client, instructor, "ruiz").status_code == 403


def test_it_bears_any_words(client, office):
    for words in ("", " ", "x", "%", "\x00", "a" * 5000, "'; --", "ana " * 50):
        assert search(client, office, words).status_code == 200


def test_it_says_when_there_are_more(client, office, pinellas):
    for number in range(21):
        officer(pinellas, f"Ana Ruiz{number}")
    page = search(client, office, "ruiz")
    assert len(page.context["officers"]) == 20 and "All officers with" in page.content.decode()
