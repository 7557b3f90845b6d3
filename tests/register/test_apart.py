"""The child process that reads lists: what hurts is refused soon, with words, and costs the parent nothing."""

import io
import resource
import sys
import time
import zipfile
from threading import Thread

import pytest

from agreements.register import apart, guarding, reading
from agreements.register.sheets import Unreadable
from records.apart import child_slot

from .lists import content, row, sheet

pytestmark = pytest.mark.slow

HEADINGS = "STATE,LAW ENFORCEMENT AGENCY,TYPE,COUNTY,SUPPORT TYPE\n"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_part(name: str, xml: str, book=None) -> bytes:
    """A workbook in which one part is another."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content(book or sheet([row()])))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, xml)
    return file.getvalue()


def sheet_of(inside: str) -> bytes:
    return with_part("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{inside}</worksheet>')


def cell(text: str) -> str:
    return f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>'


LAUGHS = (
    f'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
)
HOSTILE = {
    "a long cell": (lambda: sheet_of(cell("x" * 1_000_000)), "more than 32,767 characters"),
    "a cell in many runs": (
        lambda: with_part("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"><si>{"<r><t>xy</t></r>" * 20_000}</si></sst>'),
        "more than 32,767 characters",
    ),
    "styles": (
        lambda: with_part("xl/styles.xml", f"<styleSheet><cellXfs>{'<xf/>' * 140_000}</cellXfs></styleSheet>"),
        "more than 130,000 styles",
    ),
    "texts": (
        lambda: with_part("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{"<si/>" * 310_000}</sst>'),
        "more than 300,000 different texts",
    ),
    "links of whole sheets": (
        lambda: sheet_of('<hyperlinks>' + '<hyperlink ref="A1:XFD1048576" location="a"/>' * 20 + "</hyperlinks>"),
        "covers more than 1,000 cells",
    ),
    "links of whole columns": (
        lambda: sheet_of('<hyperlinks><hyperlink ref="A:XFD" location="a"/></hyperlinks>'), "covers more than 1,000",
    ),
    "links": (
        lambda: sheet_of("<hyperlinks>" + '<hyperlink ref="A1" location="a"/>' * 66_000 + "</hyperlinks>"),
        "more than 65,530 links",
    ),
    "depth": (lambda: sheet_of("<a>" * 100 + "</a>" * 100), "larger than any list"),
    "entities": (lambda: with_part("xl/worksheets/sheet1.xml", LAUGHS), "declares its own XML entities"),
    "a bomb": (lambda: with_part("xl/media/a.bin", "\0" * 3_000_000), "larger than any list"),
    "styles under another name": (
        lambda: with_part("xl/styles.dat", f"<styleSheet><cellXfs>{'<xf/>' * 140_000}</cellXfs></styleSheet>"),
        "more than 130,000 styles",
    ),
    "no XML": (lambda: sheet_of("<a>"), "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_soon(name):
    make, why = HOSTILE[name]
    hostile, start = make(), time.process_time()
    with pytest.raises(Unreadable, match=why):
        reading.table_in(hostile)
    assert time.process_time() - start < 15  # of the processor, which a slow one needs: a fault takes minutes


@pytest.mark.parametrize(
    ("ref", "cells"),
    [
        ("G2", 1),
        ("A1:C2", 6),
        ("$A$1:$B$1", 2),
        ("C2:A1", 6),
        ("A1:XFD1048576", 2**34),
        ("A:B", 1_001),
        ("", 0),
        ("x", 0),
    ],
)
def test_the_span_of_a_link_is_told_by_its_ends(ref, cells):
    assert guarding.cells_in_range(ref) == cells


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEADINGS + "FLORIDA," + "x" * 9_000_000, "Row 2 has a cell of more than 32,767 characters"),
        ("," * 9_000_000, "No sheet has the columns"),
        (HEADINGS + "FLORIDA,Alder,County,\0,WSO", "This is neither an Excel workbook"),
        ("x" * 25_000_000, "larger than 10 MB"),
    ],
    ids=["a long cell", "columns", "NUL", "size"],
)
def test_a_hostile_text_is_refused(in_a_child, text, why):
    with pytest.raises(Unreadable, match=why):
        apart.read_apart(text.encode())


def test_text_in_mixed_encodings_is_read():
    one, other = "FLORIDA,Sheriff’s Office,County,Doña,WSO\n".encode(), b"TEXAS,Sheriff\x92s,County,A,WSO\n"
    assert len(reading.table_in(HEADINGS.encode() + one + other).rows) == 2


def test_the_child_reads_the_same(in_a_child):
    book = content(sheet([row(), row("Birch Sheriff’s Office", signed=45_000)], links={"G2": "https://a.example/"}))
    assert apart.read_apart(book) == reading.table_in(book)
    assert apart.read_apart(book).fingerprint == reading.table_in(book).fingerprint


def test_it_reads_from_the_thread_of_a_request(in_a_child):
    read: list = []
    threads = [Thread(target=lambda: read.append(apart.read_apart(content(sheet([row()]))))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read) == 3


def test_the_child_says_why_a_file_is_no_list(in_a_child):
    with pytest.raises(Unreadable, match="Missing: LAW ENFORCEMENT AGENCY"):
        apart.read_apart(b"STATE,COUNTY\nFLORIDA,Alder")


LIMITED = "import sys; from records.limits import limit_this_process; limit_this_process(*map(int, sys.argv[1:]))\n"
ENDLESS = LIMITED + "while True: pass"
GREEDY = LIMITED + "x = bytearray(900 * 1024 * 1024)"


def test_a_file_that_takes_too_long_is_refused(in_a_child, monkeypatch):
    monkeypatch.setattr(apart, "COMMAND", [sys.executable, "-c", ENDLESS])
    monkeypatch.setattr(apart, "CPU_SECONDS", 1)
    with pytest.raises(Unreadable, match="could not be read within 1 seconds. Save the list as CSV"):
        apart.read_apart(HEADINGS.encode())


def test_a_child_that_only_waits_is_ended(in_a_child, monkeypatch):
    monkeypatch.setattr(apart, "COMMAND", [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(apart, "WALL_SECONDS", 0.3)
    with pytest.raises(Unreadable, match="could not be read within"):
        apart.read_apart(HEADINGS.encode())


def test_a_file_that_needs_too_much_memory_is_refused(in_a_child, monkeypatch):
    monkeypatch.setattr(apart, "COMMAND", [sys.executable, "-c", GREEDY])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unreadable, match="larger than any list"):
        apart.read_apart(HEADINGS.encode())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


def test_who_comes_too_many_is_told_to_try_again(in_a_child, monkeypatch):
    monkeypatch.setattr(apart, "SLOT_PATIENCE", 0.0)
    with child_slot(1), child_slot(1), pytest.raises(Unreadable, match="Try again in a minute"):
        apart.read_apart(HEADINGS.encode())
