from datetime import datetime, timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.programs import Program
from records.actions import guard
from records.facts import LIVE, Fact, RangeOf, annulment
from wso_portal import clock

from .querysets import AgreementQuerySet, BlankQuerySet, NoticeQuerySet, SignatureQuerySet
from .states import ACTIONS, Side, Status
from .terms import Revision, Terms, terms_of


@pghistory.track(model_name="AgreementHistory", append_only=True)
class Agreement(models.Model):
    """A Memorandum of Agreement of one agency for one program, on one template revision."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="agreements")
    program = models.CharField(max_length=3, choices=Program, default=Program.WSO)
    revision = models.CharField("template revision", max_length=2, choices=Revision)
    status = models.CharField(max_length=10, choices=Status)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    effective_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AgreementQuerySet.as_manager()
    shown_changes = {"revision": "Template revision", "effective_at": "In force from", "ends_at": "Ends"}

    class Meta:
        ordering = ["-drafted_at"]
        triggers = [guard(*ACTIONS)]
        indexes = [
            models.Index(fields=["jurisdiction", "program"], name="agreement_jurisdiction"),
            models.Index(fields=["status", "sent_at"], name="agreement_status", condition=~Q(status=Status.SIGNED)),
        ]
        constraints = [
            models.CheckConstraint(
                name="signed_means_effective",
                condition=Q(status=Status.SIGNED, effective_at__isnull=False)
                | (~Q(status=Status.SIGNED) & Q(effective_at=None)),
                violation_error_message="An agreement is signed only when both signatures are recorded (VIII).",
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("effective_at")),
                violation_error_message="An agreement can't end before it is in force.",
            ),
            models.UniqueConstraint(
                name="one_agreement_under_way",
                fields=["jurisdiction", "program"],
                condition=Q(status__in=[Status.DRAFT, Status.SENT, Status.RECORDED]),
                violation_error_message="This agency already has an agreement of this program in progress. Finish or "
                "cancel it first.",
            ),
            ExclusionConstraint(
                name="one_agreement_in_force",
                expressions=[("jurisdiction", "="), ("program", "="), (RangeOf("effective_at", "ends_at"), "&&")],
                condition=Q(effective_at__isnull=False),
                violation_error_message="This agency has another agreement of this program in force at that time.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} agreement, {self.jurisdiction}"

    @property
    def place(self) -> Jurisdiction:
        return self.jurisdiction

    @property
    def subject(self) -> str:
        return f"agreement-{self.pk}"

    @property
    def terms(self) -> Terms:
        return terms_of(self.revision)

    def signed(self) -> list["Signature"]:
        """Give the signatures that count; one that was corrected or voided does not."""
        return [signature for signature in self.signatures.all() if not signature.annulled_at]

    def earliest_end(self, received_at: datetime) -> datetime | None:
        """When a notice received then may take effect: 90 days later, at the same wall-clock time there (VIII).

        None for JEM and TFM: the portal does not know their clauses, so a notice takes effect as it is written.
        """
        if self.program != Program.WSO:
            return None
        return clock.days_later(received_at, self.terms.notice.value, self.jurisdiction.zone)


def addressee_of(agreement: Agreement, side: str) -> str:
    """Name to whom a side's notice goes, as the agreement prints it (VIII; R1: ICE's to the contact of VII)."""
    if side == Side.AGENCY:
        office = agreement.jurisdiction.field_office
        return f"Field Office Director, {office}" if office else "Field Office Director"
    if agreement.revision == Revision.R1:
        return f"Point of contact of {agreement.jurisdiction} under section VII"
    return str(agreement.jurisdiction)


class Blank(Fact):
    """ICE's own template of one revision, not filled in: the paper that both sides sign. One of each counts."""

    program = models.CharField(max_length=3, choices=Program, default=Program.WSO)
    revision = models.CharField("template revision", max_length=2, choices=Revision)

    objects = BlankQuerySet.as_manager()

    class Meta:
        ordering = ["program", "revision", "-recorded_at"]
        constraints = [
            annulment("blank"),
            models.UniqueConstraint(
                name="one_blank_a_revision",
                fields=["program", "revision"],
                condition=LIVE,
                violation_error_message="A blank template of this revision is already on record. Void it first.",
            ),
        ]

    def __str__(self) -> str:
        return f"Blank template, {self.program} {self.get_revision_display()}"

    @property
    def place(self) -> None:
        """The templates are kept by the program, not by an agency."""
        return None

    @property
    def subject(self) -> str:
        return f"blank-{self.pk}"


