from django.db import models

from accounts.roles import Role
from records.actions import Action


class Status(models.TextChoices):
    """The last act on the paper. Whether it is in force, suspended or ended follows from dates: see Stage."""

    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent for signature"
    RECORDED = "recorded", "Recorded, awaiting a second person's check"
    SIGNED = "signed", "Signed"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken_back", "Canceled"
    VOID = "void", "Void"


class Stage(models.TextChoices):
    """The stage of an agreement at a moment. Each is in exactly one (AgreementQuerySet.in_stage, with_stage)."""

    DRAFTED = "drafted", "Drafted"
    SENT = "sent", "Sent for signature"
    RECORDED = "recorded", "Awaiting a second person's check"
    IN_FORCE = "in_force", "In force"
    NOTICE_GIVEN = "notice_given", "Notice given"
    SUSPENDED = "suspended", "Suspended"
    ENDED = "ended", "Ended"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken_back", "Canceled"
    VOID = "void", "Void"

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


POLICY = "Portal policy (not an MOA requirement)"
TOLD = "We tell the agency, its field office and the program managers."
SIGNED_NEXT = (
    "The signed copy is filed with the agreement.",
    "When both sides have signed, we tell the agency, its field office and the program managers.",
    "The agency can then nominate officers (IV.B).",
)
REVIEWED_NEXT = "Next, you see which officers this affects. Nothing is recorded until you confirm."
NOTICE_NEXT = (REVIEWED_NEXT, TOLD, "When an agreement ends, officers return their ICE credentials (IV.D).")
RESUMED_NEXT = ("Officers under this agreement may serve again if they meet every other requirement.", TOLD)
VOIDED_NEXT = (REVIEWED_NEXT, TOLD, "Then record the correct notice, if there is one.")
CANCELED_NEXT = ("The agreement stays in force.", TOLD)
CORRECTED_NEXT = (
    "If the change affects who may serve, you see the officers first. Nothing is recorded until you confirm.",
    TOLD,
)
OFFICE, DIRECTOR, MANAGER, AGENCY = Role.FIELD_OFFICE, Role.DIRECTOR, Role.PROGRAM_MANAGER, Role.ADMINISTRATOR

