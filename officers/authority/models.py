from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from agreements.jurisdictions.models import Jurisdiction
from officers.nominations.models import Officer


class Met(models.Model):
    """The instants at which an officer meets one requirement: a row of the view in authority.sql."""

    officer = models.OneToOneField(Officer, models.DO_NOTHING, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey(Jurisdiction, models.DO_NOTHING, related_name="+")
    code = models.CharField(max_length=20)
    during = DateTimeRangeField()

    class Meta:
        managed = False
        db_table = "authority_met"

    def __str__(self) -> str:
        return f"{self.code}: {self.during}"


class Span(models.Model):
    """The intersection of the requirements, kept by triggers: authority, or service (with a credential in hand)."""

    class Kind(models.TextChoices):
        AUTHORITY = "authority", "Has authority"
        SERVICE = "service", "May serve"

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="spans")
    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    during = DateTimeRangeField()

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "kind"], name="span_jurisdiction"),
            models.Index(fields=["officer", "kind"], name="span_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.during}"
