"""The numbers of the dashboard, each with the link to exactly the rows it counts."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from agreements.jurisdictions.models import FieldOffice
from agreements.jurisdictions.programs import Program
from officers.authority.forms import STAGE_NAMES
from officers.authority.querysets import STAGES

from .ending import EndingRow, endings_of
from .forms import UNKNOWN
from .models import Counted, Figure, tallies_of
from .paces import paces_of
from .state_map import Square, squares_of
from .states import Stage, stages_of
from .trends import Trend, trends_of

EXPIRY_DAYS = (7, 30, 60, 90)
# The columns of the tables by state and by field office: heading, program, stage or group of stages.
NUMBER_COLUMNS = (
    ("WSO in force", "WSO", "current"), ("WSO not yet in force", "WSO", "coming"), ("JEM", "JEM", "any"),
    ("TFM", "TFM", "any"),
)  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A number, the link to its rows (empty for none), and its share of the largest or the whole, in percent."""

    value: int
    url: str = ""
    share: int | None = None

    @property
    def shown(self) -> str:
        return f"{self.value:,}"


@dataclass(frozen=True)
class Tile:
    """One of the five numbers at the top: its words and its trend (None: for an agency)."""

    number: Number
    words: str
    trend: Trend | None


@dataclass(frozen=True)
class NumbersRow:
    """A row of a table: what it is about, and its numbers."""

    label: str
    numbers: list[Number]


@dataclass(frozen=True)
class Table:
    """A table of the dashboard: its title, what its rows are, a heading for each number, and the lines."""

    title: str
    first: str
    headings: list[str]
    lines: list[NumbersRow]
    sorts: tuple[tuple[str, bool], ...] = ()  # of each column: the address that sorts by it, and whether it does now

    @property
    def columns(self) -> list[tuple[str, str, bool]]:
        """Each heading with its sort; the first column is what the rows are."""
        sorts = self.sorts or (("", False),) * (len(self.headings) + 1)
        return [(heading, url, now) for heading, (url, now) in zip([self.first, *self.headings], sorts, strict=True)]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, Number]]]]:
        """Each line with its numbers beside their headings."""
        return [(line.label, list(zip(self.headings, line.numbers, strict=True))) for line in self.lines]


@dataclass(frozen=True)
class FunnelRow:
    """One stage of officers: how many are there, and the median days of those who left it (None: nobody did)."""

    label: str
    number: Number
    days: int | None


