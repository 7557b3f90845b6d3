"""The list of jurisdictions and the numbers of the dashboard as spreadsheets."""

from dataclasses import dataclass
from datetime import datetime

from accounts.roles import READERS
from pages.sheets import Cell, ListSheet, SheetColumn, register

from .forms import jurisdictions_listed, with_partnerships
from .models import Partnership
from .navigation import OF_NUMBERS
from .numbers import Number, Numbers


@dataclass(frozen=True)
class NumberLine:
    """One number of the dashboard: in which table, of what, under which heading."""

    table: str
    what: str
    heading: str
    number: Number


def numbers_listed(user, query, at: datetime) -> tuple[None, list[NumberLine]]:
    """The numbers of a person's dashboard, in the order of the page."""
    numbers = Numbers(user, at, query.get("sort", ""))
    found = [NumberLine("Summary", tile.words, "Number", tile.number) for tile in numbers.tiles]
    for table in (*numbers.of_people, *numbers.of_partnerships):
        found += [NumberLine(table.title, label, *cell) for label, cells in table.rows for cell in cells]
    return None, found


def jurisdiction_lines(agencies: list, at: datetime, user) -> list[tuple]:
    return with_partnerships(agencies, at)


def partnerships_in_words(partnerships: list[Partnership]) -> str:
    """Give each program with its stage."""
    return "; ".join(f"{one.program}: {one.state.label}" for one in partnerships)


register(ListSheet(
    name="jurisdictions", title="Jurisdictions", page="dashboards:jurisdictions", roles=READERS,
    listed=jurisdictions_listed, dressed=jurisdiction_lines,
    columns=(
        SheetColumn("Agency", lambda row: row[0]),
        SheetColumn("State", lambda row: row[0].state),
        SheetColumn("County", lambda row: row[0].county),
        SheetColumn("Type", lambda row: row[0].get_kind_display()),
        SheetColumn("Field office", lambda row: row[0].field_office or "Not known yet"),
        SheetColumn("Partnerships", lambda row: partnerships_in_words(row[1])),
        SheetColumn("Link", lambda row: f"/jurisdictions/{row[0].pk}/", Cell.LINK),
    ),
))  # fmt: skip
register(ListSheet(
    name="numbers", title="Dashboard", page="dashboards:dashboard", roles=OF_NUMBERS, listed=numbers_listed,
    columns=(
        SheetColumn("Table", lambda row: row.table),
        SheetColumn("What", lambda row: row.what),
        SheetColumn("SheetColumn", lambda row: row.heading),
        SheetColumn("Number", lambda row: row.number.value, Cell.NUMBER),
        SheetColumn("Link", lambda row: row.number.url, Cell.LINK),
    ),
))  # fmt: skip
