"""Whose turn it is with a class, with an examination, and with a correction of its scores.

The officer's page and Home read the turns of attendance, scores, review and retake from here too.
"""

from datetime import date

from accounts.roles import Role
from records.turns import OFFICE, Turn

from .models import Examination, TrainingClass
from .roster import SeatRow
from .states import AGREE, ATTENDANCE, ENROLL, REJECT, RETAKE, REVIEW, SCORE, Outcome, Status

TEACHER, WATCHERS = "Instructor", (Role.ADMINISTRATOR, Role.VIEWER)

TO_ENROLL = Turn(
    name="enroll", holder=OFFICE, next_step="enroll nominees", actions=(ENROLL,), task="Classes with free seats"
)
TO_ATTEND = Turn(
    name="attendance", holder=TEACHER, next_step="record attendance", actions=(ATTENDANCE,),
    task="Class with attendance to record", waiting="Class held, awaiting attendance", watchers=WATCHERS,
)  # fmt: skip
TO_SCORE = Turn(
    name="score", holder=TEACHER, next_step="enter scores", actions=(SCORE,), task="Class with scores to enter",
    waiting="Class attended, awaiting the exam score", watchers=WATCHERS,
)  # fmt: skip
TO_REVIEW = Turn(
    name="review_due", holder=TEACHER, next_step="record the review", actions=(REVIEW,),
    task="First exam not passed: schedule the review", waiting="First exam not passed, awaiting the review",
    watchers=WATCHERS,
)  # fmt: skip
TO_RETAKE = Turn(
    name="retake_due", holder=TEACHER, next_step="enter the retake", actions=(RETAKE,), task="Reviewed: retake due",
    waiting="Reviewed, awaiting the retake", watchers=WATCHERS,
)  # fmt: skip
TO_ANSWER = Turn(
    name="correction", holder=OFFICE, next_step="agree or decline", actions=(AGREE, REJECT),
    task="Score correction that changes pass or fail",
)  # fmt: skip
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


def holder_of_class(training_class: TrainingClass, turn: Turn | None) -> str:
    """Name who has the turn: the instructor or the field office by name; empty when nobody has."""
    if turn is None:
        return ""
    offices = Role.FIELD_OFFICE in turn.roles
    return f"{training_class.field_office} field office" if offices else str(training_class.instructor)
