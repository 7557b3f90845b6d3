"""How an act is done: all or nothing, in the database and in memory; two acts on one agency never wait crosswise."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from officers.credentials.annulment import annul
from officers.credentials.models import Authorization, Withdrawal
from officers.credentials.workflow import execute_form, withdraw
from officers.nominations import workflow as nominations
from records.actions import Refused
from records.workflow import verb
from tests import facts
from tests.cast import NOW
from tests.patience import LONG


@pytest.mark.django_db
def test_a_refused_act_leaves_the_record_as_it_was(office, pinellas):
    agreement = facts.agreement(pinellas, ends_at=NOW)
    nomination = facts.nomination(facts.officer(pinellas), agreement, status="submitted")
    with pytest.raises(Refused, match="has ended"):
        nominations.accept(nomination, seen=nomination.version, by=office, at=NOW)
    assert (nomination.status, nomination.version, nomination.accepted_at) == ("submitted", 1, None)


@pytest.mark.django_db
def test_a_new_record_that_was_refused_is_not_saved(director, pinellas):
    ana = facts.serving(pinellas)
    notice = Withdrawal(
        agreement=pinellas.agreements.get(), signed_by="D", notified_at=NOW - facts.YEAR,
        effective_at=NOW - facts.YEAR,
    )  # fmt: skip
    with pytest.raises(Refused):
        withdraw(notice, [ana], by=director, at=NOW)
    assert notice.pk is None and notice._state.adding


@pytest.mark.django_db
def test_an_act_within_an_act_is_undone_with_it(office, pinellas):
    nomination = facts.nomination(facts.officer(pinellas), facts.agreement(pinellas), status="submitted")

    @verb
    def accept_and_fail():
        nominations.accept(nomination, seen=nomination.version, by=office, at=NOW)
        raise Refused("No.")

    with pytest.raises(Refused):
        accept_and_fail()
    assert (nomination.status, nomination.version) == ("submitted", 1)


@pytest.mark.django_db(transaction=True)
def test_a_deadlock_is_tried_once_more():
    tries = []

    @verb
    def act():
        tries.append(1)
        if len(tries) == 1:
            with connection.cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'crossed' USING ERRCODE = '40P01'; END $$")
        return "done"

    assert act() == "done" and len(tries) == 2
    tries[:] = []
    with pytest.raises(OperationalError), transaction.atomic():
        act()  # a part of something larger: that is tried again as a whole, or not
    assert len(tries) == 1


@pytest.mark.django_db(transaction=True)
def test_two_acts_on_one_letter_do_not_wait_crosswise(director, office, pinellas, monkeypatch):
    monkeypatch.setattr("records.workflow.DEADLOCK", "none")  # no second try: a deadlock would raise
    row = facts.serving(pinellas).authorizations.get()
    letter, start = row.letter, threading.Barrier(2, timeout=LONG)

    def run(act):
        try:
            start.wait()
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    acts = (
        lambda: execute_form(letter, [row], NOW.date(), by=office, at=NOW),
        lambda: annul("letter", letter, "Entered twice", by=director, at=NOW),
    )
    for _ in range(12):
        fresh = {"annulled_at": None, "form_on": None, "form_at": None, "receipt_on": None, "receipt_at": None}
        Authorization.objects.update(**fresh)
        type(letter).objects.update(annulled_at=None)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(run, acts))
