from django.db import models

from accounts.roles import Role
from records.actions import Action


class Status(models.TextChoices):
    """The last act on the paper; in force, suspended and ended are standing, from dates."""

    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent for signature"
    RECORDED = "recorded", "Recorded, awaiting a second person's check"
    SIGNED = "signed", "Signed"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken_back", "Taken back"


class Stage(models.TextChoices):
    """Where an agreement stands at a moment: each is in exactly one (AgreementQuerySet.in_stage)."""

    DRAFTED = "drafted", "Drafted"
    SENT = "sent", "Sent for signature"
    RECORDED = "recorded", "Awaiting a second person's check"
    IN_FORCE = "in_force", "In force"
    NOTICE_GIVEN = "notice_given", "Notice given"
    SUSPENDED = "suspended", "Suspended"
    ENDED = "ended", "Ended"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken_back", "Taken back"

    @property
    def tone(self) -> str:
        """How it is shown: see records' status_tag."""
        tones = {
            "in_force": "good", "notice_given": "warn", "suspended": "stop", "ended": "stop", "sent": "wait",
            "recorded": "wait",
        }  # fmt: skip
        return tones.get(self.value, "plain")


class Side(models.TextChoices):
    AGENCY = "agency", "The agency"
    ICE = "ice", "ICE"


OFFICE, DIRECTOR, MANAGER, AGENCY = Role.FIELD_OFFICE, Role.DIRECTOR, Role.PROGRAM_MANAGER, Role.ADMINISTRATOR

DRAFT = Action("draft", "Draft an agreement", "Agreement drafted", (OFFICE,), "II, III", target=Status.DRAFT)
SEND = Action("send", "Send for signature", "Sent for signature", (OFFICE,), "VIII", (Status.DRAFT,), Status.SENT)
SIGN_AGENCY = Action(
    "sign_agency", "Record the agency's signature", "Agency's signature recorded", (AGENCY,), "VIII", (Status.SENT,)
)
SIGN_ICE = Action("sign_ice", "Record ICE's signature", "ICE's signature recorded", (MANAGER,), "VIII", (Status.SENT,))
EXECUTE = Action(
    "execute",
    "Put in force",
    "In force from the second signature",
    (AGENCY, MANAGER),
    "VIII",
    (Status.SENT,),
    Status.SIGNED,
)
DECLINE = Action(
    "decline", "Decline to sign", "Declined", (AGENCY, MANAGER), "8 USC 1357(g)(9)", (Status.SENT,), Status.DECLINED
)
TAKE_BACK = Action(
    "take_back",
    "Take back the draft",
    "Draft taken back",
    (OFFICE,),
    "VIII",
    (Status.DRAFT, Status.SENT, Status.RECORDED),
    Status.TAKEN_BACK,
)
RECORD_COPY = Action(
    "record_copy", "Record a signed copy", "Signed copy recorded", (OFFICE,), "VIII", target=Status.RECORDED
)
CONFIRM = Action(
    "confirm",
    "Confirm the signed copy",
    "Confirmed from the signed copy",
    (OFFICE, MANAGER),
    "VIII",
    (Status.RECORDED,),
    Status.SIGNED,
)
RECEIVE_NOTICE = Action(
    "receive_notice", "Record the agency's notice", "Agency's notice recorded", (OFFICE,), "VIII", (Status.SIGNED,)
)
GIVE_NOTICE = Action(
    "give_notice", "Record ICE's notice", "ICE's notice recorded", (DIRECTOR,), "VIII", (Status.SIGNED,)
)
# Who records a side's notice undoes it: staff do not undo what ICE's director gave.
RESUME = Action("resume", "End the suspension", "Suspension ended", (OFFICE,), "VIII", (Status.SIGNED,))
RESUME_ICE = Action(
    "resume_ice", "End ICE's suspension", "ICE's suspension ended", (DIRECTOR,), "VIII", (Status.SIGNED,)
)
ANNUL_NOTICE = Action("annul_notice", "Annul this notice", "Notice annulled", (OFFICE,), "VIII", (Status.SIGNED,))
ANNUL_ICE_NOTICE = Action(
    "annul_ice_notice", "Annul ICE's notice", "ICE's notice annulled", (DIRECTOR,), "VIII", (Status.SIGNED,)
)

# Who did one of these for the agency's side does not record ICE's signature, nor the other way round.
NOT_FOR_ICE = (DRAFT, SIGN_AGENCY)

ACTIONS = (
    DRAFT, SEND, SIGN_AGENCY, SIGN_ICE, EXECUTE, DECLINE, TAKE_BACK, RECORD_COPY, CONFIRM, RECEIVE_NOTICE,
    GIVE_NOTICE, RESUME, RESUME_ICE, ANNUL_NOTICE, ANNUL_ICE_NOTICE,
)  # fmt: skip
