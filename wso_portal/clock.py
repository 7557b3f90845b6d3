"""The only module that knows the present time and turns dates into instants."""

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


def power_from(day: date, wall_clock: time | None, zone: str, at: datetime) -> datetime:
    """The instant from which a paper of a day gives power: never before it was signed.

    Its time in `zone` if known, the later instant where daylight saving gives two; without one the end of that day.
    Never after `at`, the moment of recording.
    """
    if wall_clock is None:
        return min(end_of(day, zone), at)
    read = [datetime.combine(day, wall_clock, tzinfo=ZoneInfo(zone)).replace(fold=fold) for fold in (0, 1)]
    return min(max(instant.astimezone(UTC) for instant in read), at)


def days_later(instant: datetime, days: int, zone: str) -> datetime:
    """The same wall-clock time in `zone`, `days` calendar days later (VIII: ninety days after receipt)."""
    local = instant.astimezone(ZoneInfo(zone))
    return moment(local.date() + timedelta(days=days), local.time(), zone)


def day_of(instant: datetime, zone: str) -> date:
    """The calendar day of an instant in `zone`."""
    return local(instant, zone).date()


def local(instant: datetime, zone: str) -> datetime:
    """An instant on the wall clock of `zone`."""
    return instant.astimezone(ZoneInfo(zone))
