"""An agency's jails: added, changed, covered by the agreement from a date, closed (MOA App. A)."""

from datetime import date, datetime

from records.actions import Refused
from records.workflow import create_with_event, perform, require, verb
from wso_portal import clock

from .models import Facility, Jurisdiction
from .states import ADD_FACILITY, CLOSE_FACILITY, COVER_FACILITY, EDIT_FACILITY


@verb
def add_facility(jurisdiction: Jurisdiction, details: dict, *, by, at: datetime) -> Facility:
    """Put a jail of an agency on record, from the columns of the form. No agreement covers it yet.

    Refused when the agency has a facility with this name already.
    """
    require(ADD_FACILITY, jurisdiction, by=by, at=at)
    facility = Facility(jurisdiction=jurisdiction, **details)
    create_with_event(ADD_FACILITY, facility, by=by, at=at, reason=facility.name)
    return facility


@verb
def edit_facility(facility: Facility, details: dict, *, seen: int, by, at: datetime) -> None:
    """Change what is on record of a facility. The timeline keeps the former values."""
    reason = changed_words(facility, details)
    if not reason:
        raise Refused("Nothing has changed. Change a field, or go back.")
    perform(EDIT_FACILITY, facility, seen=seen, by=by, at=at, reason=reason, changes=details)


def changed_words(record, details: dict) -> str:
    """Say which columns change, each from what to what."""
    found = []
    for name, value in details.items():
        former = getattr(record, name)
        if former != value:
            label = str(record._meta.get_field(name).verbose_name)
            found.append(f"{label[0].upper()}{label[1:]}: from {former or 'none'} to {value or 'none'}")
    return "; ".join([str(record), *found]) if found else ""


@verb
def cover_facility(facility: Facility, covered_from: date, *, seen: int, by, at: datetime) -> None:
    """Record from which date the agency's agreement covers a facility. Refused outside the time in which it is used."""
    reason = f"{facility}, from {covered_from:%b} {covered_from.day}, {covered_from.year}"
    perform(COVER_FACILITY, facility, seen=seen, by=by, at=at, reason=reason, changes={"covered_from": covered_from})


@verb
def close_facility(facility: Facility, until_on: date, *, seen: int, by, at: datetime) -> None:
    """Record the last day on which a facility is used. A facility that is closed already gets another last day."""
    reason = f"{facility}, last day {until_on:%b} {until_on.day}, {until_on.year}"
    perform(CLOSE_FACILITY, facility, seen=seen, by=by, at=at, reason=reason, changes={"until_on": until_on})


def facility_state(facility: Facility, at: datetime) -> tuple[str, str]:
    """Give the tone and the word of a facility at a moment: whether warrants can be served there."""
    today = clock.day_of(at, facility.zone)
    if facility.until_on and facility.until_on < today:
        return "stop", "Closed"
    if not facility.in_use_on(today):
        return "wait", "Not in use yet"
    if facility.covered_on(today):
        return "good", "Covered by the agreement"
    return ("wait", "Coverage starts later") if facility.covered_from else ("warn", "Not covered yet")
