from django.db import models

from accounts.roles import Role
from records.actions import Action


class Status(models.TextChoices):
    """Where a credential is: ICE's property, issued to an officer (IV.D)."""

    ISSUED = "issued", "Issued"
    RETURNED = "returned", "Returned"
    LOST = "lost", "Lost"
    STOLEN = "stolen", "Stolen"
    DESTROYED = "destroyed", "Destroyed"


OFFICE, DIRECTOR = (Role.FIELD_OFFICE,), (Role.DIRECTOR,)
HELD = (Status.ISSUED,)

# A paper for several officers has two rows: the act on the paper itself, and what it did to each officer named in it.
CERTIFY_NAMES = Action("certify", "Certify officers", "Names certified in writing by ICE", OFFICE, "IV.D")
CERTIFY = Action("certified", "Certify", "Certified in writing by ICE", OFFICE, "IV.D")
SIGN_LETTER = Action("sign_letter", "Sign the authorization letter", "Authorization letter signed", DIRECTOR, "IV.D")
AUTHORIZE = Action("authorized", "Authorize", "Authorized by letter", DIRECTOR, "IV.D")
COPY_TO_AGENCY = Action("copy", "Record the agency's copy", "Copy of the letter given to the agency", OFFICE, "IV.D")
EXECUTE_FORM = Action("form", "Record Form 70-006", "Form 70-006 executed", OFFICE, "IV.D")
RECEIVE = Action("receipt", "Record the officer's receipt", "Officer received letter and Form 70-006", OFFICE, "IV.D")
SUPERVISE = Action("supervise", "Change the supervising official", "Supervising official changed", OFFICE, "IV.F")
SUSPEND = Action("suspend", "Suspend", "Authority suspended", DIRECTOR, "IV.D")
LIFT = Action("lift", "Lift the suspension", "Suspension lifted", DIRECTOR, "IV.D")
WITHDRAW = Action("withdraw", "Withdraw officers", "Notice of withdrawal given", DIRECTOR, "IV.D")
END_AUTHORITY = Action("withdrawn", "Withdraw", "Authority withdrawn by written notice", DIRECTOR, "IV.D")
ISSUE = Action("issue", "Issue a credential", "Credential issued", OFFICE, "IV.D", target=Status.ISSUED)
RETURN = Action("return", "Record the return", "Credential returned", OFFICE, "IV.D", HELD, Status.RETURNED)
LOSE = Action("lose", "Record the loss", "Credential lost", OFFICE, "IV.D", HELD, Status.LOST)
STEAL = Action("steal", "Record the theft", "Credential stolen", OFFICE, "IV.D", HELD, Status.STOLEN)
DESTROY = Action(
    "destroy", "Record the destruction", "Credential destroyed", OFFICE, "IV.D",
    (Status.ISSUED, Status.RETURNED, Status.LOST, Status.STOLEN), Status.DESTROYED,
)  # fmt: skip
RECOVER = Action(
    "recover", "Record the recovery", "Credential recovered by ICE", OFFICE, "IV.D",
    (Status.LOST, Status.STOLEN), Status.RETURNED,
)  # fmt: skip
# Who enters a paper annuls it: staff do not undo what the director signed.
ANNUL = Action("annul", "Annul this entry", "Entry annulled", OFFICE, "IV.D")
ANNUL_SIGNED = Action("annul_signed", "Annul this entry", "Entry annulled", DIRECTOR, "IV.D")
# After a change of an agency's time zone.
RECOUNT = Action(
    "recount",
    "Recount the dates",
    "Dates recounted in the agency's zone",
    (Role.FIELD_OFFICE, Role.PROGRAM_MANAGER),
)

FROM_HAND = (RETURN, LOSE, STEAL, DESTROY)
CREDENTIAL_ACTIONS = (ISSUE, RETURN, LOSE, STEAL, DESTROY, RECOVER)
ACTIONS = (
    CERTIFY_NAMES, CERTIFY, SIGN_LETTER, AUTHORIZE, COPY_TO_AGENCY, EXECUTE_FORM, RECEIVE, SUPERVISE, SUSPEND, LIFT,
    WITHDRAW, END_AUTHORITY, ANNUL, ANNUL_SIGNED, RECOUNT, *CREDENTIAL_ACTIONS,
)  # fmt: skip
