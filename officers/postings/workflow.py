"""Where officers work: posted at a jail of their agency, from a date until a date (MOA App. A)."""

from collections.abc import Sequence
from datetime import date, datetime

from agreements.jurisdictions.models import Facility
from officers.nominations.models import Officer
from records.actions import Refused
from records.facts import annul
from records.workflow import STALE, create_each_with_event, require, verb, write_event
from wso_portal import clock

from .models import Posting
from .states import END_POSTING, POST_OFFICERS, VOID_POSTING


@verb
def post_officers(
    facility: Facility,
    officers: Sequence[Officer],
    shift: str,
    from_on: date,
    until_on: date | None = None,
    *,
    by,
    at: datetime,
) -> list[Posting]:
    """Post officers at a jail of their agency, all or none; days count in the facility's zone.

    Raises Refused for an officer of another agency, for a first day on which the facility is not in use, and for who
    is posted there already.
    """
    require(POST_OFFICERS, facility, by=by, at=at)
    if any(officer.jurisdiction_id != facility.jurisdiction_id for officer in officers):
        raise Refused("Officers serve only in their own agency's facilities. Choose officers of this agency.", "App. A")
    if not facility.in_use_on(from_on):
        raise Refused("The facility is not in use on the first day. Enter a date on which it is.")
    rows = [
        Posting(
            officer=officer, facility=facility, shift=shift, from_on=from_on, until_on=until_on,
            starts_at=clock.start_of(from_on, facility.zone),
            ends_at=clock.end_of(until_on, facility.zone) if until_on else None, recorded_by=by, recorded_at=at,
        )
        for officer in officers
    ]  # fmt: skip
    words = [f"{row.facility}, {row.get_shift_display().lower()}" for row in rows]
    create_each_with_event(POST_OFFICERS, rows, by=by, at=at, reasons=words)
    return rows


@verb
def end_posting(posting: Posting, until_on: date, *, by, at: datetime) -> None:
    """Record the last day of a posting. Raises Refused for the same day, and when it was changed since."""
    require(END_POSTING, posting, by=by, at=at)
    if until_on == posting.until_on:
        raise Refused("This is the last day on record already. Enter another date.")
    as_seen = Posting.objects.live().filter(pk=posting.pk, ends_at=posting.ends_at)
    if not as_seen.update(until_on=until_on, ends_at=clock.end_of(until_on, posting.facility.zone)):
        raise Refused(STALE)
    words = f"{posting.facility}, last day {until_on:%b} {until_on.day}, {until_on.year}"
    write_event(END_POSTING, posting, by=by, at=at, reason=words)


@verb
def void_posting(posting: Posting, reason: str, *, by, at: datetime) -> None:
    """Void a posting that was entered by mistake. Raises Refused when it is void already."""
    annul(VOID_POSTING, posting, reason=reason, by=by, at=at)
