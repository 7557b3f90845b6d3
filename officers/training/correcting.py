"""A correction that changes pass or fail: the instructor proposes it, the field office agrees; a final result stays.

A result is final once the retake is on record or ICE has certified. The Field Office Director alone may void it, with
words, so that it can be corrected (portal policy; the MOA allows no third attempt, IV.C).
"""

from copy import copy
from dataclasses import fields, replace
from datetime import datetime

from django.core.exceptions import ValidationError

from records.actions import Refused
from records.two_persons import RULE, took_part
from records.workflow import create_with_event, perform, require_role, verb

from . import announcements
from .examining import ExamAttempts, attempts_of, changes_of, must_teach, score_in_words
from .models import PASS, Correction, Examination
from .states import AGREE, CORRECTED, PROPOSE, REJECT, VOID, Answer


@verb
def propose(examination: Examination, after: ExamAttempts, reason: str, *, seen: int, by, at: datetime) -> Correction:
    """Scores that change pass or fail, for the field office to agree to. Refused for a final result.

    A retake that was sat stays: taking it out would make room for a third attempt (IV.C).
    """
    must_teach(PROPOSE, examination.enrollment.training_class, by)
    must_not_be_final(examination)
    if after.score >= PASS and examination.retake_score is not None:
        raise Refused("A retake is on record, so the first score can't become a pass. Correct the retake.", "IV.C")
    if after.score >= PASS:
        after = replace(after, reviewed_on=None)
    must_fit(examination, changes_of(examination, after, at))
    correction = Correction(
        examination=examination, of_version=seen, reason=reason, status=Answer.PROPOSED,
        proposed_by=by, proposed_at=at, **vars(after),
    )  # fmt: skip
    create_with_event(PROPOSE, correction, by=by, at=at, reason=f"{in_words(after)}. {reason}")
    announcements.proposed(correction, at)
    return correction


@verb
def agree(correction: Correction, *, seen: int, by, at: datetime) -> None:
    """The proposed scores count. Refused to who had a part in them, and when the scores have changed meanwhile."""
    perform(AGREE, correction, seen=seen, by=by, at=at)
    examination = correction.examination
    must_be_another(examination, by, "so a colleague must agree.")
    if took_part(correction, by, [PROPOSE]) or took_part(examination, by, [VOID]):
        raise Refused("You proposed this correction or voided the result, so a colleague must agree.", RULE)
    must_not_be_final(examination)
    if examination.version != correction.of_version:
        raise Refused("The scores have changed since. Decline this correction; the instructor can propose it again.")
    after = ExamAttempts(**{field.name: getattr(correction, field.name) for field in fields(ExamAttempts)})
    before, changes = in_words(attempts_of(examination)), changes_of(examination, after, at) | {"voided_at": None}
    reason = f"Before: {before}. Now: {in_words(after)}. {correction.reason}"
    perform(CORRECTED, examination, seen=examination.version, by=by, at=at, reason=reason, changes=changes)
    announcements.results(examination.enrollment.training_class, [examination], at)
    announcements.answered(correction, AGREE.done, at)


@verb
def reject(correction: Correction, reason: str, *, seen: int, by, at: datetime) -> None:
    """The scores stay as they are. Refused without a reason."""
    perform(REJECT, correction, seen=seen, by=by, at=at, reason=reason)
    if not reason.strip():
        raise Refused("Say why the correction is declined.")
    announcements.answered(correction, f"{REJECT.done}: {reason}", at)


@verb
def void(examination: Examination, reason: str, *, seen: int, by, at: datetime) -> None:
    """The director opens a final result, in words, so that it can be corrected; until then it counts as it is."""
    require_role(VOID, examination, by)
    must_be_another(examination, by, "so another director must void it.")
    if examination.retake_score is None:
        raise Refused("This result is not final: the instructor can propose a correction.", "IV.C")
    if not reason.strip():
        raise Refused("Say why the result is voided.")
    perform(VOID, examination, seen=seen, by=by, at=at, reason=reason, changes={"voided_at": at})


def must_not_be_final(examination: Examination) -> None:
    """Raises Refused once the retake is on record, unless voided, and while ICE's certification counts."""
    if examination.certifications.filter(annulled_at=None).exists():  # type: ignore[attr-defined]  # of a later app
        raise Refused(
            "ICE has certified this officer, so the result is final. Ask the field office to annul the certification "
            "first.", "IV.D",
        )  # fmt: skip
    if examination.retake_score is not None and not examination.voided_at:
        raise Refused(
            "The retake is on record, so the result is final. Only the Field Office Director can void it.", "IV.C"
        )


def must_be_another(examination: Examination, by, then: str) -> None:
    """Raises Refused when the person teaches the class, or recorded attendance or scores (two-person rule)."""
    if Examination.objects.filter(pk=examination.pk).handled_by(by).exists():
        raise Refused(f"You teach this class or recorded attendance or scores, {then}", RULE)


def must_fit(examination: Examination, changes: dict) -> None:
    """Raises Refused now for scores and days that the database would refuse when the field office agrees."""
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
