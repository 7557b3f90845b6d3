"""The acts on one officer: who supervises, suspension, and where the credential goes (IV.D, IV.F)."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time

from agreements.memoranda.models import Agreement
from agreements.memoranda.terms import R4, Clause
from officers.nominations.models import Departure, Officer
from records.actions import Action, Refused
from records.facts import LIVE
from records.workflow import STALE, create_with_event, perform, require, require_role, verb, write_event
from wso_portal import clock

from . import announcements
from .checks import liftable, must_have_letters, must_name_someone, names_in, returnable
from .holding import Credential, StandDown, Supervision, Suspension
from .states import (
    CALL_BACK,
    CORRECT_NUMBER,
    END_SUPERVISION,
    ISSUE,
    LIFT,
    LOSE,
    RETURN_TO_DUTY,
    STAND_DOWN,
    STEAL,
    SUPERVISE,
    SURRENDER,
    SUSPEND,
    Status,
)  # fmt: skip


@verb
def supervise(
    officers: list[Officer], official: str, position: str, starts_at: datetime | None = None, *, by, at: datetime
) -> None:
    """Let another ICE official supervise these officers, from now (by default) or later (IV.F). Raises Refused."""
    for place in {officer.place.pk: officer for officer in officers}.values():
        require_role(SUPERVISE, place, by)
    must_name_someone(officers)
    must_have_letters(officers, at)
    starts_at = starts_at or at
    if starts_at < at:
        raise Refused("The change takes effect now or later. Enter a date that is not in the past.", SUPERVISE.clause)
    if not begin_supervision(officers, official, position, starts_at, by=by, at=at):
        raise Refused("This official already supervises them then.", SUPERVISE.clause)


def begin_supervision(
    officers: list[Officer], official: str, position: str, starts_at: datetime, *, by, at: datetime
) -> list[Supervision]:
    """From an instant until the next official on record; whoever supervised at that instant stops then.

    The official's position is the statute's (8 USC 1357(g)(5)), the name is policy: a change of either is a new row.
    Officers whom this official supervises already are left alone; who was named before an officer left is named again.
    Gives the new rows.
    """
    on_record, stopped, rows = defaultdict(list), [], []
    returned = returns_of(officers)
    for row in Supervision.objects.live().filter(officer__in=officers).order_by("starts_at"):
        on_record[row.officer_id].append(row)
    for officer in officers:
        ahead = [row for row in on_record[officer.pk] if row.ends_at is None or row.ends_at > starts_at]
        current = next((row for row in ahead if row.starts_at <= starts_at), None)
        lasts = current and (officer.pk not in returned or current.starts_at >= returned[officer.pk])
        if current and lasts and (current.official, current.position) == (official, position):
            continue
        stopped += [current.pk] if current else []
        following = next((row.starts_at for row in ahead if row.starts_at > starts_at), None)
        rows.append(Supervision(
            officer=officer, official=official, position=position, starts_at=starts_at,
            ends_at=current.ends_at if current else following, recorded_by=by, recorded_at=at,
        ))  # fmt: skip
    Supervision.objects.filter(LIVE, pk__in=stopped).update(ends_at=starts_at)
    Supervision.objects.bulk_create(rows)
    for row in rows:
        write_event(SUPERVISE, row, by=by, at=at)
    return rows


def returns_of(officers: list[Officer]) -> dict[int, datetime]:
    """Give for each officer (id) who left and returned the moment of the last return."""
    ended = Departure.objects.live().filter(officer__in=officers, ended_at__isnull=False)
    return dict(ended.order_by("ended_at").values_list("officer", "ended_at"))


@verb
def end_supervision(
    agreement: Agreement, officers: list[Officer], ends_at: datetime | None = None, *, by, at: datetime
) -> None:
    """Let the supervision of these officers end now (by default) or later; nobody takes over (IV.F). Raises Refused.

    An official who is on record for a later time begins then.
    """
    require(END_SUPERVISION, agreement, by=by, at=at)
    must_name_someone(officers)
    ends_at = ends_at or at
    if ends_at < at:
        raise Refused("Supervision ends now or later. Enter a date that is not in the past.", END_SUPERVISION.clause)
    rows = list(Supervision.objects.in_effect(ends_at).filter(officer__in=officers).named())
    names = names_in(officer for officer in officers if officer.pk not in {row.officer_id for row in rows})
    if names:
        raise Refused(f"No official supervises {names} at that time. Check the date.", END_SUPERVISION.clause)
    Supervision.objects.filter(LIVE, pk__in=[row.pk for row in rows]).update(ends_at=ends_at)
    for row in rows:
        write_event(END_SUPERVISION, row, by=by, at=at)
    announcements.supervision_ended(agreement, officers, by=by, at=at)


@verb
def suspend(
    officer: Officer,
    notified_at: datetime,
    starts_at: datetime | None = None,
    credential_due: bool = False,
    *,
    by,
    at: datetime,
) -> Suspension:
    """Suspend one officer on notice to the agency (by default) or later: R1 App. B 3.B; else policy under IV.D.

    `credential_due`: the officer gives the credential back meanwhile. Raises Refused.
    """
    require(SUSPEND, officer, by=by, at=at)
    starts_at = starts_at or notified_at
    suspension = Suspension(
        officer=officer, notified_at=notified_at, starts_at=starts_at, credential_due=credential_due,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    if notified_at > at:
        raise Refused("The agency's notification can't be in the future. Enter when it was notified.", SUSPEND.clause)
    if not officer.authorizations.running(starts_at).exists():
        raise Refused(
            "The officer has no letter in force on that date or later, so there is no authority to suspend.",
            SUSPEND.clause,
        )
    clause = suspension_clause(officer)
    create_with_event(replace(SUSPEND, clause=clause.where), suspension, by=by, at=at)
    announcements.suspended(suspension, SUSPEND.done, by=by, at=at)
    return suspension


@verb
def lift(suspension: Suspension, ends_at: datetime | None = None, *, by, at: datetime) -> None:
    """End a suspension now (by default) or later: power is not back-dated.

    Raises Refused when it has ended or been changed.
    """
    require(LIFT, suspension.officer, by=by, at=at)
    ends_at = ends_at or at
    if ends_at < at:
        raise Refused("A suspension ends now or later. Enter a date that is not in the past.", LIFT.clause)
    as_seen = liftable(suspension.officer, at).filter(pk=suspension.pk, ends_at=suspension.ends_at)
    if not as_seen.update(ends_at=max(ends_at, suspension.starts_at)):  # one that has not begun never takes effect
        raise Refused(STALE, LIFT.clause)
    write_event(replace(LIFT, clause=suspension_clause(suspension.officer).where), suspension, by=by, at=at)
    announcements.suspended(suspension, LIFT.done, by=by, at=at)


@verb
def stand_down(
    officer: Officer,
    reason: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    *,
    by,
    at: datetime,
) -> StandDown:
    """An agency stops its own officer, now (by default) or later, until it ends that. Raises Refused.

    The reason is kept with the stand-down for the agency alone: the timeline, which ICE reads, does not have it.
    """
    require(STAND_DOWN, officer, by=by, at=at)
    starts_at = starts_at or at
    if starts_at < at:
        raise Refused("A stand-down begins now or later. Enter a date that is not in the past.")
    if ends_at and ends_at <= starts_at:
        raise Refused("The end can't be before the start. Check both dates.")
    row = StandDown(
        officer=officer, reason=reason, starts_at=starts_at, ends_at=ends_at, recorded_by=by, recorded_at=at
    )
    create_with_event(STAND_DOWN, row, by=by, at=at)
    announcements.stood_down(row, STAND_DOWN.done, by=by, at=at)
    return row


@verb
def return_to_duty(row: StandDown, ends_at: datetime | None = None, *, by, at: datetime) -> None:
    """End a stand-down now (by default) or later: power is not back-dated.

    Raises Refused when it has ended or been changed.
    """
    require(RETURN_TO_DUTY, row.officer, by=by, at=at)
    ends_at = ends_at or at
    if ends_at < at:
        raise Refused("A stand-down ends now or later. Enter a date that is not in the past.")
    as_seen = returnable(row.officer, at).filter(pk=row.pk, ends_at=row.ends_at)
    if not as_seen.update(ends_at=max(ends_at, row.starts_at)):  # one that has not begun never takes effect
        raise Refused(STALE)
    write_event(RETURN_TO_DUTY, row, by=by, at=at)
    announcements.stood_down(row, RETURN_TO_DUTY.done, by=by, at=at)


def suspension_clause(officer: Officer) -> Clause:
    """What the officer's latest agreement says on suspension: the MOA itself (R1), or policy under IV.D."""
    latest = officer.authorizations.live().select_related("agreement").order_by("-starts_at").first()
    return (latest.agreement.terms if latest else R4).suspension