DRAFT = Action(
    name="draft",
    page="memoranda:draft",
    label="Draft an agreement",
    done="Agreement drafted",
    roles=(OFFICE,),
    clause="II, III",
    target=Status.DRAFT,
    then=(
        "The draft is listed with its agency. Check it, then send it for signature.",
        "The agency and ICE each record a signature. The agreement takes effect when the second party signs (VIII).",
    ),
)
SEND = Action(
    name="send",
    page="memoranda:send",
    label="Send for signature",
    done="Sent for signature",
    roles=(OFFICE,),
    clause="VIII",
    sources=(Status.DRAFT,),
    target=Status.SENT,
)
SIGN_AGENCY = Action(
    name="sign_agency",
    page="memoranda:sign_agency",
    label="Record the agency's signature",
    done="Agency's signature recorded",
    roles=(AGENCY,),
    clause="VIII",
    sources=(Status.SENT,),
    then=SIGNED_NEXT,
)
SIGN_ICE = Action(
    name="sign_ice",
    page="memoranda:sign_ice",
    label="Record ICE's signature",
    done="ICE's signature recorded",
    roles=(MANAGER,),
    clause="VIII",
    sources=(Status.SENT,),
    then=SIGNED_NEXT,
)
EXECUTE = Action(
    name="execute",
    label="Put in force",
    done="Agreement in force from the second signature",
    roles=(AGENCY, MANAGER),
    clause="VIII",
    sources=(Status.SENT,),
    target=Status.SIGNED,
)
DECLINE = Action(
    name="decline",
    page="memoranda:decline",
    label="Decline to sign",
    done="Declined to sign",
    roles=(AGENCY, MANAGER),
    clause="8 U.S.C. 1357(g)(9)",
    sources=(Status.SENT,),
    target=Status.DECLINED,
    then=(
        "The agreement stays unsigned and can't be signed later.",
        "We tell the agency and its field office. They see your reason.",
        "The field office can draft another agreement.",
    ),
)
TAKE_BACK = Action(
    name="take_back",
    page="memoranda:take_back",
    label="Cancel the draft",
    done="Draft canceled",
    roles=(OFFICE,),
    clause="VIII",
    sources=(Status.DRAFT, Status.SENT, Status.RECORDED),
    target=Status.TAKEN_BACK,
    then=(
        "If the draft was already sent, we tell the agency and the program managers.",
        "You can draft another agreement.",
    ),
)
RECORD_COPY = Action(
    name="record_copy",
    page="memoranda:record_copy",
    label="Record a signed copy",
    done="Signed copy recorded",
    roles=(OFFICE,),
    clause="VIII",
    target=Status.RECORDED,
    then=(
        "We tell the colleagues who can confirm the copy.",
        "Next, one of them opens it and compares it with what you entered. Until then the agreement has no effect.",
    ),
)
CONFIRM = Action(
    name="confirm",
    page="memoranda:confirm",
    label="Confirm the signed copy",
    done="Signed copy confirmed",
    roles=(OFFICE, MANAGER),
    clause="VIII",
    sources=(Status.RECORDED,),
    target=Status.SIGNED,
    then=(
        "The agreement is in force from its second signature (VIII).",
        "We tell the agency and its field office.",
        "The agency can then nominate officers (IV.B).",
    ),
)
RECEIVE_NOTICE = Action(
    name="receive_notice",
    page="memoranda:receive_notice",
    label="Record the agency's notice",
    done="Agency's notice recorded",
    roles=(OFFICE,),
    clause="VIII",
    sources=(Status.SIGNED,),
    then=NOTICE_NEXT,
)
GIVE_NOTICE = Action(
    name="give_notice",
    page="memoranda:give_notice",
    label="Record ICE's notice",
    done="ICE's notice recorded",
    roles=(DIRECTOR,),
    clause="VIII",
    sources=(Status.SIGNED,),
    then=NOTICE_NEXT,
)
# Who records a side's notice also voids it: staff do not undo what ICE's director gave.
RESUME = Action(
    name="resume",
    page="memoranda:resume",
    label="End the suspension",
    done="Suspension ended",
    roles=(OFFICE,),
    clause=POLICY,
    sources=(Status.SIGNED,),
    then=RESUMED_NEXT,
)
RESUME_ICE = Action(
    name="resume_ice",
    page="memoranda:resume",
    label="End ICE's suspension",
    done="ICE's suspension ended",
    roles=(DIRECTOR,),
    clause=POLICY,
    sources=(Status.SIGNED,),
    then=RESUMED_NEXT,
)
ANNUL_NOTICE = Action(
    name="annul_notice",
    page="memoranda:annul_notice",
    label="Void this notice",
    done="Notice voided",
    roles=(OFFICE,),
    clause="VIII",
    sources=(Status.SIGNED,),
    then=VOIDED_NEXT,
)
ANNUL_ICE_NOTICE = Action(
    name="annul_ice_notice",
    page="memoranda:annul_notice",
    label="Void ICE's notice",
    done="ICE's notice voided",
    roles=(DIRECTOR,),
    clause="VIII",
    sources=(Status.SIGNED,),
    then=VOIDED_NEXT,
)

