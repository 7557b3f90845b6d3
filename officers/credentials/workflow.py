"""The papers of IV.D, in their order: certification, letter, copy, Form 70-006, receipt; and the notice of withdrawal.

Papers entered late may be old; the power they give starts when they say, never before they were signed: a paper of an
earlier day without a time counts from the end of that day (clock.power_from).
"""

from datetime import date, datetime, time

from django.db.models import F
from django.db.models.functions import Greatest

from agreements.memoranda.models import Agreement
from officers.nominations.models import Officer
from officers.training.models import Examination
from records.actions import Refused
from records.documents import Kept, attach
from records.workflow import STALE, create_with_event, require, verb, write_event
from wso_portal import clock

from . import announcements
from .checks import must_be_another_than_the_certifier, must_be_certifiable_by, must_name_someone, names_in
from .holding_workflow import begin_supervision
from .models import Authorization, Certification, Letter, Withdrawal
from .querysets import certifiable
from .states import (
    AUTHORIZED,
    CERTIFIED,
    CERTIFY_NAMES,
    COPY_TO_AGENCY,
    EXECUTE_FORM,
    RECEIVE,
    SIGN_LETTER,
    SIGNED_FORM,
    SIGNED_LETTER,
    WITHDRAW,
    WITHDRAWN,
)  # fmt: skip


@verb
def certify(
    agreement: Agreement,
    examinations: list[Examination],
    certified_by: str,
    certified_on: date,
    certified_time: time | None = None,
    *,
    by,
    at: datetime,
) -> list[Certification]:
    """ICE certifies in writing the names of officers who passed under this agreement (IV.D). Raises Refused.

    Counts from its time, not before the passing. Gives the certifications by the officers' names.
    """  # fmt: skip
    require(CERTIFY_NAMES, agreement, by=by, at=at)
    certified_at = written_at(certified_on, certified_time, agreement, at)
    ready = certifiable(at).filter(nomination__agreement=agreement, pk__in=[e.pk for e in examinations])
    names = ("nomination__officer__last_name", "nomination__officer__first_name", "pk")
    ready = list(ready.select_related("nomination__officer__jurisdiction").order_by(*names))
    if not ready or len(ready) < len(examinations):
        raise Refused(STALE, CERTIFIED.clause)
    must_be_certifiable_by(ready, agreement, by)
    for examination in ready:
        must_have_passed_by(examination, certified_on)
    rows = [
        Certification(
            officer=e.nomination.officer, agreement=agreement, nomination=e.nomination, examination=e,
            certified_by=certified_by, certified_on=certified_on, certified_time=certified_time,
            certified_at=max(certified_at, e.passed_at), recorded_by=by, recorded_at=at,
        ) for e in ready
    ]  # fmt: skip
    Certification.objects.bulk_create(rows)
    write_event(CERTIFY_NAMES, agreement, by=by, at=at)
    write_each_event(CERTIFIED, rows, by=by, at=at)
    announcements.certified(agreement, rows, by=by, at=at)
    return rows


