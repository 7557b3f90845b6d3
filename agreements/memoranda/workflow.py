"""One verb an act: draft, send, sign (the second puts in force), decline, confirm, notices."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse

from accounts.models import User
from accounts.workflow import invite
from agreements.jurisdictions.programs import PROGRAM_STARTED, Program
from notifications.ledger import announce
from records.actions import Refused
from records.documents import Kept, attach
from records.facts import LIVE
from records.models import Attachment, Misfiling
from records.workflow import STALE, create_with_event, perform, remember, require, verb
from wso_portal import clock

from .checks import effective_from, end_without
from .copies import must_be_another_copy
from .models import Agreement, Notice, Signature, addressee_of
from .states import (
    AGENCY,
    ANNUL_FROM,
    CONFIRM,
    CORRECT_OF,
    DECLINE,
    DIRECTOR,
    DRAFT,
    EXECUTE,
    MANAGER,
    NOTICE_FROM,
    OFFICE,
    RECORD_COPY,
    REPLACE_FILE,
    RESUME_FROM,
    SEND,
    SIGN_FOR,
    TAKE_BACK,
    TAKE_BACK_FROM,
    VOID_AGREEMENT,
    Side,
    Status,
)  # fmt: skip
from .terms import PRINTED_ON, Revision

ALL = (AGENCY, OFFICE, DIRECTOR)
SIGNED_BY = {Side.AGENCY: "the agency", Side.ICE: "ICE"}


@dataclass(frozen=True)
class Signing:
    """One signature block: who signed, with which title, on which date, and at what time if it is known."""

    name: str
    title: str
    signed_on: date
    signed_time: time | None = None
    by_direction: bool = False


SIGN_NOW = "Both signatures are needed. Open the agreement to record your side's signature."


@verb
def draft(jurisdiction, program: str, revision: str, *, by, at: datetime) -> Agreement:
    """Draft an agreement for an agency on a template revision. Refused while another of the program is under way."""
    require(DRAFT, jurisdiction, by=by, at=at)
    agreement = Agreement(
        jurisdiction=jurisdiction, program=program, revision=revision, status=Status.DRAFT, drafted_by=by, drafted_at=at
    )
    create_with_event(DRAFT, agreement, by=by, at=at)
    return agreement


@verb
def send(agreement: Agreement, name: str = "", email: str = "", *, seen: int, by, at: datetime) -> None:
    """Send the draft to both sides for signature, and invite the administrator whom a name and an address describe.

    Refused as `accounts.workflow.invite` is: then nothing is sent.
    """
    perform(SEND, agreement, seen=seen, by=by, at=at, changes={"sent_at": at})
    if email:
        invite(agreement.jurisdiction, name, email, by=by, at=at)
    _tell(agreement, SEND, SIGN_NOW, AGENCY, MANAGER, at=at)


def agencys_signers(agreement: Agreement) -> list[User]:
    """Give the people of the agency who are told of the sending and may record its signature, by name."""
    return list(User.objects.holding(AGENCY, jurisdiction=agreement.jurisdiction).order_by("name", "pk"))


@verb
def sign(agreement: Agreement, side: str, signing: Signing, copy: Kept, *, seen: int, by, at: datetime) -> None:
    """Record one side's signature from the signed copy. The second one puts the agreement in force (VIII).

    Refused to a person who had a part in the other side (two-person rule), for a date in the future, for the other
    side's very file unless it is said to carry both signatures, and where another agreement is in force at that time.
    """
    side = Side(side)
    perform(SIGN_FOR[side], agreement, seen=seen, by=by, at=at)  # locks the row: two signers are never both the first
    must_be_another_copy(agreement, copy)
    _record(agreement, side, signing, by=by, at=at)
    attach(copy.document, copy.name, agreement, label=f"Copy signed by {SIGNED_BY[side]}", by=by, at=at)
    if agreement.signatures.live().count() == len(Side):
        changes = {"effective_at": effective_from(agreement)}
        perform(EXECUTE, agreement, seen=agreement.version, by=by, at=at, changes=changes)
        _tell(agreement, EXECUTE, "Both sides signed the agreement. It is in force.", *ALL, at=at)


@verb
def correct_signature(
    agreement: Agreement, side: str, signing: Signing, reason: str, copy: Kept | None, *, seen: int, by, at: datetime
) -> None:
    """Void a side's signature that was entered wrongly and record it again, with the reason: both stay on record.

    An agreement in force counts from the later signature as corrected. The right copy may be filed with it. Refused as
    `sign` is, and to the person who recorded the signature of an agreement in force (two-person rule).
    """
    side = Side(side)
    if not reason.strip():
        raise Refused("Say what was wrong with this signature.")
    others = [signature.signed_at for signature in agreement.signed() if signature.side != side]
    changes = {}
    if agreement.status == Status.SIGNED:
        changes["effective_at"] = max([_instant(signing, agreement.jurisdiction.zone, at), *others])
    perform(CORRECT_OF[side], agreement, seen=seen, by=by, at=at, reason=reason, changes=changes)
    _void_signatures(agreement.signatures.of(side), reason, by=by, at=at)
    _record(agreement, side, signing, by=by, at=at)
    if copy:
        label = f"Corrected copy signed by {SIGNED_BY[side]}"
        attach(copy.document, copy.name, agreement, label=label, by=by, at=at)
    _tell(
        agreement, CORRECT_OF[side], "A signature was entered wrongly and was corrected. Check the dates.", *ALL, at=at
    )


@verb
def replace_file(
    agreement: Agreement, wrong: Attachment, reason: str, copy: Kept, *, seen: int, by, at: datetime
) -> None:
    """Mark a misfiled file of the agreement and file the right one. The wrong one is kept, and no longer served.

    Refused for one that is marked already, and to an agency for what another person filed.
    """
    perform(REPLACE_FILE, agreement, seen=seen, by=by, at=at, reason=reason, about=wrong)
    Misfiling.objects.create(attachment=wrong, reason=reason.strip(), marked_by=by, marked_at=at)
    attach(copy.document, copy.name, agreement, label=wrong.label, by=by, at=at)


@verb
def void_agreement(agreement: Agreement, reason: str, *, seen: int, by, at: datetime) -> None:
    """Void an agreement that was recorded wrongly (agency, revision, date, file). It never was in force here.

    Every letter and credential under it gives no authority from now on; another agreement can then be recorded. Refused
    to the person who recorded it or one of its signatures (two-person rule).
    """
    if not reason.strip():
        raise Refused("Enter the reason for voiding this agreement.")
    changes = {"effective_at": None, "ends_at": None}
    perform(VOID_AGREEMENT, agreement, seen=seen, by=by, at=at, reason=reason, changes=changes)
    _void_signatures(agreement.signatures.all(), reason, by=by, at=at)
    _tell(
        agreement,
        VOID_AGREEMENT,
        "The agreement was recorded wrongly and is void. Open it to read the reason.",
        *ALL,
        at=at,
    )


def _void_signatures(signatures, reason: str, *, by, at: datetime) -> None:
    """Void the signatures that count."""
    signatures.live().update(annulled_at=at, annulled_by=by, annulled_because=reason.strip())


@verb
def decline(agreement: Agreement, reason: str, *, seen: int, by, at: datetime) -> None:
    """Record that a side declines, with its reason: an agreement is voluntary (8 USC 1357(g)(9))."""
    perform(DECLINE, agreement, seen=seen, by=by, at=at, reason=reason)
    _tell(
        agreement, DECLINE, "One side declined to sign. Open the agreement to read the reason.", AGENCY, OFFICE, at=at
    )


@verb
def take_back(agreement: Agreement, reason: str, *, seen: int, by, at: datetime) -> None:
    """Take back a draft (the wrong revision, say), so that another can be drafted."""
    perform(TAKE_BACK, agreement, seen=seen, by=by, at=at, reason=reason)
    if agreement.sent_at:
        _tell(
            agreement,
            TAKE_BACK,
            "The field office canceled the draft. You do not need to sign anything.",
            AGENCY,
            MANAGER,
            at=at,
        )


@verb
def record_copy(
    jurisdiction, program, revision, agency: Signing, ice: Signing, copy: Kept, *, by, at: datetime
) -> Agreement:
    """Record an agreement that exists on paper from its signed copy. It counts once a second person confirms it.

    Refused where another agreement is in force at that time.
    """
    require(RECORD_COPY, jurisdiction, by=by, at=at)
    effective_at = max(_instant(signing, jurisdiction.zone, at) for signing in (agency, ice))
    agreement = Agreement(
        jurisdiction=jurisdiction, program=program, revision=revision, status=Status.RECORDED, drafted_by=by,
        drafted_at=at,
    )  # fmt: skip
    create_with_event(RECORD_COPY, agreement, by=by, at=at)
    if Agreement.objects.over(effective_at).filter(jurisdiction=jurisdiction, program=program).exists():
        raise Refused("This agency has another agreement of this program in force at that time.", "VIII")
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
    """Confirm a signed copy as a second person: in force from the later of its two signatures (VIII).

    Refused to the person who recorded it, and to a person who has not downloaded the copy from here.
    """
    changes = {"effective_at": effective_from(agreement)}
    perform(CONFIRM, agreement, seen=seen, by=by, at=at, changes=changes)
    _tell(
        agreement,
        CONFIRM,
        "A colleague confirmed the signed copy. The agreement is on file. Check its dates.",
        AGENCY,
        OFFICE,
        at=at,
    )


@verb
def give_notice(
    agreement: Agreement, notice: Notice, copy: Kept | None = None, *, seen: int, by, at: datetime
) -> Notice:
    """Record a notice of termination or suspension (VIII). A termination ends the agreement when it takes effect.

    Without an effective instant it is receipt + 90 days. Earlier needs exigent circumstances in words. On a JEM or TFM
    agreement it takes effect as it is written. One that was received before the agreement ended may be entered late.
    """
    notice.agreement, notice.recorded_by, notice.recorded_at = agreement, by, at
    notice.earliest_at = agreement.earliest_end(notice.received_at)
    effective_at = notice.effective_at or notice.earliest_at
    if effective_at is None:
        raise Refused("Enter the effective date that the notice states.")
    ended_at = agreement.ends_at
    notice.addressee = notice.addressee or addressee_of(agreement, notice.side)
    notice.effective_at = effective_at
    ends = [effective_at] if notice.kind == Notice.Kind.TERMINATION else []
    ends += [agreement.ends_at] if agreement.ends_at else []
    action = NOTICE_FROM[Side(notice.side)]
    changes = {"ends_at": min(ends, default=None)}
    perform(action, agreement, seen=seen, by=by, at=at, reason=notice.exigency, changes=changes)
    _must_be_receivable(notice, ended_at, at)
    notice.save(force_insert=True)
    if copy:
        attach(copy.document, copy.name, agreement, label=str(notice), by=by, at=at)
    _tell(agreement, action, f"{notice}. Open the agreement to see when it takes effect.", *ALL, at=at)
    return notice


@verb
def resume(agreement: Agreement, notice: Notice, ended_at: datetime | None, *, seen: int, by, at: datetime) -> None:
    """End a suspension at an instant, by default now, and never before the present act (power is not back-dated).

    The director ends one that ICE's director gave, the field office one that the agency gave. One that has not begun
    never takes effect.
    """
    action, ended_at = RESUME_FROM[Side(notice.side)], ended_at or at
    perform(action, agreement, seen=seen, by=by, at=at, about=notice)
    if ended_at < at:
        raise Refused("A suspension can't end in the past. Enter today or a later date.", "VIII")
    change_notice(notice, {"ended_at": max(ended_at, notice.effective_at)})
    _tell(agreement, action, "Open the agreement to see when the suspension ends.", *ALL, at=at)


@verb
def take_back_notice(agreement: Agreement, notice: Notice, reason: str, *, seen: int, by, at: datetime) -> None:
    """Take back a notice of termination before it takes effect. The agreement ends by the notices that remain.

    The director takes back one that ICE's director gave, the field office one that the agency gave (portal policy).
    """
    action, changes = TAKE_BACK_FROM[Side(notice.side)], {"ends_at": end_without(notice)}
    perform(action, agreement, seen=seen, by=by, at=at, reason=reason, changes=changes, about=notice)
    change_notice(notice, {"ended_at": notice.effective_at})
    _tell(
        agreement,
        action,
        "A notice of termination was canceled before it took effect. The agreement stays in force.",
        *ALL,
        at=at,
    )


@verb
def annul_notice(agreement: Agreement, notice: Notice, reason: str, *, seen: int, by, at: datetime) -> None:
    """Void a notice that was entered wrongly. The agreement ends by the notices that remain (VIII).

    The director voids one that ICE's director gave, the field office one that the agency gave. Once it has taken
    effect, the person who recorded it voids it within a day, and after that only a colleague.
    """
    action, changes = ANNUL_FROM[Side(notice.side)], {"ends_at": end_without(notice)}
    perform(action, agreement, seen=seen, by=by, at=at, reason=reason, changes=changes, about=notice)
    if not reason.strip():
        raise Refused("Enter the reason for voiding this notice.")
    change_notice(notice, {"annulled_at": at, "annulled_by": by, "annulled_because": reason})
    _tell(
        agreement,
        action,
        "A notice was entered wrongly and is void. Open the agreement to check its dates.",
        *ALL,
        at=at,
    )


def change_notice(notice: Notice, changes: dict) -> None:
    """Write columns of a notice that is neither ended nor void. Raise Refused when somebody else was faster."""
    remember(notice)
    if not notice.agreement.notices.filter(LIVE, pk=notice.pk, ended_at=notice.ended_at).update(**changes):
        raise Refused(STALE)
    notice.refresh_from_db()


def _record(agreement: Agreement, side: str, signing: Signing, *, by, at: datetime) -> None:
    printed = PRINTED_ON.get(Revision(agreement.revision)) if agreement.program == Program.WSO else None
    if printed and signing.signed_on < printed:
        raise Refused(
            f"This template was printed on {printed:%m/%d/%Y}, so it can't have been signed earlier. Check the date "
            "and the revision."
        )
    Signature.objects.create(
        agreement=agreement, side=side, name=signing.name, title=signing.title, by_direction=signing.by_direction,
        signed_on=signing.signed_on, signed_time=signing.signed_time,
        signed_at=_instant(signing, agreement.jurisdiction.zone, at), recorded_by=by, recorded_at=at,
    )  # fmt: skip


def _instant(signing: Signing, zone: str, at: datetime) -> datetime:
    """Give when a signature counts: its time, or 00:00 of its date. Refused in the future and before 287(g)."""
    if signing.signed_on < PROGRAM_STARTED:
        raise Refused("The first 287(g) agreement was signed in 2002. Check the year of the signature.", "VIII")
    signed_at = clock.moment(signing.signed_on, signing.signed_time, zone)
    if signed_at > at:
        raise Refused("The signature date can't be in the future.", "VIII")
    return signed_at


def _must_be_receivable(notice: Notice, ended_at: datetime | None, at: datetime) -> None:
    """Raise Refused for a notice that cannot have been received then."""
    if notice.received_at > at:
        raise Refused("The date received can't be in the future. Check the date and the time.", "VIII")
    effective_at = notice.agreement.effective_at
    if effective_at and notice.received_at < effective_at:
        raise Refused("The agreement was not yet in force when this notice was received. Check the date.", "VIII")
    if ended_at and ended_at <= notice.received_at:
        raise Refused(
            "The agreement had already ended when this notice was received. If it ended by a notice that was entered "
            "wrongly, void that notice first.", "VIII",
        )  # fmt: skip


def _tell(agreement: Agreement, action, body: str, *roles: str, at: datetime, to=None) -> None:
    """Tell the people of these roles who answer for the agency, or those of `to`. The words name no person."""
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
