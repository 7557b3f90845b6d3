"""How the dashboard's numbers came about: each with its figures of earlier months, as a change and as a line."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Sum

from agreements.register.days import ICE_ZONE
from officers.authority.models import Span
from wso_portal import clock

from .figures import months_before
from .models import Figure

A_MONTH = timedelta(days=28)  # what is compared with is at least this old
MOST_POINTS = 13


@dataclass(frozen=True)
class Trend:
    """A number's figures, oldest first as (date, number), and the present one."""

    points: list[tuple[date, int]]
    now: int
    since: tuple[date, int] | None  # what the present one is compared with

    @property
    def change(self) -> str:
        """Up or down since then, as a signed number; empty when there is no earlier figure."""
        if self.since is None:
            return ""
        difference = self.now - self.since[1]
        return f"{difference:+,}".replace("-", "\N{MINUS SIGN}") if difference else "No change"

    @property
    def line(self) -> str:
        """The points of a line from left to right in a box of 100 by 24; empty for fewer than three."""
        numbers = [number for _, number in self.points] + [self.now]
        if len(numbers) < 3:
            return ""
        low, high = min(numbers), max(numbers)
        step, height = 98 / (len(numbers) - 1), 20 / ((high - low) or 1)
        return " ".join(f"{1 + step * x:.1f},{22 - height * (y - low):.1f}" for x, y in enumerate(numbers))


def trends_of(user, present: dict[str, int], at: datetime) -> dict[str, Trend]:
    """The trend of each number in a person's scope, by one query.

    No figures are kept by agency. For whom an agency's role reaches further, only "may serve" has a trend: the kept
    spans tell it.
    """
    if any(membership.jurisdiction_id for membership in user.active_memberships()):
        what = Figure.Of.SERVING
        return {what: trend_of(serving_by_month(user, at), present[what], at)}
    figures = Figure.objects.filter(user.reach(path=""), at__gt=at - timedelta(days=400), at__lt=at)
    sums = figures.order_by("at").values_list("what", "at").annotate(total=Sum("number"))
    points: dict[str, list[tuple[datetime, int]]] = {what: [] for what in present}
    for what, instant, number in sums:
        points[what].append((instant, number))
    return {what: trend_of(points[what][-MOST_POINTS:], now, at) for what, now in present.items()}


def serving_by_month(user, at: datetime) -> list[tuple[datetime, int]]:
    """How many officers in scope could serve at the beginnings of the last months, the oldest first, by one query."""
    spans = list(Span.objects.filter(user.reach(), kind=Span.Kind.SERVICE).values_list("officer", "during"))
    months = sorted(months_before(at))
    return [(month, len({officer for officer, during in spans if month in during})) for month in months]


def trend_of(found: list[tuple[datetime, int]], now: int, at: datetime) -> Trend:
    dated = [(clock.day_of(instant, ICE_ZONE), number) for instant, number in found]
    older = [point for point, (instant, _) in zip(dated, found, strict=True) if instant <= at - A_MONTH]
    return Trend(dated, now, older[-1] if older else None)
