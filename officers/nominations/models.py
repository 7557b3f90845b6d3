import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement
from records.actions import guard
from records.facts import Fact, annulment

from .querysets import DepartureQuerySet, NominationQuerySet, OfficerQuerySet
from .states import ACTIONS, ATTESTATIONS, Status


class Officer(models.Model):
    """A person of one agency, for ever: who moves to another agency gets a new row there."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="officers")
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    badge = models.CharField("badge or employee number", max_length=20)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        triggers = [pgtrigger.ReadOnly(name="one_agency_for_ever", fields=["jurisdiction"])]
        indexes = [
            models.Index(fields=["last_name", "first_name", "id"], name="officer_name"),
            models.Index(fields=["jurisdiction", "last_name", "first_name", "id"], name="officer_jurisdiction_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_officer_a_badge",
                fields=["jurisdiction", "badge"],
                violation_error_message="Your agency has an officer with this badge number already. "
                "Open that officer's page to nominate again.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def place(self) -> Jurisdiction:
        return self.jurisdiction

    @property
    def subject(self) -> str:
        return f"officer-{self.pk}"


@pghistory.track(model_name="NominationHistory", append_only=True)
class Nomination(models.Model):
    """An agency puts an officer forward under its agreement, with the four attestations of IV.B."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="nominations")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="nominations")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="nominations")
    status = models.CharField(max_length=12, choices=Status)
    citizen = models.BooleanField(default=False)
    enforced_laws = models.BooleanField(default=False)
    facility_trained = models.BooleanField(default=False)
    enforced_rules = models.BooleanField(default=False)
    attested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    attested_at = models.DateTimeField(null=True, blank=True)
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField(help_text="When the status was reached")
    accepted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = NominationQuerySet.as_manager()
    refusals = {
        "nominated_by_own_agency": "An officer is nominated under the agreement of their own agency (IV.B).",
        "nominated_under_own_agreement": "An officer is nominated under the agreement of their own agency (IV.B).",
    }

    class Meta:
        triggers = [guard(*ACTIONS)]
        indexes = [
            models.Index(fields=["status", "since"], name="nomination_status"),
            models.Index(fields=["jurisdiction", "status"], name="nomination_jurisdiction"),
        ]
        constraints = [
            models.UniqueConstraint(name="nomination_identity", fields=["id", "officer", "agreement"]),
            models.UniqueConstraint(
                name="one_nomination_an_agreement",
                fields=["officer", "agreement"],
                condition=~Q(status=Status.TAKEN_BACK),
                violation_error_message="This officer is already nominated under this agreement.",
            ),
            models.CheckConstraint(
                name="submitted_with_four_attestations",
                condition=~Q(status__in=[Status.SUBMITTED, Status.ACCEPTED])
                | Q(attested_at__isnull=False, attested_by__isnull=False, **{field: True for field, _ in ATTESTATIONS}),
                violation_error_message="A nomination is submitted with all four attestations (IV.B).",
            ),
            models.CheckConstraint(
                name="accepted_at_a_moment",
                condition=Q(status=Status.ACCEPTED, accepted_at__isnull=False)
                | (~Q(status=Status.ACCEPTED) & Q(accepted_at=None)),
                violation_error_message="An accepted nomination has the moment of its acceptance.",
            ),
        ]

    def __str__(self) -> str:
        return f"Nomination of {self.officer}"

    @property
    def place(self) -> Jurisdiction:
        return self.jurisdiction

    @property
    def subject(self) -> str:
        return f"officer-{self.officer_id}"


class Departure(Fact):
    """The officer leaves the agency or the program: the agency gives notice where practicable (IV.D)."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="departures")
    notice_on = models.DateField("notice given to ICE on")
    last_day_on = models.DateField("last day")
    departs_at = models.DateTimeField(help_text="The end of the last day in the agency's zone")
    shortfall = models.CharField("why less than 90 days' notice", max_length=300, blank=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        constraints = [
            annulment("departure"),
            models.UniqueConstraint(
                name="one_departure_an_officer",
                fields=["officer"],
                condition=Q(annulled_at=None),
                violation_error_message="A departure is already recorded. Annul it first if the day has changed.",
            ),
        ]

    def __str__(self) -> str:
        return f"Departure of {self.officer}"

    @property
    def place(self) -> Jurisdiction:
        return self.officer.jurisdiction

    @property
    def subject(self) -> str:
        return self.officer.subject
