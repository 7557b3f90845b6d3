"""How what waits is collected: of each source, for each step, the oldest and how many there are, all by one query."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce

from django.conf import settings
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateTimeField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from records.lists import MOST

# The oldest rows of each part and step, and how many there are.
OLDEST = """
SELECT w_part, w_step, w_record, w_what, w_place, w_since, number FROM (
  SELECT w.*, row_number() OVER (PARTITION BY w_part, w_step ORDER BY w_since, w_record) AS rank,
    count(*) OVER (PARTITION BY w_part, w_step) AS number
  FROM ({union}) w
) ranked WHERE rank <= %s ORDER BY w_part, w_step, rank
"""


@dataclass(frozen=True)
class Source:
    """Rows that wait, and the columns of each as paths or expressions.

    `rows(user, at)` are the nation's, narrowed to a scope by the path `agency` (or, without `scoped`, the person's own
    already). `step` is the name of the step a row waits for; `record` the number of that step's record; `since` when it
    began to wait. With `officer`, the path to one, a row shows the name instead of `what`.
    """

    rows: Callable[[object, datetime], QuerySet]
    step: object
    since: object
    record: object = "pk"
    what: object = "jurisdiction__name"
    place: object = ""
    officer: str = ""
    agency: str = "jurisdiction"
    scoped: bool = True

    def part(self, number: int, names: set[str], user, roles, at: datetime, within) -> QuerySet:
        """The rows that wait for these steps where the person holds the roles, as the columns that OLDEST reads."""
        rows = self.rows(user, at)
        if within is not None:
            rows = rows.filter(**{self.agency or "pk": within.pk})
        elif self.scoped:
            rows = rows.filter(user.reach(*roles, path=self.agency))
        columns = {
            "w_part": Value(number, IntegerField()),
            "w_step": Cast(expression(self.step), CharField()),
            "w_record": Cast(expression(self.record), BigIntegerField()),
            "w_what": Cast(named(self.officer) if self.officer else expression(self.what), CharField()),
            "w_place": Cast(expression(self.place or f"{self.agency}__name"), CharField()),
            "w_since": Cast(expression(self.since), DateTimeField()),
        }
        rows = rows.annotate(**columns).order_by().values_list(*columns)
        if isinstance(self.step, Value):
            return rows.order_by("w_since", "w_record")[: MOST + 1]
        return rows.filter(w_step__in=sorted(names))


@dataclass(frozen=True)
class Step:
    """One step that someone takes: its source's name for it, the words, whose turn, its page and the whole list."""

    name: str
    source: Source
    heading: str
    label: str
    roles: tuple[str, ...]
    url: str
    all: str = ""
    all_query: str = ""
    of_record: bool = True  # the page of the step is about one record

    def address(self, record: int) -> str:
        """Where the step is taken."""
        return reverse(self.url, args=[record] if self.of_record else [])

    @property
    def list_address(self) -> str:
        """The whole list of what waits for it; empty where there is none."""
        return f"{reverse(self.all)}{self.all_query}" if self.all else ""


@dataclass(frozen=True)
class Item:
    """One thing that waits: what, where, since when, and the link to its step."""

    what: str
    place: str
    since: datetime | None
    url: str
    overdue: int  # days beyond what policy allows; 0 when within


@dataclass(frozen=True)
class Group:
    """What waits for one step: the oldest few, and how many there are in all."""

    step: Step
    number: int
    items: list[Item]

    @property
    def counted(self) -> str:
        return f"{MOST:,}+" if self.number > MOST else f"{self.number:,}"

    @property
    def overdue(self) -> int:
        return max(item.overdue for item in self.items)


def expression(path):
    return F(path) if isinstance(path, str) else path


def named(path: str) -> Concat:
    """An officer's name, by the path that leads to the officer."""
    return Concat(f"{path}__first_name", Value(" "), f"{path}__last_name")


def collect(steps, user, at: datetime, *, each: int, within=None) -> list[Group]:
    """What waits for these steps, by one query: the groups in the steps' order, `each` rows of each.

    A person sees what waits where they hold the step's roles; `within` narrows it to one agency.
    """
    mine = {step: held(step, user, within) for step in steps}
    mine = {step: roles for step, roles in mine.items() if roles}
    wanted: dict[tuple, set[str]] = {}
    for step, roles in mine.items():
        wanted.setdefault((step.source, roles), set()).add(step.name)
    numbers = {key: number for number, key in enumerate(wanted)}
    parts = [key[0].part(numbers[key], names, user, key[1], at, within) for key, names in wanted.items()]
    found: dict[tuple[int, str], list] = {}
    for number, name, *row in oldest(parts, each):
        found.setdefault((number, name), []).append(row)
    keys = {step: (numbers[step.source, roles], step.name) for step, roles in mine.items()}
    return [group(step, found[key], at) for step, key in keys.items() if key in found]


def held(step: Step, user, within) -> tuple[str, ...]:
    """The roles of the step that the person holds; for one agency, holds there (and a person's own work is nowhere)."""
    if within is not None and not step.source.scoped:
        return ()
    return tuple(role for role in step.roles if (user.holds([role], within) if within else user.standing(role)))


def oldest(parts: list[QuerySet], each: int) -> list[tuple]:
    """The rows of OLDEST for these parts."""
    if not parts:
        return []
    union = reduce(lambda whole, part: whole.union(part, all=True), parts) if len(parts) > 1 else parts[0]
    sql, params = union.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(OLDEST.format(union=sql), [*params, each])
        return cursor.fetchall()


def group(step: Step, rows: list, at: datetime) -> Group:
    items = [
        Item(what, place, since, step.address(record), days_over(since, at)) for record, what, place, since, _ in rows
    ]
    return Group(step, rows[0][-1], items)


def days_over(since: datetime | None, at: datetime) -> int:
    """How many days longer than the policy's WAITING_DAYS something has waited."""
    limit = timedelta(days=settings.WAITING_DAYS)
    return max((at - since - limit).days, 0) if since else 0
