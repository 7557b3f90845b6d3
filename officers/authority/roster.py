"""The roster: filters in the address, a page of officers, and for that page the answers by one more query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils.html import format_html

from agreements.memoranda.terms import POWERS, R4, Terms, terms_of
from officers.nominations.models import Officer
from officers.nominations.states import NOMINATE
from pages.citations import clause_link
from pages.columns import Column, Heading, headings, ordered_by, sorted_by
from pages.lists import ROWS_SHOWN, Part, chips, part_of
from pages.templatetags.show import ending, status_tag
from records.turns import holder_of

from .answer import Listed, listed, may_serve
from .forms import STAGE_NAMES, RosterForm
from .models import Course, Span
from .querysets import in_progress_at
from .requirements import clause_of
from .turns import courses_of, turn_of
from .verdicts import Verdict, first_reason, verdict_of

OFFICERS_SHOWN = ROWS_SHOWN
NAME = ("last_name", "first_name", "pk")
ROSTER_COLUMNS = (
    Column("Officer", "name", NAME), Column("Agency", "agency", ("jurisdiction__state", "jurisdiction__name")),
    Column("Stage", "stage"), Column("May serve now", "answer", ("rank",)),
    Column("Until", "expiry", (F("course__credential_until").asc(nulls_last=True),)), Column("Waiting on", "holder"),
)  # fmt: skip
TRIGRAM = 3  # letters from which an index finds a part of a word


@dataclass(frozen=True)
class RosterRow:
    """One officer on the roster: the answer in a word with its first reason, whose turn it is and for what."""

    url: str
    name: str
    agency: str
    stage: str
    answer: str
    until: str
    holder: str
    next_step: str


class RosterPage:
    """What /officers/ shows to one person at one moment."""

    def __init__(self, request, at: datetime):
        self.request, self.at, self.user = request, at, request.user
        self.form = RosterForm(request.GET, user=request.user)
        self.filters = self.form.cleaned_data if self.form.is_valid() else {}

    @property
    def nominates(self) -> bool:
        """Whether the person may nominate, somewhere."""
        return bool(self.user.active_memberships(*NOMINATE.roles))

    @cached_property
    def part(self) -> Part:
        """The page of officers, without the answers."""
        return part_of(self.officers, self.request.GET, OFFICERS_SHOWN)

    @cached_property
    def rows(self) -> list[RosterRow]:
        """Give the page with its answers and turns, by one query each."""
        officers = [officer.pk for officer in self.part.rows]
        courses, answers = courses_of(officers, self.at), listed(officers, self.at)
        return [roster_row(officer, courses[officer.pk], answers[officer.pk]) for officer in self.part.rows]

    @property
    def officers(self) -> QuerySet:
        """The officers that pass the filters, in the order asked for."""
        return on_roster(self.user, self.filters, self.at)

    @property
    def shows_agency(self) -> bool:
        """Whether the officers on the list can be of several agencies."""
        return not self.filters.get("agency") and self.user.sees_agencies

    @property
    def shows_stage(self) -> bool:
        return not self.filters.get("stage")

    @property
    def headings(self) -> list[Heading]:
        """The columns. One in which all rows would say the same is left out."""
        hidden = {"agency": not self.shows_agency, "stage": not self.shows_stage}
        columns = [column for column in ROSTER_COLUMNS if not hidden.get(column.name)]
        return headings(columns, self.request.GET, self.filters.get("sort", ""), "name")

    @property
    def worst_first(self) -> str:
        """The address of the same list with those who may not serve on top; empty when it is in that order."""
        return "" if self.filters.get("sort") == "answer" else sorted_by("answer", self.request.GET)

    @property
    def chips(self):
        return chips(self.form, self.request.GET) if self.filters else []


def roster_listed(user, query, at: datetime) -> tuple[RosterForm, QuerySet]:
    """The form of the filters, and the officers in a person's scope that pass them."""
    form = RosterForm(query, user=user)
    return form, on_roster(user, form.cleaned_data if form.is_valid() else {}, at)


def on_roster(user, filters: dict, at: datetime) -> QuerySet:
    """The officers of the roster by its filters, in the order asked for."""
    found = in_scope(user, filters, at).select_related("jurisdiction__field_office")
    officers, sort = found.annotate(revision=F("course__nomination__agreement__revision")), filters.get("sort", "")
    return by_name_found(officers) if not sort and selective(filters.get("q", "")) else ordered(officers, sort, at)


