"""The record: what happened (Event), what was filed (Document, Attachment), who looked (AccessLog)."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import cached_property

from wso_portal import clock

from .querysets import AttachmentQuerySet, EventQuerySet, MadeDocumentQuerySet


class Placed(models.Model):
    """A row that belongs to an agency, to a field office, or (neither) to the program."""

    jurisdiction = models.ForeignKey("jurisdictions.Jurisdiction", models.PROTECT, null=True, related_name="+")
    field_office = models.ForeignKey("jurisdictions.FieldOffice", models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


def is_agency(place) -> bool:
    """Whether a place is a law enforcement agency; a field office and the program (None) are not."""
    return place is not None and place._meta.model_name == "jurisdiction"


def columns_of(place) -> dict:
    """The columns of a Placed row that say where it belongs: an agency, a field office, or (None) the program."""
    agency = is_agency(place)
    return {"jurisdiction": place if agency else None, "field_office": None if agency else place}


class Event(Placed):
    """One act on the timeline. Never changed, never deleted."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    model = models.CharField(max_length=60)
    record = models.BigIntegerField()
    subject = models.CharField(max_length=60, help_text="What the timeline is about: officer-7, agreement-3.")
    verb = models.CharField(max_length=40)
    done = models.CharField(max_length=120)
    clause = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    source = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=20, blank=True)
    audience = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    history = models.UUIDField(null=True, help_text="The context of the field-level history.")

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-at"], name="event_subject"),
            models.Index(fields=["jurisdiction", "-at"], name="event_jurisdiction"),
            models.Index(fields=["model", "record"], name="event_record"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.done} ({self.subject})"


class Document(models.Model):
    """A stored file: what it is was read from its content, and its hash is its name on disk."""

    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    stored_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(default=clock.now, help_text="When a form last had it: see records.keeping")

    class Meta:
        indexes = [models.Index(fields=["used_at"], name="document_used")]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def path(self) -> str:
        """Where the bytes lie below MEDIA_ROOT."""
        return f"{self.sha256[:2]}/{self.sha256}"


class Contents(models.Model):
    """What was seen of a PDF when it came: the number of its pages, page 1 as PNG, and the text of all pages."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="contents")
    pages = models.PositiveIntegerField()
    first_page = models.BinaryField()
    text = models.TextField(blank=True, help_text="Empty: a picture only")

    def __str__(self) -> str:
        return f"{self.pages} pages"


class Upload(models.Model):
    """That a person sent a file within the last hour: what the limit counts."""

    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    size = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sent_by", "at"], name="upload_limit")]

    def __str__(self) -> str:
        return f"{self.size} bytes"


class Attachment(Placed):
    """A document as part of one record; the record's scope decides who may read it."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=150)
    label = models.CharField(max_length=80)
    model = models.CharField(max_length=60)
    record = models.BigIntegerField()
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["model", "record"], name="attachment_record")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def place(self):
        return self.jurisdiction or self.field_office

    @property
    def subject(self) -> str:
        return f"document-{self.pk}"

    def was_opened_by(self, person) -> bool:
        """Whether the person has downloaded the file from here."""
        return AccessLog.objects.filter(subject=self.subject, reader=person.pk).exists()


class Misfiling(models.Model):
    """A file was filed with the wrong record: it is kept, and served only to program managers and who filed it."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="misfiling")
    reason = models.CharField(max_length=300)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                name="misfiled_with_a_reason",
                condition=~models.Q(reason=""),
                violation_error_message="Say why this file is wrong.",
            )
        ]

    def __str__(self) -> str:
        return f"Misfiled: {self.attachment_id}"


class MadeDocument(models.Model):
    """A document that the portal made for a signature: the file as it was, and the hash of the facts that it states."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="made")
    digest = models.CharField(max_length=64, help_text="Of the facts, so that the record can be compared with it")

    objects = MadeDocumentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["digest"], name="made_digest")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.attachment)


class AccessLog(Placed):
    """Who read a protected record, and when."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "-at"], name="access_subject")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.reader} read {self.subject}"


def log_access(record, reader, at) -> None:
    """Writes that a protected record was read (CJIS 5.4.1.1: any access)."""
    AccessLog.objects.create(reader=reader, subject=record.subject, at=at, jurisdiction=record.place)


def log_first_pages(papers, reader, at) -> None:
    """Write that page 1 of filed papers was shown, from (attachment, what is shown). It does not open the file."""
    for attachment, shown in papers:
        if shown:
            subject = f"{attachment.subject}-page-1"
            AccessLog.objects.create(reader=reader, subject=subject, at=at, jurisdiction=attachment.jurisdiction)
