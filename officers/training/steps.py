"""Who holds a class, what is next, and what its page offers to whom."""

from datetime import date

from django.urls import reverse

from records.actions import Action

from .models import TrainingClass
from .roster import SeatRow
from .states import ATTENDANCE, CANCEL, CHANGE, ENROLL, INSTRUCTOR, OFFICE, REASSIGN, SCORE, Outcome, Status

NOT_YET = "possible on the day of the class and after it"
FULL = "every seat is taken"
HELD = "attendance is recorded, so the class has been held"
NOBODY = "nobody who attended is without a score"


def holder_of(training_class: TrainingClass, rows: list[SeatRow], today: date) -> tuple[str, str]:
    """Whose turn it is and what they do next; empty when nothing is left to do."""
    office, instructor = f"{training_class.field_office} field office", str(training_class.instructor)
    if training_class.status == Status.CANCELED:
        return "", ""
    if today < training_class.ends_on:
        return office, "enroll nominees" if training_class.left else "the class is held"
    if any(row.attended is None and not row.vacated for row in rows):
        return instructor, "record attendance"
    if any(row.to_examine for row in rows):
        return instructor, "enter scores"
    if any(row.outcome in (Outcome.REVIEW_DUE, Outcome.RETAKE_DUE) for row in rows):
        return instructor, "review and re-take"
    return "", ""


def offers(training_class: TrainingClass, rows: list[SeatRow], user, today: date):
    """The one primary action for this person, and the quiet list of the others, blocked ones with the reason."""
    if training_class.status == Status.CANCELED:
        return None, []
    found = []
    if teaches(training_class, user):
        found += instructors_offers(training_class, rows, today)
    if user.holds(OFFICE, training_class.field_office):
        found += offices_offers(training_class, rows)
    primary = next((offer for offer in found if offer["primary"]), None)
    return primary, [offer for offer in found if offer is not primary]


def teaches(training_class: TrainingClass, user) -> bool:
    """Whether this person is the class's own instructor, with the role today."""
    return training_class.instructor_id == user.pk and user.holds(INSTRUCTOR, training_class.field_office)


def instructors_offers(training_class: TrainingClass, rows: list[SeatRow], today: date) -> list[dict]:
    early = today < training_class.ends_on
    unknown = any(row.attended is None and not row.vacated for row in rows)
    unscored = any(row.to_examine for row in rows)
    return [
        offer(ATTENDANCE, training_class, NOT_YET if early else "", primary=unknown and not early),
        offer(SCORE, training_class, "" if unscored else NOBODY, primary=unscored),
    ]


def offices_offers(training_class: TrainingClass, rows: list[SeatRow]) -> list[dict]:
    held = HELD if any(row.attended is not None for row in rows) else ""
    left = training_class.left
    return [
        offer(ENROLL, training_class, "" if left else FULL, primary=bool(left) and not held),
        offer(CHANGE, training_class, held),
        *([offer(REASSIGN, training_class)] if held else []),
        offer(CANCEL, training_class, held),
    ]


def offer(action: Action, training_class: TrainingClass, refused: str = "", *, primary: bool = False) -> dict:
    url = reverse(f"training:{action.name}", args=[training_class.pk])
    return {"label": action.label, "url": url, "refused": refused, "primary": primary}
