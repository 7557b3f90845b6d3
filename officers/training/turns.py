"""Whose turn it is with a class, with an examination, and with a correction of its scores."""

from datetime import date

from accounts.roles import Role
from records.turns import Turn

from .models import Examination, TrainingClass
from .roster import SeatRow
from .states import AGREE, ATTENDANCE, ENROLL, REJECT, RETAKE, REVIEW, SCORE, Outcome, Status

WATCHERS = (Role.ADMINISTRATOR, Role.VIEWER, Role.FIELD_OFFICE)

TO_ENROLL = Turn(
    name="enroll",
    holder="The field office",
    next_step="enroll nominees",
    actions=(ENROLL,),
    task="Cleared nominees to enroll",
    waiting="Cleared, awaiting a class seat",
    watchers=(Role.ADMINISTRATOR, Role.VIEWER),
)
TO_ATTEND = Turn(
    name="attendance",
    holder="The instructor",
    next_step="record attendance",
    actions=(ATTENDANCE,),
    task="Attendance to record",
    waiting="Enrolled in training",
    watchers=WATCHERS,
)
TO_SCORE = Turn(
    name="score",
    holder="The instructor",
    next_step="enter scores",
    actions=(SCORE,),
    task="Scores to enter",
    waiting="Awaiting exam scores",
    watchers=WATCHERS,
)
TO_REVIEW = Turn(
    name="review",
    holder="The instructor",
    next_step="record the review before the retake",
    actions=(REVIEW,),
    task="First exam not passed: record the review",
    waiting="First exam not passed, awaiting the review",
    watchers=WATCHERS,
)
TO_RETAKE = Turn(
    name="retake",
    holder="The instructor",
    next_step="enter the score of the retake",
    actions=(RETAKE,),
    task="Reviewed: enter the retake",
    waiting="Reviewed, awaiting the retake",
    watchers=WATCHERS,
)
TO_ANSWER = Turn(
    name="correction",
    holder="The field office",
    next_step="review the score correction",
    actions=(AGREE, REJECT),
    task="Score corrections to review",
    waiting="Score corrections awaiting the field office",
    watchers=(Role.INSTRUCTOR,),
)
TURNS = (TO_ENROLL, TO_ATTEND, TO_SCORE, TO_REVIEW, TO_RETAKE, TO_ANSWER)


def turn_of(training_class: TrainingClass, rows: list[SeatRow], today: date) -> Turn | None:
    """Give the turn of a class from its roster; None once nothing is left to do, or while a full class is ahead."""
    if training_class.status == Status.CANCELED:
        return None
    if today < training_class.ends_on:
        return TO_ENROLL if training_class.left else None
    if any(row.attended is None and not row.vacated for row in rows):
        return TO_ATTEND
    if any(row.to_examine for row in rows):
        return TO_SCORE
    if any(row.correction for row in rows):
        return TO_ANSWER
    open_turns = [examination_turn_of(row.examination) for row in rows if row.examination]
    return next((turn for turn in (TO_REVIEW, TO_RETAKE) if turn in open_turns), None)


def examination_turn_of(examination: Examination) -> Turn | None:
    """Give the turn of an examination that was not passed: the review, then the retake."""
    return {Outcome.REVIEW_DUE: TO_REVIEW, Outcome.RETAKE_DUE: TO_RETAKE}.get(examination.outcome)


def holder_of(training_class: TrainingClass, turn: Turn | None) -> str:
    """Name who has the turn: the instructor or the field office by name; empty when nobody has."""
    if turn is None:
        return ""
    offices = Role.FIELD_OFFICE in turn.roles
    return f"{training_class.field_office} field office" if offices else str(training_class.instructor)
