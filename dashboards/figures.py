"""The five numbers of the dashboard as they were: kept once a month by field office, for "since last month" and trends.

Three of them follow from dated facts, so the first time they are kept for the eleven months before as well. The other
two follow from the present status of a record, and have no figure from before the portal kept one.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import Least

from agreements.jurisdictions.models import FieldOffice
from agreements.memoranda.models import Agreement
from agreements.register.days import ICE_ZONE
from officers.authority.models import Span
from officers.credentials.models import Credential
from wso_portal import clock

from .models import Counted, Figure, Tally
from .states import stages_of

EXPIRY_SPAN = timedelta(days=90)
MONTHS_BEFORE = 11
Of = Figure.Of


def keep_figures(at: datetime) -> None:
    """Keep this month's figures, once; the first time also those of the months before that facts can tell."""
    newest = Figure.objects.order_by("-at").values_list("at", flat=True).first()
    if newest and month_of(newest) == month_of(at):
        return
    rows = [*figure_rows({**from_facts(at), **from_tallies(at)}, at)]
    if newest is None:
        for instant in months_before(at):
            rows += figure_rows(from_facts(instant), instant)
    Figure.objects.bulk_create(rows, ignore_conflicts=True)


def month_of(at: datetime) -> date:
    """The first date of an instant's month where ICE publishes."""
    return clock.day_of(at, ICE_ZONE).replace(day=1)


def months_before(at: datetime) -> Iterator[datetime]:
    """The beginnings of the last months, the newest first."""
    first = month_of(at)
    for _ in range(MONTHS_BEFORE):
        yield clock.start_of(first, ICE_ZONE)
        first = (first - timedelta(days=1)).replace(day=1)


def figure_rows(found: dict[str, dict], at: datetime) -> Iterator[Figure]:
    """A figure for each field office, none, and each number: 0 where nothing was found."""
    offices = [None, *FieldOffice.objects.values_list("pk", flat=True)]
    for what, numbers in found.items():
        yield from (Figure(what=what, field_office_id=pk, at=at, number=numbers.get(pk, 0)) for pk in offices)


def from_facts(at: datetime) -> dict[str, dict]:
    """By field office, what held at an instant, as is known today."""
    running = Agreement.objects.in_force(at).filter(program="WSO")
    held = Credential.objects.live().alias(end=Least("expires_at", "closed_at"))
    held = held.filter(issued_at__lte=at, end__gt=at, end__lte=at + EXPIRY_SPAN)
    return {
        Of.IN_FORCE: by_office(running, "jurisdiction", "jurisdiction"),
        Of.SERVING: by_office(Span.objects.serving(at), "jurisdiction", "officer"),
        Of.EXPIRING: by_office(held, "officer__jurisdiction", "officer"),
    }


def by_office(rows, place: str, counted: str) -> dict:
    """How many different ones there are of each field office."""
    numbers = rows.order_by().values_list(f"{place}__field_office").annotate(number=Count(counted, distinct=True))
    return dict(numbers)


def from_tallies(at: datetime) -> dict[str, dict]:
    """By field office, what only the present moment can tell."""
    coming = Q(what=Counted.What.PARTNERSHIP, program="WSO", stage__in=stages_of("coming"))
    rows = {Of.COMING: Tally.objects.filter(coming), Of.WAY: Tally.objects.filter(what=Counted.What.UNDERWAY)}
    return {what: dict(found.counted(at, "field_office")) for what, found in rows.items()}
