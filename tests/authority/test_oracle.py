"""Random histories, late and out of order: rule, kept spans and naive oracle say the same at every moment."""

from datetime import timedelta
from random import Random

import pytest

from agreements.memoranda.models import Agreement, Notice
from officers.authority.answer import authority_of, authorized, may_serve, missing
from officers.authority.keeping import differences
from officers.authority.requirements import REQUIREMENTS
from officers.credentials.models import Authorization, Credential, Suspension, Withdrawal
from officers.nominations.models import Departure, Officer
from tests import facts
from tests.authority import oracle
from tests.cast import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
RECEIVED = timedelta(days=90)  # no change of clocks in these ten days
FIXED = set(REQUIREMENTS) - {
    "form_70_006",
    "receipt",
    "not_withdrawn",
}  # these the oracle asks of a running letter only


def entered(at):
    return {"recorded_by": facts.clerk(), "recorded_at": at}


def history(dice: Random, jurisdiction):
    """One officer with facts of every kind at random hours of ten days, some annulled, under one or two agreements."""

    def hour(low=0, high=240):
        return NOW + dice.randrange(low, high) * HOUR

    end = hour(80, 160)
    agreements = [facts.agreement(jurisdiction, effective_at=hour(0, 40), ends_at=end if dice.random() < 0.7 else None)]
    if agreements[0].ends_at and dice.random() < 0.7:
        agreements.append(facts.agreement(jurisdiction, effective_at=end + dice.randrange(0, 40) * HOUR))
    officer = facts.officer(jurisdiction, "Random Officer")
    for under in agreements:
        if dice.random() < 0.85:
            papers(dice, hour, officer, under)
        if dice.random() < 0.3:
            starts = hour()
            Notice.objects.create(
                agreement=under, side="ice", kind="suspension", method="hand", received_at=starts - RECEIVED,
                earliest_at=starts, effective_at=starts,
                ended_at=dice.choice([None, starts + dice.randrange(0, 60) * HOUR]),
                **entered(starts), **annulled(dice, starts),
            )  # fmt: skip
    cut = hour()
    facts.supervised(officer, starts_at=NOW - HOUR, ends_at=cut)
    facts.supervised(officer, starts_at=cut + dice.choice([0, 5]) * HOUR)
    starts = hour()
    if dice.random() < 0.5:
        Suspension.objects.create(
            officer=officer, notified_at=starts, starts_at=starts, ends_at=dice.choice([None, starts + 30 * HOUR]),
            **entered(starts), **annulled(dice, starts),
        )  # fmt: skip
    if dice.random() < 0.3:
        leaves = hour(120)
        Departure.objects.create(
            officer=officer, notice_on=leaves.date(), last_day_on=leaves.date(), departs_at=leaves,
            **entered(leaves), **annulled(dice, leaves),
        )  # fmt: skip
    return officer


def annulled(dice, at) -> dict:
    if dice.random() < 0.75:
        return {}
    return {"annulled_at": at, "annulled_by": facts.clerk(), "annulled_because": "Entered twice"}


def papers(dice, hour, officer, under: Agreement):
    """The chain under one agreement, each paper at any hour, one or two letters, perhaps a withdrawal, a credential."""
    put_forward = facts.nomination(officer, under, at=hour(0, 60))
    facts.cleared(put_forward, at=hour(0, 60), status=dice.choice(["favorable", "not_required"]))
    certification = facts.certified(
        facts.examined(put_forward, at=hour(0, 60), score=dice.choice([70, 99])), at=hour(0, 60)
    )
    first = hour(20, 100)
    ends = dice.choice([None, first + dice.randrange(1, 80) * HOUR])
    received = dice.choice([first, first + 7 * HOUR, first - 3 * HOUR])
    running = facts.authorized(certification, facts.letter(under, starts_at=first, ends_at=ends), received_at=received)
    if dice.random() < 0.5:
        gone = first + dice.randrange(0, 60) * HOUR
        notice = Withdrawal.objects.create(
            agreement=under, signed_by="D", notified_at=gone, effective_at=gone, **entered(gone)
        )
        Authorization.objects.filter(pk=running.pk).update(withdrawal=notice, withdrawn_at=gone)
        ends = min(filter(None, [ends, gone]))
    if ends and dice.random() < 0.6:
        later = facts.letter(under, starts_at=ends + dice.randrange(0, 30) * HOUR)
        facts.authorized(certification, later, received_at=later.starts_at + dice.choice([0, 9]) * HOUR)
    issued = hour(20, 100)
    if Credential.objects.filter(officer=officer).exists():
        return  # two at a time cannot exist: a constraint
    card = facts.credential(running, issued_at=issued, expires_at=issued + dice.randrange(1, 120) * HOUR)
    if dice.random() < 0.4:
        Credential.objects.filter(pk=card.pk).update(status="lost", closed_at=issued + dice.randrange(0, 50) * HOUR)


@pytest.mark.parametrize("seed", range(40))
def test_the_rule_and_the_oracle_agree(seed, pinellas):
    dice = Random(seed)  # noqa: S311 a test's dice
    officer = history(dice, pinellas)
    for hours in range(-2, 260, 5):
        at = NOW + timedelta(hours=hours, seconds=dice.choice([-1, 0, 1]))
        naive = oracle.unmet(officer, at)
        decision = authority_of(officer, at)
        assert {r.code for r in decision.unmet} & FIXED == naive & FIXED, at
        assert decision.may_serve == (not naive) and decision.authorized == (not naive - {"credential"}), at
        assert may_serve(Officer.objects.all(), at).exists() == decision.may_serve, at
        assert authorized(Officer.objects.all(), at).exists() == decision.authorized, at
        assert missing([officer.pk], at)[officer.pk] == [r.code for r in decision.unmet]
    assert differences() == 0
