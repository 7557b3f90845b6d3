"""Small published lists, made here: agencies are invented."""

import io

from openpyxl import Workbook

from agreements.register.sources import published_list_of
from agreements.register.workflow import import_list
from wso_portal import clock

PENDING = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE"]
PARTICIPATING = [*PENDING, "SIGNED", "MOA"]


def row(agency="Alder County Sheriff's Office", *, state="FLORIDA", kind="County", county="Alder County", program="WSO",
        signed="5/8/2025", moa="link pending"):  # fmt: skip
    return [state, agency, kind, county, program, signed, moa]


def sheet(rows, headings=PARTICIPATING, links=None, title="Sheet1", book=None) -> Workbook:
    """A workbook with one sheet; `links` are targets by cell name (G2)."""
    book = book or Workbook()
    page = book.active if book.sheetnames == ["Sheet"] else book.create_sheet()
    page.title = title
    for cells in [headings, *rows] if headings else rows:
        page.append(cells[: len(headings)] if headings else cells)
    for name, target in (links or {}).items():
        page[name].hyperlink = target
    return book


def content(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def participating(*rows, day="05162025am", links=None):
    return published_list_of(f"participatingAgencies{day}.xlsx", content(sheet(rows, PARTICIPATING, links)))


def pending(*rows, day="05152025am"):
    return published_list_of(f"pendingAgencies{day}.xlsx", content(sheet(rows, PENDING)))


def imported(source):
    """Imports a list as the operator does, and gives the plan."""
    return import_list(source, by=None, at=clock.now(), sure=True)


def reasons(source) -> list[tuple[str, str]]:
    """Each issue of a list as (cell, reason)."""
    return [(issue.cell, issue.reason) for reading in source.readings for issue in reading.issues]
