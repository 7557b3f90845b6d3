"""Dates counted in another time zone than the agency's present one: what would move, and the act that moves it.

A change of an agency's zone moves nothing by itself: stored instants stay. The page lists what the dates on the papers
come to in the new zone, and a second person decides. No letter moves under an agreement with a notice of withdrawal,
and no credential that is no longer held: those acts have moments of their own, which do not move. A time that was
filled in when the paper was entered is an instant already.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection

from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.states import ASSIGN, CONFIRM_ZONE
from agreements.memoranda.models import Agreement
from officers.nominations.models import Departure
from records.actions import Refused, asked_by
from records.two_persons import RULE, took_part
from records.workflow import require, verb, write_event
from wso_portal import clock

from .models import Authorization, Certification, Credential, Letter, Withdrawal
from .states import RECOUNT

AT_ENTRY = timedelta(minutes=10)  # between the time on a form and its entry, where the form filled it in
LABELS = {
    "effective_at": "Agreement in force from", "certified_at": "Certified from", "starts_at": "Letter in force from",
    "ends_at": "Letter in force until", "form_at": "Form 70-006 from", "receipt_at": "Officer's receipt from",
    "issued_at": "Credential valid from", "expires_at": "Credential valid until", "departs_at": "Departure takes "
    "effect",
}  # fmt: skip


@dataclass(frozen=True)
class Move:
    """One record whose instants differ from what its dates come to: the columns, stored and recounted."""

    record: Any
    changes: dict[str, datetime]

    @property
    def lines(self) -> list[tuple[str, datetime, datetime]]:
        """What moves, from when to when; what only helps to compute it is left out."""
        moved = self.changes.items()
        return [(LABELS[name], getattr(self.record, name), at) for name, at in moved if name in LABELS]


def find_moves(agency: Jurisdiction) -> list[Move]:
    """Everything of an agency whose dates come to other instants in its present zone."""
    found = []
    for record, instants in recount_each(agency):
        changes = {name: at for name, at in instants.items() if at != getattr(record, name)}
        found += [Move(record, changes)] if changes else []
    return found


def recount_each(agency: Jurisdiction) -> Iterator[tuple[Any, dict]]:
    """Each live record with the instants that its dates come to now, computed as the verbs compute them."""
    zone = agency.zone
    effective: dict[int, Any] = {}
    for agreement in agency.agreements.filter(effective_at__isnull=False).prefetch_related("signatures"):
        signed = [clock.moment(s.signed_on, s.signed_time, zone) for s in agreement.signed()]
        effective[agreement.pk] = max(signed, default=agreement.effective_at)
        yield agreement, {"effective_at": effective[agreement.pk]}
    of_agency = {"officer__jurisdiction": agency}
    for one in Certification.objects.live().filter(**of_agency).select_related("examination", "officer"):
        from_at = count_again(one.certified_on, one.certified_time, one.certified_at, one.recorded_at, zone)
        passed_at = one.examination.passed_at
        yield one, {"certified_at": max(from_at, passed_at) if passed_at else from_at}
    letters = {}
    withdrawn = Agreement.objects.filter(withdrawals__in=Withdrawal.objects.live())
    for letter in Letter.objects.live().filter(agreement__jurisdiction=agency).exclude(agreement__in=withdrawn):
        gives_power = count_again(letter.signed_on, letter.signed_time, letter.signed_at, letter.recorded_at, zone)
        first_day = clock.start_of(letter.from_on, zone)
        letters[letter.pk] = {
            "starts_at": max(first_day, gives_power, effective.get(letter.agreement_id, first_day)),
            "ends_at": clock.end_of(letter.until_on, zone) if letter.until_on else None,
        }
        signed_at = gives_power if letter.signed_time else clock.start_of(letter.signed_on, zone)
        yield letter, {"signed_at": signed_at, **letters[letter.pk]}
    authorizations = Authorization.objects.live().filter(**of_agency)
    for named in authorizations.select_related("officer", "certification__nomination"):
        if named.letter_id in letters:
            yield named, {**term_of(named, letters[named.letter_id]), **count_form_and_receipt(named, zone)}
    for card in Credential.objects.in_hand().filter(**of_agency).select_related("officer"):
        issued_at = count_again(card.issued_on, card.issued_time, card.issued_at, card.recorded_at, zone)
        yield card, {"issued_at": issued_at, "expires_at": clock.end_of(card.expires_on, zone)}
    for one in Departure.objects.live().filter(**of_agency).select_related("officer"):
        last_day_ends = clock.end_of(one.last_day_on, zone)
        yield one, {"departs_at": min(last_day_ends, one.ended_at or last_day_ends)}  # who returned left before


def count_again(day: date, wall_clock: time | None, stored: datetime, recorded_at: datetime, zone: str) -> datetime:
    """From when a paper gives power in the zone. A time that was filled in at the entry stays the instant it was."""
    if wall_clock and abs(recorded_at - stored) < AT_ENTRY:
        return stored
    return clock.power_from(day, wall_clock, zone, recorded_at)


def term_of(named: Authorization, letter: dict[str, Any]) -> dict[str, Any]:
    """The instants of the letter for one officer: it ends with the nomination at the latest."""
    replaced_at = named.certification.nomination.replaced_at
    if replaced_at is None:
        return letter
    ends = [letter["ends_at"], max(letter["starts_at"], replaced_at)]
    return {**letter, "ends_at": min(moment for moment in ends if moment)}


def count_form_and_receipt(named: Authorization, zone: str) -> dict[str, datetime]:
    """The instants of Form 70-006 and of the receipt: those that count from the end of their day move."""
    found = {}
    for name in ("form", "receipt"):
        day, wall_clock, stored = (getattr(named, f"{name}_{part}") for part in ("on", "time", "at"))
        if day is not None:
            begins_a_day = not (stored.minute or stored.second or stored.microsecond)
            found[f"{name}_at"] = clock.end_of(day, zone) if wall_clock is None and begins_a_day else stored
    if "receipt_at" in found:
        found["receipt_at"] = max(found["receipt_at"], found["form_at"])
    return found


def digest(found: list[Move]) -> str:
    """What a page showed, in a few characters, so that one acts on what one saw."""
    shown = "\n".join(f"{move.record._meta.label} {move.record.pk} {move.changes}" for move in found)
    return sha256(shown.encode()).hexdigest()[:16]


@asked_by(RECOUNT)
def must_have_dates_to_move(agency: Jurisdiction, *, by, at: datetime) -> None:
    """Raise Refused when no date would move, or the person changed the agency's time zone."""
    if took_part(agency, by, [CONFIRM_ZONE, ASSIGN]):
        raise Refused("You changed this agency's time zone, so a colleague must recount its dates.", RULE)
    if not find_moves(agency):
        raise Refused("All dates on record use the agency's time zone.")


@verb
def recount(agency: Jurisdiction, shown: str, *, by, at: datetime) -> None:
    """Move what the page showed (`shown`, its digest) to what the dates come to in the agency's zone.

    Raises Refused when that changed.
    """
    require(RECOUNT, agency, by=by, at=at)
    found = find_moves(agency)
    if digest(found) != shown:
        raise Refused("These dates changed after you opened the page. Check the list again.")
    with connection.cursor() as cursor:  # a letter and the names in it move together, and so do letters in a row
        cursor.execute("SET CONSTRAINTS authorized_by_own_letter, one_letter_at_a_time DEFERRED")
    for move in found:
        type(move.record)._default_manager.filter(pk=move.record.pk).update(**move.changes)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS authorized_by_own_letter, one_letter_at_a_time IMMEDIATE")
    moved = sum(len(move.lines) for move in found)
    write_event(RECOUNT, agency, by=by, at=at, reason=f"{moved} dates, in {agency.zone}")
