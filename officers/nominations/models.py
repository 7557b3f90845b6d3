from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement
from records.actions import guard
from records.facts import Fact, annulment

from .querysets import (
    COUNTING,
    STANDING,
    UNCHECKED,
    DepartureQuerySet,
    NominationQuerySet,
    OfficerNameQuerySet,
    OfficerQuerySet,
)
from .states import ACTIONS, ATTESTATIONS, UNDECIDED, Stage, Status


class Officer(models.Model):
    """A person of one agency: who moves to another agency gets a new row there."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="officers")
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    badge = models.CharField("badge or employee number", max_length=20)
    badge_freed = models.BooleanField(default=False, help_text="The officer left, and another took the badge")
    former = models.TextField(blank=True, default="", help_text="Names and badges of earlier times: naming.settle")

    objects = OfficerQuerySet.as_manager()

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        triggers = [pgtrigger.ReadOnly(name="one_agency_for_ever", fields=["jurisdiction"])]
        indexes = [
            models.Index(fields=["last_name", "first_name", "id"], name="officer_name"),
            models.Index(fields=["jurisdiction", "last_name", "first_name", "id"], name="officer_jurisdiction_name"),
            GinIndex(
                *(OpClass(Upper(name), "gin_trgm_ops") for name in ("last_name", "first_name", "badge", "former")),
                name="officer_search",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_officer_a_badge",
                fields=["jurisdiction", "badge"],
                condition=Q(badge_freed=False),
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

    @property
    def agreement(self) -> Agreement | None:
        """The agreement of the latest nomination that counts; None before the first."""
        latest = self.nominations.live().select_related("agreement").order_by("-since").first()
        return latest.agreement if latest else None


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
    checked_at = models.DateTimeField(null=True, blank=True, help_text="When ICE's background check was closed")
    replaced_at = models.DateTimeField(
        null=True, blank=True, help_text="When a later nomination under the same agreement was accepted"
    )
    another_allowed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the field office allowed another nomination after a refusal"
    )
    returns_from = models.ForeignKey(
        "nominations.Departure", models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The departure that ends when this nomination is accepted",
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1)

    objects = NominationQuerySet.as_manager()
    shown_changes = {
        "citizen": "Attested: citizen of the United States",
        "enforced_laws": "Attested: has enforced the jurisdiction's laws",
        "facility_trained": "Attested: trained in facility security",
        "enforced_rules": "Attested: has enforced rules for inmates",
    }
    refusals = {
        "nominated_by_own_agency": "An officer is nominated under the agreement of their own agency (IV.B).",
        "nominated_under_own_agreement": "An officer is nominated under the agreement of their own agency (IV.B).",
    }

    class Meta:
        triggers = [guard(*ACTIONS)]
        indexes = [
            models.Index(fields=["since", "id"], name="nomination_since"),
            models.Index(fields=["status", "since", "id"], name="nomination_status"),
            models.Index(fields=["jurisdiction", "since", "id"], name="nomination_jurisdiction"),
            models.Index(fields=["jurisdiction", "status"], name="nomination_open", condition=Q(status__in=UNDECIDED)),
            models.Index(fields=["accepted_at", "id"], name="nomination_unchecked", condition=UNCHECKED),
        ]
        constraints = [
            models.UniqueConstraint(name="nomination_identity", fields=["id", "officer", "agreement"]),
            models.UniqueConstraint(
                name="one_nomination_an_agreement",
                fields=["officer", "agreement"],
                condition=COUNTING,
                violation_error_message="This officer is already nominated under this agreement.",
            ),
            models.UniqueConstraint(
                name="one_undecided_nomination_an_agreement",
                fields=["officer", "agreement"],
                condition=Q(status__in=UNDECIDED),
                violation_error_message="This officer is already nominated under this agreement.",
            ),
            models.CheckConstraint(
                name="replaced_after_acceptance",
                condition=Q(replaced_at=None) | Q(status=Status.ACCEPTED, replaced_at__gte=F("accepted_at")),
                violation_error_message="Only an accepted nomination is replaced by a later one.",
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
            models.CheckConstraint(
                name="checked_after_acceptance",
                condition=Q(checked_at=None) | Q(status=Status.ACCEPTED),
                violation_error_message="ICE checks the background of accepted nominees only (IV.B).",
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

    @property
    def stage(self) -> Stage:
        """The stage as everyone in scope sees it; after acceptance the background check decides."""
        if self.status != Status.ACCEPTED:
            return Stage(self.status)
        check = getattr(self, "background", None)
        stage = check.stage if check else Stage.CHECKING
        return Stage.REPLACED if self.replaced_at and stage != Stage.NOT_APPROVED else stage

    @property
    def changed_at(self) -> datetime:
        """When it reached its stage: the close of the check comes after the status."""
        return self.checked_at or self.since

    @property
    def attestations(self) -> list[tuple[str, str, bool]]:
        """The four of IV.B: field, sentence, and whether the agency has attested it."""
        return [(field, sentence, getattr(self, field)) for field, sentence in ATTESTATIONS]


class OfficerFact(Fact):
    """A dated fact about one `officer`: it belongs where the officer does, and is on the officer's timeline."""

    officer: models.ForeignKey  # each fact names its own, with the word the officer knows it by

    class Meta:
        abstract = True

    @property
    def place(self) -> Jurisdiction:
        return self.officer.jurisdiction

    @property
    def subject(self) -> str:
        return self.officer.subject


