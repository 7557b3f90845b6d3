"""How a long list is shown: a page of rows, an exact count to 1,000, and a chip for each filter that is on."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.html import format_html

from wso_portal import clock

from .templatetags.show import moment

ROWS_SHOWN = 25
MOST = 1_000  # counted exactly up to here; beyond, "1,000+" (a count of everything would grow with the nation)
LAST_PAGE = 400


@dataclass(frozen=True)
class Part:
    """One page of a list: its rows, what they are of all ("26 to 50 of 1,000+"), and the addresses before and after."""

    rows: list
    shown: str
    previous: str
    next: str


def part_of(rows: QuerySet, query, size: int = ROWS_SHOWN) -> Part:
    """The page that the address (a QueryDict) asks for, by two queries; one that cannot be read is the first.

    `exact` in the address, as in the links of the dashboard, repeats the whole number with the moment of counting.
    """
    asked = query.get("page", "")
    page = min(int(asked), LAST_PAGE) if asked.isdecimal() and len(asked) < 9 and int(asked) > 0 else 1
    start = (page - 1) * size
    found = list(rows[start : start + size + 1])
    count = exactly(rows) if query.get("exact") else to_most(rows)
    return Part(
        found[:size],
        format_html("{} of {}", f"{start + 1:,} to {start + min(len(found), size):,}" if found else "0", count),
        address(query, page=page - 1) if page > 1 else "",
        address(query, page=page + 1) if len(found) > size and page < LAST_PAGE else "",
    )


def exactly(rows: QuerySet) -> str:
    """The whole number, and when it was counted."""
    return format_html("{} as of {}", f"{rows.order_by().count():,}", moment(clock.now()))


def to_most(rows: QuerySet) -> str:
    """The number to 1,000, and "1,000+" beyond."""
    total = rows.order_by()[: MOST + 1].count()
    return f"{MOST:,}+" if total > MOST else f"{total:,}"


def address(query, without: str = "", page: int = 1) -> str:
    """The same filters on another page, or without one of them (then on the first page)."""
    changed = query.copy()
    changed.pop(without, None)
    changed.pop("page", None)
    if without:
        changed.pop("exact", None)
    if page > 1:
        changed["page"] = page
    return f"?{changed.urlencode()}"


def chips(form, query) -> list[tuple[str, str]]:
    """Each filter that is on as (label, address without it); `form` is a valid GET form."""
    on = [(form[name], value) for name, value in form.cleaned_data.items() if value not in (None, "")]
    return [(f"{field.label}: {word(field, value)}", address(query, without=field.name)) for field, value in on]


def word(field, value) -> str:
    """What a filter's value is called on the page."""
    return str(dict(getattr(field.field, "choices", ())).get(value, value))
