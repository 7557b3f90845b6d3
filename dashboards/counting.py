"""How many officers of each kind a person may see, from the numbers that the database keeps (tally.sql)."""

from datetime import datetime
from functools import lru_cache

from django.db.models import Sum

from accounts.statements import AT, Shape, run, shape_of, stand_in

from .models import Counted, tallies_of

COUNTED_KINDS = (Counted.What.OFFICER, Counted.What.UNDERWAY, Counted.What.SERVING)


def officers_counted(user, at: datetime) -> dict[str, int]:
    """All officers in a person's scope, those in progress and those who may serve, by one query."""
    return dict(run(officer_statement(shape_of(user)), user, at=at))


@lru_cache(maxsize=512)
def officer_statement(shape: Shape) -> tuple[str, tuple]:
    """How many officers there are of each kind, as rows of (kind, number)."""
    rows = tallies_of(stand_in(shape)).filter(what__in=COUNTED_KINDS, at__lte=AT).order_by().values_list("what")
    return rows.annotate(Sum("number")).query.sql_with_params()
