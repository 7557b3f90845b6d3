"""The columns of a list: what each is called, what the list sorts by, and which ones are left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import OrderBy


@dataclass(frozen=True)
class Column:
    """One column: its name in the code and in the address, and the fields that it sorts by (none: it does not sort).

    A column in which every row would say the same is not shown.
    """

    label: str
    name: str
    order: tuple = ()
    number: bool = False
    shown: bool = True


@dataclass(frozen=True)
class Heading:
    """What stands above a column: `url` sorts by it or reverses the order, `direction` says how the list is sorted."""

    label: str
    name: str
    url: str = ""
    direction: str = ""
    number: bool = False


@dataclass(frozen=True)
class SortedList:
    """A list in the order that its address asks for, with its headings."""

    rows: QuerySet
    headings: list[Heading]

    @property
    def names(self) -> set[str]:
        """The columns that are shown."""
        return {heading.name for heading in self.headings}


def sorted_list(rows: QuerySet, columns: Sequence[Column], query, own: str = "") -> SortedList:
    """The rows as the address (a QueryDict) sorts them; without a sort in their own order, that of the column `own`."""
    sort = sort_in(columns, query)
    return SortedList(ordered_by(rows, columns, sort), headings(columns, query, sort, own))


def sort_in(columns: Iterable[Column], query) -> str:
    """The sort that an address asks for, with a minus for the other way round; empty for none of the columns."""
    asked = query.get("sort", "")
    return asked if any(column.order and column.name == asked.removeprefix("-") for column in columns) else ""


def ordered_by(rows: QuerySet, columns: Iterable[Column], sort: str, ties: Sequence[str] = ()) -> QuerySet:
    """The rows as `sort` says, those of one place in it by `ties`; without `sort`, in the list's own order."""
    order = next((column.order for column in columns if column.name == sort.removeprefix("-")), ())
    if not order:
        return rows
    terms = [reversed_term(term) if sort.startswith("-") else term for term in order]
    return rows.order_by(*terms, *(tie for tie in ties if tie not in order))


def reversed_term(term: Any):
    """A term of an order the other way round. Rows without a value stay where the term puts them."""
    if isinstance(term, str):
        return term.removeprefix("-") if term.startswith("-") else f"-{term}"
    return OrderBy(term.expression, not term.descending, term.nulls_first, term.nulls_last)


def headings(columns: Iterable[Column], query, sort: str, own: str) -> list[Heading]:
    """The headings of a list that is sorted by `sort`; without one it is sorted by `own`, a column's name."""
    return [heading(column, query, sort or own, own) for column in columns if column.shown]


def heading(column: Column, query, sort: str, own: str) -> Heading:
    if not column.order:
        return Heading(column.label, column.name, number=column.number)
    direction = {column.name: "ascending", f"-{column.name}": "descending"}.get(sort, "")
    other = f"-{column.name}" if direction == "ascending" else column.name
    url = sorted_by("" if other == own else other, query)
    return Heading(column.label, column.name, url, direction, column.number)


def sorted_by(sort: str, query) -> str:
    """The address of the same list in another order (its own without one), from its first page."""
    changed = query.copy()
    for name in ("page", "after", "before", "sort"):
        changed.pop(name, None)
    if sort:
        changed["sort"] = sort
    return f"?{changed.urlencode()}"
