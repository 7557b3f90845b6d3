from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from records.models import Placed

from .querysets import (
    AreaQuerySet,
    ContactQuerySet,
    FacilityQuerySet,
    FieldOfficeQuerySet,
    JurisdictionQuerySet,
)
from .states import Duty


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


class Facility(models.Model):
    """A jail of an agency. Officers serve warrants there from the date on which the agreement covers it (App. A)."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="facilities")
    name = models.CharField(max_length=120)
    street = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=80, blank=True)
    zip_code = models.CharField("ZIP code", max_length=10, blank=True)
    zone = models.CharField(max_length=40, help_text="IANA name")
    processing_areas = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Rooms where people are processed: each needs its complaint posters (App. B)"
    )
    phone_day = models.CharField("phone by day", max_length=30, blank=True)
    phone_night = models.CharField("phone at night", max_length=30, blank=True)
    from_on = models.DateField("in use since", null=True, blank=True)
    until_on = models.DateField("last day in use", null=True, blank=True)
    covered_from = models.DateField("covered by the agreement from", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FacilityQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Upper("name"), "jurisdiction",
                name="one_facility_per_name",
                condition=Q(until_on=None),
                violation_error_message="This agency already has a facility with this name.",
            ),
            models.CheckConstraint(
                name="facility_closes_after_it_opens",
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")),
                violation_error_message="The last day can't be before the first day in use.",
            ),
            models.CheckConstraint(
                name="facility_covered_while_in_use",
                condition=Q(covered_from=None)
                | (Q(from_on=None) | Q(covered_from__gte=F("from_on")))
                & (Q(until_on=None) | Q(covered_from__lte=F("until_on"))),
                violation_error_message="The agreement can cover a facility only while it is in use.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Jurisdiction:
        return self.jurisdiction

    @property
    def subject(self) -> str:
        return self.jurisdiction.subject

    @property
    def address(self) -> str:
        """The address on one line; empty when none is on record."""
        town = " ".join(filter(None, [self.jurisdiction.state if self.city else "", self.zip_code]))
        return ", ".join(filter(None, [self.street, self.city, town]))

    def in_use_on(self, day: date) -> bool:
        """Whether the facility is in use on a day; both ends are included."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day <= self.until_on)

    def covered_on(self, day: date) -> bool:
        """Whether the agreement covers the facility on a day."""
        return self.in_use_on(day) and self.covered_from is not None and self.covered_from <= day


class Contact(Placed):
    """Who is called for one duty, from a date until a date: at an agency, one of its jails, or a field office."""

    facility = models.ForeignKey(Facility, models.PROTECT, null=True, blank=True, related_name="contacts")
    duty = models.CharField(max_length=20, choices=Duty)
    name = models.CharField(max_length=120, help_text="A person or a desk")
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    from_on = models.DateField("on duty since", null=True, blank=True)
    until_on = models.DateField("last day on duty", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["duty", "name", "pk"]
        indexes = [
            models.Index(fields=["jurisdiction", "duty"], name="contact_jurisdiction"),
            models.Index(fields=["field_office", "duty"], name="contact_field_office"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contact_of_one_place",
                condition=Q(jurisdiction=None, field_office__isnull=False, facility=None)
                | Q(jurisdiction__isnull=False, field_office=None),
                violation_error_message="A contact belongs to an agency or to a field office.",
            ),
            models.UniqueConstraint(
                Upper("name"), "duty", "jurisdiction", "field_office", "facility",
                name="one_contact_per_duty_and_name",
                condition=Q(until_on=None),
                nulls_distinct=False,
                violation_error_message="This contact is on the list for this duty already. Edit it instead.",
            ),
            models.CheckConstraint(
                name="contact_can_be_reached",
                condition=~Q(phone="", email=""),
                violation_error_message="Enter a phone number or an email address.",
            ),
            models.CheckConstraint(
                name="contact_ends_after_it_starts",
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")),
                violation_error_message="The last day can't be before the first day.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def place(self):
        return self.jurisdiction or self.field_office

    @property
    def subject(self) -> str:
        return self.place.subject

    @property
    def on_one_line(self) -> str:
        """The contact in a sentence: name, title, phone, email."""
        return ", ".join(filter(None, [self.name, self.title, self.phone, self.email]))
