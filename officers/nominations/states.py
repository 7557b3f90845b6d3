from django.db import models

from accounts.roles import Role
from records.actions import Action


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    SENT_BACK = "sent_back", "Sent back"
    ACCEPTED = "accepted", "Accepted"
    TAKEN_BACK = "taken_back", "Taken back"


# IV.B: what the agency attests of each nominee; the field's name, and the words of the check box.
ATTESTATIONS = (
    ("citizen", "The nominee is a citizen of the United States."),
    ("enforced_laws", "The nominee knows and has enforced the laws and regulations of this jurisdiction."),
    ("facility_trained", "The nominee has been trained on maintaining the security of our facility."),
    ("enforced_rules", "The nominee has enforced rules and regulations governing inmate accountability and conduct."),
)

AGENCY, OFFICE = (Role.ADMINISTRATOR,), (Role.FIELD_OFFICE,)
OPEN = (Status.DRAFT, Status.SENT_BACK)

NOMINATE = Action("nominate", "Nominate an officer", "Nomination begun", AGENCY, "IV.B", target=Status.DRAFT)
CORRECT = Action("correct", "Correct the nomination", "Nomination corrected", AGENCY, "IV.B", OPEN)
SUBMIT = Action("submit", "Submit the nomination", "Nomination submitted", AGENCY, "IV.B", OPEN, Status.SUBMITTED)
ACCEPT = Action(
    "accept", "Accept the nomination", "Nomination accepted", OFFICE, "IV.B", (Status.SUBMITTED,), Status.ACCEPTED
)
SEND_BACK = Action(
    "send_back", "Send back with a reason", "Nomination sent back", OFFICE, "IV.B", (Status.SUBMITTED,), Status.SENT_BACK
)
TAKE_BACK = Action(
    "take_back", "Take back the nomination", "Nomination taken back", AGENCY, "IV.B",
    (Status.DRAFT, Status.SUBMITTED, Status.SENT_BACK), Status.TAKEN_BACK,
)  # fmt: skip
DEPART = Action("depart", "Record that the officer leaves", "Departure recorded", AGENCY, "IV.D")
ANNUL_DEPARTURE = Action("annul_departure", "Annul this departure", "Departure annulled", AGENCY, "IV.D")

ACTIONS = (NOMINATE, CORRECT, SUBMIT, ACCEPT, SEND_BACK, TAKE_BACK, DEPART, ANNUL_DEPARTURE)
