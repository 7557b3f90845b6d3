"""What Home shows to one person: what waits for them, what others hold, the dates ahead, their numbers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import BigIntegerField, CharField, DateField, F, Func, Value, prefetch_related_objects
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from accounts.roles import NATIONAL, READERS, Role
from accounts.statements import AT, TODAY, Shape, run, shape_of, stand_in
from agreements.memoranda.models import Agreement
from officers.authority.models import Course, Span
from officers.credentials.models import Credential
from officers.training.models import TrainingClass
from pages.lists import MOST
from wso_portal import clock

from .queue import collect
from .waiting import MINE, SENT

EACH = 5
AHEAD_DAYS = 30
DATES = 8
TEXT = CharField()


@dataclass(frozen=True)
class AheadRow:
    """Something with a date in the next thirty days."""

    on: date
    what: str
    place: str
    url: str


class HomePage:
    """One person's page at one moment."""

    def __init__(self, user, at: datetime):
        self.user, self.at = user, at
        groups = collect((*MINE, *SENT), user, at, each=EACH)
        mine = [group for group in groups if group.row in MINE]
        self.mine = sorted(mine, key=lambda group: -group.overdue)  # what is overdue comes first
        self.sent = [group for group in groups if group.row in SENT]

    @property
    def headline(self) -> str:
        """How many things wait for the person, in words."""
        total = sum(group.number for group in self.mine)
        if not total:
            return "You have no tasks"
        if any(group.number > MOST for group in self.mine) or total > MOST:
            return f"You have more than {MOST:,} tasks"
        return f"You have {total:,} tasks" if total > 1 else "You have 1 task"

    @property
    def overdue(self) -> int:
        """Of how many steps at least the oldest waits longer than policy allows."""
        return sum(group.overdue > 0 for group in self.mine)

    @property
    def agencies(self) -> list:
        """The agencies for which the person acts: each with the field office that answers for it."""
        held = self.user.active_memberships(Role.ADMINISTRATOR, Role.VIEWER)
        agencies = list({m.jurisdiction_id: m.jurisdiction for m in held}.values())
        prefetch_related_objects(agencies, "field_office")
        return agencies

    @property
    def ahead(self) -> list[AheadRow]:
        """Classes, expiries and notices of the next thirty days, the nearest first, by one query."""
        statement = dates_ahead(shape_of(self.user))
        found = sorted(run(statement, self.user, at=self.at, today=clock.today()), key=lambda row: (row[0], row[2]))
        shown = found[:DATES]
        return [
            AheadRow(on, f"{word}{what}", place, reverse(url, args=[pk])) for on, word, what, place, url, pk in shown
        ]

    @property
    def numbers(self) -> list[tuple[str, str, str]]:
        """The person's numbers as (number, words, link to the rows), by one query.

        None for who browses no records, and none for the nation: those stand on the dashboard.
        """
        if not self.user.active_memberships(*READERS) or self.user.active_memberships(*NATIONAL):
            return []
        found = dict(run(numbers_of(shape_of(self.user)), self.user, at=self.at))
        return [(counted(found.get(name, 0)), words, f"{reverse(url)}{query}") for name, words, url, query in NUMBERS]


NUMBERS = (
    ("serve", "officers may serve now", "authority:roster", "?answer=yes"),
    ("way", "officers on the way", "authority:roster", "?answer=progress"),
)


def counted(number: int) -> str:
    return f"{MOST:,}+" if number > MOST else f"{number:,}"


@lru_cache(maxsize=512)
def numbers_of(shape: Shape) -> tuple[str, tuple]:
    """Each of NUMBERS exact to MOST: (name, number), by one statement that looks at no more rows than that."""
    reach = stand_in(shape).reach()
    rows = {
        "serve": Span.objects.filter(reach, kind=Span.Kind.SERVICE, during__contains=AT),
        "way": Course.objects.filter(reach).underway(AT),
    }
    columns = [
        found.order_by().annotate(w_name=Value(name, TEXT)).values_list("w_name") for name, found in rows.items()
    ]
    first, *rest = [found[: MOST + 1] for found in columns]
    sql, params = first.union(*rest, all=True).query.sql_with_params()
    return f"SELECT w_name, count(*) FROM ({sql}) counted GROUP BY 1", params  # noqa: S608 no word of it is a user's


@lru_cache(maxsize=512)
def dates_ahead(shape: Shape) -> tuple[str, tuple]:
    """The nearest few of each kind of date, as (on, word, what, place, page, its record), by one statement."""
    user, last = stand_in(shape), TODAY + timedelta(days=AHEAD_DAYS)
    classes = TrainingClass.objects.visible_to(user).scheduled().filter(starts_on__gte=TODAY, starts_on__lte=last)
    expiring = Credential.objects.visible_to(user).expiring(AT, AT + timedelta(days=AHEAD_DAYS))
    ending = Agreement.objects.visible_to(user).effective(AT).filter(ends_at__lte=AT + timedelta(days=AHEAD_DAYS))
    parts = [
        nearest_dates(
            classes, "starts_on", F("starts_on"), "Class: ", "site", "field_office__name", "training:training_class",
            "pk",
        ),
        nearest_dates(
            expiring, "expires_at", F("expires_on"), "Credential expires: ", officer_name(),
            "officer__jurisdiction__name", "authority:officer", "officer_id",
        ),
        nearest_dates(
            ending, "ends_at", local_day("jurisdiction__zone", "ends_at"), "Notice takes effect: ", "program",
            "jurisdiction__name", "memoranda:agreement", "pk",
        ),
    ]  # fmt: skip
    return parts[0].union(*parts[1:], all=True).query.sql_with_params()


def officer_name() -> Concat:
    return Concat("officer__first_name", Value(" "), "officer__last_name")


def nearest_dates(rows, by: str, on, word: str, what, place: str, url: str, record: str):
    """The first few of one kind of date, in the order of a column that has an index."""
    columns = {
        "w_on": on,
        "w_word": Value(word, TEXT),
        "w_what": Cast(what, TEXT),
        "w_place": Cast(place, TEXT),
        "w_url": Value(url, TEXT),
        "w_record": Cast(record, BigIntegerField()),
    }
    return rows.annotate(**columns).order_by(by, "pk").values_list(*columns)[:DATES]


def local_day(zone: str, instant: str) -> Cast:
    """The day of an instant in the zone that a column names."""
    return Cast(Func(F(zone), F(instant), function="timezone"), DateField())
