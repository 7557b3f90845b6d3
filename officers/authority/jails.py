"""May an officer serve here? The answer of the rule, where the officer is posted, at a jail that the agreement covers.

An officer serves warrants only in the agency's own facilities (MOA App. A).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import Count, DateTimeField, Exists, Func, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Least

from agreements.jurisdictions.facilities import facility_state
from agreements.jurisdictions.models import Facility
from officers.nominations.models import Officer
from officers.postings.models import Posting
from wso_portal import clock

from .answer import Listed, listed, may_serve
from .models import Span
from .turns import courses_of
from .verdicts import Verdict, first_reason, verdict_of

SOON = timedelta(days=7)  # portal policy: a jail without an officer for a week is listed first


@dataclass(frozen=True)
class PostedOfficer:
    """One officer of a jail: whether they may serve there at the moment, in a word, and why not."""

    posting: Posting
    verdict: Verdict
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class FacilityLine:
    """One jail on a list: its state, how many may serve there now, and whether anybody may within a week."""

    facility: Facility
    tone: str
    state: str
    serving: int
    is_served: bool

    @property
    def needs_officers(self) -> bool:
        """Whether the agreement covers it, and nobody may serve there in the next 7 days."""
        return self.tone == "good" and not self.is_served


def serves_here(facility: Facility, at: datetime) -> QuerySet[Officer]:
    """Give the officers who may serve at one jail at a moment: posted there, and every requirement is met."""
    if not facility.covered_on(clock.day_of(at, facility.zone)):
        return Officer.objects.none()
    posted = Posting.objects.in_effect(at).filter(facility=facility, officer=OuterRef("pk"))
    return may_serve(Officer.objects.filter(Exists(posted)), at)


def posted_at(facility: Facility, at: datetime) -> list[PostedOfficer]:
    """Give who is posted at a jail now or later, who may serve first; each with the answer for this jail."""
    rows = list(Posting.objects.not_over(at).filter(facility=facility).select_related("officer"))
    officers = [row.officer_id for row in rows]
    answers, courses = listed(officers, at), courses_of(officers, at)
    covered = facility.covered_on(clock.day_of(at, facility.zone))
    found = [answer_here(row, answers[row.officer_id], courses[row.officer_id], covered, at) for row in rows]
    return sorted(found, key=lambda one: one.verdict is not Verdict.YES)


def answer_here(posting: Posting, answer: Listed, course: Any, covered: bool, at: datetime) -> PostedOfficer:
    """Give the answer for one posting: the officer's own, unless the posting or the coverage stands against it."""
    verdict = verdict_of(not answer.unmet, course)
    if verdict is not Verdict.YES:
        return PostedOfficer(posting, verdict, reason=first_reason(course.turn, answer.unmet)[1])
    if posting.starts_at > at:
        return PostedOfficer(posting, Verdict.NOT_YET, reason="The posting has not started.")
    if not covered:
        return PostedOfficer(posting, Verdict.NO, reason="The agreement does not cover this facility today.")
    until = min(filter(None, [answer.until, posting.ends_at]), default=None)
    return PostedOfficer(posting, verdict, until)


def with_numbers(facilities: QuerySet[Facility], at: datetime) -> QuerySet:
    """Add `serving`, how many who are posted there may serve at a moment, and `is_served` within SOON."""
    soon = at + SOON
    posted = Posting.objects.not_over(at).filter(facility=OuterRef("pk"))
    now = Span.objects.serving(at).filter(officer=OuterRef("officer"))
    counted = posted.filter(Exists(now), starts_at__lte=at).order_by().values("facility").annotate(number=Count("pk"))
    together = Func(
        Greatest(OuterRef("starts_at"), Value(at, DateTimeField())),
        Least(OuterRef("ends_at"), Value(soon, DateTimeField())),
        function="TSTZRANGE", output_field=DateTimeRangeField(),
    )  # fmt: skip
    ahead = Span.objects.filter(officer=OuterRef("officer"), kind=Span.Kind.SERVICE, during__overlap=together)
    return facilities.annotate(
        serving=Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0),
        is_served=Exists(posted.filter(Exists(ahead), starts_at__lt=soon)),
    )


def facility_line(facility: Any, at: datetime) -> FacilityLine:
    """Give the line of a facility that has the numbers of `with_numbers`."""
    tone, state = facility_state(facility, at)
    covered = tone == "good"
    return FacilityLine(facility, tone, state, facility.serving if covered else 0, covered and facility.is_served)


def facility_lines(facilities: QuerySet[Facility], at: datetime) -> list[FacilityLine]:
    """Give the jails of one agency: those without an officer for a week first."""
    lines = [facility_line(facility, at) for facility in with_numbers(facilities, at)]
    return sorted(lines, key=lambda line: not line.needs_officers)