@verb
def issue(
    officer: Officer,
    number: str,
    issued_on: date,
    expires_on: date,
    issued_time: time | None = None,
    *,
    by,
    at: datetime,
) -> Credential:
    """Issues ICE's credential to an authorized officer, valid to the end of its day of expiry (IV.D). Raises Refused.

    Counts from its time; without one, from the end of its day (today's: from now).
    """  # fmt: skip
    require(ISSUE, officer, by=by, at=at)
    zone = officer.jurisdiction.zone
    authorization = officer.authorizations.running(at).select_related("letter").earliest("starts_at")
    if issued_on > clock.day_of(at, zone) or (issued_time and clock.moment(issued_on, issued_time, zone) > at):
        raise Refused("That date or time is in the future. Enter when the credential was issued.", ISSUE.clause)
    if issued_on < authorization.letter.signed_on:
        raise Refused("The credential can't be issued before the letter is signed. Check the date.", ISSUE.clause)
    credential = Credential(
        officer=officer, agreement_id=authorization.agreement_id, authorization=authorization, number=number,
        status=Status.ISSUED, issued_on=issued_on, issued_time=issued_time,
        issued_at=clock.power_from(issued_on, issued_time, zone, at),
        expires_on=expires_on, expires_at=clock.end_of(expires_on, zone), recorded_by=by, recorded_at=at,
    )  # fmt: skip
    create_with_event(ISSUE, credential, by=by, at=at)
    announcements.credential_issued(credential, by=by, at=at)
    return credential


