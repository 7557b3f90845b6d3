from django.db import models

from accounts.roles import Role
from officers.nominations.states import Stage
from records.actions import Action


class Status(models.TextChoices):
    OPEN = "open", "In progress"
    FAVORABLE = "favorable", "Favorable"
    NOT_FAVORABLE = "not_favorable", "Not favorable"
    NOT_REQUIRED = "not_required", "Not required by ICE"


class Waiver(models.TextChoices):
    """Why ICE does not require a check: chosen from a list, so that nothing about a person is written here."""

    CLEARANCE = "clearance", "A federal clearance or background investigation is current"
    EARLIER = "earlier", "ICE cleared the nominee under an earlier agreement"
    NO_CHECK = "no_check", "ICE does not use its right to check this nominee"


class Mistake(models.TextChoices):
    """Why a recorded step is annulled: a list for the same reason."""

    DATE = "The date was wrong", "The date was wrong"
    STEP = "It was another step", "It was another step"
    PERSON = "It belongs to another nominee", "It belongs to another nominee"


class Item(models.TextChoices):
    """What IV.B has the nominee and the agency hand in; only dates and states are kept here."""

    QUESTIONNAIRE = "questionnaire", "Questionnaire (Form 70-009)"
    FINGERPRINTS = "fingerprints", "Fingerprints"
    PERSONAL_HISTORY = "personal_history", "Personal history"
    DISCIPLINARY_HISTORY = "disciplinary_history", "Disciplinary history"
    AUTHORIZATION = "authorization", "Nominee's written authorization"
    RECORDS_ACCESS = "records_access", "Access to disciplinary records"


class ItemState(models.TextChoices):
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
STAGE_BY_STATUS = {
    Status.OPEN: Stage.CHECKING,
    Status.FAVORABLE: Stage.CLEARED,
    Status.NOT_REQUIRED: Stage.CLEARED,
    Status.NOT_FAVORABLE: Stage.NOT_APPROVED,
}
CLEARED = (Status.FAVORABLE, Status.NOT_REQUIRED)
ADJUDICATOR = (Role.ADJUDICATOR,)


def sealed(name: str, label: str, done: str, target: str = "") -> Action:
    """An act on an open check that only adjudicators find on the timeline: its Event names step or outcome."""
    return Action(
        name=name,
        label=label,
        done=done,
        roles=ADJUDICATOR,
        clause="IV.B",
        sources=(Status.OPEN,),
        target=target,
        audience=ADJUDICATOR,
    )


START = Action(
    name="start",
    page="background:check",
    label="Start the background check",
    done="Background check started",
    roles=ADJUDICATOR,
    clause="IV.B",
    target=Status.OPEN,
)
RECORD_STEP = sealed("record_step", "Record a step", "Background step recorded")
ANNUL_STEP = Action(
    name="annul_step",
    page="background:annul_step",
    label="Annul this step",
    done="Background step annulled",
    roles=ADJUDICATOR,
    clause="IV.B",
    audience=ADJUDICATOR,
)
FAVOR = sealed("favor", "Favorable", "Outcome: favorable", Status.FAVORABLE)
DISFAVOR = sealed("disfavor", "Not favorable", "Outcome: not favorable", Status.NOT_FAVORABLE)
WAIVE = sealed("waive", "Not required by ICE", "Outcome: not required by ICE", Status.NOT_REQUIRED)

ACTIONS = (START, RECORD_STEP, ANNUL_STEP, FAVOR, DISFAVOR, WAIVE)
OUTCOMES = {action.target: action for action in (FAVOR, DISFAVOR, WAIVE)}