@verb
def sign_letter(
    letter: Letter, certifications: list[Certification], copy: Kept | None = None, *, by, at: datetime
) -> Letter:
    """The Field Office Director's letter for certified officers, from a day until a day or the end of the MOA (IV.D).

    In force from the latest of 00:00 of its from-day, its signing and the agreement's effective date. Its supervising
    official supervises from then on (IV.F). A letter entered late ends by a notice of withdrawal that names its officer
    and is later than its signature. Raises Refused.
    """
    require(SIGN_LETTER, letter.agreement, by=by, at=at)
    set_moments(letter, at)
    letter.recorded_by, letter.recorded_at = by, at
    officers = [certification.officer for certification in certifications]
    must_be_certified(letter, certifications)
    must_be_another_than_the_certifier(certifications, by)
    rows = [
        Authorization(
            letter=letter, officer=certification.officer, agreement=letter.agreement, certification=certification,
            starts_at=letter.starts_at, ends_at=letter.ends_at, recorded_by=by, recorded_at=at,
        ) for certification in certifications
    ]  # fmt: skip
    withdrawn = end_by_notices(rows, letter.agreement)
    must_have_no_other_letter(letter, [row.officer for row in rows if row not in withdrawn])
    create_with_event(SIGN_LETTER, letter, by=by, at=at)
    if Authorization.objects.of_replaced_nominations(officers).end_with_nomination():
        follow_notices(letter.agreement, officers)
    Authorization.objects.bulk_create(rows)
    write_each_event(AUTHORIZED, rows, by=by, at=at)
    write_each_event(WITHDRAWN, withdrawn, by=by, at=at)
    begin_supervision(officers, letter.official, letter.position, letter.starts_at, by=by, at=at)
    if copy:
        attach(copy.document, copy.name, letter, label=SIGNED_LETTER, by=by, at=at)
    announcements.letter_signed(letter, officers, by=by, at=at)
    return letter


@verb
def give_copy(letter: Letter, copied_on: date, *, by, at: datetime) -> None:
    """The agency has its copy of the letter since a day (IV.D). Raises Refused when that is recorded already."""
    require(COPY_TO_AGENCY, letter, by=by, at=at)
    written_at(copied_on, None, letter, at)
    if not Letter.objects.live().filter(pk=letter.pk, copied_on=None).update(copied_on=copied_on):
        raise Refused(STALE, COPY_TO_AGENCY.clause)
    write_event(COPY_TO_AGENCY, letter, by=by, at=at)


@verb
def execute_form(
    letter: Letter,
    rows: list[Authorization],
    form_on: date,
    form_time: time | None = None,
    copy: Kept | None = None,
    *,
    by,
    at: datetime,
) -> None:
    """Form 70-006 was executed for some officers of a letter: not before the letter was signed (IV.D)."""
    require(EXECUTE_FORM, letter, by=by, at=at)
    must_name_someone(rows)
    form_at = written_at(form_on, form_time, letter, at)
    must_follow_the_letter(letter, form_on, form_time, "Form 70-006 is executed")
    waiting = Authorization.objects.live().filter(letter=letter, pk__in=[row.pk for row in rows], form_at=None)
    if waiting.update(form_on=form_on, form_time=form_time, form_at=form_at) < len(rows):
        raise Refused(STALE, EXECUTE_FORM.clause)
    named = letter.authorizations.named().filter(pk__in=[row.pk for row in rows])
    done = write_each_event(EXECUTE_FORM, named, by=by, at=at)
    if copy:
        attach(copy.document, copy.name, letter, label=SIGNED_FORM, by=by, at=at)
    announcements.form_executed(letter, done, by=by, at=at)


@verb
def receive(
    letter: Letter, rows: list[Authorization], receipt_on: date, receipt_time: time | None = None, *, by, at: datetime
) -> None:
    """Some officers of a letter received it and Form 70-006: not before both existed (IV.D)."""
    require(RECEIVE, letter, by=by, at=at)
    must_name_someone(rows)
    received_at = written_at(receipt_on, receipt_time, letter, at)
    must_follow_the_letter(letter, receipt_on, receipt_time, "An officer receives the letter")
    waiting = Authorization.objects.live().filter(letter=letter, pk__in=[row.pk for row in rows], receipt_at=None)
    if waiting.filter(form_on__gt=receipt_on).exists() or waiting.filter(form_on=None).exists():
        raise Refused("The receipt can't be before the date of Form 70-006. Check both dates.", RECEIVE.clause)
    received = Greatest(F("form_at"), received_at)
    if waiting.update(receipt_on=receipt_on, receipt_time=receipt_time, receipt_at=received) < len(rows):
        raise Refused(STALE, RECEIVE.clause)
    write_each_event(RECEIVE, letter.authorizations.named().filter(pk__in=[row.pk for row in rows]), by=by, at=at)