class Signature(Fact):
    """A signatory's signature on the agreement, and who recorded it: the signatory may have no account here."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=6, choices=Side)
    name = models.CharField(max_length=120, blank=True, help_text="Empty: not legible")
    title = models.CharField(max_length=120)
    by_direction = models.BooleanField(default=False)
    signed_on = models.DateField()
    signed_time = models.TimeField(null=True, blank=True, help_text="Only if known")
    signed_at = models.DateTimeField()

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["side"]
        constraints = [
            annulment("signature"),
            models.UniqueConstraint(
                name="one_signature_a_side",
                fields=["agreement", "side"],
                condition=Q(annulled_at=None),
                violation_error_message="This side's signature is already recorded.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "Name not legible"

    @property
    def place(self) -> Jurisdiction:
        return self.agreement.jurisdiction


NINETY_DAYS = timedelta(days=90, hours=-1)  # at the same wall-clock time; in March the clocks take one hour of them


class Notice(Fact):
    """A written notice of termination or suspension (VIII)."""

    class Kind(models.TextChoices):
        TERMINATION = "termination", "Termination"
        SUSPENSION = "suspension", "Suspension"

    class Method(models.TextChoices):
        HAND = "hand", "By hand"
        CERTIFIED = "certified", "Certified mail"
        REGISTERED = "registered", "Registered mail"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="notices")
    side = models.CharField("given by", max_length=6, choices=Side)
    kind = models.CharField(max_length=12, choices=Kind)
    method = models.CharField("delivered", max_length=10, choices=Method, blank=True)
    addressee = models.CharField("addressed to", max_length=160, blank=True)
    received_at = models.DateTimeField()
    earliest_at = models.DateTimeField(
        null=True, help_text="Receipt and ninety days, at the same wall-clock time; none for JEM and TFM"
    )
    effective_at = models.DateTimeField()
    ended_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When a suspension was lifted; equal to effective_at: canceled before it took effect",
    )
    exigency = models.TextField("exigent circumstances involving public safety", blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        constraints = [
            annulment("notice"),
            models.CheckConstraint(
                name="ninety_days_or_exigency",
                condition=Q(effective_at__gte=F("earliest_at")) | Q(exigency__regex=r"\w"),
                violation_error_message="A notice takes effect 90 days after receipt. For an earlier date, "
                "describe the exigent circumstances involving public safety (VIII).",
            ),
            models.CheckConstraint(
                name="ninety_days_from_receipt",
                condition=Q(earliest_at__gte=F("received_at") + NINETY_DAYS),
                violation_error_message="The 90 days are counted from receipt of the notice (VIII).",
            ),
            models.CheckConstraint(
                name="notice_takes_effect_after_receipt",
                condition=Q(effective_at__gte=F("received_at")),
                violation_error_message="The effective date can't be before the date received (VIII).",
            ),
            models.CheckConstraint(
                name="suspension_ends_after_it_starts",
                condition=Q(ended_at=None)
                | Q(ended_at__gte=F("effective_at"), kind="suspension")
                | Q(ended_at=F("effective_at")),
                violation_error_message="A suspension can't end before it takes effect. A termination does not end.",
            ),
            models.CheckConstraint(
                name="ices_notice_by_hand_or_mail",
                condition=Q(side="agency") | ~Q(method=""),
                violation_error_message="ICE delivers its notice by hand, certified mail or registered mail (VIII).",
            ),
            models.UniqueConstraint(
                name="one_termination_a_side",
                fields=["agreement", "side"],
                condition=Q(kind="termination", annulled_at=None, ended_at=None),
                violation_error_message="A notice of termination by this side is already recorded.",
            ),
        ]

    def __str__(self) -> str:
        return f"Notice of {self.get_kind_display().lower()}"

    @property
    def status(self) -> str:
        """The agreement's status, which decides what may be done about its notices."""
        return self.agreement.status

    @property
    def is_suspension(self) -> bool:
        return self.kind == self.Kind.SUSPENSION

    @property
    def place(self) -> Jurisdiction:
        return self.agreement.jurisdiction

    @property
    def subject(self) -> str:
        return self.agreement.subject
