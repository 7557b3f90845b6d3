"""Reminders: which dates matter, to whom, how long before. An app registers them in its reminders.py.

Planned by window, not by equality of dates, so that a missed night catches up: of the thresholds that are reached
only the nearest is wanted, and an unsent row that is no longer wanted (moved, canceled, overtaken) is dropped.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models

from wso_portal import clock

from .ledger import entry
from .models import Notification

LATE_DAYS = 30  # how long a reminder that comes after its date is still caught up: policy, not MOA


@dataclass(frozen=True)
class Due:
    """One date of one record: for whom it matters and what they are told. `zone` is the agency's (IANA)."""

    record: models.Model
    place: models.Model | None
    date: date
    recipients: Iterable
    subject: str
    body: str
    path: str
    zone: str


@dataclass(frozen=True)
class Reminder:
    """A kind of date. `dates(day_from, day_to)` yields a Due for every record with its date in these days (both
    included) and still matters. `thresholds_days` counts before the date, negative after it: policy, not MOA;
    settings.REMINDER_DAYS[rule] overrides it."""

    rule: str
    thresholds_days: tuple[int, ...]
    dates: Callable[[date, date], Iterable[Due]]

    @property
    def thresholds(self) -> tuple[int, ...]:
        return tuple(getattr(settings, "REMINDER_DAYS", {}).get(self.rule, self.thresholds_days))


REMINDERS: dict[str, Reminder] = {}


def register(reminder: Reminder) -> Reminder:
    """Make a kind of date known to the plan. Raises ValueError for a rule that is taken."""
    if REMINDERS.setdefault(reminder.rule, reminder) is not reminder:
        raise ValueError(f"Another reminder is called {reminder.rule}.")
    return reminder


def plan(at: datetime) -> int:
    """Bring the ledger up to date with every registered reminder; the number of rows written."""
    return sum(plan_rule(rule, at) for rule in REMINDERS)


def plan_rule(rule: str, at: datetime) -> int:
    """Drop the unsent rows of one rule that are no longer wanted and write the missing ones; give how many it wrote."""
    wanted = {row.key: row for row in entries(REMINDERS[rule], at, *window(REMINDERS[rule], at))}
    rows = Notification.objects.reminders(rule)
    stale = set(rows.untouched().values_list("key", flat=True)) - wanted.keys()
    rows.untouched().filter(key__in=stale).delete()
    days = [row.due_on for row in wanted.values() if row.due_on]
    known = set(rows.filter(due_on__range=(min(days), max(days))).values_list("key", flat=True)) if days else set()
    missing = [row for key, row in wanted.items() if key not in known]
    Notification.objects.bulk_create(missing, ignore_conflicts=True, batch_size=1000)
    return len(missing)


def window(reminder: Reminder, at: datetime) -> tuple[date, date]:
    """The first and last date that can matter now in any zone of the earth."""
    day, first, last = clock.day_of(at, "UTC"), min(reminder.thresholds), max(reminder.thresholds)
    late = LATE_DAYS - first if first < 0 else 0
    return day - timedelta(days=late + 1), day + timedelta(days=max(last, 0) + 1)


def entries(reminder: Reminder, at: datetime, day_from: date, day_to: date) -> Iterator[Notification]:
    """The unsaved rows that should exist at a moment for the dates between two days."""
    for due in reminder.dates(day_from, day_to):
        days = nearest(reminder.thresholds, (due.date - clock.day_of(at, due.zone)).days)
        if days is not None:
            yield from (_entry(reminder.rule, due, days, person, at) for person in due.recipients if person.is_active)


def nearest(thresholds: Iterable[int], left: int) -> int | None:
    """Of the thresholds reached with so many days left the one nearest to the date; None if none is, or it is too late.

    A reminder before the date makes sense until its day is over, one after it for LATE_DAYS.
    """
    reached = [days for days in thresholds if days >= left and (left >= 0 or days < 0)]
    days = min(reached, default=None)
    return days if days is not None and left >= min(days, 0) - LATE_DAYS else None


def wanted_keys(rule: str, day: date, at: datetime) -> set[str]:
    """The keys of the rows that should exist for one date; checked again just before a reminder is sent."""
    reminder = REMINDERS.get(rule)
    return {row.key for row in entries(reminder, at, day, day)} if reminder else set()


def _entry(rule: str, due: Due, days: int, person, at: datetime) -> Notification:
    return entry(
        rule,
        person,
        record=due.record,
        place=due.place,
        subject=due.subject,
        body=due.body,
        path=due.path,
        at=at,
        key=f"{due.record._meta.label_lower}-{due.record.pk}:{due.date}:{days}",
        due_on=due.date,
        threshold=days,
    )
