"""An officer's later names and badges: recorded as facts with a date, and read for a moment or for a paper.

The officer's own row has the name of now, which every list sorts, searches and prints. Only `settle` changes it: with
the act, and for a date in the future by the clock's tick (`begin_names`). A list that looked for the name of each
officer's date would no longer be read in the order of an index.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from datetime import UTC, date, datetime

from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from notifications.ledger import announce
from records import facts
from records.actions import Refused, asked_by
from records.workflow import create_with_event, lock_agencies, require, verb
from wso_portal import clock

from .models import Officer, OfficerName
from .states import ANNUL_NAME, OPEN, RECORD_NAME, Status
from .workflow import Nominee, take_badge

logger = logging.getLogger(__name__)
NAMED = ("first_name", "last_name", "badge")
BEGINNING, END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@asked_by(RECORD_NAME)
def must_have_been_accepted(officer: Officer, *, by, at: datetime) -> None:
    """Raise Refused for an officer whose nomination can still be edited, or who was never accepted."""
    nominations = officer.nominations
    if nominations.filter(status=Status.ACCEPTED).exists():
        return
    if nominations.filter(status__in=OPEN).exists():
        raise Refused("Edit the nomination instead. It is not accepted yet.")
    raise Refused("No nomination of this officer was accepted. The field office can send a nomination back for edits.")


@asked_by(ANNUL_NAME)
def must_be_a_later_name(row: OfficerName, *, by, at: datetime) -> None:
    """Raise Refused for a name that is void or that of the nomination, and where the badge before it is taken."""
    if row.annulled_at:
        raise Refused("This name is void already.")
    if row.starts_at is None:
        raise Refused("The name and badge of the nomination stay on record.")
    rows = [one for one in row.officer.names.live() if one.pk != row.pk]
    before = name_at(rows, row.starts_at, at)
    holder = badge_holder(row.officer, before.badge, row.starts_at, start_after(rows, row.starts_at), at)
    if holder:
        raise Refused(f"Badge {before.badge} now belongs to {holder}. Record another name or badge instead.")


@verb
def record_name(officer: Officer, nominee: Nominee, from_on: date, *, by, at: datetime) -> OfficerName:
    """Give an officer a later name or badge, from a date. Papers of the time before keep the name that they print.

    Raises Refused for what is on record for that date, and for a badge that another officer has then.
    """
    require(RECORD_NAME, officer, by=by, at=at)
    starts_at = clock.start_of(from_on, officer.jurisdiction.zone)
    rows = list(officer.names.live()) or [as_nominated(officer, by, at)]
    before = name_at(rows, starts_at, at)
    row = OfficerName(
        officer=officer, from_on=from_on, starts_at=starts_at, recorded_by=by, recorded_at=at,
        **{name: getattr(nominee, name) for name in NAMED},
    )  # fmt: skip
    if str(row) == str(before):
        raise Refused("This is the name and badge on record for that date. Enter what has changed.")
    holder = badge_holder(officer, row.badge, starts_at, start_after(rows, starts_at), at)
    if holder:
        raise Refused(f"Badge {row.badge} belongs to {holder} at that time. Enter another badge or date.")
    words = f"From {before} to {row}, from {from_on:%b} {from_on.day}, {from_on.year}"
    create_with_event(RECORD_NAME, row, by=by, at=at, reason=words)
    settle(officer, at)
    role = Role.ADMINISTRATOR if by.holds([Role.FIELD_OFFICE], officer.jurisdiction) else Role.FIELD_OFFICE
    tell_of_name(row, role, words, at)
    return row


@verb
def annul_name(row: OfficerName, reason: str, *, by, at: datetime) -> None:
    """Take a later name that was entered by mistake out of every answer; the officer has the one before again."""
    facts.annul(ANNUL_NAME, row, reason=reason, by=by, at=at)
    settle(row.officer, at)


def begin_names(at: datetime) -> None:
    """Give officers the name or badge whose date has come, agency by agency."""
    begun, due = OfficerName.objects.begun(at).exclude(starts_at=None), defaultdict(list)
    for row in begun.order_by("officer_id", "-starts_at").distinct("officer_id").select_related("officer"):
        if is_renamed(row, row.officer):
            due[row.officer.jurisdiction_id].append(row)
    for agency, rows in due.items():
        try:
            begin_in_agency(agency, rows, at)
        except Refused as refusal:
            logger.error("Officers of agency %s keep their former names and badges: %s", agency, refusal)


@verb
def begin_in_agency(agency: int, rows: list[OfficerName], at: datetime) -> None:
    """Give officers of one agency their names of now. Badges are freed first: one may take what another had."""
    lock_agencies([agency])
    moving = [row.officer_id for row in rows if row.badge != row.officer.badge]
    Officer.objects.filter(pk__in=moving).update(badge_freed=True)
    for row in rows:
        settle(row.officer, at)


def settle(officer: Officer, at: datetime) -> None:
    """Write the name and badge of a moment, and the former ones, into the officer's own row."""
    rows = list(officer.names.begun(at))
    now = name_at(rows, at, at)
    officer.first_name, officer.last_name = now.first_name, now.last_name
    if officer.badge != now.badge:
        officer.badge = now.badge
        take_badge(officer, at)
    officer.former = "; ".join(dict.fromkeys(str(row) for row in rows if str(row) != str(now)))
    officer.save(update_fields=[*NAMED, "badge_freed", "former"])


