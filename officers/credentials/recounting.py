"""Dates counted in another time zone than the agency's present one: what would move, and the act that moves it.

A change of an agency's zone moves nothing by itself: stored instants stay. The page lists what the dates on the papers
come to in the new zone, and a person decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import connection

from agreements.jurisdictions.models import Jurisdiction
from officers.nominations.models import Departure, Officer
from records.actions import Refused
from records.workflow import note, permit, verb
from wso_portal import clock

from .models import Authorization, Certification, Credential, Letter
from .states import RECOUNT
from .workflow import follow_notices

WORDS = {
    "effective_at": "Agreement in force from", "certified_at": "Certified from", "starts_at": "Letter in force from",
    "ends_at": "Letter in force until", "form_at": "Form 70-006 from", "receipt_at": "Officer's receipt from",
    "issued_at": "Credential valid from", "expires_at": "Credential valid until", "departs_at": "Leaves at",
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
        return [(WORDS[name], getattr(self.record, name), at) for name, at in moved if name in WORDS]


def moves(agency: Jurisdiction) -> list[Move]:
    """Everything of an agency whose dates come to other instants in its present zone."""
    found = []
    for record, instants in recounted(agency):
        changes = {name: at for name, at in instants.items() if at != getattr(record, name)}
        found += [Move(record, changes)] if changes else []
    return found


def recounted(agency: Jurisdiction) -> Iterator[tuple[Any, dict]]:
    """Each live record with the instants that its dates come to now, computed as the verbs compute them."""
    zone = agency.zone
    effective: dict[int, Any] = {}
    for agreement in agency.agreements.filter(effective_at__isnull=False).prefetch_related("signatures"):
        signed = [clock.moment(s.signed_on, s.signed_time, zone) for s in agreement.signatures.all()]
        effective[agreement.pk] = max(signed, default=agreement.effective_at)
        yield agreement, {"effective_at": effective[agreement.pk]}
    of_agency = {"officer__jurisdiction": agency}
    for one in Certification.objects.live().filter(**of_agency).select_related("examination", "officer"):
        from_at = clock.power_from(one.certified_on, one.certified_time, zone, one.recorded_at)
        passed_at = one.examination.passed_at
        yield one, {"certified_at": max(from_at, passed_at) if passed_at else from_at}
    letters = {}
    for letter in Letter.objects.live().filter(agreement__jurisdiction=agency):
        gives_power = clock.power_from(letter.signed_on, letter.signed_time, zone, letter.recorded_at)
        first_day = clock.start_of(letter.from_on, zone)
        letters[letter.pk] = {
            "starts_at": max(first_day, gives_power, effective.get(letter.agreement_id, first_day)),
            "ends_at": clock.end_of(letter.until_on, zone) if letter.until_on else None,
        }
        yield letter, {"signed_at": clock.moment(letter.signed_on, letter.signed_time, zone), **letters[letter.pk]}
    for named in Authorization.objects.live().filter(**of_agency).select_related("officer"):
        if named.letter_id in letters:
            yield named, {**letters[named.letter_id], **form_and_receipt(named, zone)}
    for card in Credential.objects.live().filter(**of_agency).select_related("officer"):
        issued_at = clock.power_from(card.issued_on, card.issued_time, zone, card.recorded_at)
        yield card, {"issued_at": issued_at, "expires_at": clock.end_of(card.expires_on, zone)}
    for one in Departure.objects.live().filter(**of_agency).select_related("officer"):
        yield one, {"departs_at": clock.end_of(one.last_day_on, zone)}


def form_and_receipt(named: Authorization, zone: str) -> dict[str, datetime]:
    """The instants of Form 70-006 and of the receipt; one without a time that was entered on its own day stays."""
    found = {}
    for name in ("form", "receipt"):
        day, wall_clock, stored = (getattr(named, f"{name}_{part}") for part in ("on", "time", "at"))
        if day is not None:
            entered_that_day = wall_clock is None and (stored.minute or stored.second or stored.microsecond)
            end = clock.end_of(day, zone)
            found[f"{name}_at"] = stored if entered_that_day else clock.power_from(day, wall_clock, zone, end)
    if "receipt_at" in found:
        found["receipt_at"] = max(found["receipt_at"], found["form_at"])
    return found


def digest(found: list[Move]) -> str:
    """What a page showed, in a few characters, so that one acts on what one saw."""
    shown = "\n".join(f"{move.record._meta.label} {move.record.pk} {move.changes}" for move in found)
    return sha256(shown.encode()).hexdigest()[:16]


@verb
def recount(agency: Jurisdiction, seen: str, *, by, at: datetime) -> None:
    """Moves what the page showed to what its dates come to in the agency's zone. Raises Refused when that changed."""
    permit(RECOUNT, agency, by)
    found = moves(agency)
    if not found or digest(found) != seen:
        raise Refused("These dates have changed since you opened the page. Look at the list again.")
    with connection.cursor() as cursor:  # a letter and the names in it move together
        cursor.execute("SET CONSTRAINTS authorized_by_own_letter DEFERRED")
    for move in found:
        type(move.record)._default_manager.filter(pk=move.record.pk).update(**move.changes)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS authorized_by_own_letter IMMEDIATE")
    for agreement in agency.agreements.filter(withdrawals__isnull=False).distinct():
        follow_notices(agreement, list(Officer.objects.filter(withdrawals__agreement=agreement).distinct()))
    moved = sum(len(move.lines) for move in found)
    note(RECOUNT, agency, by=by, at=at, reason=f"{moved} dates, in {agency.zone}")
