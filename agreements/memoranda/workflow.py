"""One verb an act: draft, send, sign (the second puts in force), decline, confirm, notices."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse

from accounts.models import User
from agreements.jurisdictions.programs import Program
from notifications.ledger import announce
from records.actions import Refused
from records.documents import Kept, attach
from records.facts import LIVE
from records.models import Attachment
from records.two_persons import RULE, took_part
from records.workflow import create_with_event, perform, verb
from wso_portal import clock

from .models import Agreement, Notice, Signature
from .states import (
    AGENCY,
    ANNUL_ICE_NOTICE,
    ANNUL_NOTICE,
    CONFIRM,
    DECLINE,
    DIRECTOR,
    DRAFT,
    EXECUTE,
    GIVE_NOTICE,
    MANAGER,
    NOT_FOR_ICE,
    OFFICE,
    RECEIVE_NOTICE,
    RECORD_COPY,
    RESUME,
    RESUME_ICE,
    SEND,
    SIGN_AGENCY,
    SIGN_ICE,
    TAKE_BACK,
    Side,
    Status,
)  # fmt: skip
from .terms import PRINTED, Revision

SIGN = {Side.AGENCY: SIGN_AGENCY, Side.ICE: SIGN_ICE}
NOTICE = {Side.AGENCY: RECEIVE_NOTICE, Side.ICE: GIVE_NOTICE}
END_SUSPENSION = {Side.AGENCY: RESUME, Side.ICE: RESUME_ICE}
UNDO_NOTICE = {Side.AGENCY: ANNUL_NOTICE, Side.ICE: ANNUL_ICE_NOTICE}
ALL = (AGENCY, OFFICE, DIRECTOR)
SIGNED_BY = {Side.AGENCY: "the agency", Side.ICE: "ICE"}
APART = {Side.AGENCY: (SIGN_ICE,), Side.ICE: NOT_FOR_ICE}  # what one may not have done who records a side
SECOND = "You recorded this signed copy, so a colleague must open it and confirm it."
ANOTHER = {
    Side.AGENCY: "You recorded ICE's signature, so a colleague must record the agency's.",
    Side.ICE: "You drafted this agreement or recorded the agency's signature, so a colleague must record ICE's.",
}
DAY_TO_CORRECT = timedelta(days=1)  # portal policy: for a mistake of one's own
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
    create_with_event(DRAFT, agreement, by=by, at=at)
    return agreement


@verb
def send(agreement: Agreement, *, seen: int, by, at: datetime) -> None:
    """Sends the draft to both sides for signature."""
    perform(SEND, agreement, seen=seen, by=by, at=at, changes={"sent_at": at})
    _tell(agreement, SEND, "It waits for both signatures. Record your side's on its page.", AGENCY, MANAGER, at=at)


@verb
def sign(agreement: Agreement, side: str, signing: Signing, copy: Kept, *, seen: int, by, at: datetime) -> None:
    """Records one side's signature from the signed copy; the second one puts the agreement in force (VIII).

    Refused to who had a part in the other side (two-person rule), for a date ahead, and where another agreement is in
    force at that time.
    """
    side = Side(side)
    perform(
        SIGN[side], agreement, seen=seen, by=by, at=at
    )  # first: it locks the row, so two signers cannot both be the first
    if took_part(agreement, by, APART[side]):
        raise Refused(ANOTHER[side], RULE)
    _record(agreement, side, signing, by=by, at=at)
    attach(copy.document, copy.name, agreement, label=f"Copy signed by {SIGNED_BY[side]}", by=by, at=at)
    signed = list(agreement.signatures.values_list("signed_at", flat=True))
    if len(signed) == len(Side):
        perform(EXECUTE, agreement, seen=agreement.version, by=by, at=at, changes={"effective_at": max(signed)})
        _tell(agreement, EXECUTE, "Both sides have signed: the agreement is in force.", *ALL, at=at)


@verb
def decline(agreement: Agreement, reason: str, *, seen: int, by, at: datetime) -> None:
    """Nobody must enter an agreement: either side may decline, with a reason (8 USC 1357(g)(9))."""
    perform(DECLINE, agreement, seen=seen, by=by, at=at, reason=reason)
    _tell(agreement, DECLINE, "One side has declined to sign; the reason is on its page.", AGENCY, OFFICE, at=at)


@verb
def take_back(agreement: Agreement, reason: str, *, seen: int, by, at: datetime) -> None:
    """The field office takes back a draft (the wrong revision, say) so that another can be drafted."""
    perform(TAKE_BACK, agreement, seen=seen, by=by, at=at, reason=reason)
    if agreement.sent_at:
        _tell(
            agreement, TAKE_BACK, "The field office has taken it back; nothing is to be signed.", AGENCY, MANAGER, at=at
        )


@verb
def record_copy(
    jurisdiction, program, revision, agency: Signing, ice: Signing, copy: Kept, *, by, at: datetime
) -> Agreement:
    """An agreement that exists on paper, recorded from its signed copy. It counts once a second person confirms it.

    Refused where another agreement is in force at that time.
    """
    effective_at = max(_instant(signing, jurisdiction.zone, at) for signing in (agency, ice))
    agreement = Agreement(
        jurisdiction=jurisdiction, program=program, revision=revision, status=Status.RECORDED, drafted_by=by,
        drafted_at=at,
    )  # fmt: skip
    create_with_event(RECORD_COPY, agreement, by=by, at=at)
    if Agreement.objects.over(effective_at).filter(jurisdiction=jurisdiction, program=program).exists():
        raise Refused("Another agreement of this program is in force for this agency at that time.", "VIII")
    _record(agreement, Side.AGENCY, agency, by=by, at=at)
    _record(agreement, Side.ICE, ice, by=by, at=at)
    attach(copy.document, copy.name, agreement, label="Signed copy", by=by, at=at)
    checkers = User.objects.answering_for(jurisdiction, *CONFIRM.roles).exclude(pk=by.pk)
    _tell(
        agreement, RECORD_COPY, "Open the signed copy, compare it with the record, and confirm it.", to=checkers, at=at
    )
    return agreement


@verb
def confirm(agreement: Agreement, *, seen: int, by, at: datetime) -> None:
    """A second person has opened the signed copy: in force from the later of its two signatures (VIII).

    Refused to the person who recorded it, and to who has not downloaded the copy from here.
    """
    effective_at = max(agreement.signatures.values_list("signed_at", flat=True), default=None)
    perform(CONFIRM, agreement, seen=seen, by=by, at=at, changes={"effective_at": effective_at})
    if took_part(agreement, by, [RECORD_COPY]):
        raise Refused(SECOND, RULE)
    if not any(copy.was_opened_by(by) for copy in Attachment.objects.of(agreement)):
        raise Refused("Open the signed copy here first. Then confirm that both signatures are on it.", RULE)
    _tell(agreement, CONFIRM, "The signed agreement is on record; check its dates.", AGENCY, OFFICE, at=at)


@verb
def give_notice(
    agreement: Agreement, notice: Notice, copy: Kept | None = None, *, seen: int, by, at: datetime
) -> Notice:
    """Records a notice of termination or suspension (VIII); a termination ends the agreement at its effective instant.

    Without an effective instant it is receipt + 90 days. Earlier needs exigent circumstances in words. Raises Refused.
    """
    notice.agreement, notice.recorded_by, notice.recorded_at = agreement, by, at
    notice.earliest_at = agreement.earliest_end(notice.received_at)
    notice.effective_at = notice.effective_at or notice.earliest_at
    ends = [notice.effective_at] if notice.kind == Notice.Kind.TERMINATION else []
    ends += [agreement.ends_at] if agreement.ends_at else []
    action, ended_at = NOTICE[Side(notice.side)], agreement.ends_at
    perform(
        action, agreement, seen=seen, by=by, at=at, reason=notice.exigency, changes={"ends_at": min(ends, default=None)}
    )
    _receivable(notice, ended_at, at)
    notice.save(force_insert=True)
    if copy:
        attach(copy.document, copy.name, agreement, label=str(notice), by=by, at=at)
    _tell(agreement, action, f"{notice}. When it takes effect is on the agreement's page.", *ALL, at=at)
    return notice


@verb
def resume(agreement: Agreement, notice: Notice, ended_at: datetime, *, seen: int, by, at: datetime) -> None:
    """Ends a suspension at an instant, not before the present act (power is not back-dated).

    One that ICE's director gave is ended by the director; the agency's by the field office. One that has
    not begun is taken back: it never takes effect.
    """
    action = END_SUSPENSION[Side(notice.side)]
    perform(action, agreement, seen=seen, by=by, at=at)
    if ended_at < at:
        raise Refused("A suspension ends now or later, not in the past.", "VIII")
    still = agreement.notices.suspensions().filter(pk=notice.pk, ended_at=None)
    if not still.update(ended_at=max(ended_at, notice.effective_at)):
        raise Refused("This suspension has already been ended or annulled.", "VIII")
    _tell(agreement, action, "When the suspension ends is on the agreement's page.", *ALL, at=at)


@verb
def annul_notice(agreement: Agreement, notice: Notice, reason: str, *, seen: int, by, at: datetime) -> None:
    """Takes a wrongly entered notice out; the agreement ends by what notices remain (VIII).

    One that ICE's director gave is annulled by the director; the agency's by the field office. Once it has taken
    effect, who recorded it annuls it within a day, then only a colleague: authority comes back for the time since.
    """
    action = UNDO_NOTICE[Side(notice.side)]
    old = notice.effective_at <= at and at - notice.recorded_at > DAY_TO_CORRECT
    if old and notice.recorded_by_id == by.pk:
        raise Refused("This notice has taken effect and you recorded it, so a colleague must void it.", RULE)
    others = agreement.notices.terminations().exclude(pk=notice.pk)
    ends_at = min(others.values_list("effective_at", flat=True), default=None)
    perform(action, agreement, seen=seen, by=by, at=at, reason=reason, changes={"ends_at": ends_at})
    if not reason.strip():
        raise Refused("Say why this notice is annulled.")
    changes = {"annulled_at": at, "annulled_by": by, "annulled_because": reason}
    if not agreement.notices.filter(LIVE, pk=notice.pk).update(**changes):
        raise Refused("This notice is already annulled.")
    _tell(agreement, action, "A notice was entered wrongly; see its page.", *ALL, at=at)


def _record(agreement: Agreement, side: str, signing: Signing, *, by, at: datetime) -> None:
    printed = PRINTED.get(Revision(agreement.revision)) if agreement.program == Program.WSO else None
    if printed and signing.signed_on < printed:
        raise Refused(
            f"This template was printed on {printed:%m/%d/%Y}: nobody signed it earlier. Check date and revision."
        )
    Signature.objects.create(
        agreement=agreement, side=side, name=signing.name, title=signing.title, by_direction=signing.by_direction,
        signed_on=signing.signed_on, signed_time=signing.signed_time,
        signed_at=_instant(signing, agreement.jurisdiction.zone, at), recorded_by=by, recorded_at=at,
    )  # fmt: skip


def _instant(signing: Signing, zone: str, at: datetime) -> datetime:
    """When a signature counts: its time if known, else 00:00 of its day. Refused when ahead, or before 287(g)."""
    if signing.signed_on < PROGRAM_STARTED:
        raise Refused("No 287(g) agreement is older than 2002. Check the year of the signature.", "VIII")
    signed_at = clock.moment(signing.signed_on, signing.signed_time, zone)
    if signed_at > at:
        raise Refused("A signature is recorded after it was given. Check the date.", "VIII")
    return signed_at


def _receivable(notice: Notice, ended_at: datetime | None, at: datetime) -> None:
    """Refuses a notice that cannot have been received then."""
    if notice.received_at > at:
        raise Refused("A notice is recorded once it has been received. Check the date.", "VIII")
    effective_at = notice.agreement.effective_at
    if effective_at and notice.received_at < effective_at:
        raise Refused("The agreement was not yet in force when this notice was received. Check the date.", "VIII")
    if ended_at and notice.received_at >= ended_at:
        raise Refused("The agreement had already ended when this notice was received. Check the date.", "VIII")


def _tell(agreement: Agreement, action, body: str, *roles: str, at: datetime, to=None) -> None:
    """Tells the people of these roles who answer for the agency, or those of `to`; the words name no person."""
    announce(
        f"agreement_{action.name}",
        to=User.objects.answering_for(agreement.jurisdiction, *roles) if to is None else to,
        record=agreement,
        subject=f"{agreement}: {action.done}",
        body=body,
        path=reverse("memoranda:agreement", args=[agreement.pk]),
        at=at,
        key=f"{agreement.subject}:v{agreement.version}",
    )
