"""How long officers stay at each stage: the median days of those who left it in the last 12 months.

A median of the nation reads every officer, so those of the whole program and of each field office are kept once a day.
An agency's is read when it is asked for.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, F, FloatField, Q

from officers.authority.models import Course

from .models import StagePace

PACE_WINDOW = timedelta(days=365)
KEPT_FOR = timedelta(hours=23)
# Of each stage: the columns of the course that say when it was entered and left.
LEFT = {
    "nominated": ("nomination__attested_at", "accepted_at"), "accepted": ("accepted_at", "decided_at"),
    "cleared": ("decided_at", "enrolled_at"), "enrolled": ("enrolled_at", "passed_at"),
    "passed": ("passed_at", "certified_at"), "certified": ("certified_at", "letter_from"),
    "authorized": ("letter_from", "credential_from"),
}  # fmt: skip


class MedianDays(Aggregate):
    """The median of a span of time, in days."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY EXTRACT(epoch FROM %(expressions)s) / 86400)"
    output_field = FloatField()


def medians(at: datetime) -> dict[str, MedianDays]:
    """The median of each stage as an expression over courses."""
    found = {}
    for stage, (entered, left) in LEFT.items():
        lately = Q(**{f"{left}__gt": at - PACE_WINDOW, f"{left}__lte": at, f"{entered}__lte": F(left)})
        found[stage] = MedianDays(F(left) - F(entered), filter=lately)
    return found


def keep_paces(at: datetime) -> None:
    """Keep the medians of the whole program and of each field office, once a day."""
    if StagePace.objects.filter(at__gt=at - KEPT_FOR).exists():
        return
    rows: Any = Course.objects.order_by().values_list("jurisdiction__field_office").annotate(**medians(at))
    by_office: dict[int | None, dict] = {office: dict(zip(LEFT, days, strict=True)) for office, *days in rows}
    by_office[None] = Course.objects.aggregate(**medians(at))
    kept = [
        StagePace(field_office_id=office, stage=stage, days=days, at=at)
        for office, found in by_office.items()
        for stage, days in found.items()
        if days is not None
    ]
    StagePace.objects.all().delete()
    StagePace.objects.bulk_create(kept)


def paces_of(user, at: datetime) -> dict[str, int]:
    """The median days of each stage in a person's scope, by one query; a stage that nobody left has none."""
    places = {(m.field_office_id, m.jurisdiction_id) for m in user.active_memberships()}
    if (None, None) in places:
        kept = StagePace.objects.filter(field_office=None)
    elif len(places) == 1 and not next(iter(places))[1]:
        kept = StagePace.objects.filter(field_office=next(iter(places))[0])
    else:
        found = Course.objects.filter(user.reach()).aggregate(**medians(at))
        return {stage: round(days) for stage, days in found.items() if days is not None}
    return {stage: round(days) for stage, days in kept.values_list("stage", "days")}
