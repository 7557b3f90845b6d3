"""The dice of a random history, the grid of its moments, and the rows that it has given so far."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from django.db import models

from accounts.models import User
from agreements.jurisdictions.models import Jurisdiction
from officers.nominations.models import Officer
from officers.training.models import TrainingClass
from tests.cast import NOW
from tests.facts import DAY

START = NOW - 600 * DAY
STEP = 10 * DAY
TICKS = 90  # 900 days: from 600 days ago until 300 days ahead


def day(tick: int) -> datetime:
    """The instant of a point on the grid."""
    return START + tick * STEP


@dataclass
class Story:
    """The dice of one seed, and the unsaved rows that they have given so far."""

    dice: Random
    agency: Jurisdiction
    clerk: User
    training_class: TrainingClass
    smooth: bool = False  # little goes wrong: otherwise hardly anybody would ever serve
    busy: bool = False  # many short letters and notices of withdrawal, one beside the other
    officers: list[Officer] = field(default_factory=list)
    rows: list[models.Model] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def mishap(self, share: float) -> bool:
        """Something goes wrong with this chance, and with a fifth of it where all goes smoothly."""
        return self.chance(share / 5 if self.smooth else share)

    def count(self, *weights: float) -> int:
        """0, 1, 2 … with these weights."""
        return self.dice.choices(range(len(weights)), weights)[0]

    def after(self, tick: int, least: int = 0, most: int = 3) -> int:
        """A little later; with a negative `least` it may be earlier."""
        return tick + self.dice.randint(least, most)

    def add(self, row):
        self.rows.append(row)
        return row

    def of(self, model: type[models.Model]) -> list:
        return [row for row in self.rows if isinstance(row, model)]

    def entered(self, tick: int, annulled: float = 0.0) -> dict:
        """Who recorded a fact and when; a share of them is annulled."""
        entry = {"recorded_by": self.clerk, "recorded_at": day(tick)}
        return {**entry, **self.annulment()} if self.chance(annulled) else entry

    def annulment(self) -> dict:
        return {"annulled_at": NOW, "annulled_by": self.clerk, "annulled_because": "Entered by mistake"}


def overlaps(start, end, other_start, other_end) -> bool:
    """Whether two spans share an instant, as an exclusion constraint sees it: an empty one never does."""
    empty = start == end or other_start == other_end
    return not empty and (end is None or other_start < end) and (other_end is None or start < other_end)