@verb
def correct_number(credential: Credential, number: str, reason: str, *, seen: int, by, at: datetime) -> None:
    """Put right a number that was typed wrongly; the timeline keeps both. Raises Refused for the same number."""
    if number == credential.number:
        raise Refused("This is the number on record. Enter the number as printed on the credential.")
    perform(CORRECT_NUMBER, credential, seen=seen, by=by, at=at, reason=reason, changes={"number": number})


@verb
def call_back(credential: Credential, reason: str, *, seen: int, by, at: datetime) -> None:
    """ICE's director wants the credential back, without a withdrawal (IV.D). The officer carries it until then."""
    changes = {"called_back_at": at}
    perform(CALL_BACK, credential, seen=seen, by=by, at=at, reason=reason, changes=changes)
    announcements.called_back(credential, by=by, at=at)


@verb
def close_credential(
    credential: Credential,
    action: Action,
    left_on: date,
    left_time: time | None,
    reason: str = "",
    *,
    seen: int,
    by,
    at: datetime,
) -> None:
    """Record that the credential left the officer's hand: given up, returned, lost, stolen or destroyed (IV.D).

    Raises Refused. `reason` says how it was lost or stolen.

    Without a known time it counts from 00:00 of the day; on the day of issue from the issue, unless both have a time.
    """
    left_at = clock.moment(left_on, left_time, credential.place.zone)
    if left_on == credential.issued_on and not (left_time and credential.issued_time):
        left_at = max(left_at, credential.issued_at)
    perform(action, credential, seen=seen, by=by, at=at, reason=reason, changes={"closed_at": left_at})
    if left_at > at:
        raise Refused("That date or time is in the future. Enter when it happened.", action.clause)
    if action in (SURRENDER, LOSE, STEAL):
        announcements.out_of_hand(credential, action.done, by=by, at=at)


@verb
def dispose_of_credential(credential: Credential, action: Action, *, seen: int, by, at: datetime) -> None:
    """Record that a credential which has left the officer's hand was received or recovered by ICE, or destroyed."""
    if credential.status == Status.ISSUED:
        raise Refused("Enter the date the officer surrendered the credential.", action.clause)
    perform(action, credential, seen=seen, by=by, at=at)
