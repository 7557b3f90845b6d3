"""Yes, Not yet or No: what every page says of an officer now, and the reason that it gives first."""

from collections.abc import Mapping
from enum import Enum

from .models import Course


class Verdict(Enum):
    """The answer in a word. `key` is its value in the roster's filter, `tone` its icon and color."""

    YES = "yes", "Yes", "good"
    NO = "no", "No", "stop"
    NOT_YET = "progress", "Not yet", "ahead"

    def __init__(self, key: str, word: str, tone: str):
        self.key, self.word, self.tone = key, word, tone


# Of each turn the requirement that is told first, and its sentence where the requirement's own says too little.
TOLD_FIRST = {
    "draft": ("nomination", "The agency has not submitted the nomination."),
    "sent_back": ("nomination", "The field office sent the nomination back to the agency."),
    "submitted": ("nomination", "The field office has not accepted the nomination yet."),
    "accepted": ("background", "ICE has not completed the background check."),
    "cleared": ("examination", "The nominee is not enrolled in a class yet."),
    "class_ahead": ("examination", "The nominee has not attended the class yet."),
    "attendance": ("examination", "The instructor has not recorded the attendance of the class yet."),
    "score": ("examination", "The instructor has not entered the exam score yet."),
    "review_due": ("examination", "The nominee did not pass the first exam. A review and one retake follow."),
    "retake_due": ("examination", "The nominee did not pass the first exam and has not retaken it yet."),
    "passed": ("certification", "ICE has not certified the officer yet."),
    "certified": ("letter", "The Field Office Director has not signed an authorization letter yet."),
    "letter_ahead": ("letter", ""), "letter_ended": ("letter", ""), "form": ("form_70_006", ""),
    "receipt": ("receipt", ""), "no_supervisor": ("supervisor", ""),
    "authorized": ("credential", "ICE has not issued a credential yet."),
    "credential_ended": ("credential", ""),
    "suspended": ("not_suspended", ""), "agreement_suspended": ("agreement_not_suspended", ""),
    "withdrawn": ("not_withdrawn", ""),
    "disqualified": ("examination", "The officer did not pass the retake and is disqualified."),
    "not_approved": ("background", "ICE did not approve the nominee."),
    "departed": ("not_departed", ""),
    "taken_back": ("nomination", "The agency canceled the nomination."),
    "agreement_ended": ("agreement", ""),
    "not_nominated": ("nomination", ""),
}  # fmt: skip
# These turns have a next step, so an officer who never had a credential is in progress.
ON_THE_WAY_STILL = frozenset(
    "draft sent_back submitted accepted cleared class_ahead attendance score review_due retake_due passed certified "
    "letter_ahead form receipt no_supervisor authorized".split()
)


def verdict_of(serves: bool, course: Course) -> Verdict:
    """Give the answer for now; `course` has its turn. Only a stopped officer is a No; a nominee in progress is Not yet.

    The roster's filters and numbers ask the same of the database (`CourseQuerySet.underway` and `stopped`).
    """
    if serves:
        return Verdict.YES
    return Verdict.NOT_YET if course.credential_until is None and course.turn in ON_THE_WAY_STILL else Verdict.NO


def first_reason(turn: str, unmet: Mapping[str, str]) -> tuple[str, str]:
    """Give the reason that is told first, as (code, sentence), from the sentences of what is not met, by code."""
    code, sentence = TOLD_FIRST.get(turn, ("", ""))
    if code in unmet:
        return code, sentence or unmet[code]
    return next(iter(unmet.items()))
