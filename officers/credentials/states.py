from dataclasses import replace

from django.db import models

from accounts.roles import Role
from records.actions import Action


class Status(models.TextChoices):
    """Where a credential is: ICE's property, issued to an officer (IV.D)."""

    ISSUED = "issued", "Issued"
    GIVEN_UP = "given_up", "Surrendered, on its way to ICE"
    RETURNED = "returned", "Returned"
    LOST = "lost", "Lost"
    STOLEN = "stolen", "Stolen"
    DESTROYED = "destroyed", "Destroyed"


class LetterStage(models.TextChoices):
    """The stage of a letter at a moment, from its dates: each letter is in exactly one (Letter.stage)."""

    ANNULLED = "annulled", "Void"
    COMING = "coming", "Not yet in force"
    IN_FORCE = "in_force", "In force"
    ENDED = "ended", "Ended"

    @property
    def tone(self) -> str:
        """How it is shown: see records' status_tag."""
        return {"in_force": "good", "coming": "wait", "ended": "stop"}.get(self.value, "plain")


class CredentialStage(models.TextChoices):
    """The stage of a credential at a moment: each credential is in exactly one (Credential.stage)."""

    ANNULLED = "annulled", "Void"
    IN_HAND = "in_hand", "Held by the officer"
    EXPIRED = "expired", "Expired"
    AGREEMENT_ENDED = "agreement_ended", "Due back: the agreement ended"
    HAS_LEFT = "has_left", "Due back: the officer has left"
    IS_WITHDRAWN = "is_withdrawn", "Due back: withdrawn by ICE"
    IS_CALLED_BACK = "is_called_back", "Due back: called back by ICE"
    IS_SUSPENDED = "is_suspended", "Due back: the officer is suspended"
    GIVEN_UP = "given_up", "Surrendered, on its way to ICE"
    RETURNED = "returned", "Returned"
    LOST = "lost", "Lost"
    STOLEN = "stolen", "Stolen"
    DESTROYED = "destroyed", "Destroyed"

    @property
    def tone(self) -> str:
        """How it is shown: see records' status_tag."""
        tones = {
            "in_hand": "good", "expired": "stop", "agreement_ended": "warn", "has_left": "warn",
            "is_withdrawn": "warn", "is_called_back": "warn", "is_suspended": "warn", "given_up": "warn",
            "lost": "stop", "stolen": "stop",
        }  # fmt: skip
        return tones.get(self.value, "plain")


# Why ICE wants a credential back, in this order; CredentialQuerySet.with_recall says which of them are true.
RECALLED = (
    CredentialStage.AGREEMENT_ENDED, CredentialStage.HAS_LEFT, CredentialStage.IS_WITHDRAWN,
    CredentialStage.IS_CALLED_BACK, CredentialStage.IS_SUSPENDED,
)  # fmt: skip

OFFICE, DIRECTOR, AGENCY = (Role.FIELD_OFFICE,), (Role.DIRECTOR,), (Role.ADMINISTRATOR,)
HELD = (Status.ISSUED,)
# What a file of a letter is called.
SIGNED_LETTER, SIGNED_FORM = "Signed letter", "Signed Form 70-006"

