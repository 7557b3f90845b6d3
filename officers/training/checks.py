"""What an act on a class, a seat, an examination or a correction asks besides role and status."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from officers.nominations.checks import ended, was_refused
from officers.nominations.models import Nomination
from officers.nominations.states import ALLOW_ANOTHER
from records.actions import Action, Refused, asked_by
from records.two_persons import RULE
from records.workflow import require_role
from wso_portal import clock

from .models import Correction, Enrollment, Examination, TrainingClass
from .states import (
    AGREE,
    ATTENDANCE,
    CANCEL,
    CHANGE,
    CORRECT,
    ENROLL,
    INSTRUCTOR,
    PROPOSE,
    REASSIGN,
    REJECT,
    RETAKE,
    REVIEW,
    SCORE,
    UNENROLL,
    VOID,
)


@asked_by(CHANGE, CANCEL)
def must_be_before_attendance(training_class: TrainingClass, *, by, at: datetime) -> None:
    """Raise Refused once anyone's attendance is recorded: the class has been held."""
    if is_attendance_recorded(training_class, at):
        raise Refused("Attendance is recorded, so this class can't be changed.", "IV.C")


@asked_by(REASSIGN)
def must_have_another_instructor(training_class: TrainingClass, *, by, at: datetime) -> None:
    """Raise Refused when the field office has nobody else whom this person may name."""
    others = User.objects.holding(*INSTRUCTOR, field_office=training_class.field_office)
    if not others.exclude(pk__in=[training_class.instructor_id, by.pk]).exists():
        raise Refused("This field office has no other instructor. Ask the 287(g) program office to add one.", "IV.C")


@asked_by(ENROLL)
def must_have_seats_to_give(training_class: TrainingClass, *, by, at: datetime) -> None:
    """Raise Refused when every seat is taken, or the class is over."""
    if training_class.ends_on < clock.day_of(at, training_class.field_office.zone):
        raise Refused("This class is over. Enroll nominees in another class.", "IV.C")
    if is_attendance_recorded(training_class, at):
        raise Refused(
            "Attendance is recorded, so no one else can be enrolled. Enroll nominees in another class.", "IV.C"
        )
    if training_class.left < 1:
        raise Refused("Every seat is taken. Release a seat or add seats first.", "IV.C")


@asked_by(UNENROLL)
def must_be_releasable(seat: Enrollment, *, by, at: datetime) -> None:
    """Raise Refused for a seat that is released already, or whose attendance is recorded."""
    if seat.released_at:
        raise Refused("This seat was already released.", "IV.C")
    if seat.attended is not None:
        raise Refused("Attendance is recorded for this seat, so it can't be released.", "IV.C")


@asked_by(ATTENDANCE)
def must_be_the_day_of_the_class(training_class: TrainingClass, *, by, at: datetime) -> None:
    """Raise PermissionDenied for another's class, and Refused before its last day."""
    must_teach(ATTENDANCE, training_class, by)
    if training_class.ends_on > clock.day_of(at, training_class.field_office.zone):
        raise Refused("Record attendance on the date of the class or later.", "IV.C")


@asked_by(SCORE)
def must_have_scores_to_enter(training_class: TrainingClass, *, by, at: datetime) -> None:
    """Raise PermissionDenied for another's class, and Refused when nobody who attended is without a score."""
    must_teach(SCORE, training_class, by)
    if not training_class.enrollments.to_examine().exists():
        raise Refused("All attendees already have scores. If someone is missing, record attendance first.", "IV.C")


@asked_by(REVIEW)
def must_need_a_review(examination: Examination, *, by, at: datetime) -> None:
    """Raise PermissionDenied for another's class, and Refused unless the first attempt failed without a review."""
    must_teach(REVIEW, examination.enrollment.training_class, by)
    if examination.passed or examination.reviewed_on:
        raise Refused("A review is recorded once, after a first exam that was not passed.", "IV.C")


@asked_by(RETAKE)
def must_need_a_retake(examination: Examination, *, by, at: datetime) -> None:
    """Raise PermissionDenied for another's class, and Refused unless a failed attempt was reviewed."""
    must_teach(RETAKE, examination.enrollment.training_class, by)
    if examination.passed or examination.retake_score is not None:
        raise Refused("There is one retake, and only after a first exam that was not passed.", "IV.C")
    if examination.reviewed_on is None:
        raise Refused("Record the review first. Then enter the retake.", "IV.C")


