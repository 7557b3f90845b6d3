"""The papers by which ICE gives and takes authority (IV.D); supervision, suspension and credentials: holding.py."""

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least

from agreements.memoranda.models import Agreement
from officers.nominations.models import Nomination, Officer, OfficerFact
from officers.training.models import Examination
from records.facts import LIVE, Fact, RangeOf, annulment

from .holding import Credential, StandDown, Supervision, Suspension
from .querysets import AuthorizationQuerySet, CertificationQuerySet, LetterQuerySet, OfAgreements
from .states import LetterStage

FORM_DUE = LIVE & Q(form_at=None)
RECEIPT_DUE = LIVE & Q(receipt_at=None)
__all__ = [
    "Authorization", "Certification", "Credential", "Letter", "LetterSpan", "StandDown", "Supervision", "Suspension",
    "Withdrawal",
]  # fmt: skip


class Certification(OfficerFact):
    """ICE certifies in writing that an officer passed, under this agreement (IV.D)."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="certifications")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="certifications")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="certifications")
    examination = models.ForeignKey(Examination, models.PROTECT, related_name="certifications")
    # By this key a certification that counts names a passed examination; an annulled one holds no score in place.
    passed = models.GeneratedField(
        expression=models.Case(models.When(annulled_at=None, then=models.Value(True))),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )
    certified_by = models.CharField("certified by (name and title)", max_length=160)
    certified_on = models.DateField()
    certified_time = models.TimeField(null=True, blank=True, help_text="Only if known")
    certified_at = models.DateTimeField()

    objects = CertificationQuerySet.as_manager()
    refusals = {
        "certified_having_passed": "Only an officer who passed the exam is certified (IV.C, IV.D).",
        "certified_as_nominated": "A certification belongs to the officer's own nomination and agreement (IV.D).",
    }

    class Meta:
        constraints = [
            annulment("certification"),
            models.UniqueConstraint(name="certification_identity", fields=["id", "officer", "agreement"]),
            models.UniqueConstraint(
                name="one_certification_a_nomination",
                fields=["nomination"],
                condition=LIVE,
                violation_error_message="This officer is already certified under this agreement.",
            ),
        ]

    def __str__(self) -> str:
        return f"Certification of {self.officer}"


class Letter(Fact):
    """The Field Office Director's signed authorization letter for one or several officers (IV.D; 8 USC 1357(g)(5))."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="letters")
    signed_by = models.CharField("signed by", max_length=120)
    title = models.CharField(max_length=120)
    signed_on = models.DateField()
    signed_time = models.TimeField(null=True, blank=True, help_text="Only if known")
    signed_at = models.DateTimeField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="Empty: until the MOA ends")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    powers = ArrayField(models.CharField(max_length=8))
    official = models.CharField("supervising official", max_length=120)
    position = models.CharField("supervising official's position", max_length=120)
    copied_on = models.DateField("copy to the agency", null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_at"]
        indexes = [
            models.Index(fields=["agreement"], name="letter_without_copy", condition=LIVE & Q(copied_on=None)),
        ]
        constraints = [
            annulment("letter"),
            models.UniqueConstraint(name="letter_identity", fields=["id", "agreement", "starts_at"]),
            models.CheckConstraint(
                name="letter_starts_when_signed",
                condition=Q(starts_at__gte=F("signed_at")),
                violation_error_message="A letter gives no authority before it is signed (IV.D).",
            ),
            models.CheckConstraint(
                name="letter_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message="The letter can't end before it starts.",
            ),
            models.CheckConstraint(
                name="letter_copied_once_signed",
                condition=Q(copied_on=None) | Q(copied_on__gte=F("signed_on")),
                violation_error_message="The agency can't receive its copy before the letter is signed (IV.D).",
            ),
            models.CheckConstraint(
                name="letter_names_powers_and_position",
                condition=Q(powers__len__gte=1, powers__contained_by=["I-200", "I-205"])
                & ~Q(position="")
                & ~Q(official=""),
                violation_error_message="A letter names the powers (I-200, I-205) and the supervising official's "
                "name and position (8 USC 1357(g)(5)).",
            ),
        ]

    def __str__(self) -> str:
        return f"Authorization letter of {self.signed_on:%b} {self.signed_on.day}, {self.signed_on.year}"

    def stage(self, at: datetime) -> LetterStage:
        """The stage at a moment: a letter ends with its own agreement at the latest (IV.D)."""
        ends_at = min(filter(None, [self.ends_at, self.agreement.ends_at]), default=None)
        if self.annulled_at:
            return LetterStage.ANNULLED
        if ends_at and ends_at <= at:
            return LetterStage.ENDED
        return LetterStage.IN_FORCE if self.starts_at <= at else LetterStage.COMING

    @property
    def place(self):
        return self.agreement.jurisdiction

    @property
    def subject(self) -> str:
        return self.agreement.subject


class Withdrawal(Fact):
    """ICE's written notice of withdrawal: the officers it names, and from when (IV.D)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="withdrawals")
    officers = models.ManyToManyField(Officer, related_name="withdrawals")
    signed_by = models.CharField("signed by (name and title)", max_length=160)
    notified_at = models.DateTimeField("agency notified")
    effective_at = models.DateTimeField()

    objects = OfAgreements.as_manager()

    class Meta:
        constraints = [
            annulment("withdrawal"),
            models.CheckConstraint(
                name="withdrawn_after_notice",
                condition=Q(effective_at__gte=F("notified_at")),
                violation_error_message="A withdrawal takes effect on notice to the agency, not before (IV.D).",
            ),
        ]

    def __str__(self) -> str:
        return "Notice of withdrawal"

    @property
    def place(self):
        return self.agreement.jurisdiction

    @property
    def subject(self) -> str:
        return self.agreement.subject


class Authorization(OfficerFact):
    """One officer named in a letter: from its start until its end or withdrawal; Form 70-006 and the receipt (IV.D)."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="authorizations")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="authorizations")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="authorizations")
    certification = models.ForeignKey(Certification, models.PROTECT, related_name="authorizations")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    form_on = models.DateField("Form 70-006 executed", null=True, blank=True)
    form_time = models.TimeField(null=True, blank=True, help_text="Only if known")
    form_at = models.DateTimeField(null=True, blank=True)
    receipt_on = models.DateField("officer received both", null=True, blank=True)
    receipt_time = models.TimeField(null=True, blank=True, help_text="Only if known")
    receipt_at = models.DateTimeField(null=True, blank=True)
    withdrawal = models.ForeignKey(Withdrawal, models.PROTECT, null=True, blank=True, related_name="authorizations")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AuthorizationQuerySet.as_manager()
    refusals = {
        "authorized_as_certified": "A letter authorizes officers who are certified under its own agreement (IV.D).",
        "authorized_by_own_letter": "A letter authorizes officers under its own agreement, from its own start (IV.D).",
    }

    class Meta:
        indexes = [
            models.Index(fields=["agreement"], name="authorization_without_form", condition=FORM_DUE),
            models.Index(fields=["agreement"], name="authorization_without_receipt", condition=RECEIPT_DUE),
        ]
        constraints = [
            annulment("authorization"),
            models.UniqueConstraint(name="authorization_identity", fields=["id", "officer", "agreement"]),
            ExclusionConstraint(
                name="one_letter_at_a_time",
                expressions=[
                    ("officer", "="),
                    ("agreement", "="),
                    (RangeOf("starts_at", Least("ends_at", "withdrawn_at")), "&&"),
                ],
                condition=LIVE,
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message="This officer is already authorized by a letter for that time. "
                "End or withdraw it first.",
            ),  # fmt: skip
            models.CheckConstraint(
                name="withdrawn_from_its_start_on",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("starts_at"), withdrawal__isnull=False),
                violation_error_message="A withdrawal names its written notice and takes effect within "
                "the letter (IV.D).",
            ),
            models.CheckConstraint(
                name="form_and_receipt_have_days",
                condition=(Q(form_on=None, form_at=None) | Q(form_on__isnull=False, form_at__isnull=False))
                & (Q(receipt_on=None, receipt_at=None) | Q(receipt_on__isnull=False, receipt_at__isnull=False)),
                violation_error_message="Enter the dates of Form 70-006 and of the receipt.",
            ),
            models.CheckConstraint(
                name="receipt_follows_the_form",
                condition=Q(receipt_at=None) | Q(form_at__isnull=False, receipt_at__gte=F("form_at")),
                violation_error_message="The receipt can't be before the date of Form 70-006 (IV.D).",
            ),
        ]

    def __str__(self) -> str:
        return f"Authorization of {self.officer}"


class LetterSpan(models.Model):
    """When a live naming in a letter is in force: empty if never. It is a view, a part of the rule (authority.sql)."""

    authorization = models.OneToOneField(
        Authorization, models.DO_NOTHING, primary_key=True, db_column="id", related_name="span"
    )
    during = DateTimeRangeField()

    class Meta:
        managed = False
        db_table = "authority_naming"

    def __str__(self) -> str:
        return f"In force: {self.during}"
