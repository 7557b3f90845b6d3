"""The strip of the officer's page: each step with its date, and where the officer was stopped."""

from datetime import datetime

from pages.templatetags.show import day_in
from records.turns import Turn

from .forms import STAGE_NAMES
from .models import Course
from .querysets import ENTERED, STAGES
from .verdicts import Verdict

# The last step of the strip of a stopped officer, where the words of the turn are those of a list.
STOP_WORDS = {
    "letter_ended": "Letter expired",
    "letter_ahead": "Letter not in effect yet",
    "form": "Form 70-006 missing",
    "receipt": "Receipt missing",
    "no_supervisor": "No supervising official",
    "authorized": "No valid credential",
    "credential_ended": "No valid credential",
}
WAY = tuple(stage for stage in STAGES if stage != "out")


def steps_of(course: Course, turn: Turn | None, verdict: Verdict, at: datetime) -> list[dict]:
    """Give the steps as `strip` shows them. The strip of a stopped officer ends there; without a turn nobody was."""
    zone = course.jurisdiction.zone
    entered = {stage: entered_at(course, stage, at) for stage in WAY}
    reached = [stage for stage in WAY if entered[stage]]
    if turn and verdict is Verdict.NO:
        stop = {
            "label": STOP_WORDS.get(turn.name, turn.task),
            "state": "stopped",
            "date": day_in(course.turn_since, zone),
        }
        return [*[step(stage, "done", entered[stage], zone) for stage in reached], stop]
    states = {stage: "done" for stage in reached} | {stage: "current" for stage in reached[-1:]}
    return [step(stage, states.get(stage, "todo"), entered[stage], zone) for stage in WAY]


def step(stage: str, state: str, reached_at: datetime | None, zone: str) -> dict:
    return {"label": STAGE_NAMES[stage], "state": state, "date": day_in(reached_at, zone)}


def entered_at(course: Course, stage: str, at: datetime) -> datetime | None:
    """When a stage was reached; nothing for one reached after the moment."""
    if stage == "cleared" and not course.cleared:
        return None
    reached_at = getattr(course, ENTERED[stage])
    return reached_at if reached_at and reached_at <= at else None
