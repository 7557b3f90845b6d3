"""What the class's own instructor records: attendance, scores, the review and the one retake (IV.C)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Case, Q, When
from django.utils.dateformat import format as format_date

from records.actions import Refused
from records.workflow import create_each_with_event, lock_agencies, perform, require, verb, write_event
from wso_portal import clock

from . import announcements
from .models import PASS, Enrollment, Examination, TrainingClass
from .states import ATTEND, ATTENDANCE, CORRECT, EXAMINE, MISS, RETAKE, REVIEW, SCORE


@dataclass(frozen=True)
class ExamAttempts:
    """The correct scores and dates of an examination. Scores are exact percentages."""

    score: Decimal
    sat_on: date
    reviewed_on: date | None = None
    retake_score: Decimal | None = None
    retake_on: date | None = None


@verb
def record_attendance(training_class: TrainingClass, attended: dict[int, bool], *, seen: int, by, at: datetime) -> None:
    """Who came, by seat; may be corrected until there is a score. Refused before the class's last day."""
    lock_agencies(training_class.enrollments.live().values_list("nomination__jurisdiction", flat=True))
    perform(ATTENDANCE, training_class, seen=seen, by=by, at=at)
    seats = training_class.enrollments.kept().with_people().filter(pk__in=attended)
    _attend([seat for seat in seats if seat.attended is not attended[seat.pk]], attended, by=by, at=at)


@verb
def enter_scores(
    training_class, scores: dict[int, Decimal], sat_on: date, *, seen: int, by, at: datetime
) -> list[Examination]:
    """First attempts, by seat, all sat on one day. Refused for a seat not attended or with a score already."""
    if not scores:
        raise Refused("Enter at least one score.")
    lock_agencies(training_class.enrollments.live().values_list("nomination__jurisdiction", flat=True))
    perform(
        SCORE, training_class, seen=seen, by=by, at=at
    )  # first: it locks the class, so a score cannot be entered twice
    seats = list(training_class.enrollments.to_examine().with_people().filter(pk__in=scores))
    if len(seats) < len(scores):
        raise Refused("Someone here did not attend or already has a score. Nothing was saved.", "IV.C")
    examinations = [_examination(seat, scores[seat.pk], sat_on, by=by, at=at) for seat in seats]
    create_each_with_event(
        EXAMINE, examinations, by=by, at=at, reasons=[score_in_words(examination.score) for examination in examinations]
    )
    announcements.results(training_class, examinations, at)
    return examinations


@verb
def review(
    examination: Examination, reviewed_on: date, planned_on: date | None = None, *, seen: int, by, at: datetime
) -> None:
    """The review between a failed examination and its retake; the date of the retake, if it is known. Raises Refused.

    The date is for Home and reminders alone: the retake itself may be on another.
    """
    require(REVIEW, examination, by=by, at=at)  # before the UPDATE: a constraint would say less
    if planned_on and planned_on < reviewed_on:
        raise Refused("The retake can't be before the review. Check both dates.", "IV.C")
    after = replace(attempts_of(examination), reviewed_on=reviewed_on)
    changes = columns_for(examination, after, at) | {"retake_planned_on": planned_on}
    reason = f"Retake planned for {format_date(planned_on, 'M j, Y')}" if planned_on else ""
    perform(REVIEW, examination, seen=seen, by=by, at=at, reason=reason, changes=changes)


@verb
def retake(examination: Examination, score: Decimal, retake_on: date, *, seen: int, by, at: datetime) -> None:
    """Record the one retake, after the review. A second failure disqualifies; there is no third attempt."""
    training_class = examination.enrollment.training_class
    require(RETAKE, examination, by=by, at=at)  # before the UPDATE: a constraint would say less
    after = replace(attempts_of(examination), retake_score=score, retake_on=retake_on)
    perform(
        RETAKE,
        examination,
        seen=seen,
        by=by,
        at=at,
        reason=score_in_words(score),
        changes=columns_for(examination, after, at),
    )
    announcements.results(training_class, [examination], at)


