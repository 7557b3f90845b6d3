"""A correction that changes pass or fail: the instructor proposes it, the field office agrees; a final result stays.

A result is final once the retake is on record or ICE has certified. The Field Office Director alone may void it, with
words, so that it can be corrected (portal policy; the MOA allows no third attempt, IV.C).
"""

from copy import copy
from dataclasses import fields, replace
from datetime import datetime

from django.core.exceptions import ValidationError

from records.actions import Refused
from records.workflow import create_with_event, perform, require, verb

from . import announcements
from .examining import ExamAttempts, attempts_of, columns_for, score_in_words
from .models import PASS, Correction, Examination
from .states import AGREE, CORRECTED, PROPOSE, REJECT, VOID, CorrectionStatus


@verb
def propose(examination: Examination, after: ExamAttempts, reason: str, *, seen: int, by, at: datetime) -> Correction:
    """Scores that change pass or fail, for the field office to agree to. Refused for a final result.

    A recorded retake stays: removing it would allow a third attempt (IV.C).
    """
    require(PROPOSE, examination, by=by, at=at)
    if after.score >= PASS and examination.retake_score is not None:
        raise Refused("A retake is on record, so the first score can't become a pass. Correct the retake.", "IV.C")
    if after.score >= PASS:
        after = replace(after, reviewed_on=None)
    must_fit(examination, columns_for(examination, after, at))
    correction = Correction(
        examination=examination, of_version=seen, reason=reason, status=CorrectionStatus.PROPOSED,
        proposed_by=by, proposed_at=at, **vars(after),
    )  # fmt: skip
    create_with_event(PROPOSE, correction, by=by, at=at, reason=f"{in_words(after)}. {reason}")
    announcements.proposed(correction, at)
    return correction


@verb
def agree(correction: Correction, *, seen: int, by, at: datetime) -> None:
    """Let the proposed scores count. Refused to a person who took part in them, and when the scores have changed."""
    perform(AGREE, correction, seen=seen, by=by, at=at)
    examination = correction.examination
    after = ExamAttempts(**{field.name: getattr(correction, field.name) for field in fields(ExamAttempts)})
    before, changes = in_words(attempts_of(examination)), columns_for(examination, after, at) | {"voided_at": None}
    reason = f"Before: {before}. Now: {in_words(after)}. {correction.reason}"
    perform(CORRECTED, examination, seen=examination.version, by=by, at=at, reason=reason, changes=changes)
    announcements.results(examination.enrollment.training_class, [examination], at)
    announcements.correction_answered(correction, AGREE.done, at)


@verb
def reject(correction: Correction, reason: str, *, seen: int, by, at: datetime) -> None:
    """The scores stay as they are. Refused without a reason."""
    perform(REJECT, correction, seen=seen, by=by, at=at, reason=reason)
    if not reason.strip():
        raise Refused("Enter the reason for declining.")
    announcements.correction_answered(correction, f"{REJECT.done}: {reason}", at)


@verb
def void(examination: Examination, reason: str, *, seen: int, by, at: datetime) -> None:
    """The director opens a final result, in words, so that it can be corrected; until then it counts as it is."""
    if not reason.strip():
        raise Refused("Enter the reason for voiding.")
    perform(VOID, examination, seen=seen, by=by, at=at, reason=reason, changes={"voided_at": at})


def must_fit(examination: Examination, changes: dict) -> None:
    """Raise Refused now for scores and days that the database would refuse when the field office agrees."""
    trial = copy(examination)
    for name, value in changes.items():
        setattr(trial, name, value)
    try:
        trial.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages), "IV.C") from error


def in_words(attempts: ExamAttempts) -> str:
    """69 percent: not passed; retake 82 percent: passed."""
    retake = "" if attempts.retake_score is None else f"; retake {score_in_words(attempts.retake_score)}"
    return score_in_words(attempts.score) + retake
