from django.db import models

from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.programs import Program
from agreements.memoranda.models import Agreement
from agreements.register.models import Listing

from .querysets import PartnershipQuerySet
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
    stage: str  # where it stands; of rows from PartnershipQuerySet.staged

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
