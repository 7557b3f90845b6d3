from dataclasses import dataclass

from django.db import models

from accounts.roles import Role
from records.actions import Action


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    SENT_BACK = "sent_back", "Sent back"
    ACCEPTED = "accepted", "Accepted"
    TAKEN_BACK = "taken_back", "Taken back"


class Stage(models.TextChoices):
    """Where a nomination stands as everyone in scope sees it: the status, and after acceptance the background check."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    SENT_BACK = "sent_back", "Sent back"
    CHECKING = "checking", "Background check in progress"
    CLEARED = "cleared", "Cleared"
    NOT_APPROVED = "not_approved", "Not approved"
    TAKEN_BACK = "taken_back", "Taken back"


@dataclass(frozen=True)
class Standing:
    """What a stage means: its tone, one sentence, who holds the nomination, and what they do next."""

    tone: str
    sentence: str
    holder: str = ""
    next_step: str = ""


ADMINISTRATION, FIELD_OFFICE, ADJUDICATION = "agency", "field office", "adjudicator"
STANDINGS = {
    Stage.DRAFT: Standing(
        "plain", "Only a submitted nomination reaches the field office.", ADMINISTRATION,
        "the agency attests and submits",
    ),
    Stage.SUBMITTED: Standing(
        "wait", "The agency has attested and submitted.", FIELD_OFFICE, "the field office accepts it or sends it back"
    ),
    Stage.SENT_BACK: Standing(
        "warn", "The field office asks for a correction. The attestations are made again when it is submitted again.",
        ADMINISTRATION, "the agency corrects and submits again",
    ),
    Stage.CHECKING: Standing(
        "wait", "The field office has accepted the nomination. ICE decides on the background check.", ADJUDICATION,
        "ICE closes the background check",
    ),
    Stage.CLEARED: Standing(
        "good", "The background check is closed. The nominee may be trained.", FIELD_OFFICE,
        "enroll in a training class",
    ),
    Stage.NOT_APPROVED: Standing("stop", "ICE has not approved the nominee. The nomination cannot go on."),
    Stage.TAKEN_BACK: Standing("plain", "The agency has taken the nomination back."),
}  # fmt: skip

# IV.B: what the agency attests of each nominee; the field's name, and the words of the check box.
ATTESTATIONS = (
    ("citizen", "The nominee is a citizen of the United States."),
    ("enforced_laws", "The nominee knows and has enforced the laws and regulations of this jurisdiction."),
    ("facility_trained", "The nominee has been trained on maintaining the security of our facility."),
    ("enforced_rules", "The nominee has enforced rules and regulations governing inmate accountability and conduct."),
)

AGENCY, OFFICE = (Role.ADMINISTRATOR,), (Role.FIELD_OFFICE,)
OPEN = (Status.DRAFT, Status.SENT_BACK)
UNDECIDED = (*OPEN, Status.SUBMITTED)

NOMINATE = Action("nominate", "Nominate an officer", "Nomination begun", AGENCY, "IV.B", target=Status.DRAFT)
CORRECT = Action("correct", "Correct the nomination", "Nomination corrected", AGENCY, "IV.B", OPEN)
SUBMIT = Action("submit", "Submit nomination", "Nomination submitted", AGENCY, "IV.B", OPEN, Status.SUBMITTED)
ACCEPT = Action(
    "accept", "Accept the nomination", "Nomination accepted", OFFICE, "IV.B", (Status.SUBMITTED,), Status.ACCEPTED
)
SEND_BACK = Action(
    "send_back", "Send back with a reason", "Nomination sent back", OFFICE, "IV.B",
    (Status.SUBMITTED,), Status.SENT_BACK,
)  # fmt: skip
TAKE_BACK = Action(
    "take_back", "Take back the nomination", "Nomination taken back", AGENCY, "IV.B", UNDECIDED, Status.TAKEN_BACK
)
# What everyone may read of the check's end; its outcome stands in the adjudicators' own record (officers.background).
CLOSE = Action(
    "close", "Close the background check", "Background check closed", (Role.ADJUDICATOR,), "IV.B", (Status.ACCEPTED,)
)
DEPART = Action("depart", "Record that the officer leaves", "Departure recorded", AGENCY, "IV.D")
ANNUL_DEPARTURE = Action("annul_departure", "Annul the departure", "Departure annulled", AGENCY, "IV.D")
# Past the last day it would give power back for days gone by: the field office decides.
ANNUL_PAST_DEPARTURE = Action(
    "annul_past_departure", "Annul the departure", "Departure annulled after the last day", OFFICE, "IV.D"
)

PUT_FORWARD = (NOMINATE, CORRECT, SUBMIT)  # who did one of these neither accepts nor adjudicates

ACTIONS = (
    NOMINATE,
    CORRECT,
    SUBMIT,
    ACCEPT,
    SEND_BACK,
    TAKE_BACK,
    CLOSE,
    DEPART,
    ANNUL_DEPARTURE,
    ANNUL_PAST_DEPARTURE,
)