def in_scope(user, filters: dict, at: datetime) -> QuerySet:
    """Officers a person may see, narrowed by the roster's filters; the dashboard counts with the same function."""
    found = Officer.objects.visible_to(user)
    if filters.get("q"):
        found = searched(found, filters["q"])
    if filters.get("answer"):
        found = with_answer(found, filters["answer"], at)
    if filters.get("stage"):
        found = found.filter(pk__in=Course.objects.in_stage(filters["stage"], at).values("officer"))
    if filters.get("office"):
        found = found.filter(jurisdiction__field_office=filters["office"])
    if filters.get("state"):
        found = found.filter(jurisdiction__state__iexact=filters["state"].strip())
    if filters.get("agency"):
        found = found.filter(jurisdiction=filters["agency"])
    if filters.get("expires_within") is not None:
        found = found.filter(course__credential_until__gt=at)
        found = found.filter(course__credential_until__lte=at + timedelta(days=filters["expires_within"]))
    return found


def searched(officers: QuerySet, words: str) -> QuerySet:
    """By part of a name or by badge, of now or before; by trigram index."""
    for word in words.replace("\x00", "").split()[:4]:
        found = Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(badge__icontains=word)
        found |= Q(former__icontains=word)
        officers = officers.filter(found)
    return officers


def with_answer(officers: QuerySet, answer: str, at: datetime) -> QuerySet:
    """The officers with one verdict, by its key."""
    if answer == Verdict.YES.key:
        return may_serve(officers, at)
    courses = Course.objects.stopped(at) if answer == Verdict.NO.key else Course.objects.underway(at)
    return officers.filter(pk__in=courses.values("officer"))


def selective(words: str) -> bool:
    """Whether the index of trigrams finds what is searched for."""
    return any(len(word) >= TRIGRAM for word in words.split())


def by_name_found(officers: QuerySet) -> QuerySet:
    """Officers by name, in an order that no index gives.

    PostgreSQL then finds the few by trigrams and sorts them. In the order of an index it would walk half the nation.
    """
    return officers.order_by(Concat("last_name", Value("")), "first_name", "pk")


def ordered(officers: QuerySet, sort: str, at: datetime) -> QuerySet:
    """The officers in one of the orders of SORTS; those of one place in it by name."""
    ranked = officers.annotate(rank=rank_at(at)) if sort.endswith("answer") else officers
    return ordered_by(ranked, ROSTER_COLUMNS, sort or "name", NAME)


def rank_at(at: datetime) -> Case:
    """The verdict as a number: No, Not yet, Yes."""
    serving = Span.objects.serving(at).filter(officer=OuterRef("pk"))
    yes, way = When(Exists(serving), then=2), When(in_progress_at(at, "course__"), then=1)
    return Case(yes, way, default=0, output_field=IntegerField())


def terms_for(officer) -> Terms:
    """The terms of the agreement that nominated an officer; `officer` is annotated with its revision."""
    return terms_of(officer.revision) if officer.revision else R4


def roster_row(officer, course: Course, answer: Listed) -> RosterRow:
    """`officer` is annotated with revision; `course` has its turn."""
    agency, turn = officer.jurisdiction, turn_of(course)
    return RosterRow(
        url=f"{officer.pk}/",  # below the roster's own address
        name=str(officer),
        agency=agency.name,
        stage=STAGE_NAMES[course.stage],
        answer=answer_of(officer, course, answer),
        until=ending(answer.until, agency.zone),
        holder=holder_of(turn, agency),
        next_step=turn.next_step if turn.actions else "",
    )


def answer_of(officer, course: Course, answer: Listed) -> str:
    """Give Yes, Not yet or No for a row: with the one warrant that a Yes holds for, or with the first reason.

    `officer` is annotated with revision; `course` has its turn.
    """
    verdict = verdict_of(not answer.unmet, course)
    tag = status_tag(verdict.tone, verdict.word)
    if verdict is Verdict.YES:
        return (
            format_html('{} <span class="quiet">{} only</span>', tag, *answer.powers) if limited(answer.powers) else tag
        )
    code, sentence = first_reason(course.turn, answer.unmet)
    if verdict is not Verdict.NO:
        return format_html('{} <span class="quiet">{}</span>', tag, sentence)
    clause = clause_link(clause_of(code, terms_for(officer)).where, officer.revision or "")
    return format_html('{} <span class="quiet">{} ({})</span>', tag, sentence, clause)


def limited(powers: Sequence[str]) -> bool:
    """Whether a letter names fewer powers than the agreement delegates (App. A)."""
    return len(powers) < len(POWERS)