class Numbers:
    """What one person's dashboard shows at one moment. Read it by its properties; each asks once."""

    def __init__(self, user, at: datetime, sort: str = ""):
        self.user, self.at, self.sort = user, at, sort
        self.jurisdictions, self.roster = reverse("dashboards:jurisdictions"), reverse("authority:roster")

    @cached_property
    def counted(self) -> list[tuple]:
        """Partnerships by (state, field office, program, stage, number), by one query for all their tables."""
        rows = tallies_of(self.user).filter(what=Counted.What.PARTNERSHIP)
        return rows.counted(self.at, "state", "field_office", "program", "stage")

    @cached_property
    def officers(self) -> dict[tuple[str, str], int]:
        """Officers by (what is counted, stage)."""
        kinds = (Counted.What.OFFICER, Counted.What.UNDERWAY, Counted.What.SERVING)
        rows = tallies_of(self.user).filter(what__in=kinds).counted(self.at, "what", "stage")
        return {(what, stage): number for what, stage, number in rows}

    @cached_property
    def within(self) -> dict[int, int]:
        """Credentials that expire, by span of days."""
        return tallies_of(self.user).expiring(self.at, EXPIRY_DAYS)

    @cached_property
    def tiles(self) -> list[Tile]:
        """The numbers at the top, each with its words and its trend."""
        serving, way = (self.officers.get((what, ""), 0) for what in (Counted.What.SERVING, Counted.What.UNDERWAY))
        five = {
            Figure.Of.IN_FORCE: self.partnerships("WSO", "current"),
            Figure.Of.SERVING: self.of_officers(serving, answer="yes"),
            Figure.Of.COMING: self.partnerships("WSO", "coming"),
            Figure.Of.WAY: self.of_officers(way, answer="progress"),
            Figure.Of.EXPIRING: self.expiring(90),
        }
        trends = trends_of(self.user, {what: number.value for what, number in five.items()}, self.at)
        return [Tile(number, what.label, trends.get(what)) for what, number in five.items()]

    @cached_property
    def endings(self) -> list[EndingRow]:
        """What ends in the next months, by month."""
        return endings_of(self.user, self.at)

    def of_officers(self, value: int, share: int | None = None, **filters) -> Number:
        return Number(value, self.link(self.roster, value, filters), share)

    def expiring(self, days: int) -> Number:
        """Officers whose credential expires within so many days, as a share of those within the longest span."""
        within, most = self.within[days], self.within[EXPIRY_DAYS[-1]]
        return self.of_officers(within, percent(within, most), expires_within=days)

    def partnerships(self, program: str, word: str, whole: int = 0, **place) -> Number:
        """Partnerships of a program at a stage or a group of stages, in the nation or at one place."""
        value = sum(self._number(program, stage, **place) for stage in stages_of(word))
        filters = {"program": program, "stage": word, **place}
        return Number(value, self.link(self.jurisdictions, value, filters), percent(value, whole) if whole else None)

    def _number(self, program: str, stage: str, state: str = "", office: str = "") -> int:
        if state:
            return self._by_state[state, program, stage]
        return self._by_office[office, program, stage] if office else self._in_all[program, stage]

    @cached_property
    def _in_all(self) -> Counter:
        return sums(self.counted, lambda state, office, program, stage: (program, stage))

    @cached_property
    def _by_state(self) -> Counter:
        return sums(self.counted, lambda state, office, program, stage: (state, program, stage))

    @cached_property
    def _by_office(self) -> Counter:
        return sums(self.counted, lambda state, office, program, stage: (str(office or UNKNOWN), program, stage))

    def link(self, page: str, value: int, filters: dict) -> str:
        """The list behind a number; `exact` makes it repeat the number."""
        return f"{page}?{urlencode({**filters, 'exact': 1})}" if value else ""

    @property
    def programs(self) -> list[str]:
        """The programs that have a partnership."""
        return [program.value for program in Program if any(key[0] == program for key in self._in_all)]

    @property
    def of_partnerships(self) -> list[Table]:
        """The tables of partnerships. None by place when all are in one place; none at all without a partnership."""
        places = [heading for heading, *_ in NUMBER_COLUMNS]
        tables = [
            Table("Partnerships by program and stage", "Stage", self.programs, self._stages()),
            Table("Partnerships by field office", "Field office", places, self._offices(), self._sorts()),
            Table("Partnerships by state", "State", places, self._states(), self._sorts()),
        ]
        return [table for table in tables if table.lines]

    @property
    def of_people(self) -> list[Table]:
        """The table of credentials that expire; none without an officer."""
        lines = [NumbersRow(f"{days} days", [self.expiring(days)]) for days in EXPIRY_DAYS]
        return [Table("Credentials that expire", "Within", ["Officers"], lines)] if self.officers else []

    def _stages(self) -> list[NumbersRow]:
        wholes = {p: sum(number for key, number in self._in_all.items() if key[0] == p) for p in self.programs}
        lines = [NumbersRow(s.label, [self.partnerships(p, s, wholes[p]) for p in self.programs]) for s in Stage]
        return [line for line in lines if any(number.value for number in line.numbers)]

    def _states(self) -> list[NumbersRow]:
        names = sorted({state for state, *_ in self.counted})
        return self._places([(name, {"state": name}) for name in names])

    @property
    def squares(self) -> list[Square]:
        """The map of partnerships in force by state; none for whom all lie in one."""
        states = {state for state, *_ in self.counted}
        return squares_of(
            {name: self.partnerships("WSO", "current", state=name).value for name in states if len(states) > 1}
        )

    def _offices(self) -> list[NumbersRow]:
        held = {office for _, office, *_ in self.counted}
        if len(held) < 2:
            return []
        known = dict(FieldOffice.objects.filter(pk__in=held).order_by("name").values_list("pk", "name"))
        unknown = [("Not known yet", {"office": UNKNOWN})] if None in held else []
        return self._places([(name, {"office": str(pk)}) for pk, name in known.items()] + unknown)

    def _places(self, places: list[tuple[str, dict]]) -> list[NumbersRow]:
        """The places that have a partnership, as the address sorts them: by name, or the largest number first."""
        if len(places) < 2:
            return []
        lines = [
            (name, [self.partnerships(p, word, **place) for _, p, word in NUMBER_COLUMNS]) for name, place in places
        ]
        lines = [(name, numbers) for name, numbers in lines if any(number.value for number in numbers)]
        if self._sorted_by:
            lines.sort(key=lambda line: -line[1][self._sorted_by - 1].value)
        most = max((numbers[0].value for _, numbers in lines), default=0)
        return [
            NumbersRow(name, [Number(first.value, first.url, percent(first.value, most)), *rest])
            for name, (first, *rest) in lines
        ]

    @property
    def _sorted_by(self) -> int:
        """The column by which places are sorted: 0 for their names; by default the first number."""
        return int(self.sort) if self.sort in map(str, range(len(NUMBER_COLUMNS) + 1)) else 1

    def _sorts(self) -> tuple[tuple[str, bool], ...]:
        now = self._sorted_by
        return tuple((f"?sort={number}", number == now) for number in range(len(NUMBER_COLUMNS) + 1))

    @cached_property
    def funnel(self) -> list[FunnelRow]:
        """Officers by stage, each with its share and its median days; none without an officer."""
        numbers = {stage: number for (what, stage), number in self.officers.items() if what == Counted.What.OFFICER}
        whole, paces = sum(numbers.values()), paces_of(self.user, self.at) if self.officers else {}
        return [
            FunnelRow(
                STAGE_NAMES[stage],
                self.of_officers(numbers.get(stage, 0), percent(numbers.get(stage, 0), whole), stage=stage),
                paces.get(stage),
            )
            for stage in STAGES
            if numbers.get(stage) or stage in paces
        ]


def sums(counted: list[tuple], key) -> Counter:
    """The numbers of the counted rows, added up by a key of their columns."""
    found: Counter = Counter()
    for *columns, number in counted:
        found[key(*columns)] += number
    return found


def percent(value: int, whole: int) -> int:
    return round(100 * value / whole) if whole else 0
