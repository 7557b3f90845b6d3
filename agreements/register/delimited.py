"""Delimited text as sheets: one for each delimiter it might use; only the right one shows the expected columns."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from functools import partial

from .sheets import MAX_CELL, MAX_COLUMNS, Sheet, Unreadable

DELIMITERS = ",;\t|"


def text_sheets(content: bytes) -> list[Sheet]:
    """Raise Unreadable when the bytes are no text."""
    text = decoded_text(content)
    return [Sheet(delimiter, partial(text_rows, text, delimiter)) for delimiter in DELIMITERS]


def decoded_text(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or what Excel on Windows saves (cp1252)."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
    if b"\0" in content:
        raise Unreadable("This is neither an Excel workbook (.xlsx) nor a CSV file. Download the list again.")
    try:
        return content.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def text_rows(text: str, delimiter: str):
    """Each record with its number as a spreadsheet counts it. Raises Unreadable where quotes do not match."""
    number = 0
    csv.field_size_limit(MAX_CELL)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            yield number, tuple(cells[:MAX_COLUMNS])
    except csv.Error as error:
        if "field larger" in str(error):
            raise Unreadable(
                f"Row {number + 1} has a cell of more than {MAX_CELL:,} characters. Shorten it and try again."
            ) from error
        raise Unreadable(f"Row {number + 1} can't be read: its quotation marks do not match ({error}).") from error
