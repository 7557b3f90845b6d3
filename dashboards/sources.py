"""The rows that wait, by source; each app's own querysets say which."""

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat, Greatest, Least

from accounts.exclusion import CONFIRMED_BY_TWO
from accounts.models import Membership
from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement
from agreements.memoranda.states import NOT_FOR_ICE, RECORD_COPY, Side
from agreements.register.models import Listing
from officers.authority.models import Course
from officers.credentials.models import Authorization, Credential, Letter
from officers.nominations.models import Nomination
from officers.nominations.states import PUT_FORWARD, UNDECIDED
from officers.training.models import Correction, Examination, TrainingClass
from records.two_persons import taken_part

from .queue import Source


def unplaced(user, at):
    listed = Listing.objects.filter(jurisdiction=OuterRef("pk")).order_by("first_listed_at")
    return Jurisdiction.objects.unplaced().annotate(listed_at=Subquery(listed.values("first_listed_at")[:1]))


def before_letter(user, at):
    """On the way to a first letter, without what is a colleague's by the two-person rule."""
    rows = Course.objects.waiting(at)
    if user.active_memberships("field_office"):
        rows = rows.exclude(step="passed", nomination__examination__in=Examination.objects.handled_by(user))
        rows = rows.exclude(Q(step="submitted") & taken_part(Nomination, user, PUT_FORWARD, path="nomination"))
    return rows


def after_letter(user, at):
    """Officers whom a letter names or named, without a valid credential; Form 70-006 comes first.

    One whose letter ended waits for another, unless the next one is signed already.
    """
    running = Authorization.objects.running(at).filter(officer=OuterRef("pk"))
    unfinished = running.filter(form_at=None)
    rows = Course.objects.staged(at).filter(
        Q(credential_until=None) | Q(credential_until__lte=at),
        letter_from__lte=at,
        stage__in=["authorized", "certified"],
    )
    return rows.exclude(Q(stage="authorized") & Exists(unfinished)).exclude(Q(stage="certified") & Exists(running))


def recalled(user, at):
    """Credentials in the hand of who is out or withdrawn (IV.D), by the courses, which say it without a search."""
    out = Q(officer__course__out_at__lte=at)
    withdrawn = Q(officer__course__withdrawn_at__isnull=False, officer__course__withdrawn__covers=at)
    return Credential.objects.in_hand().filter(out | withdrawn)


UNPLACED = Source(unplaced, Value("place"), "listed_at", agency="")
ROLES = Source(
    lambda user, at: Membership.objects.for_another(user), Value("confirm_role"), "granted_at", agency=None,
    what="user__name",
    place=Case(*(When(role=role, then=Value(role.label)) for role in CONFIRMED_BY_TWO), default=Value("Role")),
)  # fmt: skip
LISTED = Source(
    lambda user, at: Listing.objects.to_confirm(), Value("record_copy"), "first_listed_at", record="jurisdiction_id",
)  # fmt: skip
COPIES = Source(
    lambda user, at: Agreement.objects.recorded().exclude(taken_part(Agreement, user, [RECORD_COPY])), Value("confirm"),
    "drafted_at",
)  # fmt: skip
DRAFTS = Source(lambda user, at: Agreement.objects.drafted(), Value("send"), "drafted_at")
AT_AGENCY = Source(
    lambda user, at: Agreement.objects.unsigned_by(Side.AGENCY), Value("sign_agency"), "sent_at",
)  # fmt: skip
AT_ICE = Source(
    lambda user, at: Agreement.objects.unsigned_by(Side.ICE),
    Value("sign_ice"),
    "sent_at",
)
AT_ICE_NOT_MINE = Source(
    lambda user, at: Agreement.objects.unsigned_by(Side.ICE).exclude(taken_part(Agreement, user, NOT_FOR_ICE)),
    Value("sign_ice"), "sent_at",
)  # fmt: skip
OFFICERS = Source(
    before_letter, "step", "waits_since", officer="officer_id",
    record=Case(When(step__in=[*UNDECIDED, "accepted"], then=F("nomination_id")), default=F("officer_id")),
    nomination=Case(When(step__in=["passed", "certified"], then=F("nomination_id"))),
)  # fmt: skip
LETTERED = Source(
    after_letter, Case(When(stage="certified", then=Value("letter_ended")), default=F("stage")),
    Case(When(stage="certified", then=F("letter_until")), default=Greatest("letter_from", "credential_until")),
    record="officer_id", nomination=Case(When(stage="certified", then=F("nomination_id"))), officer="officer_id",
)  # fmt: skip
UNCHECKED = Source(
    lambda user, at: Nomination.objects.with_adjudicator(at).exclude(taken_part(Nomination, user, PUT_FORWARD)),
    Value("adjudicate"), "accepted_at", officer="officer_id",
)  # fmt: skip
UNATTENDED = Source(
    lambda user, at: TrainingClass.objects.taught_by(user).without_attendance(at), Value("attendance"), "ends_on",
    agency=None, what="site", place="field_office__name",
)  # fmt: skip
UNSCORED = Source(
    lambda user, at: TrainingClass.objects.taught_by(user).without_scores(), Value("score"), "ends_on", agency=None,
    what="site", place="field_office__name",
)  # fmt: skip
CORRECTIONS = Source(
    lambda user, at: Correction.objects.for_another(user), Value("correction"), "proposed_at",
    officer="examination__nomination__officer_id", agency="examination__nomination__jurisdiction",
)  # fmt: skip
FAILED_ONCE = Source(
    lambda user, at: Examination.objects.taught_by(user).filter(passed=False, retake_score=None),
    Case(When(reviewed_on=None, then=Value("review")), default=Value("retake")), "sat_at",
    agency=None, officer="nomination__officer_id", place="nomination__jurisdiction__name",
)  # fmt: skip
LETTERS = Source(
    lambda user, at: Letter.objects.without_copy(at), Value("copy"), "signed_at",
    what=Concat(Value("Letter signed by "), "signed_by"), agency="agreement__jurisdiction",
)  # fmt: skip
FORMS = Source(
    lambda user, at: Authorization.objects.without_form(at), Value("form"), "starts_at", record="officer_id",
    officer="officer_id", agency="officer__jurisdiction",
)  # fmt: skip
RECEIPTS = Source(
    lambda user, at: Authorization.objects.without_receipt(at), Value("receipt"), "form_at", record="officer_id",
    officer="officer_id", agency="officer__jurisdiction",
)  # fmt: skip
RECALLED = Source(
    recalled, Value("recall"), Least("officer__course__out_at", "officer__course__withdrawn_at"), officer="officer_id",
    agency="officer__course__jurisdiction",
)  # fmt: skip
