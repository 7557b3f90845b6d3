"""One verb an act: draft, send, sign (the second puts in force), decline, confirm, notices."""

from dataclasses import dataclass
from datetime import date, datetime, time

from records.actions import Refused
from records.documents import attach
from records.facts import LIVE
from records.forms import Kept
from records.workflow import begin, perform, verb
from wso_portal import clock

from .models import Agreement, Notice, Signature
from .states import (
    ANNUL_NOTICE, CONFIRM, DECLINE, DRAFT, EXECUTE, GIVE_NOTICE, RECEIVE_NOTICE, RESUME, SEND, SIGN_AGENCY, SIGN_ICE,
    Side, Status,
)  # fmt: skip

SIGN = {Side.AGENCY: SIGN_AGENCY, Side.ICE: SIGN_ICE}
NOTICE = {Side.AGENCY: RECEIVE_NOTICE, Side.ICE: GIVE_NOTICE}
PROGRAM_STARTED = date(2002, 1, 1)  # no 287(g) agreement is older (CRS IF11898)


@dataclass(frozen=True)
class Signing:
    """What stands in one signature block: who signed, as what, on which day, and at what time if known."""

    name: str
    title: str
    signed_on: date
    signed_time: time | None = None
    by_direction: bool = False


@verb
def draft(jurisdiction, program: str, revision: str, *, by, at: datetime) -> Agreement:
    """A draft for an agency on a template revision. Refused while another is under way."""
    agreement = Agreement(
        jurisdiction=jurisdiction, program=program, revision=revision, status=Status.DRAFT, drafted_by=by, drafted_at=at
    )
    begin(DRAFT, agreement, by=by, at=at)
    return agreement


@verb
def send(agreement: Agreement, *, by, at: datetime) -> None:
    """Sends the draft to both sides for signature."""
    perform(SEND, agreement, by=by, at=at, changes={"sent_at": at})


@verb
def sign(agreement: Agreement, side: str, signing: Signing, copy: Kept, *, by, at: datetime) -> None:
    """Records one side's signature from the signed copy; the second one puts the agreement in force (VIII)."""
    if side == Side.ICE and agreement.drafted_by_id == by.pk:
        raise Refused("Who drafted the agreement does not record ICE's signature. Ask a colleague.", "two-person rule")
    perform(SIGN[side], agreement, by=by, at=at)  # first: it locks the row, so two signers cannot both be the first
    _record(agreement, side, signing, by=by, at=at)
    attach(copy.document, copy.name, agreement, label=f"Copy signed by {Side(side).label}", by=by, at=at)
    signed = list(agreement.signatures.values_list("signed_at", flat=True))
    if len(signed) == len(Side):
        perform(EXECUTE, agreement, by=by, at=at, changes={"effective_at": max(signed)})


@verb
def decline(agreement: Agreement, reason: str, *, by, at: datetime) -> None:
    """Nobody must enter an agreement: either side may decline, with a reason (8 USC 1357(g)(9))."""
    perform(DECLINE, agreement, by=by, at=at, reason=reason)


@verb
def confirm(jurisdiction, program, revision, agency: Signing, ice: Signing, copy: Kept, *, by, at: datetime) -> Agreement:
    """An agreement that exists on paper, recorded from its signed copy: in force from its second signature (VIII)."""
    effective_at = max(_instant(signing, jurisdiction.zone, at) for signing in (agency, ice))
    agreement = Agreement(
        jurisdiction=jurisdiction, program=program, revision=revision, status=Status.SIGNED,
        drafted_by=by, drafted_at=at, effective_at=effective_at,
    )  # fmt: skip
    begin(CONFIRM, agreement, by=by, at=at)
    _record(agreement, Side.AGENCY, agency, by=by, at=at)
    _record(agreement, Side.ICE, ice, by=by, at=at)
    attach(copy.document, copy.name, agreement, label="Signed copy", by=by, at=at)
    return agreement


@verb
def give_notice(agreement: Agreement, notice: Notice, *, by, at: datetime) -> Notice:
    """Records a notice of termination or suspension (VIII); a termination ends the agreement at its effective instant.

    Earlier than receipt + 90 days needs exigent circumstances in words. Raises Refused.
    """
    if notice.received_at > at:
        raise Refused("A notice is recorded once it has been received.", "VIII")
    notice.agreement, notice.recorded_by, notice.recorded_at = agreement, by, at
    days = agreement.terms.notice.value
    notice.earliest_at = clock.days_later(notice.received_at, days, agreement.jurisdiction.zone)
    ends = [notice.effective_at] if notice.kind == Notice.Kind.TERMINATION else []
    ends += [agreement.ends_at] if agreement.ends_at else []
    perform(NOTICE[notice.side], agreement, by=by, at=at, reason=notice.exigency, changes={"ends_at": min(ends, default=None)})
    notice.save(force_insert=True)
    return notice


@verb
def resume(agreement: Agreement, notice: Notice, ended_at: datetime, *, by, at: datetime) -> None:
    """Ends a suspension at an instant, not before the present act (power is not back-dated)."""
    if ended_at < at:
        raise Refused("A suspension ends now or later, not in the past.", "VIII")
    perform(RESUME, agreement, by=by, at=at)
    if not agreement.notices.suspensions().filter(pk=notice.pk, ended_at=None).update(ended_at=ended_at):
        raise Refused("This suspension has already been ended or annulled.", "VIII")


@verb
def annul_notice(agreement: Agreement, notice: Notice, reason: str, *, by, at: datetime) -> None:
    """Takes a wrongly entered notice out; the agreement ends by what notices remain (VIII)."""
    if not reason.strip():
        raise Refused("Say why this notice is annulled.")
    others = agreement.notices.terminations().exclude(pk=notice.pk)
    ends_at = min(others.values_list("effective_at", flat=True), default=None)
    perform(ANNUL_NOTICE, agreement, by=by, at=at, reason=reason, changes={"ends_at": ends_at})
    changes = {"annulled_at": at, "annulled_by": by, "annulled_because": reason}
    if not agreement.notices.filter(LIVE, pk=notice.pk).update(**changes):
        raise Refused("This notice is already annulled.")


def _record(agreement: Agreement, side: str, signing: Signing, *, by, at: datetime) -> None:
    Signature.objects.create(
        agreement=agreement, side=side, name=signing.name, title=signing.title, by_direction=signing.by_direction,
        signed_on=signing.signed_on, signed_time=signing.signed_time,
        signed_at=_instant(signing, agreement.jurisdiction.zone, at), recorded_by=by, recorded_at=at,
    )  # fmt: skip


def _instant(signing: Signing, zone: str, at: datetime) -> datetime:
    """When a signature counts: its time if known, else 00:00 of its day. Refused when it lies ahead or before 287(g)."""
    if signing.signed_on < PROGRAM_STARTED:
        raise Refused("No 287(g) agreement is older than 2002. Check the year of the signature.", "VIII")
    signed_at = clock.moment(signing.signed_on, signing.signed_time, zone)
    if signed_at > at:
        raise Refused("A signature is recorded after it was given. Check the date.", "VIII")
    return signed_at
