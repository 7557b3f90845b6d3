"""Whose turn it is on a letter and on a credential, and what their pages offer first."""

import pytest
from django.utils.html import escape

from agreements.memoranda.models import Agreement
from officers.credentials.models import Authorization, Credential, Letter
from officers.credentials.states import (
    CERTIFY_NAMES,
    COPY_TO_AGENCY,
    EXECUTE_FORM,
    ISSUE,
    RECEIVE,
    RETURN,
    SIGN_LETTER,
    SURRENDER,
)  # fmt: skip
from officers.credentials.turns import TURNS, turn_of_credential, turn_of_letter, waiting_under
from officers.credentials.workflow import execute_form, give_copy, receive
from tests import facts
from tests.cast import NOW

from .conftest import TODAY


def first_of(turn):
    return turn and turn.actions[0]


def primary(client, user, path):
    client.force_login(user)
    offer = client.get(path).context["offers"].primary
    return offer and offer.action


def test_a_letter_asks_for_its_copy_then_the_forms_then_the_receipts(client, office, viewer, named):
    row, page = named(), f"/credentials/letters/{Letter.objects.get().pk}/"
    steps = (
        (COPY_TO_AGENCY, lambda: give_copy(Letter.objects.get(), TODAY, by=office, at=NOW)),
        (EXECUTE_FORM, lambda: execute_form(row.letter, [row], TODAY, by=office, at=NOW)),
        (RECEIVE, lambda: receive(row.letter, [row], TODAY, by=office, at=NOW)),
    )
    for action, act in steps:
        assert first_of(turn_of_letter(row.letter, NOW)) is action
        assert primary(client, office, page) is action and primary(client, viewer, page) is None
        assert action.page and escape(turn_of_letter(row.letter, NOW).next_step) in client.get(page).text
        act()
    assert turn_of_letter(row.letter, NOW) is None and primary(client, office, page) is None


def test_a_letter_under_an_ended_agreement_asks_for_nothing(named, agreement):
    row = named()
    Agreement.objects.filter(pk=agreement.pk).update(ends_at=NOW)
    assert turn_of_letter(row.letter, NOW) is None


def test_a_credential_under_an_ended_agreement_is_due_back(client, office, administrator, pinellas, agreement):
    card = facts.serving(pinellas, "Ana Ruiz", agreement).credentials.get()
    page = f"/credentials/{card.pk}/"
    assert turn_of_credential(Credential.objects.with_recall(NOW).get()) is None
    assert primary(client, office, page) is None
    Agreement.objects.filter(pk=agreement.pk).update(ends_at=NOW)
    assert first_of(turn_of_credential(Credential.objects.with_recall(NOW).get())) is SURRENDER
    assert primary(client, office, page) is RETURN and primary(client, administrator, page) is SURRENDER
    Credential.objects.update(status="given_up", closed_at=NOW)
    assert first_of(turn_of_credential(Credential.objects.with_recall(NOW).get())) is RETURN
    assert primary(client, office, page) is RETURN and primary(client, administrator, page) is None


def test_what_waits_under_an_agreement(client, office, director, agreement, passed, certified, named):
    passed("Cy Diaz"), certified("Bo Lee"), named("Ana Ruiz")
    waiting = waiting_under(agreement, NOW)
    assert {action: len(pks) for action, pks in waiting.items()} == {
        CERTIFY_NAMES: 1, SIGN_LETTER: 1, COPY_TO_AGENCY: 1, EXECUTE_FORM: 1,
    }  # fmt: skip
    page = f"/credentials/agreements/{agreement.pk}/"
    assert primary(client, office, page) is CERTIFY_NAMES and primary(client, director, page) is SIGN_LETTER
    Authorization.objects.update(form_on=TODAY, form_at=NOW)
    assert set(waiting_under(agreement, NOW)) - set(waiting) == {RECEIVE, ISSUE}


@pytest.mark.parametrize("ended", [False, True])
def test_the_papers_page_says_why_not(client, office, agreement, ended):
    if ended:
        Agreement.objects.filter(pk=agreement.pk).update(ends_at=NOW)
    client.force_login(office)
    text = client.get(f"/credentials/agreements/{agreement.pk}/").text
    assert ("The agreement has ended" if ended else "No officer under this agreement is cleared") in text
    assert f'href="/credentials/certify/{agreement.pk}/"' not in text


def test_every_turn_names_a_page():
    assert [action.name for turn in TURNS for action in turn.actions if not action.page] == []
