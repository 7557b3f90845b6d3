from django.db import models

from accounts.roles import READERS
from agreements.jurisdictions.models import FieldOffice, Jurisdiction
from agreements.jurisdictions.programs import Program
from agreements.memoranda.models import Agreement
from agreements.register.models import Listing

from .querysets import PartnershipQuerySet, TallyQuerySet
from .states import Stage


class Partnership(models.Model):
    """One agency in one program: what ICE lists, what is under way, what is signed. A row of partnership.sql."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.DO_NOTHING, related_name="partnerships")
    program = models.CharField(max_length=3, choices=Program)
    listing = models.ForeignKey(Listing, models.DO_NOTHING, null=True, related_name="+")
    standing = models.CharField(max_length=7, choices=Listing.Standing, null=True)  # noqa: DJ001 of no listing
    signed_on = models.DateField(null=True)
    first_listed_at = models.DateTimeField(null=True)
    listed = models.BooleanField(help_text="On the newest list of its kind")
    under_way = models.ForeignKey(Agreement, models.DO_NOTHING, null=True, related_name="+")
    status = models.CharField(max_length=10, null=True)  # noqa: DJ001 of no agreement under way
    drafted_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    agreement = models.ForeignKey(Agreement, models.DO_NOTHING, null=True, related_name="+")
    effective_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    stage: str  # of rows from PartnershipQuerySet.staged

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "dashboards_partnership"

    def __str__(self) -> str:
        return f"{self.program}, {self.jurisdiction}"

    @property
    def state(self) -> Stage:
        """The stage with its words and tone."""
        return Stage(self.stage)

    @property
    def place(self) -> Jurisdiction:
        return self.jurisdiction


class Counted(models.Model):
    """One step of a number: from an instant on so many more, or fewer. Kept by the triggers of tally.sql."""

    class What(models.TextChoices):
        PARTNERSHIP = "partnership", "Partnerships"
        OFFICER = "officer", "Officers"
        UNDERWAY = "underway", "Officers in progress"
        SERVING = "serving", "Officers who may serve"
        EXPIRING = "expiring", "Credentials that expire"

    field_office = models.ForeignKey(
        FieldOffice, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    state = models.CharField(max_length=60)
    what = models.CharField(max_length=12, choices=What)
    program = models.CharField(max_length=3, blank=True)
    stage = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(help_text="From here on")
    number = models.IntegerField(help_text="So many more, or fewer")

    objects = TallyQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number:+} {self.what} {self.program} {self.stage}"


class AgencyTally(Counted):
    """The steps of one agency's numbers."""

    jurisdiction = models.ForeignKey(
        Jurisdiction, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "what"], name="agency_tally")]


class Tally(Counted):
    """The same by state and field office. What is past is folded into one row for each number (tallies.fold)."""

    class Meta:
        indexes = [models.Index(fields=["what", "at"], name="tally_at")]


class Figure(models.Model):
    """One of the dashboard's five numbers for a field office (none: agencies without one) at an instant of a month."""

    class Of(models.TextChoices):
        IN_FORCE = "in_force", "WSO partnerships in force"
        SERVING = "serving", "officers may serve now"
        COMING = "coming", "WSO partnerships not yet in force"
        WAY = "way", "officers in progress"
        EXPIRING = "expiring", "credentials expire within 90 days"

    field_office = models.ForeignKey(FieldOffice, models.CASCADE, null=True, related_name="+")
    what = models.CharField(max_length=10, choices=Of)
    at = models.DateTimeField()
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_figure_at_a_time", fields=["at", "what", "field_office"], nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_what_display()}, {self.at:%Y-%m-%d}"


class StagePace(models.Model):
    """The median days that officers of a field office (none: of the whole program) stayed at a stage."""

    field_office = models.ForeignKey(FieldOffice, models.CASCADE, null=True, related_name="+")
    stage = models.CharField(max_length=20)
    days = models.FloatField()
    at = models.DateTimeField(help_text="When it was kept")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_pace", fields=["field_office", "stage"], nulls_distinct=False)]

    def __str__(self) -> str:
        return f"{self.stage}: {self.days:.0f} days"


def tallies_of(user) -> TallyQuerySet:
    """The numbers in a person's scope: the sums by place, or by agency for whom an agency's role reaches further."""
    if any(membership.jurisdiction_id for membership in user.active_memberships(*READERS)):
        return AgencyTally.objects.filter(user.reach())
    return Tally.objects.filter(user.reach(path=""))
