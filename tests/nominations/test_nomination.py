"""The record page: state, who holds it, what may be done, the document itself."""

import pytest
from django.utils.html import escape

from tests import facts
from tests.cast import NOW


def page_of(client, user, nomination) -> str:
    client.force_login(user)
    return client.get(f"/nominations/{nomination.pk}/").content.decode()


def test_it_works(client, administrator, submitted, miami):
    miami.contact_name, miami.contact_email = "Sam Ortiz", "miami@ice.example"
    miami.save()
    page = page_of(client, administrator, submitted)
    assert "Miami field office" in page and "Sam Ortiz" in page and "miami@ice.example" in page
    assert "citizen of the United States" in page and "Attested by Clerk" in page
    assert "take-back" in page and "accept/" not in page


@pytest.mark.parametrize(
    ("status", "holder", "words"),
    [
        ("draft", "Pinellas County Sheriff's Office</strong>", "has not submitted this nomination"),
        ("submitted", "Miami field office</strong>", "Accept the nomination"),
        ("sent_back", "Pinellas County Sheriff's Office</strong>", "asked for a correction"),
        ("accepted", "ICE adjudicator</strong>", "The adjudicator has had it since"),
        ("taken_back", "", "canceled the nomination"),
    ],
)
def test_each_state_says_who_holds_it(status, holder, words, client, office, pinellas, agreement):
    nomination = facts.nomination(facts.officer(pinellas), agreement, status=status)
    page = page_of(client, office, nomination).replace("&#x27;", "'")
    assert holder in page and words in page
    assert ('class="holder"' in page) == bool(holder)


def test_a_blocked_act_is_shown_with_its_reason(client, office, pinellas):
    ended = facts.agreement(pinellas, ends_at=NOW - facts.DAY)
    nomination = facts.nomination(facts.officer(pinellas), ended, status="submitted")
    page = page_of(client, office, nomination)
    assert "not now: The agreement of this nomination has ended" in page and "send-back/" in page


def test_under_an_ended_agreement_nobody_holds_it(client, viewer, pinellas):
    nomination = facts.nomination(facts.officer(pinellas), facts.agreement(pinellas, ends_at=NOW - facts.DAY))
    page = page_of(client, viewer, nomination)
    assert "Agreement ended" in page and 'class="holder"' not in page
    assert "ICE adjudicator" not in client.get("/nominations/").content.decode()


def test_words_of_others_are_escaped(client, administrator, draft):
    draft.officer.last_name = "<script>alert(1)</script>"
    draft.officer.save()
    assert escape("<script>alert(1)</script>") in page_of(client, administrator, draft)


def test_it_costs_few_queries(client, administrator, submitted, django_assert_max_num_queries):
    client.force_login(administrator)
    client.get("/nominations/")
    with django_assert_max_num_queries(12):
        client.get(f"/nominations/{submitted.pk}/")


def test_other_jurisdiction_gets_404(client, other_administrator, dallas_office, instructor, submitted):
    for user in (other_administrator, dallas_office, instructor):
        client.force_login(user)
        assert client.get(f"/nominations/{submitted.pk}/").status_code == 404


def test_viewer_reads_and_may_do_nothing(client, viewer, submitted):
    page = page_of(client, viewer, submitted)
    assert "Pinellas" in page and 'class="actions"' not in page
    client.logout()
    assert client.get(f"/nominations/{submitted.pk}/").status_code == 302
