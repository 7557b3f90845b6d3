"""The rows that wait, by source; each app's own querysets say which."""

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Greatest, Least

from accounts.exclusion import CONFIRMED_BY_TWO
from accounts.models import Membership
from accounts.statements import AT
from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement
from agreements.memoranda.states import NOT_FOR_ICE, RECORD_COPY, Side
from agreements.register.models import Listing
from officers.authority.fields import start_within
from officers.authority.models import Course
from officers.authority.querysets import ever_out
from officers.credentials.models import Authorization, Credential, Letter, StandDown
from officers.credentials.querysets import suspended_without_credential
from officers.nominations.models import Nomination
from officers.nominations.states import PUT_FORWARD, UNDECIDED
from officers.training.models import Correction, Examination, TrainingClass
from records.two_persons import taken_part

from .queue import QueueSource


def unplaced(user, at):
    listed = Listing.objects.filter(jurisdiction=OuterRef("pk")).order_by("first_listed_at")
    return Jurisdiction.objects.unplaced().annotate(listed_at=Subquery(listed.values("first_listed_at")[:1]))


def on_the_way(user, at):
    """On the way to a first letter, without what is a colleague's by the two-person rule."""
    rows = Course.objects.waiting(at)
    if user.active_memberships("field_office"):
        handled = Examination.objects.nominations_handled_by(user)
        rows = rows.exclude(step="passed", nomination__in=handled)
        rows = rows.exclude(Q(step="submitted") & taken_part(Nomination, user, PUT_FORWARD, path="nomination"))
    return rows


def in_training(user, at):
    """In a class: before it, after it, or after a first failure."""
    return Course.objects.waiting(at).filter(step="enrolled")


def after_letter(user, at):
    """Officers whom a letter names or named, and who lack something or are suspended, and are not out."""
    return Course.objects.with_gap(at)


def without_papers(user, at):
    """The courses whose officer is named in a letter that has not ended and lacks Form 70-006 or the receipt (IV.D)."""
    letter = "officer__authorizations__"
    lasting = [Q(**{letter + end: None}) | Q(**{f"{letter}{end}__gt": at}) for end in ("ends_at", "withdrawn_at")]
    named = {"agreement": F("nomination__agreement"), "annulled_at": None, "receipt_at": None}
    return Course.objects.filter(*lasting, **{letter + name: value for name, value in named.items()})


def failed_once(user, at):
    """Who failed the first examination in a class that the person teaches (IV.C)."""
    taught = Q(nomination__examination__enrollment__training_class__instructor=user.pk)
    return Course.objects.filter(taught, sat_at__isnull=False, passed_at=None, disqualified=False)


def of_who_is_out(at) -> Q:
    """The condition on credentials whose officer is out or suspended, by the courses, which say so without a search."""
    out = Q(officer__course__out_at__lte=at)
    withdrawn = Q(officer__course__withdrawn_at__isnull=False, officer__course__withdrawn__covers=at)
    due = Exists(suspended_without_credential(at).filter(officer=OuterRef("officer")))
    suspended = Q(officer__course__suspended__covers=at) & Q(due)
    return ever_out("officer__course__") & (out | withdrawn | suspended)


def stood_down_now(user, at):
    """Officers with a letter in force whom their own agency stands down now."""
    authorized = Authorization.objects.running(at).filter(officer=OuterRef("officer"))
    return StandDown.objects.in_effect(at).filter(Exists(authorized)).exclude(officer__course__out_at__lte=at)


def recalled(user, at):
    """Credentials in hand that ICE wants back, as the officer is out or suspended (IV.D)."""
    return Credential.objects.in_hand().filter(of_who_is_out(at))


def asked_for_by_ice(user, at):
    """The others in hand that ICE called back: apart, since a condition on either finds neither by an index."""
    return Credential.objects.in_hand().filter(~of_who_is_out(at), called_back_at__lte=at)


def given_up(user, at):
    """Credentials that the agency took from an officer and that ICE has not received yet."""
    return Credential.objects.live().filter(status="given_up")


