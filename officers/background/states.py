from django.db import models

from accounts.roles import Role
from records.actions import Action


class Status(models.TextChoices):
    OPEN = "open", "In progress"
    FAVORABLE = "favorable", "Favorable"
    NOT_FAVORABLE = "not_favorable", "Not favorable"
    NOT_REQUIRED = "not_required", "Not required by ICE"


class Step(models.TextChoices):
    """What IV.B has the nominee and the agency hand in; only dates and states are kept here."""

    QUESTIONNAIRE = "questionnaire", "Questionnaire (Form 70-009)"
    FINGERPRINTS = "fingerprints", "Fingerprints"
    PERSONAL_HISTORY = "personal_history", "Personal history"
    DISCIPLINARY_HISTORY = "disciplinary_history", "Disciplinary history"
    AUTHORIZATION = "authorization", "Nominee's written authorization"
    RECORDS_ACCESS = "records_access", "Access to disciplinary records"


class StepState(models.TextChoices):
    REQUESTED = "requested", "Requested"
    RECEIVED = "received", "Received"
    REVIEWED = "reviewed", "Reviewed"


# What people other than adjudicators see: never the outcome's own word.
SEEN = {
    Status.OPEN: "In progress",
    Status.FAVORABLE: "Cleared",
    Status.NOT_REQUIRED: "Cleared",
    Status.NOT_FAVORABLE: "Not approved",
}
CLEARED = (Status.FAVORABLE, Status.NOT_REQUIRED)
ADJUDICATOR = (Role.ADJUDICATOR,)

START = Action("start", "Start the background check", "Background check started", ADJUDICATOR, "IV.B", target=Status.OPEN)
RECORD_STEP = Action(
    "step", "Record a step", "Background step recorded", ADJUDICATOR, "IV.B", (Status.OPEN,), audience=ADJUDICATOR
)
CLOSED = "Background check closed"
FAVOR = Action("favor", "Favorable", CLOSED, ADJUDICATOR, "IV.B", (Status.OPEN,), Status.FAVORABLE)
DISFAVOR = Action("disfavor", "Not favorable", CLOSED, ADJUDICATOR, "IV.B", (Status.OPEN,), Status.NOT_FAVORABLE)
WAIVE = Action("waive", "Not required by ICE", CLOSED, ADJUDICATOR, "IV.B", (Status.OPEN,), Status.NOT_REQUIRED)

ACTIONS = (START, RECORD_STEP, FAVOR, DISFAVOR, WAIVE)
OUTCOMES = {action.target: action for action in (FAVOR, DISFAVOR, WAIVE)}
