"""What waits for whom, in the order of the way: steps that a role takes (MINE), and that others take for it (SENT)."""

from accounts.roles import Role
from accounts.states import CONFIRM_ROLE
from agreements.jurisdictions.states import ASSIGN
from agreements.memoranda import states as memoranda
from officers.background.states import ADJUDICATOR
from officers.credentials import states as credentials
from officers.nominations import states as nominations
from officers.training import states as training

from . import sources
from .queue import Step

OF_AGENCY = (Role.ADMINISTRATOR, Role.VIEWER)
OFFICE = (Role.FIELD_OFFICE,)
SIDES = (*OF_AGENCY, *OFFICE)
INSTRUCTOR = (Role.INSTRUCTOR,)
ROSTER, NOMINATION = "authority:roster", "nominations:nomination"

MINE = (
    Step(
        "confirm_role", sources.ROLES, "Roles to confirm", "Confirm or decline", CONFIRM_ROLE.roles, "accounts:people",
        "accounts:people", of_record=False,
    ),
    Step(
        "place", sources.UNPLACED, "Agencies whose field office is not known", ASSIGN.label, ASSIGN.roles,
        "jurisdictions:assign", "dashboards:jurisdictions", "?office=none",
    ),
    Step(
        "record_copy", sources.LISTED, "Listed by ICE as signed, without the signed copy on record",
        memoranda.RECORD_COPY.label, memoranda.RECORD_COPY.roles, "memoranda:record_copy",
        "dashboards:jurisdictions", "?program=WSO&stage=listed",
    ),
    Step(
        "confirm", sources.COPIES, "Signed copies awaiting a second person's check", memoranda.CONFIRM.label,
        memoranda.CONFIRM.roles, "memoranda:confirm", "memoranda:agreements", "?status=recorded",
    ),
    Step(
        "send", sources.DRAFTS, "Drafts not yet sent", memoranda.SEND.label, memoranda.SEND.roles,
        "memoranda:agreement", "memoranda:agreements", "?status=drafted",
    ),
    Step(
        "sign_agency", sources.AT_AGENCY, "Agreements to be signed by your agency", memoranda.SIGN_AGENCY.label,
        memoranda.SIGN_AGENCY.roles, "memoranda:sign_agency", "memoranda:agreements", "?status=sent",
    ),
    Step(
        "sign_ice", sources.AT_ICE_NOT_MINE, "Agreements to be signed by ICE", memoranda.SIGN_ICE.label,
        memoranda.SIGN_ICE.roles, "memoranda:sign_ice", "memoranda:agreements", "?status=sent",
    ),
    Step(
        "sent_back", sources.OFFICERS, "Nominations sent back to your agency", nominations.CORRECT.label,
        nominations.CORRECT.roles, "nominations:correct", "nominations:index", "?state=sent_back",
    ),
    Step(
        "draft", sources.OFFICERS, "Nominations not yet submitted", "Finish the nomination", nominations.SUBMIT.roles,
        "nominations:nomination", "nominations:index", "?state=draft",
    ),
    Step(
        "submitted", sources.OFFICERS, "Nominations to be accepted", "Accept or send back", nominations.ACCEPT.roles,
        "nominations:nomination", "nominations:index", "?state=submitted",
    ),
    Step(
        "adjudicate", sources.UNCHECKED, "Background checks to be closed", "Open the background check", ADJUDICATOR,
        "background:check", "background:queue",
    ),
    Step(
        "cleared", sources.OFFICERS, "Cleared nominees without a class", "Enroll in a class", training.ENROLL.roles,
        "training:index", ROSTER, "?stage=cleared", of_record=False,
    ),
    Step(
        "attendance", sources.UNATTENDED, "Classes held, without attendance", training.ATTENDANCE.label, INSTRUCTOR,
        "training:attendance", "training:index", "?when=past",
    ),
    Step(
        "score", sources.UNSCORED, "Classes without all scores", training.SCORE.label, INSTRUCTOR, "training:score",
        "training:index", "?when=past",
    ),
    Step(
        "review", sources.FAILED_ONCE, "Failed once: a review is due", training.REVIEW.label, INSTRUCTOR,
        "training:review",
    ),
    Step(
        "retake", sources.FAILED_ONCE, "Reviewed: the re-take is due", training.RETAKE.label, INSTRUCTOR,
        "training:retake",
    ),
    Step(
        "correction", sources.CORRECTIONS, "Score corrections that change pass or fail", "Agree or decline",
        training.AGREE.roles, "training:correction",
    ),
    Step(
        "passed", sources.OFFICERS, "Officers who passed, to be certified", credentials.CERTIFIED.label,
        credentials.CERTIFY_NAMES.roles, "credentials:certify", ROSTER, "?stage=passed",
    ),
    Step(
        "certified", sources.OFFICERS, "Certified officers without a letter", credentials.SIGN_LETTER.label,
        credentials.SIGN_LETTER.roles, "credentials:sign_letter", ROSTER, "?stage=certified",
    ),
    Step(
        "letter_ended", sources.LETTERED, "Officers whose letter has ended", credentials.SIGN_LETTER.label,
        credentials.SIGN_LETTER.roles, "credentials:sign_letter", ROSTER, "?stage=certified",
    ),
    Step(
        "copy", sources.LETTERS, "Letters without a copy to the agency", credentials.COPY_TO_AGENCY.label,
        credentials.COPY_TO_AGENCY.roles, "credentials:copy",
    ),
    Step(
        "form", sources.FORMS, "Officers without Form 70-006", credentials.EXECUTE_FORM.label,
        credentials.EXECUTE_FORM.roles, "credentials:officer_form",
    ),
    Step(
        "receipt", sources.RECEIPTS, "Officers who have not received letter and Form 70-006", credentials.RECEIVE.label,
        credentials.RECEIVE.roles, "credentials:officer_receipt",
    ),
    Step(
        "authorized", sources.LETTERED, "Authorized officers without a credential", credentials.ISSUE.label,
        credentials.ISSUE.roles, "credentials:issue", ROSTER, "?stage=authorized",
    ),
    Step(
        "recall", sources.RECALLED, "Credentials to be returned", credentials.RETURN.label, credentials.RETURN.roles,
        "credentials:return", "credentials:credentials", "?show=to_return",
    ),
)  # fmt: skip