# A paper for several officers has two rows: the act on the paper itself, and what it did to each officer named in it.
CERTIFY_NAMES = Action(
    name="certify_names", label="Certify officers", done="Names certified in writing by ICE", roles=OFFICE,
    clause="IV.D", page="credentials:certify",
)  # fmt: skip
MAKE_CERTIFICATION = Action(
    name="make_certification", label="View the certification (PDF)", done="Certification made for signature",
    roles=OFFICE, clause="IV.D",
)  # fmt: skip
CERTIFIED = Action(name="certified", label="Certify", done="Certified in writing by ICE", roles=OFFICE, clause="IV.D")
SIGN_LETTER = Action(
    name="sign_letter", label="Sign the authorization letter", done="Authorization letter signed", roles=DIRECTOR,
    clause="IV.D", page="credentials:sign_letter",
)  # fmt: skip
MAKE_LETTER = Action(
    name="make_letter", label="View the letter (PDF)", done="Authorization letter made for signature", roles=DIRECTOR,
    clause="IV.D",
)  # fmt: skip
AUTHORIZED = Action(name="authorized", label="Authorize", done="Authorized by letter", roles=DIRECTOR, clause="IV.D")
COPY_TO_AGENCY = Action(
    name="copy_to_agency", label="Record the agency's copy", done="Copy of the letter given to the agency",
    roles=OFFICE, clause="IV.D", page="credentials:copy",
)  # fmt: skip
EXECUTE_FORM = Action(
    name="execute_form", label="Record Form 70-006", done="Form 70-006 executed", roles=OFFICE, clause="IV.D",
    page="credentials:form",
)  # fmt: skip
RECEIVE = Action(
    name="receive", label="Record the officer's receipt", done="Officer received letter and Form 70-006",
    roles=OFFICE, clause="IV.D", page="credentials:receipt",
)  # fmt: skip
SUPERVISE = Action(
    name="supervise", label="Change the supervising official", done="Supervising official changed", roles=OFFICE,
    clause="IV.F", page="credentials:supervise",
)  # fmt: skip
END_SUPERVISION = Action(
    name="end_supervision", label="End supervision", done="Supervision ended without a successor", roles=OFFICE,
    clause="IV.F", page="credentials:end_supervision",
)  # fmt: skip
SUSPEND = Action(
    name="suspend", label="Suspend", done="Authority suspended", roles=DIRECTOR, clause="IV.D",
    page="credentials:suspend",
)  # fmt: skip
MAKE_SUSPENSION = Action(
    name="make_suspension", label="View the notice (PDF)", done="Notice of suspension made for signature",
    roles=DIRECTOR, clause="IV.D",
)  # fmt: skip
LIFT = Action(
    name="lift", label="Lift the suspension", done="Suspension lifted", roles=DIRECTOR, clause="IV.D",
    page="credentials:lift",
)  # fmt: skip
STAND_DOWN = Action(
    name="stand_down", label="Stand down", done="Officer stood down by the agency", roles=AGENCY,
    page="credentials:stand_down",
)  # fmt: skip
RETURN_TO_DUTY = Action(
    name="return_to_duty", label="Return to duty", done="Stand-down ended by the agency", roles=AGENCY,
    page="credentials:return_to_duty",
)  # fmt: skip
ANNUL_STAND_DOWN = Action(
    name="annul_stand_down", label="Void the stand-down", done="Stand-down voided by the agency", roles=AGENCY,
)  # fmt: skip
WITHDRAW = Action(
    name="withdraw", label="Withdraw officers", done="Notice of withdrawal given", roles=DIRECTOR, clause="IV.D",
    page="credentials:withdraw",
)  # fmt: skip
MAKE_WITHDRAWAL = Action(
    name="make_withdrawal", label="View the notice (PDF)", done="Notice of withdrawal made for signature",
    roles=DIRECTOR, clause="IV.D",
)  # fmt: skip
WITHDRAWN = Action(
    name="withdrawn", label="Withdraw", done="Authority withdrawn by written notice", roles=DIRECTOR, clause="IV.D"
)
# The same acts, opened from another record: a letter's steps from an officer, an officer's from the agreement.
EXECUTE_FORM_OF_OFFICER = replace(EXECUTE_FORM, page="credentials:officer_form")
RECEIVE_OF_OFFICER = replace(RECEIVE, page="credentials:officer_receipt")
SUPERVISE_UNDER_AGREEMENT = replace(SUPERVISE, page="credentials:supervise_agency")
ISSUE = Action(
    name="issue", label="Issue a credential", done="Credential issued", roles=OFFICE, clause="IV.D",
    target=Status.ISSUED, page="credentials:issue",
)  # fmt: skip
CORRECT_NUMBER = Action(
    name="correct_number", label="Correct the number", done="Credential number corrected", roles=OFFICE, clause="IV.D",
    sources=tuple(Status), page="credentials:correct_number",
)  # fmt: skip
CALL_BACK = Action(
    name="call_back", label="Call the credential back", done="Credential called back by ICE", roles=DIRECTOR,
    clause="IV.D", sources=HELD, page="credentials:call_back",
)  # fmt: skip
SURRENDER = Action(
    name="surrender", label="Return the credential", done="Credential taken from the officer to return it to ICE",
    roles=AGENCY, clause="IV.D", sources=HELD, target=Status.GIVEN_UP, page="credentials:surrender",
)  # fmt: skip
RETURN = Action(
    name="return", label="Record the return", done="Credential returned", roles=OFFICE, clause="IV.D",
    sources=(*HELD, Status.GIVEN_UP), target=Status.RETURNED, page="credentials:return",
)  # fmt: skip
LOSE = Action(
    name="lose", label="Report it as lost", done="Credential lost", roles=(*AGENCY, *OFFICE), clause="IV.D",
    sources=HELD, target=Status.LOST, page="credentials:lose",
)  # fmt: skip
STEAL = Action(
    name="steal", label="Report it as stolen", done="Credential stolen", roles=(*AGENCY, *OFFICE), clause="IV.D",
    sources=HELD, target=Status.STOLEN, page="credentials:steal",
)  # fmt: skip
DESTROY = Action(
    name="destroy", label="Record the destruction", done="Credential destroyed", roles=OFFICE, clause="IV.D",
    sources=(*HELD, Status.GIVEN_UP, Status.RETURNED, Status.LOST, Status.STOLEN), target=Status.DESTROYED,
    page="credentials:destroy",
)  # fmt: skip
RECOVER = Action(
    name="recover", label="Record the recovery", done="Credential recovered by ICE", roles=OFFICE, clause="IV.D",
    sources=(Status.LOST, Status.STOLEN), target=Status.RETURNED, page="credentials:recover",
)  # fmt: skip
# Who enters a paper voids it: staff do not undo what the director signed.
ANNUL = Action(name="annul", label="Void this entry", done="Entry voided", roles=OFFICE, clause="IV.D")
ANNUL_SIGNED = Action(name="annul_signed", label="Void this entry", done="Entry voided", roles=DIRECTOR, clause="IV.D")
# After a change of an agency's time zone.
RECOUNT = Action(
    name="recount",
    label="Recount the dates",
    done="Dates recounted in the agency's time zone",
    roles=(Role.FIELD_OFFICE, Role.PROGRAM_MANAGER),
    page="credentials:recount",
)

MOVES = (SURRENDER, RETURN, LOSE, STEAL, DESTROY, RECOVER)  # of a credential
CREDENTIAL_ACTIONS = (ISSUE, CORRECT_NUMBER, CALL_BACK, *MOVES)
ACTIONS = (
    CERTIFY_NAMES, MAKE_CERTIFICATION, CERTIFIED, SIGN_LETTER, MAKE_LETTER, AUTHORIZED, COPY_TO_AGENCY, EXECUTE_FORM,
    RECEIVE, SUPERVISE, END_SUPERVISION, SUSPEND, MAKE_SUSPENSION, LIFT, STAND_DOWN, RETURN_TO_DUTY, ANNUL_STAND_DOWN,
    WITHDRAW, MAKE_WITHDRAWAL, WITHDRAWN, ANNUL, ANNUL_SIGNED, RECOUNT, *CREDENTIAL_ACTIONS,
)  # fmt: skip
