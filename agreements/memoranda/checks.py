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
    CORRECT_AGENCY,
    CORRECT_ICE,
    DRAFT,
    MANAGER,
    OFFICE,
    OTHER_SIDE,
    POLICY,
    RECORD_COPY,
    REPLACE_FILE,
    RESUME,
    RESUME_ICE,
    SIGN_AGENCY,
    SIGN_ICE,
    TAKE_BACK_ICE_NOTICE,
    TAKE_BACK_NOTICE,
    VOID_AGREEMENT,
    Side,
    Status,
)  # fmt: skip

OWN_NOTICE_DAY = timedelta(days=1)  # portal policy: how long a person voids their own notice that has taken effect
NEEDS_COLLEAGUE = {
    Side.AGENCY: "You recorded ICE's signature, so a colleague must record the agency's.",
    Side.ICE: "You drafted this agreement or recorded the agency's signature, so a colleague must record ICE's.",
}


@asked_by(DRAFT)
def must_have_a_program_to_draft(jurisdiction: Jurisdiction, *, by, at: datetime) -> None:
    """Raise Refused when an agreement of every program is under way for the agency."""
    if programs_under_way(jurisdiction).issuperset(Program):
        raise Refused(
            "This agency already has an agreement in progress for each program. Finish or cancel one of them first.",
            "VIII",
        )


@asked_by(RECORD_COPY)
def must_have_a_program_to_record(jurisdiction: Jurisdiction, *, by, at: datetime) -> None:
    """Raise Refused when an agreement of every program is under way or in force for the agency."""
    in_force = Agreement.objects.over(at).filter(jurisdiction=jurisdiction).values_list("program", flat=True)
    if programs_under_way(jurisdiction).union(in_force).issuperset(Program):
        raise Refused(
            "This agency already has an agreement in progress or in force for each program. You can record a signed "
            "copy after one of them ends or is canceled.",
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
    sides_signed = {signature.side for signature in agreement.signed()}
    if side in sides_signed:
        raise Refused("This side's signature is already recorded.", "VIII")
    must_have_no_part_in_the_other(agreement, side, by)
    if sides_signed and others_of(agreement).over(at).exists():
        raise Refused(
            "This agency has another agreement of this program in force. Record the second signature after that "
            "agreement ends.",
            "VIII",
        )


def must_have_no_part_in_the_other(agreement: Agreement, side: Side, by) -> None:
    """Raise Refused to a person who had a part in the other side."""
    if took_part(agreement, by, OTHER_SIDE[side]):
        raise Refused(NEEDS_COLLEAGUE[side], RULE)


@asked_by(CONFIRM)
def must_be_a_second_reader(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused unless a second person has opened the signed copy, and nothing else is in force in its time."""
    if took_part(agreement, by, [RECORD_COPY]):
        raise Refused("You recorded this signed copy, so a colleague must open it and confirm it.", RULE)
    if not any(copy.was_opened_by(by) for copy in Attachment.objects.filed_rightly().of(agreement)):
        raise Refused("Open the signed copy here first. Then confirm that both signatures are on it.", RULE)
    must_not_overlap(agreement, effective_from(agreement), None)


@asked_by(CORRECT_AGENCY)
def must_have_the_agencys_signature(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused unless this person may correct the agency's signature now."""
    must_have_a_correctable_signature(agreement, Side.AGENCY, by)


@asked_by(CORRECT_ICE)
def must_have_ices_signature(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused unless this person may correct ICE's signature now."""
    must_have_a_correctable_signature(agreement, Side.ICE, by)


def must_have_a_correctable_signature(agreement: Agreement, side: Side, by) -> None:
    """Raise Refused without a signature of the side, and to a person who had a part in what must be by another.

    A signature that puts the agreement in force is corrected by a second person: officers' authority rests on it.
    """
    signature = next((one for one in agreement.signed() if one.side == side), None)
    if signature is None:
        raise Refused("This side's signature is not recorded yet.", "VIII")
    if agreement.status == Status.SIGNED and signature.recorded_by_id == by.pk:
        raise Refused(
            "You recorded this signature, and it put the agreement in force. A colleague must correct it.", RULE
        )
    must_have_no_part_in_the_other(agreement, side, by)


@asked_by(VOID_AGREEMENT)
def must_be_a_second_person_to_void(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused to a person who recorded the agreement or one of its signatures."""
    recorded = any(signature.recorded_by_id == by.pk for signature in agreement.signed())
    if recorded or took_part(agreement, by, [RECORD_COPY]):
        raise Refused("You recorded this agreement or one of its signatures, so a colleague must void it.", RULE)


@asked_by(REPLACE_FILE)
def must_be_ones_own_file(attachment: Attachment, *, by, at: datetime) -> None:
    """Raise Refused for a file that is marked already, and to an agency for a file that another person filed."""
    if hasattr(attachment, "misfiling"):
        raise Refused("This file is already marked as misfiled.")
    if attachment.attached_by_id != by.pk and not by.holds((OFFICE, MANAGER), attachment.place):
        raise Refused("Another person filed this file. Ask your field office to replace it.", POLICY)


@asked_by(TAKE_BACK_NOTICE, TAKE_BACK_ICE_NOTICE)
def must_not_have_taken_effect(notice: Notice, *, by, at: datetime) -> None:
    """Raise Refused for a notice of termination that has taken effect, is void or is canceled already."""
    if notice.annulled_at or notice.ended_at or notice.is_suspension:
        raise Refused("This notice is already void or canceled.", POLICY)
    if notice.effective_at <= at:
        raise Refused("This notice has taken effect, so you can't cancel it. Draft a new agreement instead.", "VIII")
    must_not_overlap(notice.agreement, notice.agreement.effective_at, end_without(notice))


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
        raise Refused("This agency has another agreement of this program in force at that time.", "VIII")


def others_of(agreement: Agreement):
    """Give the agency's other agreements of the same program."""
    found = Agreement.objects.filter(jurisdiction=agreement.jurisdiction_id, program=agreement.program)
    return found.exclude(pk=agreement.pk)


def programs_under_way(jurisdiction: Jurisdiction) -> set[str]:
    """Give the programs of which an agreement is drafted, sent or awaiting a check."""
    return set(Agreement.objects.under_way().filter(jurisdiction=jurisdiction).values_list("program", flat=True))


def effective_from(agreement: Agreement) -> datetime | None:
    """Give the instant of the later signature (VIII); None while none is recorded."""
    return max((signature.signed_at for signature in agreement.signed()), default=None)


def end_without(notice: Notice) -> datetime | None:
    """Give when the agreement ends by its other notices of termination; None when no other ends it."""
    others = notice.agreement.notices.terminations().exclude(pk=notice.pk)
    return min(others.values_list("effective_at", flat=True), default=None)
