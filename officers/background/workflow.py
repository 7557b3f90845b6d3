"""The adjudicator's acts: record a step (kind and date only), void one, decide. No act records findings."""

from datetime import date, datetime

from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from notifications.ledger import announce
from officers.nominations.checks import must_stand
from officers.nominations.models import Nomination
from officers.nominations.states import ACCEPT, CLOSE, PUT_FORWARD
from officers.nominations.states import Status as NominationStatus
from records.actions import Refused, asked_by
from records.facts import annul
from records.two_persons import RULE, took_part
from records.workflow import STALE, create_with_event, perform, remember, require, verb
from wso_portal import clock

from .models import BackgroundCheck, BackgroundStep
from .states import ANNUL_STEP, OUTCOMES, RECORD_STEP, START, Item, ItemState, Status, Waiver

NO_QUESTIONNAIRE = "The questionnaire is not on record as received. Record that step first, then decide."


def check_of(nomination: Nomination) -> BackgroundCheck:
    """The check of a nomination; an unsaved one of version 0 while nothing is recorded."""
    begun = getattr(nomination, "background", None)
    return begun or BackgroundCheck(nomination=nomination, status=Status.OPEN, version=0)


@verb
def record_steps(
    check: BackgroundCheck, kinds: list[str], state: str, done_on: date, *, seen: int, by, at: datetime
) -> None:
    """Record that some items were requested, received or reviewed on a day; the first act starts the check.

    The date can be before the nomination (fingerprints can be older), not in the future. Raises Refused.
    """
    require(START, check.nomination, by=by, at=at)
    seen = _start(check, seen=seen, by=by, at=at)
    perform(RECORD_STEP, check, seen=seen, by=by, at=at)
    if done_on > clock.day_of(at, check.place.zone):
        raise Refused("That date is in the future. Record the step after it happens.", "IV.B")
    new = [
        BackgroundStep(check_of=check, kind=kind, state=state, done_on=done_on, recorded_by=by, recorded_at=at)
        for kind in kinds
    ]
    _must_follow([*check.steps.live(), *new])
    BackgroundStep.objects.bulk_create(new)


@verb
def annul_step(step: BackgroundStep, why: str, *, by, at: datetime) -> None:
    """Take a wrongly entered step out of an open check. Raises Refused when the check is closed."""
    BackgroundCheck.objects.select_for_update().get(pk=step.check_of_id)
    require(ANNUL_STEP, step, by=by, at=at)
    annul(ANNUL_STEP, step, reason=why, by=by, at=at)


@verb
def decide(check: BackgroundCheck, outcome: str, waiver: str = "", *, seen: int, by, at: datetime) -> None:
    """Close the check: favorable, not favorable, or not required by ICE for one of the reasons of Waiver (IV.B).

    Favorable needs the questionnaire received. Everyone in scope reads "closed" on the timeline; the outcome's Event is
    the adjudicators' alone. Raises Refused.
    """
    seen = _start(check, seen=seen, by=by, at=at)
    if (outcome == Status.NOT_REQUIRED) != (waiver in Waiver.values):
        raise Refused("Choose a reason only if ICE does not require a check.", "IV.B")
    changes = {"decided_at": at, "decided_by": by, "waived_because": waiver}
    reason = Waiver(waiver).label if waiver else ""
    perform(OUTCOMES[Status(outcome)], check, seen=seen, by=by, at=at, reason=reason, changes=changes)
    perform(CLOSE, check.nomination, seen=check.nomination.version, by=by, at=at, changes={"checked_at": at})
    if outcome == Status.FAVORABLE and not check.has_received(Item.QUESTIONNAIRE):
        raise Refused(NO_QUESTIONNAIRE, "IV.B")
    _tell_closed(check.nomination, at)


@asked_by(START, CLOSE)
def must_adjudicate(nomination: Nomination, *, by, at: datetime) -> None:
    """Raise Refused when the check is complete, nobody may check the nominee, or the person had a part before.

    The nomination must be accepted, its agreement not ended, and the officer still with the agency.
    """
    if nomination.status != NominationStatus.ACCEPTED:
        raise Refused("The field office has not accepted this nomination, so no background check can start.", "IV.B")
    if nomination.checked_at:
        raise Refused("The background check is complete, so it can't be changed.", "IV.B")
    must_stand(nomination, at)
    if took_part(nomination, by, (*PUT_FORWARD, ACCEPT)):
        raise Refused(
            "You nominated, corrected, submitted or accepted this nomination, so a colleague must decide.", RULE
        )


@asked_by(ANNUL_STEP)
def must_be_annullable(step: BackgroundStep, *, by, at: datetime) -> None:
    """Raise Refused when the step is already void, or the person may not act on its check."""
    if step.annulled_at:
        raise Refused("This step is already void.", "IV.B")
    must_adjudicate(step.check_of.nomination, by=by, at=at)


def _start(check: BackgroundCheck, *, seen: int, by, at: datetime) -> int:
    """Put the check on record with its first act, and give the version that this act sees.

    Raises Refused when someone else has started it meanwhile, or the page is of another check.
    """
    if check.pk is not None:
        return seen
    if seen != check.version:
        raise Refused(STALE)
    remember(check)
    check.started_at, check.version = at, 1
    create_with_event(START, check, by=by, at=at)
    return check.version


def _must_follow(steps: list[BackgroundStep]) -> None:
    """Requested, then received, then reviewed: raises Refused when the days of one item contradict that order."""
    for kind in Item:
        days = {step.state: step.done_on for step in steps if step.kind == kind}
        known = [days[state] for state in ItemState if state in days]
        if known != sorted(known):
            order = "requested, then received, then reviewed"
            raise Refused(f"{kind.label}: {order}, but the dates on record are in another order. Check the dates.")


def _tell_closed(nomination: Nomination, at: datetime) -> None:
    """Tell agency and field office, in the same words for every outcome: emails leave the portal."""
    agency, office = nomination.jurisdiction, nomination.jurisdiction.field_office
    people = [
        *User.objects.holding(Role.ADMINISTRATOR, jurisdiction=agency),
        *User.objects.holding(Role.FIELD_OFFICE, field_office=office),
    ]
    announce(
        "background.closed", to=people, record=nomination, at=at, key=f"nomination-{nomination.pk}",
        subject=f"Background check complete: {nomination.officer}",
        body=f"ICE completed the background check of {nomination.officer}, {agency}. Open the nomination to see what "
        "comes next.",
        path=reverse("nominations:nomination", args=[nomination.pk]),
    )  # fmt: skip
