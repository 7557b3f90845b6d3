"""How tasks are collected: of each source, for each step, the oldest, how many there are, and how many are overdue.

All of it is one query.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, CharField, DateTimeField, F, Func, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from accounts.statements import AT, Later, Shape, run, shape_of, stand_in, stand_in_place
from officers.authority.models import Course
from pages.lists import MOST
from records.turns import Turn

# The oldest rows of each part and step, and how many there are; names are looked up for what is shown only. The turn of
# an officer is asked in one place, row by row (OFFSET 0): within each part PostgreSQL would plan all of it each time.
OLDEST = """
SELECT r.part, r.step, coalesce(n.agreement_id, r.record),
  coalesce(r.what, o.first_name || ' ' || o.last_name, j.name),
  coalesce(r.place, CASE WHEN r.officer IS NULL AND r.what IS NULL THEN j.state ELSE j.name END), r.since,
  r.number, r.late
FROM (
  SELECT w.*, row_number() OVER (PARTITION BY part, step ORDER BY since, record) AS rank,
    count(*) OVER (PARTITION BY part, step) AS number,
    count(*) FILTER (WHERE since <= %s) OVER (PARTITION BY part, step) AS late
  FROM ({waiting}) w
) r
LEFT JOIN nominations_officer o ON o.id = r.officer
LEFT JOIN nominations_nomination n ON n.id = r.nomination
LEFT JOIN jurisdictions_jurisdiction j ON j.id = r.agency
WHERE r.rank <= {each} ORDER BY r.part, r.step, r.rank
"""
QUEUE_COLUMNS = "part, step, record, nomination, officer, agency, what, place, since"
WAITING = """
SELECT {columns} FROM ({union}) u ({columns}, course)"""
WITH_TURNS = """
SELECT u.part, coalesce(u.step, t.turn) AS step, u.record, u.nomination, u.officer, u.agency, u.what, u.place, u.since
FROM ({union}) u ({columns}, course) LEFT JOIN LATERAL ({turn} OFFSET 0) t ON true
WHERE u.course IS NULL OR (coalesce(u.step, t.turn) = t.turn AND (u.part, t.turn) IN %s)"""
TEXT, NUMBER = CharField(), BigIntegerField()
LATE = Later("late", DateTimeField())  # what is open since then, or longer, is overdue


@dataclass(frozen=True, eq=False)
class QueueSource:
    """Rows that wait, and the columns of each as paths or expressions.

    `rows(user, at)` are the nation's, narrowed to a scope by the path `agency` (without one, the person's own already).
    `step` is the name of the step a row waits for; `since` when it began to wait; `record` the number of that step's
    record, or `nomination` the one under whose agreement it is. A row shows the officer at the path `officer` and the
    agency, or the agency and its state, or `what` and `place`. With `turned` the row counts only while it is the
    officer's turn; without a step of its own, that turn is its step.
    """

    rows: Callable[[Any, Any], QuerySet]
    step: object
    since: object
    record: object = "pk"
    nomination: object = Value(None)
    officer: object = Value(None)
    agency: str | None = "jurisdiction"
    what: object = Value(None)
    place: object = Value(None)
    turned: bool = False

    def part(self, number: int, names: frozenset[str], user, roles, within) -> QuerySet:
        """The rows that wait for these steps where the person holds the roles, as the columns that OLDEST reads."""
        rows = self.rows(user, AT)
        if within is not None:
            rows = rows.filter(**{self.agency or "pk": within.pk})
        elif self.agency is not None:
            rows = rows.filter(user.reach(*roles, path=self.agency))
        agency = Value(None) if self.agency is None else f"{self.agency}_id" if self.agency else "pk"
        columns = {
            "w_part": Value(number, IntegerField()),
            "w_step": Cast(expression(self.step), TEXT),
            "w_record": Cast(expression(self.record), NUMBER),
            "w_nomination": Cast(expression(self.nomination), NUMBER),
            "w_officer": Cast(expression(self.officer), NUMBER),
            "w_agency": Cast(expression(agency), NUMBER),
            "w_what": Cast(expression(self.what), TEXT),
            "w_place": Cast(expression(self.place), TEXT),
            "w_since": Cast(expression(self.since), DateTimeField()),
            "w_course": Cast(expression(self.officer if self.turned else Value(None)), NUMBER),
        }
        rows = rows.annotate(**columns).order_by().values_list(*columns)
        if not isinstance(self.step, Value):
            return rows.filter(w_step__in=sorted(names))
        return rows if self.turned else rows.order_by("w_since", "w_record")[: MOST + 1]


@dataclass(frozen=True, eq=False)
class QueueRow:
    """One turn as Home shows it to some roles: where its records come from, the words, its page and the whole list."""

    turn: Turn
    source: QueueSource
    heading: str
    label: str
    roles: tuple[str, ...]
    url: str
    all: str = ""
    all_query: str = ""
    of_record: bool = True  # the page of the act is about one record

    @property
    def name(self) -> str:
        """The source's name for it."""
        return self.turn.name

    def address(self, record: int) -> str:
        """Where the step is taken."""
        return reverse(self.url, args=[record] if self.of_record else [])

    @property
    def list_address(self) -> str:
        """The whole list of what waits for it; empty where there is none."""
        return f"{reverse(self.all)}{self.all_query}" if self.all else ""


