"""What hangs on an officer rather than on a letter: a supervisor, a suspension, a credential."""

from datetime import datetime

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least, Upper

from agreements.memoranda.models import Agreement
from officers.nominations.models import Officer, OfficerFact
from records.actions import guard
from records.facts import LIVE, RangeOf, annulment

from .querysets import CredentialQuerySet, OfOfficers
from .states import CREDENTIAL_ACTIONS, RECALLED, CredentialStage, Status


class Supervision(OfficerFact):
    """The ICE official who supervises and directs an officer (IV.F; position: 8 USC 1357(g)(5), name: policy)."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="supervisions")
    official = models.CharField("supervising official", max_length=120)
    position = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = OfOfficers.as_manager()

    class Meta:
        constraints = [
            annulment("supervision"),
            models.CheckConstraint(
                name="supervision_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                violation_error_message="A supervising official's time cannot end before it starts.",
            ),
            ExclusionConstraint(
                name="one_supervising_official_at_a_time",
                expressions=[("officer", "="), (RangeOf("starts_at", "ends_at"), "&&")],
                condition=LIVE,
                violation_error_message="Another official already supervises this officer for that time (IV.F).",
            ),
            models.CheckConstraint(
                name="supervision_names_a_position",
                condition=~Q(position="") & ~Q(official=""),
                violation_error_message="Name the supervising official and their position (8 USC 1357(g)(5)).",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official}, {self.position}"


class Suspension(OfficerFact):
    """ICE suspends one officer for a time (R1: App. B 3.B; else policy under IV.D). No content of any complaint."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="suspensions")
    notified_at = models.DateTimeField("agency notified")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    credential_due = models.BooleanField("the credential is due back", default=False)

    objects = OfOfficers.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["officer"], name="suspension_asks_back", condition=LIVE & Q(credential_due=True)),
        ]
        constraints = [
            annulment("suspension"),
            models.CheckConstraint(
                name="officer_suspension_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                violation_error_message="A suspension cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="suspended_after_notice",
                condition=Q(starts_at__gte=F("notified_at")),
                violation_error_message="A suspension takes effect on notice to the agency, not before.",
            ),
            ExclusionConstraint(
                name="one_suspension_at_a_time",
                expressions=[("officer", "="), (RangeOf("starts_at", "ends_at"), "&&")],
                condition=LIVE,
                violation_error_message="This officer is already suspended for that time.",
            ),
        ]

    def __str__(self) -> str:
        return f"Suspension of {self.officer}"


class StandDown(OfficerFact):
    """An agency stands its own officer down for a time (agency policy). Only the agency reads the reason."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="stand_downs")
    reason = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = OfOfficers.as_manager()

    class Meta:
        constraints = [
            annulment("stand_down"),
            models.CheckConstraint(
                name="stand_down_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                violation_error_message="The end can't be before the start.",
            ),
            ExclusionConstraint(
                name="one_stand_down_at_a_time",
                expressions=[("officer", "="), (RangeOf("starts_at", "ends_at"), "&&")],
                condition=LIVE,
                violation_error_message="This officer is already stood down for that time.",
            ),
        ]

    def __str__(self) -> str:
        return f"Stand-down of {self.officer}"


@pghistory.track(model_name="CredentialHistory", append_only=True)
class Credential(OfficerFact):
    """ICE's credential of one officer under one agreement: its number, its expiry, and where it went (IV.D)."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="credentials")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="credentials")
    authorization = models.ForeignKey("credentials.Authorization", models.PROTECT, related_name="credentials")
    number = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=Status)
    issued_on = models.DateField()
    issued_time = models.TimeField(null=True, blank=True, help_text="Only if known")
    issued_at = models.DateTimeField()
    expires_on = models.DateField()
    expires_at = models.DateTimeField(help_text="The end of the day of expiry in the agency's zone")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it left the officer's hand")
    called_back_at = models.DateTimeField(null=True, blank=True, help_text="When ICE called it back (IV.D)")
    version = models.PositiveIntegerField(default=1)

    objects = CredentialQuerySet.as_manager()
    shown_changes = {
        "number": "Number",
        "issued_at": "Issued",
        "expires_at": "Expires",
        "closed_at": "Date surrendered",
    }
    refusals = {
        "credential_for_an_authorized_officer": "A credential is issued to an officer whom a letter authorizes (IV.D)."
    }

    class Meta:
        triggers = [guard(*CREDENTIAL_ACTIONS)]
        indexes = [
            models.Index(fields=["expires_at", "id"], name="credential_expiry", condition=Q(status=Status.ISSUED)),
            models.Index(fields=["officer"], name="credential_given_up", condition=LIVE & Q(status=Status.GIVEN_UP)),
            models.Index(
                fields=["officer"],
                name="credential_called_back",
                condition=LIVE & Q(status=Status.ISSUED, called_back_at__isnull=False),
            ),
            GinIndex(OpClass(Upper("number"), "gin_trgm_ops"), name="credential_search"),
        ]
        constraints = [
            annulment("credential"),
            models.UniqueConstraint(
                name="one_credential_a_number",
                fields=["number"],
                condition=LIVE,
                violation_error_message="A credential with this number is already on record.",
            ),
            models.CheckConstraint(
                name="credential_expires_after_it_is_issued",
                condition=Q(expires_at__gt=F("issued_at")),
                violation_error_message="A credential expires after it is issued.",
            ),
            models.CheckConstraint(
                name="credential_closed_at_a_moment",
                condition=Q(status=Status.ISSUED, closed_at=None)
                | (~Q(status=Status.ISSUED) & Q(closed_at__gte=F("issued_at"))),
                violation_error_message="The credential can't be surrendered before it was issued. Check the date.",
            ),
            ExclusionConstraint(
                name="one_credential_in_hand",
                expressions=[("officer", "="), (RangeOf("issued_at", Least("expires_at", "closed_at")), "&&")],
                condition=LIVE,
                violation_error_message="This officer already has a credential for that time. Record its return first.",
            ),
        ]

    def __str__(self) -> str:
        return f"Credential {self.number}"

    def stage(self, at: datetime) -> CredentialStage:
        """The stage at a moment; for a credential that was read by `with_recall(at)`."""
        if self.annulled_at:
            return CredentialStage.ANNULLED
        if self.closed_at and self.closed_at <= at:
            return CredentialStage(self.status)
        for reason in RECALLED:
            if getattr(self, reason):
                return reason
        return CredentialStage.EXPIRED if self.expires_at <= at else CredentialStage.IN_HAND
