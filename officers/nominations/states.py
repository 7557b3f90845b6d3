from dataclasses import dataclass

from django.db import models

from accounts.roles import Role
from records.actions import Action
from records.two_persons import RULE


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    SENT_BACK = "sent_back", "Sent back"
    ACCEPTED = "accepted", "Accepted"
    TAKEN_BACK = "taken_back", "Canceled"


class Stage(models.TextChoices):
    """The stage of a nomination as everyone in scope sees it: the status, and after acceptance the background check."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    SENT_BACK = "sent_back", "Sent back"
    CHECKING = "checking", "Background check in progress"
    CLEARED = "cleared", "Cleared"
    NOT_APPROVED = "not_approved", "Not approved"
    REPLACED = "replaced", "Replaced"
    TAKEN_BACK = "taken_back", "Canceled"


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
        "plain", "The agency has not submitted this nomination yet.", ADMINISTRATION,
        "the agency attests and submits",
    ),
    Stage.SUBMITTED: Standing(
        "wait", "The agency attested and submitted the nomination.", FIELD_OFFICE, "the field office accepts it or "
        "sends it back"
    ),
    Stage.SENT_BACK: Standing(
        "warn", "The field office asked for a correction. The agency attests again when it submits the nomination "
        "again.",
        ADMINISTRATION, "the agency corrects and submits again",
    ),
    Stage.CHECKING: Standing(
        "wait", "The field office accepted the nomination. ICE completes the background check next.", ADJUDICATION,
        "ICE completes the background check",
    ),
    Stage.CLEARED: Standing(
        "good", "The background check is complete. The nominee can be enrolled in a class.", FIELD_OFFICE,
        "enroll in a training class",
    ),
    Stage.NOT_APPROVED: Standing("stop", "ICE did not approve the nominee. The nomination can't continue."),
    Stage.REPLACED: Standing("plain", "A later nomination of the officer under the same agreement replaced this one."),
    Stage.TAKEN_BACK: Standing("plain", "The agency canceled the nomination."),
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

NOMINATE = Action(
    name="nominate",
    label="Nominate an officer",
    done="Nomination started",
    roles=AGENCY,
    clause="IV.B",
    target=Status.DRAFT,
)
CORRECT = Action(
    name="correct",
    page="nominations:correct",
    label="Edit the nomination",
    done="Nomination edited",
    roles=AGENCY,
    clause="IV.B",
    sources=OPEN,
)
SUBMIT = Action(
    name="submit",
    page="nominations:submit",
    label="Submit nomination",
    done="Nomination submitted",
    roles=AGENCY,
    clause="IV.B",
    sources=OPEN,
    target=Status.SUBMITTED,
)
ACCEPT = Action(
    name="accept",
    page="nominations:accept",
    one_click=True,
    label="Accept the nomination",
    done="Nomination accepted",
    roles=OFFICE,
    clause="IV.B",
    sources=(Status.SUBMITTED,),
    target=Status.ACCEPTED,
)
SEND_BACK = Action(
    name="send_back", page="nominations:send_back", label="Send back with a reason", done="Nomination sent back",
    roles=OFFICE, clause="IV.B", sources=(Status.SUBMITTED,), target=Status.SENT_BACK,
)  # fmt: skip
TAKE_BACK = Action(
    name="take_back",
    page="nominations:take_back",
    label="Cancel the nomination",
    done="Nomination canceled",
    roles=AGENCY,
    clause="IV.B",
    sources=UNDECIDED,
    target=Status.TAKEN_BACK,
)
# What everyone may read of the check's end; its outcome is in the adjudicators' own record (officers.background).
CLOSE = Action(
    name="close",
    page="background:decide",
    label="Complete the background check",
    done="Background check complete",
    roles=(Role.ADJUDICATOR,),
    clause="IV.B",
    sources=(Status.ACCEPTED,),
)
# Done for a nominee whom ICE did not approve, or who is disqualified.
ALLOW_ANOTHER = Action(
    name="allow_another",
    page="nominations:allow_another",
    label="Allow another nomination",
    done="Another nomination allowed",
    roles=OFFICE,
    clause=RULE,
    sources=(Status.ACCEPTED,),
)
RECORD_NAME = Action(
    name="record_name",
    page="nominations:name",
    label="Record a new name or badge",
    done="New name or badge recorded",
    roles=(*AGENCY, *OFFICE),
)
ANNUL_NAME = Action(
    name="annul_name",
    page="nominations:annul_name",
    label="Void this name or badge",
    done="New name or badge voided",
    roles=(*AGENCY, *OFFICE),
)
DEPART = Action(
    name="depart",
    page="nominations:depart",
    label="Report a departure",
    done="Departure recorded",
    roles=AGENCY,
    clause="IV.D",
)
ANNUL_DEPARTURE = Action(
    name="annul_departure",
    page="nominations:annul_departure",
    label="Void the departure",
    done="Departure voided",
    roles=AGENCY,
    clause="IV.D",
)
# Past the last day it would give power back for days gone by: the field office decides.
ANNUL_PAST_DEPARTURE = Action(
    name="annul_past_departure",
    page="nominations:annul_departure",
    label="Void the departure",
    done="Departure voided after the last day",
    roles=OFFICE,
    clause="IV.D",
)

# Done with the acceptance of the nomination by which the officer returns.
COME_BACK = Action(
    name="come_back",
    label="End the departure",
    done="Departure ended: the officer returned",
    roles=OFFICE,
    clause="IV.B",
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
    ALLOW_ANOTHER,
    RECORD_NAME,
    ANNUL_NAME,
    DEPART,
    ANNUL_DEPARTURE,
    ANNUL_PAST_DEPARTURE,
    COME_BACK,
)
