"""A file as the list it is: which one, as of when, and each row read, with what could not be."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date

from openpyxl.utils import get_column_letter

from agreements.jurisdictions.names import key_of

from . import apart, parsing
from .days import sequence
from .editions import Edition, as_of_named, list_named
from .models import Publication
from .reading import EXPECTED, ListTable, RawRow
from .sheets import Unreadable

COLUMN_HEADINGS = {**EXPECTED, "signed_on": "SIGNED", "moa": "MOA", "addendum": "ADDENDUM"}


@dataclass(frozen=True)
class Issue:
    """A cell that lost information: its place, its content, and why that could not be read."""

    column: str
    cell: str
    raw: str
    reason: str


@dataclass(frozen=True)
class ListedFacts:
    """What a list says of an agency under one program."""

    signed_on: date | None = None
    moa_url: str = ""
    addendum_url: str = ""
    link_pending: bool = False


@dataclass
class Reading:
    """One row as it was read. `issues` grows when the row is compared with what is on record."""

    raw: RawRow
    places: dict[str, int]
    state: str
    agency: str
    kind: str
    county: str
    program: str
    facts: ListedFacts = ListedFacts()
    issues: list[Issue] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str] | None:
        """State and agency as compared; None where either is not told."""
        return (self.state, key_of(self.agency)) if self.state and self.agency else None

    def report(self, column: str, reason: str) -> None:
        """Add an issue at a column; what was read is the target behind the cell where there is one."""
        place = self.places[column]
        raw = self.raw.links.get(place, "") if column in ("moa", "addendum") else ""
        if not raw and self.raw.cell(place) is not None:
            raw = str(self.raw.cell(place))
        cell = f"{get_column_letter(place + 1)}{self.raw.number}"
        self.issues.append(Issue(COLUMN_HEADINGS[column], cell, raw, reason))


@dataclass(frozen=True)
class PublishedList:
    """A published list, read and not yet compared with anything."""

    file_name: str
    list: str
    as_of: date
    edition: int
    sha256: str
    table: ListTable
    readings: tuple[Reading, ...]

    @property
    def sequence(self) -> str:
        """The place of this list among all that ICE has published."""
        return sequence(self.list, self.as_of, self.edition, len(self.readings), self.table.fingerprint)

    def from_start(self) -> "PublishedList":
        """The same list without what an earlier comparison reported."""
        return replace(self, readings=readings_of(self.table, self.as_of))


def published_list_of(file_name: str, content: bytes, kind: str = "", when: Edition | None = None) -> PublishedList:
    """The list in a file. `kind` and `when` say what the name does not. Raises Unreadable, with what to do."""
    table = apart.read_apart(content)
    kind = kind or list_named(file_name)
    if not kind:
        raise Unreadable(
            "The file name does not say which list this is. Choose participating or pending.",
            "--list participating or --list pending",
        )
    must_have_its_columns(kind, table)
    when = when or as_of_named(file_name)
    if when is None:
        raise Unreadable("The file name has no date. Enter the date of the list.", "--as-of 2025-05-16")
    sha256, readings = hashlib.sha256(content).hexdigest(), readings_of(table, when.day)
    return PublishedList(file_name, kind, when.day, when.place, sha256, table, readings)


def must_have_its_columns(kind: str, table: ListTable) -> None:
    """The participating list has a column SIGNED, the pending one has none."""
    signed = "signed_on" in table.places
    if signed and kind == Publication.List.PENDING:
        raise Unreadable(
            "You chose the pending list, but this file has the column SIGNED, so it is the participating list."
        )
    if not signed and kind == Publication.List.PARTICIPATING:
        raise Unreadable("You chose the participating list, but this file has no column SIGNED.")


def readings_of(table: ListTable, as_of: date) -> tuple[Reading, ...]:
    return tuple(reading_of(raw, table.places, as_of) for raw in table.rows)


def reading_of(raw: RawRow, places: dict[str, int], latest: date) -> Reading:
    """A row read cell by cell; whatever could not be read is reported, and the row is taken without it."""
    values, found = {}, {}
    for column in ("state", "agency", "kind", "county", "program"):
        values[column], found[column] = getattr(parsing, f"read_{column}")(raw.cell(places.get(column)))
    signed_on, found["signed_on"] = parsing.read_signed_on(raw.cell(places.get("signed_on")), latest)
    moa_url, pending, found["moa"] = link_at(raw, places.get("moa"))
    addendum_url, _, found["addendum"] = link_at(raw, places.get("addendum"))
    facts = ListedFacts(signed_on, moa_url, addendum_url, pending and not moa_url)
    reading = Reading(raw, places, **values, facts=facts)
    for column, reason in found.items():
        if reason:
            reading.report(column, reason)
    return reading


def link_at(raw: RawRow, place: int | None) -> tuple[str, bool, str]:
    return parsing.read_link(raw.cell(place), raw.links.get(place, "") if place is not None else "")