@verb
def withdraw(withdrawal: Withdrawal, officers: list[Officer], *, by, at: datetime) -> Withdrawal:
    """ICE withdraws named officers by written notice, not before the agency was notified (IV.D). Raises Refused.

    Every letter under the agreement that names them and is not over by then ends, one that starts later too. A letter
    that the director signed after the agency was notified stays: the later signature counts.
    """
    require(WITHDRAW, withdrawal.agreement, by=by, at=at)
    must_name_someone(officers)
    if withdrawal.notified_at > at:
        raise Refused("The agency's notification can't be in the future. Enter when it was notified.", WITHDRAW.clause)
    withdrawal.recorded_by, withdrawal.recorded_at = by, at
    create_with_event(WITHDRAW, withdrawal, by=by, at=at)
    withdrawal.officers.set(officers)
    follow_notices(withdrawal.agreement, officers)
    rows = write_each_event(WITHDRAWN, withdrawal.authorizations.named().order_by("starts_at"), by=by, at=at)
    untouched = {officer.pk for officer in officers} - {row.officer_id for row in rows}
    if untouched:
        names = names_in(officer for officer in officers if officer.pk in untouched)
        raise Refused(
            f"No letter in force at that time and signed before this notice names {names}. Check the date and time, "
            "or remove them from the notice.", WITHDRAW.clause,
        )  # fmt: skip
    announcements.withdrawn(withdrawal, officers, by=by, at=at)
    return withdrawal


def write_each_event(action, rows, *, by, at: datetime, reason: str = "") -> list:
    """Writes what a paper for several did to each officer named in it, once an officer; the rows."""
    rows = list(rows)
    for row in {row.officer_id: row for row in rows}.values():
        write_event(action, row, by=by, at=at, reason=reason)
    return rows


def follow_notices(agreement: Agreement, officers: list[Officer]) -> None:
    """Makes the letters that name these officers end by the notices of withdrawal on record, and by no other."""
    rows = list(agreement.authorizations.live().filter(officer__in=officers).select_related("letter"))
    end_by_notices(rows, agreement)
    Authorization.objects.bulk_update(rows, ["withdrawal", "withdrawn_at"])


def end_by_notices(rows: list[Authorization], agreement: Agreement) -> list[Authorization]:
    """Sets on each row, unsaved, the notice of withdrawal that ends it; gives the rows that one ends (IV.D).

    A notice ends a letter that names its officer, was signed before the agency was notified, and is not over when the
    notice takes effect. Of several the first to take effect counts.
    """
    end_by(notices_of(agreement, rows), rows)
    return [row for row in rows if row.withdrawal]


def notices_of(agreement: Agreement, rows: list[Authorization]) -> dict[int, list[Withdrawal]]:
    """Give the live notices of withdrawal for each officer (id) of these rows, the first to take effect first."""
    names = Withdrawal.officers.through.objects.filter(
        withdrawal__agreement=agreement, withdrawal__annulled_at=None, officer__in={row.officer_id for row in rows}
    ).select_related("withdrawal")
    notices: dict[int, list[Withdrawal]] = {}
    for name in names.order_by("withdrawal__effective_at", "withdrawal"):
        notices.setdefault(name.officer_id, []).append(name.withdrawal)
    return notices


def end_by(notices: dict[int, list[Withdrawal]], rows: list[Authorization]) -> None:
    """Set on each row, unsaved, the first of its officer's notices that ends it."""
    for row in rows:
        row.withdrawal = next((one for one in notices.get(row.officer_id, ()) if ends(one, row)), None)
        row.withdrawn_at = max(row.starts_at, row.withdrawal.effective_at) if row.withdrawal else None


def ends(notice: Withdrawal, row: Authorization) -> bool:
    """Whether a notice that names the officer ends this letter."""
    over = row.ends_at is not None and row.ends_at <= notice.effective_at
    return row.letter.signed_at <= notice.notified_at and not over


