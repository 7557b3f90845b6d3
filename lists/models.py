"""What left the portal as a spreadsheet: who asked for which list, why, and whose officers it names."""

from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pages.sheets import SHEETS, ListSheet

from .querysets import DisclosureQuerySet, ExportQuerySet

FILE_KEPT_FOR = timedelta(days=7)
ASKED = ["asked_by", "asked_as", "memberships", "sheet", "query", "format", "reason", "asked_at"]


class Export(models.Model):
    """A list that a person asked for as a file. The row stays; the file goes after a week."""

    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel (XLSX)"
        CSV = "csv", "CSV"

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=600, help_text="The roles that the person held, in words")
    memberships = ArrayField(models.BigIntegerField(), help_text="These roles: without one of them the file is closed")
    sheet = models.CharField(max_length=40, help_text="The name of the list: see pages.sheets")
    query = models.TextField(blank=True, help_text="Filters and order, as the address of the list has them")
    format = models.CharField(max_length=4, choices=Format)
    reason = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    as_of = models.DateTimeField(null=True, help_text="The moment of which the list tells")
    total = models.PositiveIntegerField(default=0, help_text="Rows to write")
    written = models.PositiveIntegerField(default=0, help_text="Rows written so far")
    claimed_at = models.DateTimeField(null=True, help_text="When it last grew: another may take over a stalled one")
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=200, blank=True, help_text="Why it was not completed")
    file = models.CharField(max_length=120, blank=True, help_text="Its path in the store; empty: not kept, or gone")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    objects = ExportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["asked_by", "-id"], name="export_of"),
            models.Index(fields=["id"], name="export_unfinished", condition=Q(finished_at=None, failed="")),
            models.Index(fields=["finished_at"], name="export_kept", condition=~Q(file="")),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="as_asked", fields=ASKED),
        ]
        constraints = [
            models.CheckConstraint(
                name="kept_file_is_whole",
                condition=Q(file="") | Q(finished_at__isnull=False) & ~Q(sha256=""),
                violation_error_message="A file is kept once it is complete and has its hash.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.get_format_display()}"

    @property
    def list(self) -> ListSheet | None:
        """The list; None once the portal no longer has it."""
        return SHEETS.get(self.sheet)

    @property
    def title(self) -> str:
        return self.list.title if self.list else self.sheet

    @property
    def percent(self) -> int:
        """How much of it is written."""
        return round(100 * self.written / self.total) if self.total else 0

    @property
    def last_moment(self) -> datetime | None:
        """Until when its file is kept."""
        return self.finished_at and self.finished_at + FILE_KEPT_FOR

    @property
    def place(self) -> None:
        """An export belongs to who asked for it."""
        return None

    @property
    def subject(self) -> str:
        return f"export-{self.pk}"


class Disclosure(models.Model):
    """An export named officers of an agency: in so many rows. The agency can read it."""

    export = models.ForeignKey(Export, models.PROTECT, related_name="disclosures")
    jurisdiction = models.ForeignKey("jurisdictions.Jurisdiction", models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["jurisdiction", "-id"], name="disclosure_agency")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(
                name="one_disclosure_per_agency",
                fields=["export", "jurisdiction"],
                violation_error_message="This export is already logged for this agency.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rows} rows of {self.jurisdiction}"
