"""The same publications in any order of import: the same state, row by row."""

from functools import cache
from random import Random

import pytest

from agreements.jurisdictions.models import Jurisdiction
from agreements.register.models import Description, Difference, Listing, Publication, Row
from agreements.register.sources import PublishedList
from tests.chance import HISTORIES

from .lists import imported, participating, pending, row

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PLACES = [
    ("FLORIDA", "Bay"),
    ("TEXAS", "Tarrant"),
    ("NEW YORK", "Allegany"),
    ("TENNESSEE", "Bradley"),
    ("MARYLAND", "Kent"),
]
FIRST = ("first_publication", "last_participating", "last_pending")


def agency(n: int, **changes):
    state, county = PLACES[n % len(PLACES)]
    program = ("WSO", "Task Force Model ", "JEM")[n % 3]
    facts = {"state": state, "county": f"{county} County", "program": program, "signed": "5/8/2025", **changes}
    return row(f"Agency {n} Sheriff's Office", **facts)


def rows(numbers, **changes) -> dict[int, list]:
    return {n: agency(n, **changes) for n in numbers}


def signed(day: str, rows: dict, *more, links=None) -> PublishedList:
    return participating(*rows.values(), *more, day=day, links=links)


def waits(day: str, rows: dict, *more) -> PublishedList:
    return pending(*rows.values(), *more, day=day)


@cache
def publications() -> list[PublishedList]:
    """Lists of six weeks, with what ICE's real lists do: see each line. Agencies are invented."""
    base = rows(range(60))
    wrong = {2: agency(2, county="Allegancy"), 3: agency(3, county="Bedford"), 4: agency(4, kind="Municipality"),
             1: agency(1, county="#N/A")}  # fmt: skip
    curly = agency(5)
    curly[1] = "Agency 5  Sheriff’s Office "
    moved = rows(range(60, 66))
    late = base | {7: agency(7, signed="5/9/2025"), 8: agency(8, signed="7/72025"), 9: agency(9, program="Tunnel")}
    without = {n: cells for n, cells in base.items() if n % 7}
    linked = {"G2": "https://www.ice.gov/a.pdf"}
    return [
        waits("05012025", moved | rows([3, 70])),
        signed("05012025am", base | wrong, curly),  # misspelled counties, a type, one agency spelled two ways
        signed("05012025pm", base | wrong, curly),  # the same content in another edition
        signed("05022025am", without | {5: curly}),  # rows vanish
        waits("05022025am", moved | rows([14, 70])),  # signed, then pending
        signed("05052025pm", base),  # they return; counties corrected
        signed("05052025pm", base | rows([61])),  # the same name with another content; one moved from pending
        signed("05052025pm_b", base | rows([61]), links=linked),  # a link appears later
        signed("05052025mid", base | rows([61, 62])),  # an edition between, with more than the evening's
        waits("05062025am", rows([60, 63, 70, 80])),  # two moved, one vanished
        signed("05072025am", late | moved, links=linked),  # dates corrected and unreadable, a model changed
        signed("05092025am", late | moved, links=linked),  # the same content on another day
        signed("05122025am", without | moved | {1: agency(1, state="TEXAS", county="El Paso County")}),
        waits("05122025am", rows([70, 14, 7], county="#N/A")),
    ]  # fmt: skip


def state() -> dict[str, list]:
    """Everything that the register and the agencies say, without the bookkeeping of imports (numbers, moments)."""
    agencies = ("state", "key", "name", "county", "kind", "field_office__name", "zone", "zone_confirmed", "decided")
    listings = ("jurisdiction__state", "jurisdiction__key", "program", "standing", "signed_on", "moa_url",
                "addendum_url", "link_pending", "first_listed_at", "last_listed_at", "no_longer_listed_at",
                *(f"{name}__sequence" for name in FIRST))  # fmt: skip
    row_facts = [f.name for f in Row._meta.fields if f.name not in ("id", "publication", "jurisdiction", "listing")]
    whose = ("publication__sequence", "jurisdiction__key", "listing__jurisdiction__key", "listing__program")
    told = ("publication__sequence", "listing__jurisdiction__key", "listing__program", "kind", "before", "after")
    described = ("jurisdiction__key", "name", "name_from__sequence", "county", "county_from__sequence", "kind",
                 "kind_from__sequence")  # fmt: skip
    lists = ("sequence", "list", "as_of", "edition", "file_name", "row_count", "issue_count", "counts")
    found = {
        "agencies": Jurisdiction.objects.values_list(*agencies),
        "descriptions": Description.objects.values_list(*described),
        "listings": Listing.objects.values_list(*listings),
        "rows": Row.objects.values_list(*whose, *row_facts),
        "differences": Difference.objects.values_list(*told),
        "publications": Publication.objects.with_changes().values_list(*lists, "created", "updated", "gone"),
    }
    return {name: sorted(map(repr, values.order_by())) for name, values in found.items()}


def after(order) -> dict[str, list]:
    for source in order:
        imported(source)
    return state()


@pytest.fixture(scope="module")
def in_order(django_db_setup, django_db_blocker):
    """The state after the import in the order of dates."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        found = after(publications())
        transaction.set_rollback(True)
    return found


def test_the_lists_are_not_trivial(in_order):
    kinds = {kind for kind in Difference.Kind if any(f"'{kind}'" in told for told in in_order["differences"])}
    assert kinds == set(Difference.Kind)
    assert len(in_order["publications"]) == 14 and any("'Allegany'" in one for one in in_order["agencies"])
    assert [one for one in in_order["agencies"] if "Allegancy" in one or "Bedford" in one] == []


@pytest.mark.parametrize("seed", ["reversed", *range(HISTORIES // 15)])
def test_the_order_of_import_does_not_matter(in_order, seed):
    order = publications()[::-1] if seed == "reversed" else Random(seed).sample(publications(), len(publications()))  # noqa: S311
    found = after([*order, order[0]])  # one of them twice
    for name, lines in found.items():
        assert lines == in_order[name], name
