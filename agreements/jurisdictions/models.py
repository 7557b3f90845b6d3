from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from .querysets import AreaQuerySet, FieldOfficeQuerySet, JurisdictionQuerySet


class Reached(models.Model):
    """What has a point of contact: whom the other side calls or writes to (VII)."""

    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)

    class Meta:
        abstract = True

    @property
    def contact(self) -> str:
        """The point of contact on one line; empty when none is on record."""
        return ", ".join(filter(None, [self.contact_name, self.contact_phone, self.contact_email]))


class FieldOffice(Reached):
    """One of ICE's ERO field offices, with the person an agency writes to (VII)."""

    name = models.CharField(max_length=60, unique=True)
    zone = models.CharField(max_length=40, help_text="IANA name")
    version = models.PositiveIntegerField(default=1)

    objects = FieldOfficeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> "FieldOffice":
        return self

    @property
    def subject(self) -> str:
        return f"fieldoffice-{self.pk}"


class Area(models.Model):
    """A state, or one county of it, that a field office answers for, from a day until a day."""

    field_office = models.ForeignKey(FieldOffice, models.CASCADE, related_name="areas")
    state = models.CharField(max_length=60)
    county = models.CharField(max_length=80, blank=True, help_text="Empty: the whole state")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_field_office_per_county",
                fields=["state", "county"],
                condition=Q(until_on=None),
                violation_error_message="Another field office answers for this area.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.county}, {self.state}" if self.county else self.state


class Jurisdiction(Reached):
    """A law enforcement agency that asks for, or has, an agreement."""

    class Kind(models.TextChoices):
        COUNTY = "county", "County"
        MUNICIPALITY = "municipality", "Municipality"
        STATE = "state", "State agency"
        UNKNOWN = "unknown", "Not known"

    name = models.CharField(max_length=160)
    key = models.CharField(max_length=160, help_text="The name as compared: see names.key_of")
    state = models.CharField(max_length=60, help_text="Full name: Florida")
    county = models.CharField(max_length=80, blank=True, help_text="Without the word County: Pinellas")
    kind = models.CharField(max_length=20, choices=Kind)
    field_office = models.ForeignKey(FieldOffice, models.PROTECT, null=True, blank=True, related_name="jurisdictions")
    zone = models.CharField(max_length=40, help_text="IANA name")
    zone_confirmed = models.BooleanField(default=False)
    decided = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, help_text="The columns that a person decided"
    )
    version = models.PositiveIntegerField(default=1)

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        ordering = ["state", "name"]
        indexes = [
            models.Index(fields=["field_office", "state", "name"], name="jurisdiction_office"),
            models.Index(fields=["field_office", "id"], name="jurisdiction_scope"),
            models.Index(fields=["state", "name", "id"], name="jurisdiction_name"),
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="jurisdiction_search"),
            GinIndex(
                *(OpClass(Upper(name), "gin_trgm_ops") for name in ("county", "state")), name="jurisdiction_place"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_jurisdiction_per_name",
                fields=["state", "key"],
                violation_error_message="This agency is already on record in this state.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> "Jurisdiction":
        return self

    @property
    def subject(self) -> str:
        return f"jurisdiction-{self.pk}"


class FormerName(models.Model):
    """A name that an agency had until a date. It still finds the agency; papers of its time keep it."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=160)
    key = models.CharField(max_length=160, help_text="The name as compared: see names.key_of")
    until_on = models.DateField(help_text="The date from which the next name counts")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-until_on", "-pk"]
        indexes = [models.Index(fields=["key"], name="former_name_key")]

    def __str__(self) -> str:
        return self.name