class OfficerName(OfficerFact):
    """The name and badge that an officer has from a date on: after a marriage, a promotion to another badge.

    The first row of an officer has no date: as nominated. The officer's own row has the name of now (naming.settle).
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="names")
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    badge = models.CharField("badge or employee number", max_length=20)
    from_on = models.DateField("in use since", null=True, blank=True, help_text="Empty: as nominated")
    starts_at = models.DateTimeField(null=True, blank=True, help_text="The start of that date in the agency's zone")

    objects = OfficerNameQuerySet.as_manager()

    class Meta:
        constraints = [
            annulment("officer_name"),
            models.CheckConstraint(
                name="officer_name_from_a_date",
                condition=Q(from_on=None, starts_at=None, annulled_at=None)
                | Q(from_on__isnull=False, starts_at__isnull=False),
                violation_error_message="The name and badge of the nomination stay on record.",
            ),
            models.UniqueConstraint(
                name="one_officer_name_from_a_date",
                fields=["officer", "starts_at"],
                condition=Q(annulled_at=None),
                nulls_distinct=False,
                violation_error_message="Another name or badge is on record from this date. Void it first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}, badge {self.badge}"


class Departure(OfficerFact):
    """The officer leaves the agency or the program: the agency gives notice where practicable (IV.D).

    It ends when the field office accepts the nomination by which the officer returns.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="departures")
    notice_on = models.DateField("notice given to ICE on")
    last_day_on = models.DateField("last day")
    departs_at = models.DateTimeField(help_text="The end of the last day in the agency's zone")
    shortfall = models.CharField("why less notice was given than the agreement asks", max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When the officer returned")

    objects = DepartureQuerySet.as_manager()

    class Meta:
        constraints = [
            annulment("departure"),
            models.UniqueConstraint(
                name="one_departure_an_officer",
                fields=["officer"],
                condition=STANDING,
                violation_error_message="A departure is already recorded. Void it first if the date has changed.",
            ),
            models.CheckConstraint(
                name="departure_ends_after_the_last_day",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("departs_at")),
                violation_error_message="An officer returns after the last day of the departure.",
            ),
        ]

    def __str__(self) -> str:
        return f"Departure of {self.officer}"

    @property
    def days_of_notice(self) -> int:
        """Days from the notice to the last day; none when it was given afterwards."""
        return max((self.last_day_on - self.notice_on).days, 0)