@asked_by(CORRECT)
def must_be_open_to_correction(examination: Examination, *, by, at: datetime) -> None:
    """Raise PermissionDenied for another's class, and Refused while ICE's certification counts."""
    must_teach(CORRECT, examination.enrollment.training_class, by)
    must_not_be_certified(examination)


@asked_by(PROPOSE)
def must_be_open_to_a_proposal(examination: Examination, *, by, at: datetime) -> None:
    """Raise PermissionDenied for another's class, and Refused for a final result or beside an open correction."""
    must_teach(PROPOSE, examination.enrollment.training_class, by)
    must_not_be_final(examination)
    if Correction.objects.proposed().filter(examination=examination).exists():
        raise Refused("The field office has not yet answered an earlier correction of this exam.", "IV.C")


@asked_by(AGREE)
def must_be_agreeable(correction: Correction, *, by, at: datetime) -> None:
    """Raise Refused to a person who had a part, for a final result, and when the scores have changed since."""
    must_have_had_no_part(correction.examination, by, "so a colleague must agree.")
    must_not_be_final(correction.examination)
    if correction.examination.version != correction.of_version:
        raise Refused("The scores changed after this was proposed. Decline it. The instructor can propose it again.")


@asked_by(REJECT)
def must_be_declined_by_another(correction: Correction, *, by, at: datetime) -> None:
    """Raise Refused to a person who had a part in the scores or their correction."""
    must_have_had_no_part(correction.examination, by, "so a colleague must answer.")


@asked_by(VOID)
def must_have_a_final_result(examination: Examination, *, by, at: datetime) -> None:
    """Raise Refused unless the result is final by its retake, and to a person who had a part in it."""
    if examination.retake_score is None:
        raise Refused("This result is not final. The instructor can propose a correction.", "IV.C")
    if examination.voided_at:
        raise Refused("This result is already void. The instructor can propose a correction.", "IV.C")
    must_have_had_no_part(examination, by, "so another director must void it.")


@asked_by(ALLOW_ANOTHER)
def must_be_refused(nomination: Nomination, *, by, at: datetime) -> None:
    """Raise Refused unless ICE did not approve the nominee, or they are disqualified, under a running agreement."""
    if nomination.replaced_at or nomination.another_allowed_at:
        raise Refused("Another nomination of this officer is already allowed or on record.", RULE)
    if ended(nomination.agreement, at):
        raise Refused("The agreement has ended. The agency can nominate the officer under its next one.", "VIII")
    if not was_refused(nomination):
        raise Refused("ICE has not refused this nominee, so no other nomination is needed.", "IV.B, IV.C")


def must_teach(action: Action, training_class: TrainingClass, by) -> None:
    """Raise PermissionDenied unless the person holds the role and teaches this very class."""
    require_role(action, training_class, by)
    if training_class.instructor_id != by.pk:
        raise PermissionDenied("Only the instructor of this class can record this.")


def must_not_be_certified(examination: Examination) -> None:
    """Raise Refused while ICE's certification of the officer counts."""
    certifications = examination.certifications.all()  # type: ignore[attr-defined]  # of a later app
    if any(certification.annulled_at is None for certification in certifications):
        raise Refused(
            "ICE has certified this officer, so the result is final. Ask the field office to void the certification "
            "first.", "IV.D",
        )  # fmt: skip


def must_not_be_final(examination: Examination) -> None:
    """Raise Refused once the retake is on record, unless voided, and while ICE's certification counts."""
    must_not_be_certified(examination)
    if examination.retake_score is not None and not examination.voided_at:
        raise Refused(
            "The retake is on record, so the result is final. Only the Field Office Director can void it.", "IV.C"
        )


def must_have_had_no_part(examination: Examination, by, then: str) -> None:
    """Raise Refused when the person had a part in the scores, in a proposal, or in voiding them (two-person rule)."""
    if examination.was_handled_by(by):
        raise Refused(
            f"You teach this class, recorded attendance or scores, proposed a correction or voided the result, {then}",
            RULE,
        )


def is_attendance_recorded(training_class: TrainingClass, at: datetime) -> bool:
    """Whether anyone's attendance is recorded; never before the last day of the class."""
    if training_class.ends_on > clock.day_of(at, training_class.field_office.zone):
        return False
    return training_class.enrollments.live().exclude(attended=None).exists()
