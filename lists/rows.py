"""The rows of a list part by part, so that a list of any length needs the same memory."""

from array import array
from collections.abc import Iterator

from django.db.models import QuerySet

from pages.keyset import in_total_order

PART = 1_000


def keys_in_order(rows: QuerySet) -> array:
    """Give the keys of all rows in the order of the list: eight bytes each."""
    keys = in_total_order(rows).prefetch_related(None).select_related(None).values_list("pk", flat=True)
    return array("q", keys.iterator(chunk_size=10_000))


def in_parts(rows: QuerySet, keys: array) -> Iterator[list]:
    """Give the rows of these keys in the order of the list; a row that meanwhile left the list is left out."""
    ordered = in_total_order(rows)
    for start in range(0, len(keys), PART):
        yield list(ordered.filter(pk__in=keys[start : start + PART].tolist()))
