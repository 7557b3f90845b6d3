"""The dates of the next thirty days: every kind that the records know, the nearest first, by one query."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from accounts.statements import AT, TODAY, Shape, run, shape_of, stand_in
from agreements.memoranda.models import Agreement, Notice
from officers.credentials.models import Authorization, Credential, Letter, Suspension
from officers.nominations.models import Departure
from officers.training.models import Examination, TrainingClass
from wso_portal import clock

AHEAD_DAYS = 30
DATES = 8
CHARS = CharField()
UNTIL = AT + timedelta(days=AHEAD_DAYS)
AGENCY_OF = "officer__jurisdiction__name"


@dataclass(frozen=True)
class AheadRow:
    """Something with a date in the next thirty days."""

    on: date
    what: str
    place: str
    url: str


def dates_of(user, at: datetime) -> list[AheadRow]:
    """What a person's records have in the next thirty days, the nearest first."""
    statement = dates_ahead(shape_of(user))
    found = sorted(run(statement, user, at=at, today=clock.today()), key=lambda row: (row[0], row[2]))
    return [AheadRow(on, f"{word}{what}", place, reverse(url, args=[pk])) for on, word, what, place, url, pk in found][
        :DATES
    ]


@lru_cache(maxsize=512)
def dates_ahead(shape: Shape) -> tuple[str, tuple]:
    """The nearest few of each kind of date, as (on, word, what, place, page, its record), by one statement."""
    user = stand_in(shape)
    first, *rest = [*of_agreements(user), *of_officers(user)]
    return first.union(*rest, all=True).query.sql_with_params()


def of_agreements(user) -> list[QuerySet]:
    """Classes, notices that take effect, letters that end."""
    last = TODAY + timedelta(days=AHEAD_DAYS)
    classes = TrainingClass.objects.visible_to(user).scheduled().filter(starts_on__gte=TODAY, starts_on__lte=last)
    ending = Agreement.objects.visible_to(user).effective(AT).filter(ends_at__lte=UNTIL)
    suspending = Notice.objects.visible_to(user).suspensions().ahead(AT).filter(effective_at__lte=UNTIL)
    letters = Letter.objects.visible_to(user).live().filter(ends_at__gt=AT, ends_at__lte=UNTIL)
    zone, agency, page = "agreement__jurisdiction__zone", "agreement__jurisdiction__name", "memoranda:agreement"
    return [
        nearest_dates(
            classes, "starts_on", F("starts_on"), "Class: ", "site", "field_office__name", "training:training_class",
            "pk",
        ),
        nearest_dates(
            ending, "ends_at", local_day("jurisdiction__zone", "ends_at"), "Agreement ends: ", "program",
            "jurisdiction__name", page, "pk",
        ),
        nearest_dates(
            suspending, "effective_at", local_day(zone, "effective_at"), "Agreement suspended: ", "agreement__program",
            agency, page, "agreement_id",
        ),
        nearest_dates(
            letters, "ends_at", F("until_on"), "Letter ends: ", named_in_letter(), agency, "credentials:letter", "pk"
        ),
    ]  # fmt: skip


def of_officers(user) -> list[QuerySet]:
    """Credentials that expire, officers who leave, suspensions that end, retakes that are planned."""
    expiring = Credential.objects.visible_to(user).expiring(AT, UNTIL)
    leaving = Departure.objects.visible_to(user).live().filter(departs_at__gt=AT, departs_at__lte=UNTIL)
    resuming = Suspension.objects.visible_to(user).live().filter(ends_at__gt=AT, ends_at__lte=UNTIL)
    held = Exists(Credential.objects.in_hand().filter(officer=OuterRef("officer")))
    leaves = Case(When(held, then=Value("Officer departs, credential due back: ")), default=Value("Officer departs: "))
    last = TODAY + timedelta(days=AHEAD_DAYS)
    retakes = Examination.objects.visible_to(user).planned(TODAY, last)
    zone = "officer__jurisdiction__zone"
    kinds = (
        (expiring, "expires_at", F("expires_on"), Value("Credential expires: ")),
        (leaving, "departs_at", F("last_day_on"), leaves),
        (resuming, "ends_at", local_day(zone, "ends_at"), Value("Suspension ends: ")),
    )
    return [
        *(
            nearest_dates(rows, by, on, word, officer_name(), AGENCY_OF, "authority:officer", "officer_id")
            for rows, by, on, word in kinds
        ),
        nearest_dates(
            retakes, "retake_planned_on", F("retake_planned_on"), "Retake: ", officer_name("nomination__officer__"),
            "nomination__jurisdiction__name", "training:training_class", "enrollment__training_class_id",
        ),
    ]  # fmt: skip


def officer_name(path: str = "officer__") -> Concat:
    return Concat(f"{path}first_name", Value(" "), f"{path}last_name")


def named_in_letter() -> Concat:
    """How many officers a letter names: 2 officers."""
    named = Authorization.objects.live().filter(letter=OuterRef("pk")).order_by().values("letter")
    number = Subquery(named.annotate(number=Count("pk")).values("number"), output_field=BigIntegerField())
    return Concat(
        Cast(number, CHARS), Case(When(Exists(named[1:2]), then=Value(" officers")), default=Value(" officer"))
    )


def nearest_dates(rows: QuerySet, by: str, on, word, what, place: str, url: str, record: str) -> QuerySet:
    """The first few of one kind of date, in the order of the column `by`."""
    columns = {
        "w_on": on,
        "w_word": Cast(Value(word) if isinstance(word, str) else word, CHARS),
        "w_what": Cast(what, CHARS),
        "w_place": Cast(place, CHARS),
        "w_url": Value(url, CHARS),
        "w_record": Cast(record, BigIntegerField()),
    }
    return rows.annotate(**columns).order_by(by, "pk").values_list(*columns)[:DATES]


def local_day(zone: str, instant: str) -> Cast:
    """The day of an instant in the zone that a column names."""
    return Cast(Func(F(zone), F(instant), function="timezone"), DateField())
