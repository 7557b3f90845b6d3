import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.programs import Program

from .days import date_and_edition
from .querysets import (
    DescriptionQuerySet,
    DifferenceQuerySet,
    ListingQuerySet,
    PublicationQuerySet,
    RowQuerySet,
)
from .wording import changes_in_words

BATCH_SIZE = 1_000  # rows that one statement writes


def append_only() -> list[pgtrigger.Trigger]:
    return [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class Publication(models.Model):
    """One issue of one of ICE's two lists, as it was imported. Never changed."""

    class List(models.TextChoices):
        PARTICIPATING = "participating", "Participating agencies"
        PENDING = "pending", "Pending agencies"

    list = models.CharField(max_length=13, choices=List)
    as_of = models.DateField(help_text="The date in the file's name, as ICE writes it")
    edition = models.PositiveSmallIntegerField(default=0, help_text="Puts the lists of one date in order: see days")
    sequence = models.CharField(max_length=100, help_text="Puts all publications in order: see days.sequence")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, help_text="Hash of what the cells hold")
    headings = models.JSONField()
    row_count = models.PositiveIntegerField()
    issue_count = models.PositiveIntegerField()
    counts = models.JSONField(help_text="Its rows by program")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Nobody: at the command line"
    )
    imported_at = models.DateTimeField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-sequence", "-pk"]
        indexes = [models.Index(fields=["list", "-sequence"], name="publication_sequence")]
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(
                name="one_publication_per_edition",
                fields=["list", "as_of", "edition", "fingerprint"],
                violation_error_message="This list was already imported.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_list_display()}, {self.date_and_edition}"

    @property
    def date_and_edition(self) -> str:
        """The list's own date with its edition: Jul 18, 2025, evening edition."""
        return date_and_edition(self.as_of, self.edition)

    @property
    def counts_by_kind(self) -> dict[str, int]:
        """How many listings it changed, by kind of change."""
        counted = self.differences.order_by().values_list("kind").annotate(models.Count("pk"))
        return dict(counted)

    @property
    def place(self):
        """The lists are the program's."""
        return None

    @property
    def subject(self) -> str:
        return f"publication-{self.pk}"


class Listing(models.Model):
    """What ICE's lists say of one agency under one program. Listed is not signed: it makes no agreement.

    Everything here follows from the rows of the publications (see deriving), whatever the order of their import.
    """

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
    first_listed_at = models.DateTimeField(help_text="The date of the first list that has it: see days.instant_of")
    last_listed_at = models.DateTimeField(help_text="The date of the last list that has it")
    no_longer_listed_at = models.DateTimeField(
        null=True, blank=True, help_text="The date of the list of its own kind on which it was first missing"
    )
    first_publication = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="+")
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
                violation_error_message="A pending listing has no date signed and no document.",
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
        indexes = [models.Index(fields=["listing", "publication"], name="row_of_listing")]
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


class Description(models.Model):
    """What ICE's lists say of one agency: of each fact what the newest list says that gives it, and which list that is.

    The agency's own record follows it, except in what a person decided (see placing).
    """

    jurisdiction = models.OneToOneField(Jurisdiction, models.PROTECT, related_name="description")
    name = models.CharField(max_length=160)
    name_from = models.ForeignKey(Publication, models.PROTECT, related_name="+")
    county = models.CharField(max_length=80, blank=True)
    county_from = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Jurisdiction.Kind, default=Jurisdiction.Kind.UNKNOWN)
    kind_from = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DescriptionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.jurisdiction}, as listed"


class Difference(models.Model):
    """What differs in one listing between a publication and the one before; computed again for one added between."""

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

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.listing}"

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """What changed, as (fact, before, after) in words."""
        return changes_in_words(self.before, self.after)
