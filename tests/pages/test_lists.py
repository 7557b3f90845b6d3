"""Long lists: each row once on the way forward and back, in every order; a far page costs as the first does."""

import re

import pytest
from django.db import connection
from django.db.models import F
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from officers.nominations.models import Officer
from pages import lists
from pages.columns import Column, sorted_list
from pages.lists import part_of
from tests.cast import agency

pytestmark = pytest.mark.django_db
SIZE = 3
ORDERS = {
    "shared names": ("last_name", "first_name", "pk"),
    "no key at the end": ("last_name",),
    "falling": ("-last_name", "-pk"),
    "both ways": ("last_name", "-first_name", "pk"),
    "empty values last": ("jurisdiction__field_office__name", "last_name", "pk"),
    "empty values first": ("-jurisdiction__field_office__name", "last_name", "pk"),
    "empty values last though falling": (F("jurisdiction__field_office__name").desc(nulls_last=True), "last_name"),
    "empty values first though rising": ("last_name", F("jurisdiction__field_office").asc(nulls_first=True), "-badge"),
    "of another table": ("jurisdiction__state", "jurisdiction__name", "last_name", "first_name", "pk"),
}


@pytest.fixture
def officers(pinellas, tarrant, monkeypatch):
    """Forty officers, many of one name, a third of them of an agency without a field office."""
    monkeypatch.setattr(lists, "COUNTED_PAGES", 2)
    places = (pinellas, tarrant, agency("Nowhere Police", "Texas", "", None))
    Officer.objects.bulk_create(
        Officer(
            jurisdiction=places[n * 7 % 3], last_name="ABCB"[n % 4], first_name="XY"[n % 2], badge=f"{n * 11 % 40:02}"
        )
        for n in range(40)
    )
    return Officer.objects.all()


def walk(rows, asked: str, step: str) -> list:
    """The parts from one address on, by their links."""
    parts = [part_of(rows, QueryDict(asked), SIZE)]
    while link := getattr(parts[-1], step):
        parts.append(part_of(rows, QueryDict(link[1:]), SIZE))
        assert len(parts) < 30
    return parts


@pytest.mark.parametrize("order", ORDERS)
def test_each_row_is_shown_once_forward_and_back(officers, order):
    rows = officers.order_by(*ORDERS[order])
    forward = walk(rows, "", "next")
    shown = [row.pk for part in forward for row in part.rows]
    assert sorted(shown) == sorted(rows.values_list("pk", flat=True)) and len(forward) == 14
    names = [name if isinstance(name, str) else name for name in ORDERS[order]]
    key = lists.in_total_order(officers.order_by(*names)).values_list("pk", flat=True)
    assert shown == list(key)
    back = walk(rows, forward[-2].next[1:], "previous")
    assert [[row.pk for row in part.rows] for part in back[::-1]] == [[row.pk for row in part.rows] for part in forward]
    assert [str(part.shown) for part in back[::-1]] == [str(part.shown) for part in forward]
    assert str(forward[4].shown) == "13 to 15 of 40" and str(forward[-1].shown) == "40 to 40 of 40"


def test_an_address_can_be_shared_and_holds_no_name(officers):
    rows = officers.order_by("last_name", "pk")
    far = walk(rows, "q=a&page=3", "next")[1]
    assert re.fullmatch(r"\?q=a&page=5&after=\d+", far.next) and re.fullmatch(r"\?q=a&page=3&before=\d+", far.previous)
    assert walk(rows, "page=3", "next")[0].previous == "?page=2"
    assert lists.address(QueryDict("q=a&exact=1&page=5&after=7"), without="q") == "?"


def test_a_row_that_is_gone_leads_to_the_page_of_that_number(officers):
    rows = officers.order_by("last_name", "pk")
    by_number = part_of(rows, QueryDict("page=6"), SIZE).rows
    for beside in (
        "after=99999999",
        "before=99999999",
        "after=x",
        "after=9999999999999999999999",
        "after=-1",
        "after=",
    ):
        assert part_of(rows, QueryDict(f"page=6&{beside}"), SIZE).rows == by_number


def test_new_rows_before_it_move_no_page(officers, pinellas):
    rows = officers.order_by("last_name", "pk")
    far = part_of(rows, QueryDict("page=5"), SIZE)
    Officer.objects.create(jurisdiction=pinellas, last_name="A", first_name="New", badge="new")
    following = part_of(rows, QueryDict(far.next[1:]), SIZE)
    assert not {row.pk for row in following.rows} & {row.pk for row in far.rows}
    assert part_of(rows, QueryDict(following.previous[1:]), SIZE).rows == far.rows


def test_a_far_page_passes_over_no_row(officers):
    """The condition starts beside the row; nothing is counted off."""
    rows = officers.order_by("last_name", "first_name", "pk")
    link = part_of(rows, QueryDict("page=6"), SIZE).next
    with CaptureQueriesContext(connection) as asked:
        part_of(rows, QueryDict(link[1:]), SIZE)
    statements = [query["sql"] for query in asked]
    assert len(statements) == 3 and not any("OFFSET" in sql for sql in statements)
    assert "(ROW(" in statements[1]


def test_a_list_goes_by_pages_of_25_or_100_and_their_numbers(officers):
    rows = officers.order_by("last_name", "pk")
    first = part_of(rows, QueryDict("q=a&page=3"), SIZE)
    assert [number for number, _ in first.pages] == [1, 2, 3, 4, 0, 14] and first.pages[3] == (4, "?q=a&page=4")
    assert dict(first.sizes) == {SIZE: "?q=a", 100: "?q=a&rows=100"}
    whole = part_of(rows, QueryDict("rows=100"))
    assert len(whole.rows) == 40 and whole.is_whole and dict(whole.sizes)[25] == "?"


def test_headings_sort_both_ways_and_rows_without_a_value_come_last(officers):
    office = Column("Office", "office", (F("jurisdiction__field_office__name").asc(nulls_last=True),))
    columns = (Column("Name", "name", ("last_name", "pk")), office, Column("Badge", "badge"))
    for asked, order in (("office", ["Dallas", "Miami", None]), ("-office", ["Miami", "Dallas", None])):
        table = sorted_list(officers, columns, QueryDict(f"sort={asked}&page=2"), "name")
        found = table.rows.values_list("jurisdiction__field_office__name", flat=True)
        assert list(dict.fromkeys(found)) == order
    assert [heading.direction for heading in table.headings] == ["", "descending", ""]
    assert [heading.url for heading in table.headings] == ["?", "?sort=office", ""]
    for unknown in ("badge", "jurisdiction__id", "-"):
        own = sorted_list(officers, columns, QueryDict(f"sort={unknown}"), "name")
        assert own.rows is officers and own.headings[0].direction == "ascending"