def written_at(day: date, wall_clock: time | None, record, at: datetime) -> datetime:
    """The instant from which a paper of a day counts in the agency's zone. Raises Refused for one in the future."""
    zone = record.place.zone
    if day > clock.day_of(at, zone) or (wall_clock and clock.moment(day, wall_clock, zone) > at):
        raise Refused("That date or time is in the future. Enter when it was done.", "IV.D")
    return clock.power_from(day, wall_clock, zone, at)


def must_have_passed_by(examination: Examination, certified_on: date) -> None:
    """Raise Refused when the day lies before the passing."""
    if certified_on < examination.latest_on:
        officer = examination.nomination.officer
        raise Refused(f"{officer} passed after this date. Check the date of the certification.", "IV.D")


def must_follow_the_letter(letter: Letter, day: date, wall_clock: time | None, what: str) -> None:
    """Raise Refused for a moment before the letter was signed, as far as both are known."""
    early = wall_clock is not None and clock.moment(day, wall_clock, letter.place.zone) < letter.signed_at
    if day < letter.signed_on or early:
        raise Refused(f"{what} after the letter is signed. Check the date and time.", "IV.D")


def must_be_certified(letter: Letter, certifications: list[Certification]) -> None:
    """Raise Refused unless each certification counts, belongs to the agreement and is no younger than the letter.

    One that rests on a nomination which a later one has replaced counts for no letter.
    """
    must_name_someone(certifications)
    named = Certification.objects.filter(pk__in=[certification.pk for certification in certifications])
    if named.filter(nomination__replaced_at__isnull=False).exists():
        raise Refused(STALE, SIGN_LETTER.clause)
    for certification in certifications:
        if certification.annulled_at or certification.agreement_id != letter.agreement_id:
            raise Refused(STALE, SIGN_LETTER.clause)
        day = certification.certified_on
        later = certification.certified_time and letter.signed_time and certification.certified_at > letter.signed_at
        if day > letter.signed_on or later:
            raise Refused(f"{certification.officer} was certified after this letter was signed.", SIGN_LETTER.clause)


def must_have_no_other_letter(letter: Letter, officers: list[Officer]) -> None:
    """Raise Refused, with names, when another letter under the agreement authorizes an officer over that time."""
    taken = letter.agreement.authorizations.over(letter.starts_at, letter.ends_at).filter(officer__in=officers)
    names = names_in(row.officer for row in taken.named())
    if names:
        raise Refused(f"Already authorized for those dates: {names}. Withdraw or void that letter first.", "IV.D")


def set_moments(letter: Letter, at: datetime) -> None:
    """The days on a letter as instants. Raises Refused where they contradict each other or the agreement."""
    zone, agreement = letter.place.zone, letter.agreement
    letter.signed_at = clock.moment(letter.signed_on, letter.signed_time, zone)
    if letter.signed_at > at:
        raise Refused("The date signed can't be in the future. Enter when the letter was signed.", SIGN_LETTER.clause)
    if letter.from_on < letter.signed_on:
        raise Refused("The start date can't be before the date signed.", SIGN_LETTER.clause)
    if agreement.effective_at is None:
        raise Refused("No officer may act until the agreement is signed and in force.", "II, III; VIII")
    gives_power = clock.power_from(letter.signed_on, letter.signed_time, zone, at)
    letter.starts_at = max(clock.start_of(letter.from_on, zone), gives_power, agreement.effective_at)
    letter.ends_at = clock.end_of(letter.until_on, zone) if letter.until_on else None
    if letter.ends_at and letter.ends_at <= letter.starts_at:
        raise Refused(
            "The letter can't end before it starts. Check the last date, or enter the time it was signed.", "IV.D"
        )
    if agreement.ends_at and agreement.ends_at <= max(at, letter.starts_at):
        raise Refused("The agreement has ended, or ends before this letter starts.", SIGN_LETTER.clause)
