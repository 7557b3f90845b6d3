"""The only room that knows now, and the only one that turns days into instants (design: Time)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """The calendar day it is now in `zone` (IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


def start_of(day: date, zone: str) -> datetime:
    """The instant at which `day` begins in `zone`: "from" counts from 00:00."""
    return moment(day, time(0), zone)


def end_of(day: date, zone: str) -> datetime:
    """The first instant after `day` in `zone`: "until" counts to the end of that day."""
    return start_of(day + timedelta(days=1), zone)


def moment(day: date, wall_clock: time | None, zone: str) -> datetime:
    """The instant of a day and a wall-clock time in `zone`; without a time, 00:00 (fractions of a day are disregarded).

    An hour that daylight saving skips counts as the hour after it; one that comes twice counts as the first.
    """
    return datetime.combine(day, wall_clock or time(0), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def days_later(instant: datetime, days: int, zone: str) -> datetime:
    """The same wall-clock time in `zone`, `days` calendar days later (VIII: ninety days after receipt)."""
    local = instant.astimezone(ZoneInfo(zone))
    return moment(local.date() + timedelta(days=days), local.time(), zone)


def day_of(instant: datetime, zone: str) -> date:
    """The calendar day of an instant in `zone`."""
    return instant.astimezone(ZoneInfo(zone)).date()