@verb
def correct(examination: Examination, after: ExamAttempts, reason: str, *, seen: int, by, at: datetime) -> None:
    """Put a typing error right, with a reason, until ICE certifies; the history keeps what stood before.

    Refused where pass or fail would change: that is proposed to the field office (correcting.propose).
    """
    require(CORRECT, examination, by=by, at=at)  # before the UPDATE: a constraint would say less
    if changes_outcome(examination, after):
        raise Refused("This changes pass or fail, so the field office must agree. Propose the correction.", "IV.C")
    perform(CORRECT, examination, seen=seen, by=by, at=at, reason=reason, changes=columns_for(examination, after, at))


def changes_outcome(examination: Examination, after: ExamAttempts) -> bool:
    """Whether these attempts turn a failure into a pass, or back."""
    retake_passes = after.retake_score is not None and after.retake_score >= PASS
    return (after.score >= PASS or retake_passes) != examination.passed


def attempts_of(examination: Examination) -> ExamAttempts:
    """What is on record."""
    e = examination
    return ExamAttempts(e.score, e.sat_on, e.reviewed_on, e.retake_score, e.retake_on)


def columns_for(examination: Examination, attempts: ExamAttempts, at: datetime) -> dict:
    """The columns for these attempts, days as instants in the agency's zone. Refused for days that cannot be."""
    zone = examination.nomination.jurisdiction.zone
    must_follow_the_class(examination.enrollment.training_class, attempts.sat_on)
    must_have_happened(zone, at, attempts.sat_on, attempts.reviewed_on, attempts.retake_on)
    sat_at = clock.start_of(attempts.sat_on, zone)
    retake_at = attempts.retake_on and clock.start_of(attempts.retake_on, zone)
    return vars(attempts) | {"sat_at": sat_at, "retake_at": retake_at}


def must_follow_the_class(training_class: TrainingClass, sat_on: date) -> None:
    """Raise Refused for an examination before the class."""
    if sat_on < training_class.starts_on:
        raise Refused("The exam date can't be before the class.", "IV.C")


def must_have_happened(zone: str, at: datetime, *days: date | None) -> None:
    """Raise Refused when one of these dates is in the future."""
    if any(day and day > clock.day_of(at, zone) for day in days):
        raise Refused("That date is in the future. Record it after it happens.", "IV.C")


def score_in_words(score: Decimal) -> str:
    """The score and the rule in words, for the timeline."""
    return f"{score}%: {'passed' if score >= PASS else 'not passed'} ({PASS}% required)"


def _attend(seats: list[Enrollment], attended: dict[int, bool], *, by, at: datetime) -> None:
    """Change these seats, by one UPDATE, while there is no score."""
    came = Q(pk__in=[seat.pk for seat in seats if attended[seat.pk]])
    unscored = Enrollment.objects.live().filter(pk__in=[seat.pk for seat in seats], examination=None)
    if unscored.update(attended=Case(When(came, then=True), default=False)) < len(seats):
        scored = next((s for s in seats if getattr(s, "examination", None)), seats[0])
        raise Refused(f"{scored.nomination.officer} has a score, so attendance can't be changed.", "IV.C")
    for seat in seats:
        write_event(ATTEND if attended[seat.pk] else MISS, seat, by=by, at=at)


def _examination(seat: Enrollment, score: Decimal, sat_on: date, *, by, at: datetime) -> Examination:
    """A first attempt, not saved. Refused for a day on which it cannot have been sat."""
    zone = seat.nomination.jurisdiction.zone
    must_follow_the_class(seat.training_class, sat_on)
    must_have_happened(zone, at, sat_on)
    return Examination(
        nomination=seat.nomination, enrollment=seat, score=score, sat_on=sat_on,
        sat_at=clock.start_of(sat_on, zone), examined_by=by,
    )  # fmt: skip
