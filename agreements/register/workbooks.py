"""Workbooks (XLSX): cells are streamed, so that millions of empty ones cost no memory; targets are read beside them."""

import io
import re
import warnings
import zlib
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from math import isfinite
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import iterparse
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from .guarding import MAX_LINKED, must_unpack_to_little
from .sheets import MAX_COLUMNS, Sheet, Unreadable

LAST_ROW = 1_048_576  # of any spreadsheet
FORMULA = re.compile(r'\s*=?\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
# What openpyxl and its parts raise for a workbook that is damaged or made to hurt.
DAMAGE = (
    BadZipFile, InvalidFileException, ParseError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    EOFError, OSError, OverflowError, NotImplementedError, RuntimeError, zlib.error,
)  # fmt: skip

warnings.filterwarnings("ignore", module="openpyxl")  # about styles and validations, which we do not read


def is_package(content: bytes) -> bool:
    """Whether the bytes begin like a ZIP package, as XLSX files do."""
    return content.startswith(b"PK\x03\x04")


@contextmanager
def damage_in_words():
    """Turn whatever a broken workbook raises into a sentence."""
    try:
        yield
    except DAMAGE as error:
        message = "This workbook is damaged. Open it in a spreadsheet program, save it as a new file, and try again."
        raise Unreadable(message) from error


def workbook_sheets(content: bytes) -> list[Sheet]:
    """The worksheets in their order. Raises Unreadable for other packages and for what unpacks to too much."""
    must_be_a_workbook(content)
    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read()
    parts = {sheet.name: (rel.target, sheet.state) for sheet, rel in reader.parser.find_sheets()}
    return [_sheet(reader.archive, page, *parts[page.title]) for page in reader.wb.worksheets]


def must_be_a_workbook(content: bytes) -> None:
    """Raise Unreadable for what is no workbook, and for one that holds too much to be loaded."""
    with ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        names = {part.filename for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable("This file has a password. Save it without one and try again.")
        if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
            raise Unreadable("This is a ZIP file, not an Excel workbook (.xlsx).")
        if "xl/workbook.bin" in names:
            raise Unreadable("This is a binary workbook (.xlsb). Save it as .xlsx and try again.")
        must_unpack_to_little(package)


def _sheet(archive: ZipFile, page, path: str, state: str) -> Sheet:
    page.reset_dimensions()  # a wrong range in the file would hide rows

    def rows():
        for number, cells in enumerate(page.iter_rows(max_col=MAX_COLUMNS, values_only=True), 1):
            if number > LAST_ROW:
                raise Unreadable("This workbook numbers a row past the end of any spreadsheet. Save it as a new file.")
            if cells.count(None) < len(cells):
                yield number, tuple(json_cell(cell) for cell in cells)

    return Sheet(page.title, rows, lambda: link_targets(archive, path), visible=state == "visible")


def json_cell(cell):
    """A cell as JSON can keep it: dates and times as ISO text, text without what the database cannot store."""
    if isinstance(cell, str):
        return cell.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    endless = isinstance(cell, float) and not isfinite(cell)
    return str(cell) if endless or isinstance(cell, timedelta) else cell


def link_targets(archive: ZipFile, path: str) -> dict[tuple[int, int], str]:
    """The targets behind the cells of a sheet, from its hyperlinks and its HYPERLINK formulas."""
    rels = get_rels_path(path)
    targets = {rel.id: rel.target for rel in get_dependents(archive, rels)} if rels in archive.namelist() else {}
    found: dict[tuple[int, int], str] = {}
    with archive.open(path) as part:
        for element in elements(part, "c", "hyperlink"):
            for at, target in linked(element, targets):
                found[at] = target
    return found


def elements(part, *names: str):
    """The elements of these names as they are read; what is done with is forgotten."""
    parents = []
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        name = element.tag.rpartition("}")[2]
        if name in names:
            yield element
        if name == "row":
            parents[-1].clear()


def linked(element, targets: dict[str, str]):
    """The cells (row number, position) that an element gives a target."""
    if element.tag.endswith("}c"):
        formula = next((FORMULA.match(child.text or "") for child in element if child.tag.endswith("}f")), None)
        target = formula[1] if formula else ""
        ref = element.get("r", "")
    else:
        ids = [value for name, value in element.items() if name.endswith("}id")]
        place = element.get("location")
        target = (targets.get(ids[0], "") if ids else "") + (f"#{place}" if place else "")
        ref = element.get("ref", "")
    if target and ref:
        left, top, right, bottom = range_boundaries(ref)
        cells = ((row, column - 1) for row in range(top, bottom + 1) for column in range(left, right + 1))
        yield from ((at, target) for at, _ in zip(cells, range(MAX_LINKED), strict=False))