TAKE_BACK_NOTICE = Action(
    name="take_back_notice",
    page="memoranda:take_back_notice",
    label="Cancel this notice",
    done="Agency's notice canceled",
    roles=(OFFICE,),
    clause=POLICY,
    sources=(Status.SIGNED,),
    then=CANCELED_NEXT,
)
TAKE_BACK_ICE_NOTICE = Action(
    name="take_back_ice_notice",
    page="memoranda:take_back_notice",
    label="Cancel ICE's notice",
    done="ICE's notice canceled",
    roles=(DIRECTOR,),
    clause=POLICY,
    sources=(Status.SIGNED,),
    then=CANCELED_NEXT,
)
REPLACE_FILE = Action(
    name="replace_file",
    page="memoranda:replace_file",
    label="Replace a misfiled file",
    done="Misfiled file replaced",
    roles=(AGENCY, OFFICE, MANAGER),
    clause=POLICY,
    sources=(Status.SENT, Status.RECORDED, Status.SIGNED),
    then=(
        "The correct file is filed with the agreement.",
        "Dates and signatures on record do not change.",
    ),
)
CORRECT_AGENCY = Action(
    name="correct_agency",
    page="memoranda:correct_agency",
    label="Correct the agency's signature",
    done="Agency's signature corrected",
    roles=(AGENCY, OFFICE),
    clause=POLICY,
    sources=(Status.SENT, Status.SIGNED),
    then=CORRECTED_NEXT,
)
CORRECT_ICE = Action(
    name="correct_ice",
    page="memoranda:correct_ice",
    label="Correct ICE's signature",
    done="ICE's signature corrected",
    roles=(MANAGER, OFFICE),
    clause=POLICY,
    sources=(Status.SENT, Status.SIGNED),
    then=CORRECTED_NEXT,
)
VOID_AGREEMENT = Action(
    name="void_agreement",
    page="memoranda:void",
    label="Void this agreement",
    done="Agreement voided",
    roles=(OFFICE, MANAGER),
    clause=POLICY,
    sources=(Status.SIGNED,),
    target=Status.VOID,
    then=(
        REVIEWED_NEXT,
        TOLD,
        "Then record the correct agreement, if there is one.",
    ),
)
MAKE_NOTICE = Action(
    name="make_notice",
    label="View the notice (PDF)",
    done="Notice made for signature",
    roles=(DIRECTOR,),
    clause="VIII",
)
FILE_BLANK = Action(
    name="file_blank",
    page="memoranda:blanks",
    label="Add a blank template",
    done="Blank template added",
    roles=(MANAGER,),
)
VOID_BLANK = Action(
    name="void_blank",
    page="memoranda:void_blank",
    label="Void this template",
    done="Blank template voided",
    roles=(MANAGER,),
    then=("Add the correct template next.",),
)

# Who did one of these for the agency's side does not record ICE's signature, nor the other way round.
NOT_FOR_ICE = (DRAFT, SIGN_AGENCY)
OTHER_SIDE = {Side.AGENCY: (SIGN_ICE,), Side.ICE: NOT_FOR_ICE}  # what keeps a person from recording a side

# The action of each side.
SIGN_FOR = {Side.AGENCY: SIGN_AGENCY, Side.ICE: SIGN_ICE}
NOTICE_FROM = {Side.AGENCY: RECEIVE_NOTICE, Side.ICE: GIVE_NOTICE}
CORRECT_OF = {Side.AGENCY: CORRECT_AGENCY, Side.ICE: CORRECT_ICE}
RESUME_FROM = {Side.AGENCY: RESUME, Side.ICE: RESUME_ICE}
TAKE_BACK_FROM = {Side.AGENCY: TAKE_BACK_NOTICE, Side.ICE: TAKE_BACK_ICE_NOTICE}
ANNUL_FROM = {Side.AGENCY: ANNUL_NOTICE, Side.ICE: ANNUL_ICE_NOTICE}

ACTIONS = (
    DRAFT, SEND, SIGN_AGENCY, SIGN_ICE, EXECUTE, DECLINE, TAKE_BACK, RECORD_COPY, CONFIRM, RECEIVE_NOTICE,
    GIVE_NOTICE, MAKE_NOTICE, RESUME, RESUME_ICE, ANNUL_NOTICE, ANNUL_ICE_NOTICE, TAKE_BACK_NOTICE,
    TAKE_BACK_ICE_NOTICE, REPLACE_FILE, CORRECT_AGENCY, CORRECT_ICE, VOID_AGREEMENT, FILE_BLANK, VOID_BLANK,
)  # fmt: skip