UNPLACED = QueueSource(unplaced, Value("place"), "listed_at", agency="")
ROLES = QueueSource(
    lambda user, at: Membership.objects.for_another(user), Value("confirm_role"), "granted_at", agency=None,
    what="user__name",
    place=Case(*(When(role=role, then=Value(role.label)) for role in CONFIRMED_BY_TWO), default=Value("Role")),
)  # fmt: skip
LISTED = QueueSource(
    lambda user, at: Listing.objects.to_confirm(), Value("record_copy"), "first_listed_at", record="jurisdiction_id",
)  # fmt: skip
COPIES = QueueSource(
    lambda user, at: Agreement.objects.recorded().exclude(taken_part(Agreement, user, [RECORD_COPY])), Value("confirm"),
    "drafted_at",
)  # fmt: skip
DRAFTS = QueueSource(lambda user, at: Agreement.objects.drafted(), Value("send"), "drafted_at")
AT_AGENCY = QueueSource(
    lambda user, at: Agreement.objects.unsigned_by(Side.AGENCY), Value("sign_agency"), "sent_at",
)  # fmt: skip
AT_ICE = QueueSource(
    lambda user, at: Agreement.objects.unsigned_by(Side.ICE),
    Value("sign_ice"),
    "sent_at",
)
AT_ICE_NOT_MINE = QueueSource(
    lambda user, at: Agreement.objects.unsigned_by(Side.ICE).exclude(taken_part(Agreement, user, NOT_FOR_ICE)),
    Value("sign_ice"), "sent_at",
)  # fmt: skip
OFFICERS = QueueSource(
    on_the_way, "step", "waits_since", officer="officer_id",
    record=Case(When(step__in=[*UNDECIDED, "accepted"], then=F("nomination_id")), default=F("officer_id")),
    nomination=Case(When(step__in=["passed", "certified"], then=F("nomination_id"))),
)  # fmt: skip
ITS_TURN = Value(None)  # the step is the officer's turn
IN_TRAINING = QueueSource(
    in_training, ITS_TURN, "enrolled_at", record="officer_id", officer="officer_id", turned=True
)  # fmt: skip
LETTERED = QueueSource(
    after_letter, ITS_TURN,
    Case(
        When(lettered__covers=AT, suspended__covers=AT, then=start_within("suspended", AT)),
        When(~Q(supervised__covers=AT), lettered__covers=AT, then=F("letter_from")),
        When(lettered__covers=AT, then=Greatest("letter_from", "credential_until")),
        default=Coalesce("letter_until", "certified_at"),
    ),
    record="officer_id", officer="officer_id", turned=True,
    nomination=Case(When(lettered__covers=AT, then=None), default=F("nomination_id")),
)  # fmt: skip
IN_CHECK = QueueSource(
    lambda user, at: Nomination.objects.with_adjudicator(at).exclude(taken_part(Nomination, user, PUT_FORWARD)),
    Value("accepted"), "accepted_at", officer="officer_id",
)  # fmt: skip
UNATTENDED = QueueSource(
    lambda user, at: TrainingClass.objects.taught_by(user).without_attendance(at), Value("attendance"), "ends_on",
    agency=None, what="site", place="field_office__name",
)  # fmt: skip
UNSCORED = QueueSource(
    lambda user, at: TrainingClass.objects.taught_by(user).without_scores(), Value("score"), "ends_on", agency=None,
    what="site", place="field_office__name",
)  # fmt: skip
CORRECTIONS = QueueSource(
    lambda user, at: Correction.objects.for_another(user), Value("correction"), "proposed_at",
    officer="examination__nomination__officer_id", agency="examination__nomination__jurisdiction",
)  # fmt: skip
FAILED_ONCE = QueueSource(
    failed_once, ITS_TURN, "sat_at", record="nomination__examination", agency=None, officer="officer_id",
    place="jurisdiction__name", turned=True,
)  # fmt: skip
LETTERS = QueueSource(
    lambda user, at: Letter.objects.without_copy(at), Value("copy"), "signed_at",
    what=Concat(Value("Letter signed by "), "signed_by"), agency="agreement__jurisdiction",
)  # fmt: skip
FORM_AT = "officer__authorizations__form_at"
PAPERS = QueueSource(
    without_papers,
    Case(When(**{FORM_AT: None}, then=Value("form")), default=Value("receipt")),
    Coalesce(FORM_AT, "officer__authorizations__letter__signed_at"),
    record="officer_id", officer="officer_id", turned=True,
)  # fmt: skip
WANTED_SINCE = Coalesce(
    Least("officer__course__out_at", "officer__course__withdrawn_at", "called_back_at"),
    Subquery(suspended_without_credential(AT).filter(officer=OuterRef("officer")).values("starts_at")[:1]),
)
AGENCY_OF_HOLDER = "officer__course__jurisdiction"
TO_HAND_IN, CALLED_TO_AGENCY = (
    QueueSource(rows, Value("hand_in"), WANTED_SINCE, officer="officer_id", agency=AGENCY_OF_HOLDER)
    for rows in (recalled, asked_for_by_ice)
)
DUE_BACK, CALLED_TO_OFFICE = (
    QueueSource(rows, Value("recall"), WANTED_SINCE, officer="officer_id", agency=AGENCY_OF_HOLDER)
    for rows in (recalled, asked_for_by_ice)
)
ON_ITS_WAY = QueueSource(given_up, Value("recall"), "closed_at", officer="officer_id", agency=AGENCY_OF_HOLDER)
STOOD_DOWN_NOW = QueueSource(
    stood_down_now, Value("stood_down"), "starts_at", record="officer_id", officer="officer_id",
    agency="officer__course__jurisdiction",
)  # fmt: skip
