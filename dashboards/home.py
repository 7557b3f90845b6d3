"""What Home shows to one person: what waits for them, what others hold, the dates ahead, their numbers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField, F, Func, Value, prefetch_related_objects
from django.db.models.functions import Cast
from django.urls import reverse

from accounts.roles import READERS, Role
from agreements.memoranda.models import Agreement
from officers.authority.models import Course, Span
from officers.credentials.models import Credential
from officers.training.models import TrainingClass
from records.lists import MOST
from wso_portal import clock

from .queue import collect, named
from .waiting import MINE, SENT

EACH = 5
AHEAD_DAYS = 30
DATES = 8


@dataclass(frozen=True)
class Ahead:
    """Something with a date in the next thirty days."""

    on: date
    what: str
    place: str
    url: str


class Home:
    """One person's page at one moment."""

    def __init__(self, user, at: datetime):
        self.user, self.at = user, at
        groups = collect((*MINE, *SENT), user, at, each=EACH)
        mine = [group for group in groups if group.step in MINE]
        self.mine = sorted(mine, key=lambda group: -group.overdue)  # what is overdue comes first
        self.sent = [group for group in groups if group.step in SENT]

    @property
    def headline(self) -> str:
        """How many things wait for the person, in words."""
        total = sum(group.number for group in self.mine)
        if not total:
            return "Nothing waits for you"
        if any(group.number > MOST for group in self.mine) or total > MOST:
            return f"More than {MOST:,} things wait for you"
        return f"{total:,} things wait for you" if total > 1 else "1 thing waits for you"

    @property
    def overdue(self) -> int:
        """Of how many steps at least the oldest waits longer than policy allows."""
        return sum(group.overdue > 0 for group in self.mine)

    @property
    def agencies(self) -> list:
        """The agencies for which the person acts: each with the field office that answers for it."""
        held = self.user.standing(Role.ADMINISTRATOR, Role.VIEWER)
        agencies = list({m.jurisdiction_id: m.jurisdiction for m in held}.values())
        prefetch_related_objects(agencies, "field_office")
        return agencies

    @property
    def ahead(self) -> list[Ahead]:
        """Classes, expiries and notices of the next thirty days, the nearest first, by one query."""
        first, *rest = dates_ahead(self.user, clock.today(), self.at)
        found = sorted(first.union(*rest, all=True), key=lambda row: (row[0], row[2]))
        shown = found[:DATES]
        return [Ahead(on, f"{word}{what}", place, reverse(url, args=[pk])) for on, word, what, place, url, pk in shown]

    @property
    def numbers(self) -> list[tuple[str, str, str]]:
        """The person's numbers as (number, words, link to the rows), by one query; none for who browses no records."""
        if not self.user.standing(*READERS):
            return []
        reach = self.user.reach()
        counted = {
            "serve": Span.objects.filter(reach, kind=Span.Kind.SERVICE, during__contains=self.at),
            "way": Course.objects.filter(reach).underway(self.at),
            "force": Agreement.objects.filter(reach, program="WSO").in_stage("in_force", self.at),
        }
        found = numbers_of(counted)
        return [(found[name], words, f"{reverse(url)}{query}") for name, words, url, query in NUMBERS]


NUMBERS = (
    ("serve", "officers may serve now", "authority:roster", "?answer=yes"),
    ("way", "officers on the way", "authority:roster", "?answer=progress"),
    ("force", "WSO agreements in force", "memoranda:agreements", "?status=in_force&program=WSO"),
)


def numbers_of(counted: dict) -> dict[str, str]:
    """Each count exact to MOST, "1,000+" beyond, by one query that looks at no more rows than that."""
    named_rows = [rows.order_by().annotate(w_name=Value(name, CharField())) for name, rows in counted.items()]
    first, *rest = [rows.values_list("w_name")[: MOST + 1] for rows in named_rows]
    sql, params = first.union(*rest, all=True).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT w_name, count(*) FROM ({sql}) counted GROUP BY 1", params)  # noqa: S608 our own SQL
        found = dict.fromkeys(counted, 0) | dict(cursor.fetchall())
    return {name: f"{MOST:,}+" if number > MOST else f"{number:,}" for name, number in found.items()}


def dates_ahead(user, today: date, at: datetime) -> list:
    """One queryset a kind of date, each with the nearest few as (on, word, what, place, page, its record)."""
    last = today + timedelta(days=AHEAD_DAYS)
    classes = TrainingClass.objects.visible_to(user).scheduled().filter(starts_on__range=(today, last))
    expiring = Credential.objects.visible_to(user).in_hand().filter(expires_on__range=(today, last), expires_at__gt=at)
    ending = Agreement.objects.visible_to(user).effective(at).filter(ends_at__lte=at + timedelta(days=AHEAD_DAYS))
    return [
        nearest(classes, F("starts_on"), "Class: ", "site", "field_office__name", "training:training_class", "pk"),
        nearest(
            expiring, F("expires_on"), "Credential expires: ", named("officer"), "officer__jurisdiction__name",
            "authority:officer", "officer_id",
        ),
        nearest(
            ending, local_day("jurisdiction__zone", "ends_at"), "Notice takes effect: ", "program",
            "jurisdiction__name", "memoranda:agreement", "pk",
        ),
    ]  # fmt: skip


def nearest(rows, on, word: str, what, place: str, url: str, record: str):
    """The first few of one kind of date."""
    columns = {
        "w_on": Cast(on, DateField()),
        "w_word": Value(word, CharField()),
        "w_what": Cast(what, CharField()),
        "w_place": Cast(place, CharField()),
        "w_url": Value(url, CharField()),
        "w_record": Cast(record, BigIntegerField()),
    }
    return rows.annotate(**columns).order_by("w_on", "w_record").values_list(*columns)[:DATES]


def local_day(zone: str, instant: str) -> Func:
    """The day of an instant in the zone that a column names."""
    return Cast(Func(F(zone), F(instant), function="timezone"), DateField())
