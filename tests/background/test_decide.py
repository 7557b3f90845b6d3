"""The outcome: final, by someone who did not nominate, and unread by everyone else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, connection, transaction

from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.background import workflow
from officers.background.models import BackgroundCheck, BackgroundStep
from officers.nominations import workflow as nominations
from officers.nominations.models import Nomination
from officers.nominations.states import ACCEPT, ATTESTATIONS, PUT_FORWARD
from records.actions import Refused
from tests import facts
from tests.cast import NOW, did

ALL = {field for field, _ in ATTESTATIONS}


def decide(nomination, by, outcome="favorable", waiver=""):
    fresh = Nomination.objects.get(pk=nomination.pk)
    workflow.decide(check := workflow.check_of(fresh), outcome, waiver, seen=check.version, by=by, at=NOW)


@pytest.mark.parametrize(("outcome", "seen"), [("favorable", "Cleared"), ("not_favorable", "Not approved")])
def test_it_works(outcome, seen, client, adjudicator, administrator, accepted):
    facts.questionnaire(accepted)
    client.force_login(adjudicator)
    url = f"/background/{accepted.pk}/decide/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"outcome": outcome, "version": 1})["Location"] == f"/background/{accepted.pk}/"
    check, nomination = BackgroundCheck.objects.get(), Nomination.objects.get()
    assert (check.status, check.decided_by, nomination.checked_at) == (outcome, adjudicator, check.decided_at)
    client.force_login(administrator)
    assert seen in client.get(f"/nominations/{accepted.pk}/").content.decode()
    assert seen in client.get("/nominations/").content.decode()


@pytest.mark.parametrize(("outcome", "met"), [("favorable", True), ("not_required", True), ("not_favorable", False)])
def test_the_answer_follows(outcome, met, adjudicator, accepted):
    facts.questionnaire(accepted)
    decide(accepted, adjudicator, outcome, "earlier" if outcome == "not_required" else "")
    reasons = {reason.code: reason.met for reason in authority_of(accepted.officer, NOW, R4).reasons}
    assert reasons["background"] is met


def test_a_waiver_has_a_reason_from_the_list(client, adjudicator, accepted):
    client.force_login(adjudicator)
    url = f"/background/{accepted.pk}/decide/"
    for fields in ({"outcome": "not_required"}, {"outcome": "favorable", "waiver": "clearance"}, {}):
        page = client.post(url, {**fields, "version": 0}).content.decode()
        assert "error-summary" in page
    for outcome, waiver in (("not_required", ""), ("not_required", "a theft in 1999"), ("favorable", "clearance")):
        with pytest.raises(Refused, match="Choose a reason only if ICE does not require a check"):
            decide(accepted, adjudicator, outcome, waiver)
    assert not BackgroundCheck.objects.exists()


def test_favorable_needs_the_questionnaire(client, adjudicator, accepted):
    client.force_login(adjudicator)
    url = f"/background/{accepted.pk}/decide/"
    assert "record that the questionnaire was received" in client.get(url).content.decode()
    page = client.post(url, {"outcome": "favorable", "version": 0}).content.decode()
    assert "The questionnaire is not on record as received." in page and 'value="favorable"' in page
    assert not BackgroundCheck.objects.exists()
    facts.questionnaire(accepted)
    assert "record that the questionnaire was received" not in client.get(url).content.decode()
    assert client.post(url, {"outcome": "favorable", "version": 1}).status_code == 302


def test_an_annulled_or_only_requested_questionnaire_is_none(adjudicator, accepted):
    step = facts.questionnaire(accepted).steps.get()
    BackgroundStep.objects.filter(pk=step.pk).update(state="requested")
    with pytest.raises(Refused, match="not on record as received"):
        decide(accepted, adjudicator)
    BackgroundStep.objects.filter(pk=step.pk).update(state="received")
    assert step.check_of.has_received("questionnaire")
    BackgroundStep.objects.filter(pk=step.pk).update(state="reviewed")
    assert step.check_of.has_received("questionnaire")
    workflow.annul_step(step, "The date was wrong", by=adjudicator, at=NOW)
    with pytest.raises(Refused, match="not on record as received"):
        decide(accepted, adjudicator)


@pytest.mark.parametrize("part", PUT_FORWARD, ids=lambda action: action.name)
def test_who_put_forward_does_not_adjudicate(adjudicator, accepted, part):
    did(adjudicator, part, accepted)
    with pytest.raises(Refused, match="not an MOA requirement"):
        decide(accepted, adjudicator)


def test_who_attested_before_it_was_sent_back_does_not_either(adjudicator, administrator, office, pinellas):
    adjudicator.memberships.create(role="administrator", jurisdiction=pinellas, from_on="2019-01-01")
    draft = facts.nomination(facts.officer(pinellas), facts.agreement(pinellas), status="draft")
    nominations.submit(draft, ALL, seen=draft.version, by=adjudicator, at=NOW)
    nominations.send_back(draft, "Once more", seen=draft.version, by=office, at=NOW)
    nominations.submit(draft, ALL, seen=draft.version, by=administrator, at=NOW)
    nominations.accept(draft, seen=draft.version, by=office, at=NOW)
    with pytest.raises(Refused, match="not an MOA requirement"):
        decide(draft, adjudicator)


def test_it_is_final(client, adjudicator, accepted):
    decide(accepted, adjudicator, "not_favorable")
    with pytest.raises(Refused, match="not possible now"):
        decide(accepted, adjudicator)
    with pytest.raises(InternalError, match="Invalid transition"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE background_backgroundcheck SET status = 'favorable'")


def test_stale_page_is_refused(client, adjudicator, accepted):
    workflow.record_steps(
        check := workflow.check_of(accepted),
        ["fingerprints"],
        "received",
        NOW.date(),
        seen=check.version,
        by=adjudicator,
        at=NOW,
    )
    client.force_login(adjudicator)
    page = client.post(f"/background/{accepted.pk}/decide/", {"outcome": "favorable", "version": 0})
    assert b"Someone has changed this record" in page.content


def test_two_at_once_one_is_refused(adjudicator, accepted):
    facts.questionnaire(accepted)
    first, second = (workflow.check_of(Nomination.objects.get(pk=accepted.pk)) for _ in range(2))
    workflow.decide(first, "favorable", seen=first.version, by=adjudicator, at=NOW)
    with pytest.raises(Refused):
        workflow.decide(second, "not_favorable", seen=second.version, by=adjudicator, at=NOW)
    assert BackgroundCheck.objects.get().status == "favorable"


def test_the_role_is_asked_first(administrator, accepted):
    with pytest.raises(PermissionDenied):
        decide(accepted, administrator)


@pytest.mark.parametrize(("outcome", "waived"), [("favorable", "x"), ("not_required", ""), ("open", "x")])
def test_the_database_wants_a_reason_for_a_waiver_only(outcome, waived, accepted):
    with pytest.raises(Exception, match="waived_with_a_reason|decided_by_someone"), transaction.atomic():
        BackgroundCheck.objects.create(
            nomination=accepted, status=outcome, started_at=NOW, decided_at=NOW, decided_by=facts.clerk(),
            waived_because=waived,
        )  # fmt: skip


def test_who_accepted_does_not_adjudicate(adjudicator, accepted):
    did(adjudicator, ACCEPT, accepted)
    with pytest.raises(Refused, match="a colleague must decide"):
        decide(accepted, adjudicator)