def as_nominated(officer: Officer, by, at: datetime) -> OfficerName:
    """Keep the name and badge of the nomination, before the first later one."""
    named = {name: getattr(officer, name) for name in NAMED}
    return OfficerName.objects.create(officer=officer, recorded_by=by, recorded_at=at, **named)


def name_at(rows: Iterable[OfficerName], at: datetime, known: datetime) -> OfficerName:
    """Give the name of a moment among the names of one officer, as they were on record at another moment.

    That of the nomination was always known. What was void by then does not count.
    """
    found = [
        row for row in rows
        if row.starts_at is None
        or (row.starts_at <= at and row.recorded_at <= known and not (row.annulled_at and row.annulled_at <= known))
    ]  # fmt: skip
    return max(found, key=lambda row: (row.starts_at or BEGINNING, row.recorded_at))


def as_named(officers: Iterable[Officer], at: datetime, known: datetime) -> list[Officer]:
    """Give officers under the name and badge that a paper of a moment, recorded at another, has. They are not saved."""
    found, rows = list(officers), defaultdict(list)
    for row in OfficerName.objects.filter(officer__in=found):
        rows[row.officer_id].append(row)
    return [renamed(officer, name_at(rows[officer.pk], at, known)) if officer.pk in rows else officer
            for officer in found]  # fmt: skip


def renamed(officer: Officer, row: OfficerName) -> Officer:
    """Give a copy of an officer in memory, under another name."""
    other = copy(officer)
    other.first_name, other.last_name, other.badge = row.first_name, row.last_name, row.badge
    return other


def is_renamed(one: Officer | OfficerName, other: Officer) -> bool:
    """Whether an officer has, in one record or paper, another name or badge than in the other."""
    return any(getattr(one, name) != getattr(other, name) for name in NAMED)


def start_after(rows: Iterable[OfficerName], starts_at: datetime) -> datetime:
    """Give when the name that begins at a moment gives way to the next one on record."""
    return min((row.starts_at for row in rows if row.starts_at and row.starts_at > starts_at), default=END)


def badge_holder(officer: Officer, badge: str, starts_at: datetime, ends_at: datetime, at: datetime) -> Officer | None:
    """Give another officer of the agency who has a badge at some time between two moments; who has left frees it."""
    others = Officer.objects.filter(jurisdiction=officer.jurisdiction_id).exclude(pk=officer.pk)
    bearing = others.filter(badge=badge, badge_freed=False) | others.filter(
        pk__in=OfficerName.objects.live().filter(badge=badge).values("officer")
    )
    for other in bearing.exclude(pk__in=others.filter(badge=badge).gone(at)).prefetch_related("names"):
        if any(start < ends_at and starts_at < end for start, end in badge_times(other, badge)):
            return other
    return None


def badge_times(officer: Officer, badge: str) -> list[tuple[datetime, datetime]]:
    """Give the times in which an officer has a badge, by the names on record."""
    rows = [row for row in officer.names.all() if not row.annulled_at]
    if not rows:
        return [(BEGINNING, END)]
    return [
        (row.starts_at or BEGINNING, start_after(rows, row.starts_at or BEGINNING))
        for row in rows
        if row.badge == badge
    ]


def tell_of_name(row: OfficerName, role: Role, words: str, at: datetime) -> None:
    """Tell the other side of an officer's later name or badge."""
    agency = row.officer.jurisdiction
    place = {"field_office": agency.field_office} if role == Role.FIELD_OFFICE else {"jurisdiction": agency}
    announce(
        "officer.named", to=User.objects.holding(role, **place), record=row.officer, at=at, key=f"name-{row.pk}",
        subject=f"New name or badge: {row.first_name} {row.last_name}", body=f"{words}.",
        path=reverse("authority:officer", args=[row.officer_id]),
    )  # fmt: skip
