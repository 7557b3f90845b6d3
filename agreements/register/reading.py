"""Read a published list from a workbook or delimited text, exactly as it stands: no cell is interpreted here."""

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice

from agreements.jurisdictions.names import tidy

from . import delimited, workbooks
from .sheets import MAX_ROWS, Sheet, Unreadable, trimmed

MAX_BYTES = 10 * 1024 * 1024  # ICE's lists are of some hundred kilobytes
HEADING_WITHIN = 100  # rows from the top in which the headings must stand
HEADINGS = {
    "state": "state",
    "law enforcement agency": "agency",
    "agency": "agency",
    "type": "kind",
    "county": "county",
    "support type": "program",
    "signed": "signed_on",
    "date signed": "signed_on",
    "signed date": "signed_on",
    "moa": "moa",
    "addendum": "addendum",
}
EXPECTED = {
    "state": "STATE",
    "agency": "LAW ENFORCEMENT AGENCY",
    "kind": "TYPE",
    "county": "COUNTY",
    "program": "SUPPORT TYPE",
}
HOLDS_TOO_MUCH = (
    "This file is larger than any list. Copy the list into a new workbook or save it as CSV, and try again."
)
OTHER_KINDS = (
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old Excel file (.xls) or one with a password. Save it as .xlsx without a password.",
    ),
    (b"%PDF", "This is a PDF. Choose the list as an Excel workbook (.xlsx) or a CSV file."),
    (b"<", "This is a web page, not the list. Download the list itself, as .xlsx or CSV."),
)


@dataclass(frozen=True)
class RawRow:
    """One row as the file has it: its number in the spreadsheet, the cells, the targets behind them by position."""

    number: int
    cells: tuple
    links: dict[int, str]

    def cell(self, place: int | None):
        """What stands at a position; None beyond the end and for a column that the list does not have."""
        return self.cells[place] if place is not None and place < len(self.cells) else None


@dataclass(frozen=True)
class ListTable:
    """The headings of a list, where each known column stands, and every row that is not blank."""

    headings: tuple[str, ...]
    places: dict[str, int]
    rows: tuple[RawRow, ...]

    @property
    def fingerprint(self) -> str:
        """The hash of what the cells hold and where, so that the same list saved again is recognized."""
        rows = [[row.number, row.cells, sorted(row.links.items())] for row in self.rows]
        return hashlib.sha256(json.dumps([self.headings, rows]).encode()).hexdigest()


def table_in(content: bytes) -> ListTable:
    """The list in a file's bytes, read in a process of its own (see apart).

    Raises Unreadable, with what to do, for anything that is no such list.
    """
    if not is_workbook(content):
        return only_table(delimited.text_sheets(content))
    with workbooks.damage_in_words():
        return only_table(workbooks.workbook_sheets(content))


def is_workbook(content: bytes) -> bool:
    """Whether it is a workbook rather than text. Raises Unreadable for what is too much, nothing, or something else."""
    if not content.strip():
        raise Unreadable("The file is empty.")
    if len(content) > MAX_BYTES:
        raise Unreadable(f"The file is larger than {MAX_BYTES // 1024**2} MB. ICE's lists are a few hundred kilobytes.")
    for sign, message in OTHER_KINDS:
        if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(sign):
            raise Unreadable(message)
    return workbooks.is_package(content)


def only_table(sheets: list[Sheet]) -> ListTable:
    """The one sheet that has the expected columns; a hidden one counts only when no other has them."""
    headed = [(sheet, *heading) for sheet in sheets if (heading := heading_of(sheet))]
    headed = [h for h in headed if h[0].visible] or headed
    if not headed:
        raise Unreadable(f"No sheet has the columns {', '.join(EXPECTED.values())}.{missing_columns(sheets)}")
    if len(headed) > 1:
        names = " and ".join(f"“{sheet.name}”" for sheet, *_ in headed)
        raise Unreadable(f"The sheets {names} both look like a list. Keep only the right one, and try again.")
    return table_below(*headed[0])


def heading_of(sheet: Sheet) -> tuple[int, tuple[str, ...]] | None:
    """The number and the texts of the row with the headings."""
    try:
        for number, cells in islice(sheet.rows(), HEADING_WITHIN):
            if EXPECTED.keys() <= column_places(cells).keys():
                return number, tuple(str(cell or "") for cell in trimmed(cells))
    except Unreadable:
        return None  # not a list with this delimiter
    return None


def column_places(cells) -> dict[str, int]:
    """Where each column that we know stands; of two with one heading the first."""
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = HEADINGS.get(re.sub(r"[_\s]+", " ", tidy(str(cell or "")).casefold()).strip(" :*."))
        if name:
            places.setdefault(name, place)
    return places


def missing_columns(sheets: list[Sheet]) -> str:
    """Which columns the most similar row lacks, to help finding a renamed one."""
    found: set[str] = set()
    for sheet in sheets:
        try:
            found = max(
                [found, *(set(column_places(cells)) for _, cells in islice(sheet.rows(), HEADING_WITHIN))], key=len
            )
        except Unreadable:
            continue
    missing = [text for name, text in EXPECTED.items() if name not in found]
    return f" Missing: {', '.join(missing)}." if len(found) > 1 else ""


def table_below(sheet: Sheet, heading: int, headings: tuple[str, ...]) -> ListTable:
    """Every row below the headings that holds something; headings repeated further down are no row."""
    rows, places = [], column_places(headings)
    links: dict[int, dict[int, str]] = defaultdict(dict)
    for (number, place), target in sheet.links().items():
        links[number][place] = target
    for number, cells in sheet.rows():
        if number <= heading or is_blank(cells) or column_places(cells) == places:
            continue
        rows.append(RawRow(number, trimmed(cells), links.get(number, {})))
        if len(rows) > MAX_ROWS:
            raise Unreadable(f"The list has more than {MAX_ROWS:,} rows.")
    if not rows:
        raise Unreadable("The list has headings but no rows. An empty list is not imported.")
    return ListTable(headings, places, tuple(rows))


def is_blank(cells) -> bool:
    return all(cell is None or (isinstance(cell, str) and not tidy(cell)) for cell in cells)