def followed(name, source, heading, roles, url="authority:officer") -> Step:
    """A step that others take: one may look at the record."""
    return Step(name, source, heading, "Open", roles, url)


# ICE's adjudicator, the field office and so on hold what the person's side has sent.
SENT = (
    followed("sign_ice", sources.AT_ICE, "Agreements: ICE signs", SIDES, "memoranda:agreement"),
    followed("sign_agency", sources.AT_AGENCY, "Agreements: the agency signs", OFFICE, "memoranda:agreement"),
    followed("sent_back", sources.OFFICERS, "Nominations sent back: the agency corrects", OFFICE, NOMINATION),
    followed("submitted", sources.OFFICERS, "Nominations: the field office accepts", OF_AGENCY, NOMINATION),
    followed("accepted", sources.OFFICERS, "Background checks: ICE's adjudicator closes", SIDES, NOMINATION),
    followed("cleared", sources.OFFICERS, "Cleared: the field office enrolls", OF_AGENCY),
    followed("enrolled", sources.OFFICERS, "In a class: the instructor examines", OF_AGENCY),
    followed("passed", sources.OFFICERS, "Passed: the field office certifies", OF_AGENCY, "memoranda:agreement"),
    followed("certified", sources.OFFICERS, "Certified: the Field Office Director signs", SIDES, "memoranda:agreement"),
    followed("letter_ended", sources.LETTERED, "Letter ended: the Director signs anew", SIDES, "memoranda:agreement"),
    followed("authorized", sources.LETTERED, "Authorized: the field office issues a credential", OF_AGENCY),
)  # fmt: skip
