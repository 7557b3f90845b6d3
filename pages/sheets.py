"""What a list says of itself, so that it can leave as a spreadsheet: its rows, its filters, its columns.

Each app declares the sheets of its own lists in `exports.py`; the app `lists` writes them. The page of a list reads its
rows from the same function `listed`, so that both hold the same rows in the same order.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from wso_portal import clock

from .templatetags.show import begins_a_day


class Cell(StrEnum):
    """What a column holds: words, a number, a date (or an instant on a wall clock), or the path of a record's page."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    LINK = "link"


@dataclass(frozen=True)
class SheetColumn:
    """One column: its heading, what it says of a row, and of which kind that is."""

    heading: str
    value: Callable[[Any], Any]
    kind: Cell = Cell.TEXT


def as_they_are(rows: list, at: datetime, user) -> Iterable:
    """Rows that need nothing more than the list itself has read."""
    return rows


@dataclass(frozen=True)
class ListSheet:
    """A list as a spreadsheet.

    `listed(user, query, at)` gives the form of its filters (None without filters) and its rows in their order.
    `dressed` reads what the columns need of a part of the rows. `agency` gives, in lists that name officers, the number
    of the agency of a row: such a list leaves only with a reason, and the agency can read that it did.
    """

    name: str
    title: str
    page: str
    roles: tuple[str, ...]
    listed: Callable[[Any, Any, datetime], tuple[Any, Any]]
    columns: tuple[SheetColumn, ...]
    dressed: Callable[[list, datetime, Any], Iterable] = as_they_are
    agency: Callable[[Any], int | None] | None = None


SHEETS: dict[str, ListSheet] = {}


def register(sheet: ListSheet) -> None:
    """Make a list known as a sheet. Raises ValueError for a name that is taken."""
    if SHEETS.setdefault(sheet.name, sheet) is not sheet:
        raise ValueError(f"Another list is called {sheet.name}.")


def on_the_clock(instant: datetime | None, zone: str) -> datetime | None:
    """Give an instant on the wall clock of a zone."""
    return clock.local(instant, zone) if instant else None


def day_there(instant: datetime | None, zone: str) -> date | None:
    """Give the day of an instant in a zone."""
    return clock.day_of(instant, zone) if instant else None


def start_said(start: datetime | None, zone: str) -> date | None:
    """Give a start as the pages say it: the date alone when it counts from 00:00, else the moment."""
    return day_there(start, zone) if begins_a_day(start, zone) else on_the_clock(start, zone)


def end_said(end: datetime | None, zone: str) -> date | None:
    """Give an end as the pages say it: the last date when it counts to the end of that date, else the moment."""
    if end and begins_a_day(end, zone):
        return clock.day_of(end - timedelta(microseconds=1), zone)
    return on_the_clock(end, zone)
