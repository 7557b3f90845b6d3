"""In random histories: whatever is offered succeeds with sensible input, and whatever is not offered is refused."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from agreements.memoranda.models import Agreement
from officers.credentials import checks, holding_workflow, workflow
from officers.credentials.annulment import KINDS, annul
from officers.credentials.models import (
    Authorization,
    Certification,
    Credential,
    Letter,
    StandDown,
    Suspension,
    Withdrawal,
)
from officers.credentials.states import (
    CALL_BACK,
    CERTIFY_NAMES,
    COPY_TO_AGENCY,
    CORRECT_NUMBER,
    CREDENTIAL_ACTIONS,
    DESTROY,
    END_SUPERVISION,
    EXECUTE_FORM,
    EXECUTE_FORM_OF_OFFICER,
    ISSUE,
    LIFT,
    LOSE,
    RECEIVE,
    RECEIVE_OF_OFFICER,
    RECOVER,
    RETURN,
    RETURN_TO_DUTY,
    SIGN_LETTER,
    STAND_DOWN,
    STEAL,
    SUPERVISE,
    SUPERVISE_UNDER_AGREEMENT,
    SURRENDER,
    SUSPEND,
    WITHDRAW,
)  # fmt: skip
from officers.nominations.models import Officer
from officers.training.models import Examination
from records.actions import Refused
from records.offers import offer_of
from tests import facts
from tests.authority.acts import Game, play
from tests.cast import NOW
from tests.chance import seeds
from tests.facts import DAY
from wso_portal import clock

ACTS, MOST = 18, 3  # records of a kind in each history
ZONE = "America/New_York"


def today(at: datetime):
    return clock.day_of(at, ZONE)


# Sensible input for each act; where the check refuses, whatever comes nearest to it.


def certify(agreement, by, at):
    rows = checks.certifiable_by(agreement, by, at) or Examination.objects.filter(nomination__agreement=agreement)
    workflow.certify(agreement, list(rows), "Ada Crane, Chief", today(at), by=by, at=at)


def sign_letter(agreement, by, at):
    rows = checks.signable_by(agreement, by, at) or Certification.objects.live().filter(agreement=agreement)
    rows = list(rows.order_by("pk")[:1])
    running = Authorization.objects.running(at).filter(agreement=agreement, officer__in=[row.officer for row in rows])
    ends = [min(filter(None, [row.ends_at, row.withdrawn_at]), default=at) for row in running]
    first = max(ends, default=at)
    from_on = today(first) if first in (at, clock.start_of(today(first), ZONE)) else today(first) + DAY
    letter = Letter(
        agreement=agreement, signed_by="Dana Cole", title="Director", signed_on=today(at), from_on=from_on,
        signed_time=clock.local(at, ZONE).time(), official="Sam Ortiz", powers=["I-200"], position="Officer",
    )  # fmt: skip
    workflow.sign_letter(letter, rows, by=by, at=at)


def withdraw(agreement, by, at):
    named = agreement.authorizations.over(at - checks.LATE_ENTRY, None).select_related("officer")
    row = named.order_by("starts_at").first() or agreement.authorizations.order_by("starts_at").first()
    moment = min(at, row.starts_at) if row else at
    notice = Withdrawal(agreement=agreement, signed_by="Dana Cole", notified_at=moment, effective_at=moment)
    workflow.withdraw(notice, [row.officer] if row else [], by=by, at=at)


def supervise_all(agreement, by, at):
    named = agreement.authorizations.running(at).values("officer")
    officers = Officer.objects.filter(pk__in=named)
    holding_workflow.supervise(list(officers), "Pat New", "Officer", by=by, at=at)


def end_supervision(agreement, by, at):
    officer = checks.supervised_under(agreement, at).first() or Officer.objects.first()
    supervision = officer.supervisions.open(at).order_by("starts_at").first()
    ends_at = max(at, supervision.starts_at) if supervision else at
    holding_workflow.end_supervision(agreement, [officer], ends_at, by=by, at=at)


def give_copy(letter, by, at):
    workflow.give_copy(letter, today(at), by=by, at=at)


def execute_form(letter, by, at):
    rows = letter.authorizations.live().filter(form_at=None) or letter.authorizations.all()
    workflow.execute_form(letter, list(rows), today(at), by=by, at=at)


def receive(letter, by, at):
    rows = letter.authorizations.live().filter(form_at__isnull=False, receipt_at=None) or letter.authorizations.all()
    workflow.receive(letter, list(rows), today(at), by=by, at=at)


def supervise(officer, by, at):
    holding_workflow.supervise([officer], "Pat New", "Officer", by=by, at=at)


def suspend(officer, by, at):
    ends = [one.ends_at for one in checks.liftable(officer, at) if one.ends_at]
    holding_workflow.suspend(officer, at, max([at, *ends]), by=by, at=at)


def lift(officer, by, at):
    suspension = checks.liftable(officer, at).first() or officer.suspensions.first()
    holding_workflow.lift(suspension or Suspension(pk=0, officer=officer, starts_at=at), by=by, at=at)


def stand_down(officer, by, at):
    holding_workflow.stand_down(officer, "An inquiry", by=by, at=at)


def return_to_duty(officer, by, at):
    row = checks.returnable(officer, at).first() or officer.stand_downs.first()
    holding_workflow.return_to_duty(row or StandDown(pk=0, officer=officer, starts_at=at), by=by, at=at)


def issue(officer, by, at):
    holding_workflow.issue(officer, "NEW-1", today(at), today(at) + 365 * DAY, by=by, at=at)


def close(action, credential, by, at):
    left = holding_workflow.close_credential
    left(credential, action, today(at), None, seen=credential.version, by=by, at=at)


def dispose(action, credential, by, at):
    if action in (DESTROY, RETURN) and credential.status == "issued":
        return close(action, credential, by, at)
    holding_workflow.dispose_of_credential(credential, action, seen=credential.version, by=by, at=at)


def correct_number(credential, by, at):
    seen = credential.version
    holding_workflow.correct_number(credential, "NEW-2", "A digit was wrong", seen=seen, by=by, at=at)


def call_back(credential, by, at):
    holding_workflow.call_back(credential, "A new series", seen=credential.version, by=by, at=at)


def void(kind, fact, by, at):
    annul(kind, fact, "Entered by mistake", by=by, at=at)


DO = {
    Agreement: {
        CERTIFY_NAMES: certify, SIGN_LETTER: sign_letter, WITHDRAW: withdraw, SUPERVISE_UNDER_AGREEMENT: supervise_all,
        END_SUPERVISION: end_supervision,
    },
    Letter: {COPY_TO_AGENCY: give_copy, EXECUTE_FORM: execute_form, RECEIVE: receive},
    Officer: {
        SUPERVISE: supervise, SUSPEND: suspend, LIFT: lift, ISSUE: issue, STAND_DOWN: stand_down,
        RETURN_TO_DUTY: return_to_duty,
    },
    Credential: {action: partial(close, action) for action in (SURRENDER, LOSE, STEAL)}
    | {action: partial(dispose, action) for action in (RETURN, DESTROY, RECOVER)}
    | {CORRECT_NUMBER: correct_number, CALL_BACK: call_back},
}  # fmt: skip
for kind, rule in KINDS.items():
    DO.setdefault(rule.model, {})[rule.action] = partial(void, kind)


def succeeds(do, record, by, at) -> bool:
    """Whether the verb does it; nothing stays done."""
    with transaction.atomic():
        try:
            do(record, by, at)
        except (Refused, PermissionDenied):
            done = False
        else:
            done = True
        transaction.set_rollback(True)
    return done


def told(action, record, user, offer) -> str:
    return f"{user} {action.name} on {record!r} ({action.page}): {offer and offer.refused or 'offered'}"


@pytest.mark.parametrize("seed", seeds(0, 1, 3))
def test_what_is_offered_succeeds_and_nothing_else(seed, pinellas, office, director, administrator):
    dice = Random(seed)  # noqa: S311
    officers = [facts.officer(pinellas, name) for name in ("Ana Ruiz", "Bo Lee", "Cy Diaz")]
    game = Game(dice, pinellas, officers, office, director, administrator, at=NOW - 700 * DAY)
    play(game, ACTS)
    seen, wrong = Counter(), []
    for model, acts in DO.items():
        rows = list(model._base_manager.order_by("pk"))
        for record in dice.sample(rows, min(MOST, len(rows))):
            for action, do in acts.items():
                for user in (office, director, administrator):
                    offer = offer_of(action, type(record)._base_manager.get(pk=record.pk), user, game.at)
                    offered = offer is not None and offer.refused is None
                    seen[offered] += 1
                    if succeeds(do, type(record)._base_manager.get(pk=record.pk), user, game.at) != offered:
                        wrong.append(told(action, record, user, offer))
    assert not wrong, "\n".join(wrong)
    assert seen[True] and seen[False]


def test_every_act_of_a_page_is_tried():
    pages = {*CREDENTIAL_ACTIONS, END_SUPERVISION, *(rule.action for rule in KINDS.values())}
    assert pages <= {action for acts in DO.values() for action in acts}


def test_an_officers_link_leads_to_a_letter_that_offers_it(office, named):
    row = named()
    for of_officer, of_letter in ((EXECUTE_FORM_OF_OFFICER, EXECUTE_FORM), (RECEIVE_OF_OFFICER, RECEIVE)):
        assert not offer_of(of_officer, row.officer, office, NOW).refused
        assert not offer_of(of_letter, row.letter, office, NOW).refused
        Authorization.objects.update(form_on=row.starts_at.date(), form_at=row.starts_at)
    Authorization.objects.update(receipt_on=row.starts_at.date(), receipt_at=row.starts_at + timedelta(hours=1))
    for of_officer in (EXECUTE_FORM_OF_OFFICER, RECEIVE_OF_OFFICER):
        assert "on record" in offer_of(of_officer, row.officer, office, NOW).refused.reason
