"""ICE's access to an officer's disciplinary records: granted, ended, voided. It outlives the check (IV.B)."""

from datetime import date, datetime

from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from notifications.ledger import announce
from officers.nominations.models import Officer
from records import facts
from records.actions import Refused, asked_by
from records.workflow import STALE, create_with_event, require, verb, write_event
from wso_portal import clock

from .models import RecordsAccess
from .states import END_ACCESS, GRANT_ACCESS, VOID_ACCESS, AccessEnd


@verb
def grant_access(officer: Officer, authorized_on: date, from_on: date, *, by, at: datetime) -> RecordsAccess:
    """Record that ICE may read the officer's disciplinary records, with the officer's authorization. Raise Refused."""
    require(GRANT_ACCESS, officer, by=by, at=at)
    must_not_be_ahead(from_on, officer, at)
    access = RecordsAccess(
        officer=officer, authorized_on=authorized_on, from_on=from_on, recorded_by=by, recorded_at=at
    )
    create_with_event(GRANT_ACCESS, access, by=by, at=at)
    return access


@verb
def end_access(access: RecordsAccess, ended_on: date, because: str, *, by, at: datetime) -> None:
    """Record that the access ended. The directors are told: whether authority goes on is theirs to decide (IV.D).

    Raise Refused when the access has ended, or the date is in the future.
    """
    require(END_ACCESS, access, by=by, at=at)
    must_not_be_ahead(ended_on, access.officer, at)
    rows = RecordsAccess.objects.live().filter(pk=access.pk, ended_on=None)
    if not rows.update(ended_on=ended_on, ended_because=because):
        raise Refused(STALE)
    write_event(END_ACCESS, access, by=by, at=at, reason=AccessEnd(because).label)
    officer, office = access.officer, access.place.field_office
    announce(
        "background.access_ended", to=User.objects.holding(Role.DIRECTOR, field_office=office), record=officer, at=at,
        key=f"access-{access.pk}", subject=f"Access to disciplinary records ended: {officer}",
        body="The MOA asks for continuous access to an officer's disciplinary records (MOA IV.B). "
        f"{officer}, {officer.jurisdiction}, can keep serving unless you withdraw or suspend authority (MOA IV.D).",
        path=reverse("authority:officer", args=[officer.pk]),
    )  # fmt: skip


@verb
def void_access(access: RecordsAccess, reason: str, *, by, at: datetime) -> None:
    """Void a wrong entry; the correct one is entered again. Raise Refused."""
    facts.annul(VOID_ACCESS, access, reason=reason, by=by, at=at)


@asked_by(GRANT_ACCESS)
def must_have_no_access(officer: Officer, *, by, at: datetime) -> None:
    """Raise Refused when the access is on record."""
    if officer.records_access.live().filter(ended_on=None).exists():
        raise Refused("Access to this officer's disciplinary records is already on record.", "IV.B")


@asked_by(END_ACCESS)
def must_have_access(access: RecordsAccess, *, by, at: datetime) -> None:
    """Raise Refused when the access has ended or the entry is void."""
    must_not_be_void(access, by=by, at=at)
    if access.ended_on:
        raise Refused("This access has already ended.", "IV.B")


@asked_by(VOID_ACCESS)
def must_not_be_void(access: RecordsAccess, *, by, at: datetime) -> None:
    """Raise Refused when the entry is void."""
    if access.annulled_at:
        raise Refused("This entry is already void.", "IV.B")


def must_not_be_ahead(day: date, officer: Officer, at: datetime) -> None:
    """Raise Refused when a date is in the future."""
    if day > clock.day_of(at, officer.jurisdiction.zone):
        raise Refused("That date is in the future. Enter the date when it happened.", "IV.B")