@dataclass(frozen=True)
class ItemRow:
    """One thing that waits: what, where, since when, and the link to its step."""

    what: str
    place: str
    since: datetime | None
    url: str
    overdue: int  # days beyond what policy allows; 0 when within


@dataclass(frozen=True)
class GroupRow:
    """What waits for one step: the oldest few, how many there are in all, and how many of them are overdue."""

    row: QueueRow
    number: int
    late: int
    items: list[ItemRow]

    @property
    def counted(self) -> str:
        return counted(self.number)


def counted(number: int) -> str:
    """A number up to MOST; beyond it, "1,000+"."""
    return f"{MOST:,}+" if number > MOST else f"{number:,}"


def expression(path):
    return F(path) if isinstance(path, str) else path


def collect(steps, user, at: datetime, *, each: int, within=None) -> list[GroupRow]:
    """What waits for these steps, by one query: the groups in the steps' order, `each` rows of each.

    A person sees what waits where they hold the step's roles; `within` narrows it to one agency.
    """
    mine = {step: roles_held(step, user, within) for step in steps}
    mine = {step: roles for step, roles in mine.items() if roles}
    wanted: dict[tuple, set[str]] = {}
    for step, roles in mine.items():
        wanted.setdefault((step.source, roles), set()).add(step.name)
    if not wanted:
        return []
    parts = tuple((source, roles, frozenset(names)) for (source, roles), names in wanted.items())
    found: dict[tuple[int, str], list] = {}
    for number, name, *row in run(
        queue_statement(shape_of(user), parts, within is not None, each), user, within, at=at, late=late_since(at)
    ):
        found.setdefault((number, name), []).append(row)
    numbers = {key: number for number, key in enumerate(wanted)}
    keys = {step: (numbers[step.source, roles], step.name) for step, roles in mine.items()}
    return merged([group(step, found[key], at) for step, key in keys.items() if key in found], each)


def merged(groups: list[GroupRow], each: int) -> list[GroupRow]:
    """One group for each turn and page, where its rows come from several sources."""
    by_turn: dict[tuple, GroupRow] = {}
    for group in groups:
        key = group.row.turn, group.row.url
        if same := by_turn.get(key):
            items = sorted([*same.items, *group.items], key=lambda item: (item.since is None, item.since))[:each]
            group = GroupRow(same.row, same.number + group.number, same.late + group.late, items)
        by_turn[key] = group
    return list(by_turn.values())


@lru_cache(maxsize=512)
def queue_statement(shape: Shape, parts: tuple, within: bool, each: int) -> tuple[str, tuple]:
    """OLDEST for these parts, each (source, roles, names of steps), with its parameters (see statements)."""
    user, place = stand_in(shape), stand_in_place() if within else None
    first, *rest = [
        source.part(number, names, user, roles, place) for number, (source, roles, names) in enumerate(parts)
    ]
    sql, params = (first.union(*rest, all=True) if rest else first).query.sql_with_params()
    turns = tuple((number, name) for number, (source, _, names) in enumerate(parts) if source.turned for name in names)
    if not turns:
        waiting = WAITING.format(union=sql, columns=QUEUE_COLUMNS)
        return OLDEST.format(waiting=waiting, each=each), (LATE, *params)
    turn, moments = turn_of_row().query.sql_with_params()
    waiting = WITH_TURNS.format(union=sql, columns=QUEUE_COLUMNS, turn=turn)
    return OLDEST.format(waiting=waiting, each=each), (LATE, *params, *moments, turns)


def turn_of_row() -> QuerySet:
    """The turn of the officer that the row `u` of OLDEST names in `course`."""
    officer = Func(template="u.course", output_field=NUMBER)
    return Course.objects.filter(officer=officer).with_turn(AT).values_list("turn")


def roles_held(step: QueueRow, user, within) -> tuple[str, ...]:
    """The roles of the step that the person holds; for one agency, holds there (and a person's own work is nowhere)."""
    if within is not None and step.source.agency is None:
        return ()
    return tuple(
        role for role in step.roles if (user.holds([role], within) if within else user.active_memberships(role))
    )


def group(row: QueueRow, rows: list, at: datetime) -> GroupRow:
    items = [
        ItemRow(what, place, since, row.address(record), days_over(since, at))
        for record, what, place, since, *_ in rows
    ]
    *_, number, late = rows[0]
    return GroupRow(row, number, late, items)


def days_over(since: datetime | None, at: datetime) -> int:
    """How many days longer than the policy's WAITING_DAYS something has waited."""
    limit = timedelta(days=settings.WAITING_DAYS)
    return max((at - since - limit).days, 0) if since else 0


def late_since(at: datetime) -> datetime:
    """Since when at the latest something is open that is a day or more overdue."""
    return at - timedelta(days=settings.WAITING_DAYS + 1)
