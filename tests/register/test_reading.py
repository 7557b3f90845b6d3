import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from agreements.register.reading import MAX_BYTES
from agreements.register.reading import table_in as read
from agreements.register.sheets import Unreadable
from agreements.register.sources import published_list_of

from .lists import PARTICIPATING, PENDING, content, row, sheet

CSV = (
    "\ufeffState;Law Enforcement Agency;Type;County;Support Type\r\n"
    + 'FLORIDA;"Alder\r\nPolice";Municipality;#N/A;WSO\r\n'
)


def test_headings_may_stand_anywhere_in_any_order():
    headings = ["County ", "moa", "NOTE", "state", "law  enforcement\nagency", "SUPPORT TYPE", "Signed", "type"]
    cells = ["Alder County", "link", "seen", "FLORIDA", "Alder Police", "WSO", "5/8/2025", "Municipality"]
    table = read(content(sheet([["ICE's list"], [], headings, cells], None)))
    assert [table.rows[0].cell(table.places[name]) for name in ("state", "agency", "county")] == [
        "FLORIDA", "Alder Police", "Alder County",
    ]  # fmt: skip
    assert table.rows[0].cell(2) == "seen"
    assert table.rows[0].number == 4


def test_blank_rows_and_repeated_headings_are_no_rows():
    table = read(content(sheet([row(), [None] * 7, ["", " ", "\xa0"], PARTICIPATING, row("Birch Police"), [None]])))
    assert [raw.number for raw in table.rows] == [2, 6]


def test_the_sheet_with_the_columns_is_taken():
    book = sheet([["read me"]], None, title="Notes")
    sheet([row()], title="List", book=book)
    old = sheet([row(), row()], title="Old", book=book)["Old"]
    old.sheet_state = "hidden"
    assert len(read(content(book)).rows) == 1
    old.sheet_state = "visible"
    with pytest.raises(Unreadable, match="“List” and “Old”"):
        read(content(book))


def test_targets_are_read_from_hyperlinks_ranges_and_formulas():
    book = sheet([row(moa="link"), row(moa="link"), row(moa='=HYPERLINK("https://a.example/3.pdf","link")')])
    book.active["G2"].hyperlink = "https://a.example/1.pdf"
    book.active["G3"].hyperlink = "https://a.example/2.pdf"
    links = [raw.links for raw in read(content(book)).rows]
    assert links == [{6: "https://a.example/1.pdf"}, {6: "https://a.example/2.pdf"}, {6: "https://a.example/3.pdf"}]


def test_text_is_read_whatever_excel_saved():
    for text in (CSV.encode("utf-8"), CSV.lstrip("\ufeff").encode("cp1252"), CSV.encode("utf-16")):
        table = read(text)
        assert [(raw.number, raw.cell(1)) for raw in table.rows] == [(2, "Alder\r\nPolice")]
    curly = CSV.lstrip("\ufeff").replace("Police", "Sheriff’s Office").replace(";", ",").encode("cp1252")
    assert "’" in read(curly).rows[0].cell(1)


def test_a_list_saved_anew_is_recognized():
    book = sheet([row()])
    first = read(content(book))
    book.active["A1"].font = Font(bold=True)
    assert read(content(book)).fingerprint == first.fingerprint
    book.active["G2"].hyperlink = "https://a.example/1.pdf"
    assert read(content(book)).fingerprint != first.fingerprint


def test_empty_rows_and_columns_cost_nothing():
    book = sheet([row()])
    book.active.cell(1_048_576, 1).value = " "
    book.active.cell(9, 16_384).font = Font(bold=True)
    assert len(read(content(book)).rows) == 1


def package(**parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return file.getvalue()


def swollen() -> bytes:
    """A workbook whose sheet unpacks to far more than it weighs."""
    file = io.BytesIO(content(sheet([row()])))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/media/blank.bin", b"\0" * 80_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("bytes_", "why"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"PK\x03\x04 not a package", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Excel file"),
        (b"<!doctype html><table></table>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x01\x02", "This is neither an Excel workbook"),
        (b"x" * (MAX_BYTES + 1), "larger than 10 MB"),
        (b"STATE,COUNTY\nFLORIDA,Alder", "Missing: LAW ENFORCEMENT AGENCY, TYPE, SUPPORT TYPE"),
        (b"hello", "No sheet has the columns"),
        (b'STATE,LAW ENFORCEMENT AGENCY,TYPE,COUNTY,SUPPORT TYPE\nFLORIDA,"Alder', "quot"),
        (package(word__document_dot_xml="<x/>"), "This is a ZIP file, not an Excel workbook"),
        (content(Workbook()), "No sheet has the columns"),
        (content(sheet([])), "no rows"),
        (content(sheet([[f"heading {n}"] for n in range(3)], PENDING[:4])), "Missing: SUPPORT TYPE"),
        (swollen(), "This workbook is larger than any list"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",  # zip files carry the time: no name for a test
)
def test_it_says_why_a_file_is_no_list(bytes_, why):
    with pytest.raises(Unreadable, match=why):
        read(bytes_)


@settings(max_examples=40)
@given(at=st.integers(0, 5_000), value=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(at, value):
    damaged = bytearray(content(sheet([row()])))
    damaged[at % len(damaged)] = value
    try:
        assert len(read(bytes(damaged)).rows) >= 1
    except Unreadable as refused:
        assert refused.message


def test_a_contradiction_with_the_columns_is_refused():
    with pytest.raises(Unreadable, match="column SIGNED"):
        published_list_of("pendingAgencies05152025am.xlsx", content(sheet([row()])))
    with pytest.raises(Unreadable, match="no column SIGNED"):
        published_list_of("participatingAgencies05152025am.xlsx", content(sheet([row()], PENDING)))
    with pytest.raises(Unreadable, match="no column SIGNED"):
        published_list_of("pendingAgencies05152025am.xlsx", content(sheet([row()], PENDING)), "participating")


def test_a_name_that_tells_nothing_needs_words():
    with pytest.raises(Unreadable, match="which list"):
        published_list_of("list05152025.xlsx", content(sheet([row()])))
    with pytest.raises(Unreadable, match="no date"):
        published_list_of("participating.xlsx", content(sheet([row()])))
