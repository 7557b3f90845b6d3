"""A list as a file: the rows of the list as CSV, or as a workbook whose first sheet says what they are."""

import csv
import io
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import IO, Any

from django.http import QueryDict
from django.urls import reverse
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from pages.columns import SortedList
from pages.lists import chips
from pages.sheets import Cell, ListSheet, on_the_clock
from pages.templatetags.show import SHOWN_ZONE
from wso_portal import clock

from .cells import CellMaker, csv_cells, guarded
from .rows import in_parts, keys_in_order

NOT_OF_THE_LIST = ("page", "after", "before", "exact", "format")
NOTE = "Dates and times are in the time zone of each record's agency or field office."


@dataclass
class Leaving:
    """One list on its way out: for whom, by which filters, as of when. It counts what it writes."""

    sheet: ListSheet
    user: Any
    query: QueryDict
    at: datetime
    site: str
    reason: str = ""
    agencies: Counter = field(default_factory=Counter)
    written: int = 0

    def __post_init__(self):
        self.form, found = self.sheet.listed(self.user, self.query, self.at)
        self.rows: Any = found.rows if isinstance(found, SortedList) else found
        self.order = order_in_words(found) if isinstance(found, SortedList) else ""

    @cached_property
    def keys(self) -> array | None:
        """The keys of all rows in their order; None for numbers, which are no rows of a table."""
        return keys_in_order(self.rows) if hasattr(self.rows, "query") else None

    @property
    def total(self) -> int:
        """How many rows there are to write."""
        return len(self.rows if self.keys is None else self.keys)

    def parts(self) -> Iterator[list]:
        """Give the rows in parts, as the columns read them; count them by agency where they name officers."""
        for part in [self.rows] if self.keys is None else in_parts(self.rows, self.keys):
            rows = list(self.sheet.dressed(part, self.at, self.user))
            self.written += len(rows)
            if self.sheet.agency:
                self.agencies.update(filter(None, map(self.sheet.agency, rows)))
            yield rows

    @property
    def filters(self) -> list[str]:
        """The filters that are on, in words."""
        return [label for label, _ in chips(self.form, self.query)] if self.form and self.form.is_valid() else []

    def about(self) -> list[tuple[str, Any, Cell]]:
        """What the first sheet says: (label, value, kind)."""
        said = [
            ("List", self.sheet.title, Cell.TEXT),
            ("As of", on_the_clock(self.at, zone_of_person(self.user)), Cell.DATE),
            ("Prepared for", f"{self.user} ({self.user.email})", Cell.TEXT),
            ("Scope", scope_in_words(self.user), Cell.TEXT),
            ("Filters", "; ".join(self.filters) or "None", Cell.TEXT),
            ("Sorted by", self.order, Cell.TEXT),
            ("Rows", self.written, Cell.NUMBER),
            ("Reason", self.reason, Cell.TEXT),
            ("Names officers", "Yes. Their agencies can see who downloaded this list and why.", Cell.TEXT),
            ("List in the portal", self.address, Cell.LINK),
            ("Notes", NOTE, Cell.TEXT),
        ]
        skipped = set() if self.sheet.agency else {"Names officers"}
        return [line for line in said if line[0] not in skipped and line[1] != ""]

    @property
    def address(self) -> str:
        """The path of the list with its filters."""
        return address_of(self.sheet, self.query)


def order_in_words(table: SortedList) -> str:
    """Give the column that a list is sorted by."""
    found = [f"{one.label}, {one.direction}" for one in table.headings if one.direction]
    return "".join(found)


def listed_by(query: QueryDict) -> QueryDict:
    """Give an address's filters and order, without what belongs to one page of the list."""
    kept = query.copy()
    for name in NOT_OF_THE_LIST:
        kept.pop(name, None)
    return kept


def address_of(sheet: ListSheet, query: QueryDict) -> str:
    """Give the path of a list with its filters."""
    filters = listed_by(query).urlencode()
    return reverse(sheet.page) + (f"?{filters}" if filters else "")


def zone_of_person(user) -> str:
    """Give the zone of the first place where a person holds a role; ICE's own for a national one."""
    places = [membership.field_office or membership.jurisdiction for membership in user.active_memberships()]
    return next((place.zone for place in places if place), SHOWN_ZONE)


def scope_in_words(user) -> str:
    """Give the roles that a person holds today, with their places."""
    return "; ".join(str(membership) for membership in user.active_memberships())


def file_name(name: str, at: datetime, user, form: str) -> str:
    """Give a name that says what and when: wso-officers-2026-11-24-2042-EST.xlsx."""
    local = clock.local(at, zone_of_person(user))
    zone = re.sub(r"[^A-Za-z0-9]", "", local.tzname() or "")
    return f"wso-{name}-{local:%Y-%m-%d-%H%M}-{zone}.{form}"


def write_csv(leaving: Leaving, file: IO[bytes], after_part: Callable[[], object]) -> None:
    """Write the rows as CSV in UTF-8, with the mark by which Excel knows it."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow([guarded(column.heading) for column in leaving.sheet.columns])
    for rows in leaving.parts():
        lines.writerows(csv_cells(leaving.sheet.columns, row, leaving.site) for row in rows)
        after_part()
    text.detach()


def write_xlsx(leaving: Leaving, file: IO[bytes], after_part: Callable[[], object]) -> None:
    """Write a workbook: first a sheet about the list, then its rows. Rows go to the disk as they come."""
    book = Workbook(write_only=True)
    about, page = book.create_sheet("About"), book.create_sheet(leaving.sheet.title[:31])
    page.freeze_panes = "A2"
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 20, 80
    for number in range(len(leaving.sheet.columns)):
        page.column_dimensions[get_column_letter(number + 1)].width = 24
    make, tell = CellMaker(page, leaving.site), CellMaker(about, leaving.site)
    page.append([column.heading for column in leaving.sheet.columns])
    for rows in leaving.parts():
        for row in rows:
            page.append(make.row(leaving.sheet.columns, row))
        after_part()
    for label, value, kind in leaving.about():
        about.append([label, tell.cell(kind, value)])
    book.save(file)


WRITERS: dict[str, Callable[[Leaving, IO[bytes], Callable[[], object]], None]] = {"csv": write_csv, "xlsx": write_xlsx}
