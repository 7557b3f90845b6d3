"""The roster and the list of nominations as spreadsheets."""

from dataclasses import dataclass
from datetime import datetime

from accounts.roles import READERS
from officers.nominations.models import Officer
from pages.sheets import Cell, ListSheet, SheetColumn, day_there, end_said, register
from records.turns import Turn, holder_of

from .answer import Listed, listed
from .forms import STAGE_NAMES
from .models import Course
from .nominating import NominationRow, nomination_rows, nominations_listed
from .requirements import clause_of
from .roster import limited, roster_listed, terms_for
from .turns import courses_of, turn_of
from .verdicts import Verdict, first_reason, verdict_of


@dataclass(frozen=True)
class OfficerLine:
    """One officer of the roster with the answer, whose turn it is, and for what."""

    officer: Officer
    course: Course
    answer: Listed
    turn: Turn

    @property
    def verdict(self) -> Verdict:
        return verdict_of(not self.answer.unmet, self.course)

    @property
    def reason(self) -> str:
        """The first reason of who may not serve."""
        return "" if self.verdict is Verdict.YES else first_reason(self.course.turn, self.answer.unmet)[1]

    @property
    def clause(self) -> str:
        """What that reason rests on."""
        if self.verdict is not Verdict.NO:
            return ""
        code, _ = first_reason(self.course.turn, self.answer.unmet)
        return clause_of(code, terms_for(self.officer)).where

    @property
    def powers(self) -> str:
        """The warrants of a letter that names fewer than the agreement delegates."""
        yes = self.verdict is Verdict.YES
        return ", ".join(self.answer.powers) if yes and limited(self.answer.powers) else ""

    @property
    def holder(self) -> str:
        return holder_of(self.turn, self.officer.jurisdiction)


def officer_lines(officers: list[Officer], at: datetime, user) -> list[OfficerLine]:
    """The officers with answers and turns, by one query each."""
    numbers = [officer.pk for officer in officers]
    courses, answers = courses_of(numbers, at), listed(numbers, at)
    return [OfficerLine(one, courses[one.pk], answers[one.pk], turn_of(courses[one.pk])) for one in officers]


def nomination_lines(nominations: list, at: datetime, user) -> list[NominationRow]:
    return nomination_rows(nominations, at)


register(ListSheet(
    name="officers", title="Officers", page="authority:roster", roles=READERS, listed=roster_listed,
    dressed=officer_lines, agency=lambda row: row.officer.jurisdiction_id,
    columns=(
        SheetColumn("Officer", lambda row: row.officer),
        SheetColumn("Badge", lambda row: row.officer.badge),
        SheetColumn("Agency", lambda row: row.officer.jurisdiction),
        SheetColumn("State", lambda row: row.officer.jurisdiction.state),
        SheetColumn("Field office", lambda row: row.officer.jurisdiction.field_office),
        SheetColumn("Stage", lambda row: STAGE_NAMES[row.course.stage]),
        SheetColumn("May serve now", lambda row: row.verdict.word),
        SheetColumn("Only these warrants", lambda row: row.powers),
        SheetColumn("First reason", lambda row: row.reason),
        SheetColumn("Clause of the reason", lambda row: row.clause),
        SheetColumn("Until", lambda row: end_said(row.answer.until, row.officer.jurisdiction.zone), Cell.DATE),
        SheetColumn("Waiting on", lambda row: row.holder),
        SheetColumn("Next step", lambda row: row.turn.next_step if row.turn.actions else ""),
        SheetColumn("Link", lambda row: f"/officers/{row.officer.pk}/", Cell.LINK),
    ),
))  # fmt: skip
register(ListSheet(
    name="nominations", title="Nominations", page="nominations:index", roles=READERS, listed=nominations_listed,
    dressed=nomination_lines, agency=lambda row: row.nomination.jurisdiction_id,
    columns=(
        SheetColumn("Officer", lambda row: row.nomination.officer),
        SheetColumn("Badge", lambda row: row.nomination.officer.badge),
        SheetColumn("Agency", lambda row: row.nomination.jurisdiction),
        SheetColumn("State", lambda row: row.state),
        SheetColumn("Waiting on", lambda row: row.holder),
        SheetColumn("Next step", lambda row: row.next_step),
        SheetColumn("Since", lambda row: day_there(row.since, row.nomination.jurisdiction.zone), Cell.DATE),
        SheetColumn("Link", lambda row: f"/nominations/{row.nomination.pk}/", Cell.LINK),
    ),
))  # fmt: skip
