"""The top lines of Home: the stage of each agency of a person, and which agreements end or are suspended."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.urls import reverse

from agreements.memoranda.models import Notice
from officers.authority.models import Course, Span
from officers.credentials.models import Credential
from wso_portal import clock

from . import sources
from .models import AgencyTally, Counted
from .states import Stage

NOTICES = 5
OWED, HALTED = "owed", "halted"
NO_AGREEMENT = "No agreement on record"
AGREEMENT_WORDS = {
    Stage.IN_FORCE: "Agreement in force", Stage.NOTICE_GIVEN: "Agreement in force, notice given",
    Stage.SUSPENDED: "Agreement suspended", Stage.ENDED: "Agreement ended", Stage.SENT: "Agreement sent for signature",
    Stage.DRAFTED: "Agreement drafted", Stage.RECORDED: "Agreement awaiting a check",
}  # fmt: skip


@dataclass(frozen=True)
class AgencyLine:
    """One agency on one line: facts in words, each with the address of its rows."""

    agency: object
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class NoticeLine:
    """A notice that will end or suspend an agreement, or suspends it now: when, and how many officers may serve."""

    notice: Notice
    when: datetime
    days: int
    officers: int
    starts: bool  # it is still to take effect

    @property
    def suspends(self) -> bool:
        return self.notice.is_suspension


def lines_of(agencies: list, at: datetime) -> list[AgencyLine]:
    """A line for each agency of a person, by two queries."""
    places = [agency.pk for agency in agencies]
    if not places:
        return []
    numbers: dict[int, Counter] = {place: Counter() for place in places}
    stages: dict[int, Stage] = {}
    tallies = AgencyTally.objects.filter(jurisdiction__in=places, program__in=["", "WSO"])
    for place, what, stage, number in tallies.exclude(what=Counted.What.EXPIRING).counted(
        at, "jurisdiction", "what", "stage"
    ):
        if what == Counted.What.PARTNERSHIP:
            stages[place] = Stage(stage)
        elif stage != "out":
            numbers[place][what] += number
    wanted = sources.of_who_is_out(at) | Q(called_back_at__lte=at)
    owed = Credential.objects.in_hand().filter(wanted, officer__jurisdiction__in=places)
    halted = Course.objects.filter(jurisdiction__in=places, suspended__covers=at)
    for place, what, number in by_place(owed, "officer__jurisdiction", OWED).union(
        by_place(halted, "jurisdiction", HALTED), all=True
    ):
        numbers[place][what] = number
    return [facts_of_agency(agency, stages.get(agency.pk), numbers[agency.pk]) for agency in agencies]


def by_place(rows: QuerySet, place: str, what: str) -> QuerySet:
    """How many rows there are of each agency: (agency, what, number)."""
    named = rows.order_by().annotate(w_what=Value(what, CharField())).values_list(place, "w_what")
    return named.annotate(w_number=Count("pk"))


def facts_of_agency(agency, stage: Stage | None, numbers: Counter) -> AgencyLine:
    """The facts of one agency in words, each with the address of its rows."""
    roster, officers = f"{reverse('authority:roster')}?agency={agency.pk}", numbers[Counted.What.OFFICER]
    page = reverse("dashboards:jurisdiction", args=[agency.pk])
    facts = [(AGREEMENT_WORDS.get(stage, NO_AGREEMENT) if stage else NO_AGREEMENT, page)]
    if officers:
        facts.append((f"{numbers[Counted.What.SERVING]:,} of {officers:,} may serve", f"{roster}&answer=yes"))
    if way := numbers[Counted.What.UNDERWAY]:
        facts.append((f"{way:,} in progress", f"{roster}&answer=progress"))
    if numbers[HALTED]:
        followed = f"{reverse('dashboards:home')}?show=others&kind=suspended"
        facts.append((f"{numbers[HALTED]:,} suspended by ICE", followed))
    if due := numbers[OWED]:
        words = "1 credential due back" if due == 1 else f"{due:,} credentials due back"
        facts.append((words, f"{reverse('credentials:credentials')}?show=to_return"))
    return AgencyLine(agency, facts)


def notice_lines(user, at: datetime) -> list[NoticeLine]:
    """The notices in a person's scope that are to take effect or suspend an agreement now, the soonest first."""
    visible = Notice.objects.visible_to(user).filter(Q(agreement__ends_at=None) | Q(agreement__ends_at__gt=at))
    suspensions = visible.suspensions()
    notices = visible.terminations().filter(effective_at__gt=at) | suspensions.covering(at) | suspensions.ahead(at)
    found = list(notices.select_related("agreement__jurisdiction").order_by("effective_at", "pk")[:NOTICES])
    places = [notice.agreement.jurisdiction_id for notice in found]
    serving = Span.objects.serving(at).filter(jurisdiction__in=places).order_by().values_list("jurisdiction")
    numbers = dict(serving.annotate(number=Count("pk"))) if found else {}
    return [notice_line(notice, numbers, at) for notice in found]


def notice_line(notice: Notice, numbers: dict, at: datetime) -> NoticeLine:
    zone, when = notice.agreement.jurisdiction.zone, notice.effective_at
    days = (clock.day_of(when, zone) - clock.day_of(at, zone)).days
    return NoticeLine(notice, when, days, numbers.get(notice.agreement.jurisdiction_id, 0), when > at)
