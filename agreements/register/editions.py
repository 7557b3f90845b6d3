"""Which list a file is, and as of when: from its name as ICE gives them (participatingAgencies05162025am.xlsx)."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from agreements.jurisdictions.programs import PROGRAM_STARTED
from wso_portal import clock

from .days import HOURS, ICE_ZONE, edition
from .models import Publication
from .sheets import Unreadable

AHEAD = timedelta(days=366)
DIGITS = re.compile(r"(?<!\d)(\d{8})(?!\d)")
DIVIDED = re.compile(r"(?<!\d)(?:(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})|(\d{1,2})[-_./](\d{1,2})[-_./](\d{4}))(?!\d)")
AFTER = re.compile(r"[ _-]?(am|mid|noon|pm)?(?![a-z])(?:[ _-]([a-z0-9])(?![a-z0-9]))?", re.IGNORECASE)
WALL_CLOCK = re.compile(r"[ T](\d{1,2}):(\d{2})(?::\d{2})?$")


class Edition(NamedTuple):
    """The date of a list, and its place among those of that date."""

    day: date
    place: int = 0


def list_named(name: str) -> str:
    """The list that a file's name tells; empty when it names none or both."""
    said = [kind for kind in Publication.List if kind in name.casefold()]
    return said[0] if len(said) == 1 else ""


def as_of_named(text: str) -> Edition | None:
    """The date and the edition that a file's name or a person's words tell; None when they tell no date.

    The morning's list comes before the evening's, and a second one of the same (_b, _0) after the first.
    Raises Unreadable for a date that does not exist, is before the program, or far ahead.
    """
    found = DIGITS.search(text) or DIVIDED.search(text)
    if found is None:
        return None
    day = day_in_name(found)
    if day is None or not PROGRAM_STARTED <= day <= clock.today(ICE_ZONE) + AHEAD:
        raise Unreadable(f"“{found[0]}” is not the date of a list. Enter the date of the list.", "--as-of 2025-05-16")
    return Edition(day, edition_in_name(text[found.end() :]))


def day_in_name(found: re.Match) -> date | None:
    """MMDDYYYY as ICE writes it, or the year first."""
    if len(found.groups()) == 1:
        digits = found[0]
        orders = [(digits[4:], digits[:2], digits[2:4]), (digits[:4], digits[4:6], digits[6:])]
    else:
        orders = [(found[1], found[2], found[3]) if found[1] else (found[6], found[4], found[5])]
    for year, month, day in orders:
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def edition_in_name(rest: str) -> int:
    """What follows the date, as a number that puts the lists of one date in order."""
    if wall_clock := WALL_CLOCK.match(rest):
        return edition(int(wall_clock[1]), int(wall_clock[2]))
    behind = AFTER.match(rest)
    part, again = behind.groups() if behind else (None, None)
    later = 0 if again is None else int(again) + 1 if again.isdigit() else ord(again.lower()) - ord("a")
    return edition(HOURS[(part or "").lower()], later)
