from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.dateformat import format as format_date

from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.programs import Program
from wso_portal import clock

from .days import ZONE, part_of_day
from .querysets import DifferenceQuerySet, ListingQuerySet, PublicationQuerySet, RowQuerySet
from .wording import lines


def append_only() -> list[pgtrigger.Trigger]:
    return [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class Publication(models.Model):
    """One issue of one of ICE's two lists, as it was imported. Never changed."""

    class List(models.TextChoices):
        PARTICIPATING = "participating", "Participating agencies"
        PENDING = "pending", "Pending agencies"

    list = models.CharField(max_length=13, choices=List)
    as_of = models.DateTimeField(
        help_text="The day in the file's name; the hour only puts the lists of one day in order"
    )
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64, help_text="Hash of what the cells hold")
    headings = models.JSONField()
    row_count = models.PositiveIntegerField()
    issue_count = models.PositiveIntegerField()
    counts = models.JSONField(help_text="What the import did, as it reported it")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Nobody: at the command line"
    )
    imported_at = models.DateTimeField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-as_of", "-pk"]
        indexes = [models.Index(fields=["list", "-as_of"], name="publication_newest")]
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(
                name="one_publication_per_content",
                fields=["list", "fingerprint"],
                violation_error_message="This list has been imported already.",
            )
        ]

    def __str__(self) -> str:
        return " ".join([f"{self.get_list_display()}, {format_date(self.day, 'M j, Y')}", self.part_of_day]).strip()

    @property
    def day(self) -> date:
        """The list's own day."""
        return clock.day_of(self.as_of, ZONE)

    @property
    def counts_by_kind(self) -> dict[str, int]:
        """How many listings it changed, by kind of change."""
        counted = self.differences.order_by().values_list("kind").annotate(models.Count("pk"))
        return dict(counted)

    @property
    def part_of_day(self) -> str:
        return part_of_day(self.as_of)

    @property
    def place(self):
        """The lists are the program's."""
        return None

    @property
    def subject(self) -> str:
        return f"publication-{self.pk}"


class Listing(models.Model):
    """What ICE's lists say of one agency under one program. Listed is not signed: it makes no agreement."""

    class Standing(models.TextChoices):
        PENDING = "pending", "Listed as pending"
        SIGNED = "signed", "Listed as signed"

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="listings")
    program = models.CharField(max_length=3, choices=Program)
    standing = models.CharField(max_length=7, choices=Standing)
    signed_on = models.DateField("listed as signed on", null=True, blank=True)
    moa_url = models.URLField(max_length=2000, blank=True)
    addendum_url = models.URLField(max_length=2000, blank=True)
    link_pending = models.BooleanField(default=False)
    first_listed_at = models.DateTimeField()
    last_listed_at = models.DateTimeField()
    no_longer_listed_at = models.DateTimeField(
        null=True, blank=True, help_text="As of the list of its own kind on which it was first missing"
    )
    last_participating = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="+")
    last_pending = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["jurisdiction__state", "jurisdiction__name", "program"]
        indexes = [
            models.Index(fields=["program", "standing", "no_longer_listed_at"], name="listing_standing"),
            models.Index(
                fields=["jurisdiction", "first_listed_at"],
                include=["signed_on", "id"],
                condition=Q(program=Program.WSO, standing="signed", no_longer_listed_at=None),
                name="listing_to_confirm",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_listing_per_program",
                fields=["jurisdiction", "program"],
                violation_error_message="This agency is already listed under this program.",
            ),
            models.CheckConstraint(
                name="pending_is_not_signed",
                condition=Q(standing="signed") | Q(signed_on=None, moa_url="", addendum_url="", link_pending=False),
                violation_error_message="A listing that is pending has no date of signing and no document.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} listing, {self.jurisdiction}"

    @property
    def place(self) -> Jurisdiction:
        return self.jurisdiction

    @property
    def subject(self) -> str:
        return f"listing-{self.pk}"


class Row(models.Model):
    """One row of a publication: the cells as they stand, what was read from them, and what could not be."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(help_text="As the spreadsheet counts it")
    cells = models.JSONField(help_text="By column, as they stand; days as ISO text")
    links = models.JSONField(help_text="The targets behind the cells, by column number from 0")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, related_name="+")
    listing = models.ForeignKey(Listing, models.PROTECT, null=True, related_name="rows")
    state = models.CharField(max_length=60, blank=True)
    agency = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=20, choices=Jurisdiction.Kind)
    county = models.CharField(max_length=80, blank=True)
    program = models.CharField(max_length=3, choices=Program, blank=True)
    signed_on = models.DateField(null=True)
    moa_url = models.URLField(max_length=2000, blank=True)
    addendum_url = models.URLField(max_length=2000, blank=True)
    link_pending = models.BooleanField(default=False)
    issues = models.JSONField(default=list)

    objects = RowQuerySet.as_manager()

    class Meta:
        ordering = ["publication", "number"]
        triggers = append_only()
        constraints = [models.UniqueConstraint(name="one_row_per_number", fields=["publication", "number"])]

    def __str__(self) -> str:
        return f"Row {self.number} of {self.publication}"

    @property
    def as_listed(self) -> list[tuple[str, object, str]]:
        """The cells that hold something, as (heading, cell, target behind it)."""
        headings = dict(enumerate(self.publication.headings))
        cells = enumerate(self.cells)
        return [(headings.get(n, ""), cell, self.links.get(str(n), "")) for n, cell in cells if cell not in (None, "")]


class Difference(models.Model):
    """What one publication changed in one listing. Never changed itself."""

    class Kind(models.TextChoices):
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        MOVED = "moved", "Moved between the lists"
        BACK = "back", "Listed again"
        GONE = "gone", "No longer listed"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="differences")
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="differences")
    kind = models.CharField(max_length=7, choices=Kind)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        ordering = ["publication", "pk"]
        indexes = [models.Index(fields=["publication", "kind"], name="difference_kind")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.listing}"

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """What changed, as (fact, before, after) in words."""
        return lines(self.before, self.after)
