"""How far an agency has come, from the inquiry to officers who may serve: the strip of its page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, DateTimeField, F, Func, IntegerField, Min, Subquery
from django.utils.dateformat import format as format_date

from officers.authority.models import Course, Span
from wso_portal import clock

# The officers' part of the way, by the column of the course: the first of the agency's officers to reach each step.
OF_OFFICERS = {
    "Accepted": "accepted_at", "Cleared": "decided_at", "Trained": "passed_at", "Certified": "certified_at",
    "Authorized": "letter_from",
}  # fmt: skip
STEP_IN_FORCE = "In force"


@dataclass(frozen=True)
class OnboardingRow:
    """One step of the strip: see records' strip."""

    label: str
    state: str
    date: str


def steps(way: dict[str, datetime | None], zone: str, stopped: bool) -> list[OnboardingRow]:
    """The strip of a way (label: when it was reached). What a later step implies is done, though its day is unknown."""
    labels = list(way)
    reached = max((number for number, label in enumerate(labels) if way[label]), default=-1)
    stops = labels.index(STEP_IN_FORCE) if stopped else -1
    return [
        OnboardingRow(label, state_of_step(number, reached, stops), day_reached(way[label], zone))
        for number, label in enumerate(labels)
    ]


def state_of_step(number: int, reached: int, stops: int) -> str:
    if number == stops:
        return "stopped"
    if number <= reached:
        return "done"
    return "current" if number == reached + 1 and stops < 0 else "todo"


def day_reached(at: datetime | None, zone: str) -> str:
    return format_date(clock.day_of(at, zone), "M j, Y") if at else ""


@dataclass(frozen=True)
class OfficerNumbers:
    """An agency's officers at a moment: how many are at each stage and may serve, and when the first reached it."""

    numbers: dict[str, int]
    reached: dict[str, datetime | None]
    serving: int
    first_served_at: datetime | None


def officers_of(jurisdiction, at: datetime) -> OfficerNumbers:
    """All of it by one query."""
    spans = Span.objects.filter(jurisdiction=jurisdiction, kind=Span.Kind.SERVICE).order_by()
    serving = spans.filter(during__contains=at).values("kind").annotate(number=Count("pk")).values("number")
    served = spans.values("kind").annotate(first=Min(Func(F("during"), function="lower"))).values("first")
    rows = Course.objects.filter(jurisdiction=jurisdiction).staged(at).order_by().values("stage")
    rows = list(
        rows.annotate(
            number=Count("*"), serving=Subquery(serving, output_field=IntegerField()),
            served=Subquery(served, output_field=DateTimeField()),
            **{f"first_{column}": Min(column) for column in OF_OFFICERS.values()},
        )
    )  # fmt: skip
    reached = {label: earliest(row[f"first_{column}"] for row in rows) for label, column in OF_OFFICERS.items()}
    serving_now, served_at = (rows[0]["serving"] or 0, rows[0]["served"]) if rows else (0, None)
    return OfficerNumbers({row["stage"]: row["number"] for row in rows}, reached, serving_now, served_at)


def earliest(instants) -> datetime | None:
    return min((at for at in instants if at), default=None)
