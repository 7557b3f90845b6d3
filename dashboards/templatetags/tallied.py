"""Numbers that the database keeps, for pages of apps below the dashboards."""

from functools import lru_cache

from django import template
from django.db.models import Sum

from accounts.statements import AT, Shape, run, shape_of, stand_in
from dashboards.models import Counted, tallies_of

register = template.Library()
COUNTED_KINDS = (Counted.What.OFFICER, Counted.What.UNDERWAY, Counted.What.SERVING)


@register.simple_tag
def officer_counts(user, at) -> list[tuple[str, str, str]]:
    """Who may serve, who may not and who is in progress in a person's scope: (number, words, filter), by one query."""
    found = dict(run(officer_statement(shape_of(user)), user, at=at))
    everyone, progress, serving = (found.get(kind, 0) for kind in COUNTED_KINDS)
    return [
        (f"{serving:,}", "may serve", "?answer=yes"),
        (f"{everyone - progress - serving:,}", "may not serve", "?answer=no"),
        (f"{progress:,}", "in progress", "?answer=progress"),
    ]


@lru_cache(maxsize=512)
def officer_statement(shape: Shape) -> tuple[str, tuple]:
    """How many officers there are of each kind, as rows of (kind, number)."""
    rows = tallies_of(stand_in(shape)).filter(what__in=COUNTED_KINDS, at__lte=AT).order_by().values_list("what")
    return rows.annotate(Sum("number")).query.sql_with_params()
