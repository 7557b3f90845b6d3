"""How a long list is shown: a page of rows, an exact count to 1,000, and a chip for each filter that is on."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.html import format_html

from wso_portal import clock

from .keyset import before_row, from_row, in_total_order
from .templatetags.show import moment

ROWS_SHOWN = 25
MOST = 1_000  # counted exactly up to here; beyond, "1,000+" (a count of everything would grow with the nation)
COUNTED_PAGES = 20  # further pages begin beside a row
LAST_PAGE = 400  # of those that are asked for by number alone


@dataclass(frozen=True)
class Part:
    """One page of a list: its rows, what they are of all ("26 to 50 of 1,000+"), and the addresses before and after."""

    rows: list
    shown: str
    previous: str
    next: str


@dataclass(frozen=True)
class Heading:
    """One column of a list: `url` sorts by it or turns the order round, `direction` says how it sorts now."""

    label: str
    url: str = ""
    direction: str = ""


def headings(columns: Iterable[tuple[str, str]], query, sort: str) -> list[Heading]:
    """Give the columns, as (label, name in the address or empty), of a list that is sorted by `sort`.

    A name with a minus sorts the other way round. Without `sort` the list is in the order of its first column.
    """
    given = list(columns)
    first = given[0][1]
    found = []
    for label, name in given:
        direction = {name: "ascending", f"-{name}": "descending"}.get(sort or first, "") if name else ""
        other = f"-{name}" if direction == "ascending" else name
        found.append(Heading(label, sorted_by("" if other == first else other, query) if name else "", direction))
    return found


def sorted_by(sort: str, query) -> str:
    """Give the address of the same list in another order (its own without one), from its first page."""
    changed = query.copy()
    for name in ("page", "after", "before", "sort"):
        changed.pop(name, None)
    if sort:
        changed["sort"] = sort
    return f"?{changed.urlencode()}"


def part_of(rows: QuerySet, query, size: int = ROWS_SHOWN) -> Part:
    """The page that the address (a QueryDict) asks for, by two queries; one that cannot be read is the first.

    A page far in begins beside a row that its address names (`after` or `before`), at the cost of one query more.
    `exact` in the address, as in the links of the dashboard, repeats the whole number with the moment of counting.
    """
    page, rows = number_in(query, "page") or 1, in_total_order(rows)
    found = found_beside(rows, query, size) if page > COUNTED_PAGES else None
    if found is None:
        page = min(page, LAST_PAGE)
        found = counted_off(rows, page, size)
    (shown, more), start = found, (page - 1) * size
    count = exactly(rows) if query.get("exact") else to_most(rows)
    return Part(
        shown,
        format_html("{} of {}", f"{start + 1:,} to {start + len(shown):,}" if shown else "0", count),
        address(query, page=page - 1, before=shown[0].pk if shown else 0) if page > 1 else "",
        address(query, page=page + 1, after=shown[-1].pk) if more else "",
    )


def number_in(query, name: str) -> int:
    """A positive number in the address; 0 when there is none."""
    asked = query.get(name, "")
    return int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 19 else 0


def found_beside(rows: QuerySet, query, size: int) -> tuple[list, bool] | None:
    """The rows beside the one that the address names, and whether more follow; None when it names none of the list."""
    if after := number_in(query, "after"):
        found = from_row(rows, after, size + 1)
        return None if found is None else (found[:size], len(found) > size)
    before = number_in(query, "before")
    found = before_row(rows, before, size) if before else None
    return None if found is None else (found, True)


def counted_off(rows: QuerySet, page: int, size: int) -> tuple[list, bool]:
    """The rows of a page by its number, and whether more follow; of many passed over only the keys are read."""
    start = (page - 1) * size
    if page > COUNTED_PAGES:
        keys = list(rows.values_list("pk", flat=True)[start : start + size + 1])
        return list(rows.filter(pk__in=keys[:size])), len(keys) > size
    found = list(rows[start : start + size + 1])
    return found[:size], len(found) > size


def exactly(rows: QuerySet) -> str:
    """The whole number, and when it was counted."""
    return format_html("{} as of {}", f"{rows.order_by().count():,}", moment(clock.now()))


def to_most(rows: QuerySet) -> str:
    """The number to 1,000, and "1,000+" beyond."""
    total = rows.order_by()[: MOST + 1].count()
    return f"{MOST:,}+" if total > MOST else f"{total:,}"


def address(query, without: str = "", page: int = 1, after: int = 0, before: int = 0) -> str:
    """The same filters on another page, or without one of them (then on the first page).

    A page far in names the row that it comes after or before.
    """
    changed = query.copy()
    for name in (without, "page", "after", "before"):
        changed.pop(name, None)
    if without:
        changed.pop("exact", None)
    if page > 1:
        changed["page"] = page
    if page > COUNTED_PAGES:
        changed.update({name: key for name, key in (("after", after), ("before", before)) if key})
    return f"?{changed.urlencode()}"


def chips(form, query) -> list[tuple[str, str]]:
    """Each filter that is on as (label, address without it); `form` is a valid GET form."""
    on = [(form[name], value) for name, value in form.cleaned_data.items() if value not in (None, "")]
    return [(f"{field.label}: {word(field, value)}", address(query, without=field.name)) for field, value in on]


def word(field, value) -> str:
    """What a filter's value is called on the page."""
    return str(dict(getattr(field.field, "choices", ())).get(value, value))
