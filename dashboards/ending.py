"""What ends in the next months: credentials, letters, agreements, by month; each kind apart."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, DateTimeField, F, QuerySet, Sum, Value
from django.db.models.functions import TruncMonth

from agreements.memoranda.models import Agreement
from agreements.register.days import ICE_ZONE
from officers.credentials.models import Letter
from wso_portal import clock

from .models import Counted, tallies_of

ENDING_MONTHS = 6
ENDING_KINDS = ("credential", "letter", "agreement")
BAR = 200  # the longest bar, in pixels
AN_INSTANT = timedelta(microseconds=1)  # what ends at 00:00 belongs to the day before


@dataclass(frozen=True)
class EndingRow:
    """One month: how many of each kind end, and the parts of its bar as (kind, start, width)."""

    month: date
    numbers: tuple[int, ...]
    most: int

    @property
    def parts(self) -> list[tuple[str, int, int]]:
        found, start = [], 0
        for kind, number in zip(ENDING_KINDS, self.numbers, strict=True):
            width = round(BAR * number / self.most) if self.most else 0
            found.append((kind, start, width))
            start += width
        return [part for part in found if part[2]]


def endings_of(user, at: datetime) -> list[EndingRow]:
    """The rest of this month and the next five, by one query; none when nothing ends."""
    months = months_from(at)
    end = clock.start_of((months[-1] + timedelta(days=31)).replace(day=1), ICE_ZONE)
    window = {"ends_at__gt": at, "ends_at__lte": end}
    credentials = tallies_of(user).filter(what=Counted.What.EXPIRING, at__gt=at, at__lte=end)
    letters = Letter.objects.visible_to(user).live().filter(**window)
    agreements = Agreement.objects.visible_to(user).effective(at).filter(**window)
    rows = by_month(credentials, "at", "credential", Sum("number")).union(
        by_month(letters, "ends_at", "letter", Count("pk")),
        by_month(agreements, "ends_at", "agreement", Count("pk")), all=True,
    )  # fmt: skip
    found = {(kind, clock.day_of(month, ICE_ZONE)): number for kind, month, number in rows}
    numbers = [(month, tuple(found.get((kind, month), 0) for kind in ENDING_KINDS)) for month in months]
    most = max(sum(each) for _, each in numbers)
    return [EndingRow(month, each, most) for month, each in numbers] if most else []


def months_from(at: datetime) -> list[date]:
    """The first dates of this month and the next ones."""
    months = [clock.day_of(at, ICE_ZONE).replace(day=1)]
    while len(months) < ENDING_MONTHS:
        months.append((months[-1] + timedelta(days=31)).replace(day=1))
    return months


def by_month(rows: QuerySet, end: str, kind: str, number) -> QuerySet:
    """(kind, month, number) of what ends."""
    month = TruncMonth(F(end) - Value(AN_INSTANT), tzinfo=ZoneInfo(ICE_ZONE), output_field=DateTimeField())
    named = rows.order_by().annotate(w_kind=Value(kind, CharField()), w_month=month).values_list("w_kind", "w_month")
    return named.annotate(w_number=number)
