"""How a value becomes a cell: text for CSV, a typed cell for a workbook. Nothing that a person entered is a formula."""

import re
from datetime import date, datetime

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from pages.sheets import Cell, SheetColumn

# A spreadsheet reads what begins so as a formula: also behind blanks or quotes, and in full width.
FORMULA_LIKE = re.compile(r"[\t\r\n]|[\s\"'“”‘’`\u200b\ufeff]*[=+\-@|%＝＋－＠]")
ERROR_LIKE = "#"  # a workbook would keep "#N/A" as an error
LONGEST_TEXT = 32_000  # characters that a cell of a workbook holds
FIRST_YEAR = 1900  # of a workbook's calendar
DAY_FORMAT = "mmm d, yyyy"
MOST_LINKS = 10_000  # real links in one workbook, which keeps them in memory; beyond, the address as text


def guarded(text: str) -> str:
    """Give text with an apostrophe before what a spreadsheet would read as a formula."""
    return f"'{text}" if FORMULA_LIKE.match(text) else text


def csv_cells(columns: tuple[SheetColumn, ...], row, site: str) -> list:
    """Give one row as CSV: dates by ISO 8601, moments with their offset, addresses in full."""
    return [csv_cell(column.kind, column.value(row), site) for column in columns]


def csv_cell(kind: Cell, value, site: str):
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if kind == Cell.NUMBER:
        return value
    return f"{site}{value}" if kind == Cell.LINK else guarded(str(value))


class CellMaker:
    """Makes the cells of one sheet of a workbook that is written row by row."""

    def __init__(self, page, site: str):
        self.page, self.site, self.links = page, site, 0

    def row(self, columns: tuple[SheetColumn, ...], row) -> list:
        """Give the cells of one row."""
        return [self.cell(column.kind, column.value(row)) for column in columns]

    def cell(self, kind: Cell, value):
        """Give one cell: a date as a date, a moment on its own wall clock with the zone in its format."""
        if value is None or value == "":
            return None
        if isinstance(value, date):
            return self.dated(value)
        if kind == Cell.NUMBER:
            return value
        return self.linked(f"{self.site}{value}") if kind == Cell.LINK else self.text(str(value))

    def dated(self, value: date):
        if value.year < FIRST_YEAR:
            return value.isoformat()
        if not isinstance(value, datetime):
            return self._made(value, DAY_FORMAT)
        zone = re.sub(r"[^A-Za-z0-9+:-]", "", value.tzname() or "")
        return self._made(value.replace(tzinfo=None, microsecond=0), f'{DAY_FORMAT}, h:mm AM/PM "{zone}"')

    def text(self, value: str):
        """Give text that stays text, also where it looks like a formula and when somebody edits the cell."""
        tidy = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)[:LONGEST_TEXT]
        if not FORMULA_LIKE.match(tidy) and not tidy.startswith(ERROR_LIKE):
            return tidy
        cell = WriteOnlyCell(self.page, tidy)
        cell.data_type, cell.quotePrefix = "s", True
        return cell

    def linked(self, address: str):
        self.links += 1
        if self.links > MOST_LINKS:
            return address
        cell = WriteOnlyCell(self.page, address)
        cell.hyperlink = address
        cell.style = "Hyperlink"
        return cell

    def _made(self, value, number_format: str):
        cell = WriteOnlyCell(self.page, value)
        cell.number_format = number_format
        return cell
