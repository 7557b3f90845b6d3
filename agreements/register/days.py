"""The date of a list, and the order of the lists of one date. A date is never turned into another by a time zone."""

from datetime import UTC, date, datetime, time

from django.utils.dateformat import format as format_date

ICE_ZONE = "America/New_York"  # ICE publishes from Washington
HOURS = {"": 0, "am": 8, "mid": 12, "noon": 12, "pm": 16}
EDITION_WORDS = {0: "", 8: "morning edition", 12: "midday edition", 16: "evening edition"}
A_DAY, MIDDAY = 24 * 60, time(12)


def edition(hour: int, minute: int = 0) -> int:
    """The place of a list among those of its date: minutes after midnight, as far as the file's name tells."""
    return hour % 24 * 60 + minute % 60


def edition_named(place: int) -> str:
    """What the list of that place is called; nothing for the only one of its date, the time for any other hour."""
    hour, minute = divmod(place, 60)
    if hour not in EDITION_WORDS or minute >= 36:
        return f"{hour:02}:{minute:02}"
    return " ".join(filter(None, [EDITION_WORDS[hour], f"no. {minute + 1}" if minute else ""]))


def date_and_edition(day: date, place: int) -> str:
    """The date of a list with its edition: Jul 18, 2025, evening edition."""
    return ", ".join(filter(None, [format_date(day, "M j, Y"), edition_named(place)]))


def sequence(list_: str, as_of: date, place: int, rows: int, fingerprint: str) -> str:
    """The key that puts publications in order, made only of what a publication says of itself.

    By date, then edition; of the two lists of one edition the participating one is the later; of two issues under one
    name the longer is the later, as ICE's lists grow; of two as long the hash decides.
    """
    return f"{as_of:%Y%m%d}-{place:04}-{'b' if list_ == 'participating' else 'a'}-{rows:06}-{fingerprint}"


def instant_of(day: date) -> datetime:
    """Give an instant for a date where one is needed: 12:00 UTC, which is that date in every US time zone."""
    return datetime.combine(day, MIDDAY, tzinfo=UTC)
