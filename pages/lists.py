"""How a long list is shown: a page of rows, an exact count to 1,000, and a chip for each filter that is on."""

from dataclasses import dataclass

from django.db.models import QuerySet

from wso_portal import clock

from .keyset import before_row, from_row, in_total_order
from .templatetags.show import moment

ROWS_SHOWN = 25
MORE_ROWS = 100  # on a page, for who asks for them
MOST = 1_000  # counted exactly up to here; beyond, "1,000+" (a count of everything would grow with the nation)
COUNTED_PAGES = 20  # further pages begin beside a row
LAST_PAGE = 400  # of those that are asked for by number alone


@dataclass(frozen=True)
class Part:
    """One page of a list: its rows, what they are of all ("26 to 50 of 1,000+"), and the addresses of other pages.

    `pages` are the numbers to choose from, each with its address (none for this page; 0 for those left out between).
    `sizes` are the numbers of rows on a page, each with its address; none when all rows fit.
    """

    rows: list
    shown: str
    number: str
    as_of: str
    previous: str
    next: str
    pages: list[tuple[int, str]]
    size: int
    sizes: list[tuple[int, str]]

    @property
    def is_whole(self) -> bool:
        """Whether the page holds the whole list."""
        return not self.previous and not self.next


def part_of(rows: QuerySet, query, size: int = ROWS_SHOWN) -> Part:
    """The page that the address (a QueryDict) asks for, by two queries; one that cannot be read is the first.

    A page far in begins beside a row that its address names (`after` or `before`), at the cost of one query more.
    `exact` in the address, as in the links of the dashboard, repeats the whole number with the moment of counting.
    `rows=100` in it asks for longer pages.
    """
    size = MORE_ROWS if query.get("rows") == str(MORE_ROWS) else size
    page, rows = number_in(query, "page") or 1, in_total_order(rows)
    found = found_beside(rows, query, size) if page > COUNTED_PAGES else None
    if found is None:
        page = min(page, LAST_PAGE)
        found = counted_off(rows, page, size)
    (shown, more), start = found, (page - 1) * size
    exact = bool(query.get("exact"))
    total = rows.order_by().count() if exact else rows.order_by()[: MOST + 1].count()
    number = f"{MOST:,}+" if total > MOST and not exact else f"{total:,}"
    last = page + more if total > MOST and not exact else -(-total // size)
    return Part(
        shown,
        f"{start + 1:,} to {start + len(shown):,} of {number}" if shown else f"0 of {number}",
        number,
        moment(clock.now()) if exact else "",
        address(query, page=page - 1, before=shown[0].pk if shown else 0) if page > 1 else "",
        address(query, page=page + 1, after=shown[-1].pk) if more else "",
        [(one, address(query, page=one) if one not in (0, page) else "") for one in numbers_around(page, last)],
        size,
        sizes_of(query, size) if more or page > 1 or size == MORE_ROWS else [],
    )


def numbers_around(page: int, last: int) -> list[int]:
    """The pages to choose from: the first, this one and those beside it, the last; 0 where some are left out."""
    last = max(1, min(last, LAST_PAGE))
    near = [one for one in (page - 1, page, page + 1) if 1 < one < last]
    before, after = [0] if near and near[0] > 2 else [], [0] if near and near[-1] < last - 1 else []
    return [1, *before, *near, *after, *([last] if last > 1 else [])]


def sizes_of(query, size: int) -> list[tuple[int, str]]:
    """The lengths of a page, each with the address of the list's first page of that length."""
    plain = query.copy()
    plain.pop("rows", None)
    longer = plain.copy()
    longer["rows"] = MORE_ROWS
    shorter = size if size != MORE_ROWS else ROWS_SHOWN
    return [(shorter, address(plain)), (MORE_ROWS, address(longer))]


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
