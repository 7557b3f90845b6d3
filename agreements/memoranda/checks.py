"""What an act on an agreement asks besides role and status, for its verb and for every page that offers it."""

from datetime import datetime, timedelta

from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.programs import Program
from records.actions import Refused, asked_by
from records.models import Attachment
from records.two_persons import RULE, took_part

from .models import Agreement, Notice
from .states import (
    ANNUL_ICE_NOTICE,
    ANNUL_NOTICE,
    CONFIRM,
    DRAFT,
    GIVE_NOTICE,
    OTHER_SIDE,
    RECEIVE_NOTICE,
    RECORD_COPY,
    RESUME,
    RESUME_ICE,
    SIGN_AGENCY,
    SIGN_ICE,
    Side,
)  # fmt: skip

OWN_NOTICE_DAY = timedelta(days=1)  # portal policy: how long one voids a notice of one's own that has taken effect
NEEDS_COLLEAGUE = {
    Side.AGENCY: "You recorded ICE's signature, so a colleague must record the agency's.",
    Side.ICE: "You drafted this agreement or recorded the agency's signature, so a colleague must record ICE's.",
}


@asked_by(DRAFT)
def must_have_a_program_to_draft(jurisdiction: Jurisdiction, *, by, at: datetime) -> None:
    """Raise Refused when an agreement of every program is under way for the agency."""
    if programs_under_way(jurisdiction).issuperset(Program):
        raise Refused(
            "An agreement of each program is already drafted, sent, or awaiting a check for this agency. Finish or "
            "cancel one first.",
            "VIII",
        )


@asked_by(RECORD_COPY)
def must_have_a_program_to_record(jurisdiction: Jurisdiction, *, by, at: datetime) -> None:
    """Raise Refused when an agreement of every program is under way or in force for the agency."""
    in_force = Agreement.objects.over(at).filter(jurisdiction=jurisdiction).values_list("program", flat=True)
    if programs_under_way(jurisdiction).union(in_force).issuperset(Program):
        raise Refused(
            "An agreement of each program is already under way or in force for this agency. A signed copy can be "
            "recorded after one of them is canceled or has ended.",
            "VIII",
        )


@asked_by(SIGN_AGENCY)
def must_await_the_agencys_signature(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused unless this person may record the agency's signature now."""
    must_await_signature(agreement, Side.AGENCY, by, at)


@asked_by(SIGN_ICE)
def must_await_ices_signature(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused unless this person may record ICE's signature now."""
    must_await_signature(agreement, Side.ICE, by, at)


def must_await_signature(agreement: Agreement, side: Side, by, at: datetime) -> None:
    """Raise Refused when the side has signed, the person had a part in the other, or another agreement is in force."""
    sides_signed = {signature.side for signature in agreement.signatures.all()}
    if side in sides_signed:
        raise Refused("This side's signature is already recorded.", "VIII")
    if took_part(agreement, by, OTHER_SIDE[side]):
        raise Refused(NEEDS_COLLEAGUE[side], RULE)
    if sides_signed and others_of(agreement).over(at).exists():
        raise Refused(
            "Another agreement of this program is in force for this agency. The second signature can be recorded once "
            "that one has ended.",
            "VIII",
        )


@asked_by(CONFIRM)
def must_be_a_second_reader(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused unless a second person has opened the signed copy, and nothing else is in force in its time."""
    if took_part(agreement, by, [RECORD_COPY]):
        raise Refused("You recorded this signed copy, so a colleague must open it and confirm it.", RULE)
    if not any(copy.was_opened_by(by) for copy in Attachment.objects.of(agreement)):
        raise Refused("Open the signed copy here first. Then confirm that both signatures are on it.", RULE)
    must_not_overlap(agreement, effective_from(agreement), None)


@asked_by(RECEIVE_NOTICE, GIVE_NOTICE)
def must_not_have_ended(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused for an agreement that has ended: it takes no further notice."""
    if agreement.ends_at and agreement.ends_at <= at:
        raise Refused(
            "The agreement has already ended, so it takes no notice. If it ended by a notice that was entered wrongly, "
            "void that notice first.",
            "VIII",
        )


@asked_by(RESUME, RESUME_ICE)
def must_be_an_open_suspension(notice: Notice, *, by, at: datetime) -> None:
    """Raise Refused for a notice that suspends nothing any more."""
    if notice.annulled_at or notice.ended_at or not notice.is_suspension:
        raise Refused("This suspension has already been ended or voided.", "VIII")


@asked_by(ANNUL_NOTICE, ANNUL_ICE_NOTICE)
def must_be_voidable(notice: Notice, *, by, at: datetime) -> None:
    """Raise Refused for a notice that is void, that only a colleague voids, or whose end a later agreement needs.

    Authority comes back for the time since. So who recorded a notice that has taken effect voids it within a day only.
    """
    if notice.annulled_at:
        raise Refused("This notice is already void.")
    is_old = notice.effective_at <= at and at - notice.recorded_at > OWN_NOTICE_DAY
    if is_old and notice.recorded_by_id == by.pk:
        raise Refused("This notice has taken effect and you recorded it, so a colleague must void it.", RULE)
    must_not_overlap(notice.agreement, notice.agreement.effective_at, end_without(notice))


def must_not_overlap(agreement: Agreement, effective_at: datetime | None, ends_at: datetime | None) -> None:
    """Raise Refused when the agreement would be in force, in this term, at the same time as another of its program."""
    if effective_at is None or ends_at == effective_at:
        return
    rivals = others_of(agreement).with_a_term().over(effective_at)
    if ends_at:
        rivals = rivals.filter(effective_at__lt=ends_at)
    if rivals.exists():
        raise Refused("Another agreement of this program is in force for this agency at that time.", "VIII")


def others_of(agreement: Agreement):
    """Give the agency's other agreements of the same program."""
    found = Agreement.objects.filter(jurisdiction=agreement.jurisdiction_id, program=agreement.program)
    return found.exclude(pk=agreement.pk)


def programs_under_way(jurisdiction: Jurisdiction) -> set[str]:
    """Give the programs of which an agreement is drafted, sent or awaiting a check."""
    return set(Agreement.objects.under_way().filter(jurisdiction=jurisdiction).values_list("program", flat=True))


def effective_from(agreement: Agreement) -> datetime | None:
    """Give the instant of the later signature (VIII); None while none is recorded."""
    return max((signature.signed_at for signature in agreement.signatures.all()), default=None)


def end_without(notice: Notice) -> datetime | None:
    """Give when the agreement ends by its other notices of termination; None when no other ends it."""
    others = notice.agreement.notices.terminations().exclude(pk=notice.pk)
    return min(others.values_list("effective_at", flat=True), default=None)
