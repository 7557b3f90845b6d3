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
    NO_CHECK = "no_check", "ICE chose not to check this nominee"


class Mistake(models.TextChoices):
    """Why a recorded step is annulled: a list for the same reason."""

    DATE = "The date was wrong", "The date was wrong"
    STEP = "It was another step", "It was another step"
    PERSON = "It belongs to another nominee", "It belongs to another nominee"


class WrongAccess(models.TextChoices):
    """Why an entry on the access to disciplinary records is void."""

    DATE = "A date was wrong", "A date was wrong"
    PERSON = "It belongs to another officer", "It belongs to another officer"
    ACCESS = "There was no such access", "There was no such access"


class AccessEnd(models.TextChoices):
    """Why ICE can no longer read an officer's disciplinary records: chosen from a list for the same reason."""

    AGENCY = "agency", "The agency ended it"
    OFFICER = "officer", "The officer withdrew the written authorization"
    DEPARTURE = "departure", "The officer left the agency or the program"
    AGREEMENT = "agreement", "The agreement ended"


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
    label="Void this step",
    done="Background step voided",
    roles=ADJUDICATOR,
    clause="IV.B",
    audience=ADJUDICATOR,
    then=(
        "The timeline keeps the entry and your reason.",
        "Only adjudicators see it.",
    ),
)
FAVOR = sealed("favor", "Favorable", "Outcome: favorable", Status.FAVORABLE)
DISFAVOR = sealed("disfavor", "Not favorable", "Outcome: not favorable", Status.NOT_FAVORABLE)
WAIVE = sealed("waive", "Not required by ICE", "Outcome: not required by ICE", Status.NOT_REQUIRED)
GRANT_ACCESS = Action(
    name="grant_access",
    page="background:grant_access",
    label="Record access to disciplinary records",
    done="Access to disciplinary records recorded",
    roles=ADJUDICATOR,
    clause="IV.B",
    then=("The access continues after the check, until you record that it ended (IV.B).",),
)
END_ACCESS = Action(
    name="end_access",
    page="background:end_access",
    label="Record that access ended",
    done="Access to disciplinary records ended",
    roles=ADJUDICATOR,
    clause="IV.B",
    then=(
        "We tell the Field Office Director.",
        "The officer can keep serving unless the Director withdraws or suspends the authority (IV.D).",
    ),
)
VOID_ACCESS = Action(
    name="void_access",
    page="background:void_access",
    label="Void this entry",
    done="Entry on access to disciplinary records voided",
    roles=ADJUDICATOR,
    clause="IV.B",
    then=("The timeline keeps the entry and your reason.",),
)

ACTIONS = (START, RECORD_STEP, ANNUL_STEP, FAVOR, DISFAVOR, WAIVE, GRANT_ACCESS, END_ACCESS, VOID_ACCESS)
OUTCOMES = {action.target: action for action in (FAVOR, DISFAVOR, WAIVE)}
