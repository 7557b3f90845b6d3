"""Files: checked by content, size-limited, hashed, stored once, and attached to a record."""

import hashlib
import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat

from wso_portal import clock

from .models import Attachment, Contents, Document
from .opening import Sight, must_open

SIGNS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
WORKBOOK, CSV = "application/vnd.ms-excel", "text/csv"  # of published lists
SUFFIXES = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", WORKBOOK: ".xlsx", CSV: ".csv"}


@dataclass(frozen=True)
class Kept:
    """A file that is stored but not yet filed with a record: for which field of a form, sent by whom.

    `accepted` are the doubts about it that the person saw and answered.
    """

    document: Document
    name: str
    field: str = ""
    person: int | None = None
    accepted: tuple[str, ...] = ()


def kind_of(head: bytes) -> str:
    """The media type told by a file's first bytes; empty when it is none that we keep."""
    return next((kind for sign, kind in SIGNS.items() if head.startswith(sign)), "")


def looked_into(upload: File) -> tuple[str, Sight | None]:
    """The media type of an upload, and what was seen of a PDF.

    Raises ValidationError, with what to do, for an empty, large or broken one.
    """
    if not upload.size:
        raise ValidationError("This file is empty. Choose the file again.")
    if upload.size > settings.DOCUMENT_MAX_BYTES:
        most = filesizeformat(settings.DOCUMENT_MAX_BYTES)
        raise ValidationError(
            f"This file is larger than {most}. Scan it at a lower resolution and choose the new file."
        )
    upload.seek(0)
    kind = kind_of(upload.read(16))
    if not kind:
        raise ValidationError("This is not a PDF, PNG or JPEG file. Save it as a PDF and choose that file.")
    return kind, must_open(upload, kind)


def store(upload: File) -> Document:
    """Keeps a scan or a PDF, with what was seen of a PDF. Raises ValidationError as `looked_into` does."""
    kind, seen = looked_into(upload)
    document = keep(upload, kind)
    if seen:
        found = {"pages": seen.pages, "first_page": seen.first_page, "text": seen.text}
        Contents.objects.get_or_create(document=document, defaults=found)
    return document


def keep(upload: File, kind: str) -> Document:
    """Keeps bytes whose kind is known from their content, under their hash (the same bytes once)."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    now = {"used_at": clock.now()}
    document, _ = Document.objects.update_or_create(
        sha256=digest.hexdigest(), defaults=now, create_defaults={"kind": kind, "size": upload.size, **now}
    )
    if not default_storage.exists(document.path):
        upload.seek(0)
        default_storage.save(document.path, upload)
    return document


def used(pk: int, kinds: tuple[str, ...]) -> Document | None:
    """A kept document that a form has once more, safe from the sweep for another day; None when it is gone."""
    if not Document.objects.filter(pk=pk, kind__in=kinds).update(used_at=clock.now()):
        return None
    return Document.objects.get(pk=pk)


def attach(document: Document, name: str, record, *, label: str, by, at) -> Attachment:
    """Files a document with a record: whoever may see the record may read it."""
    return Attachment.objects.create(
        document=document,
        name=safe_name(name, document.kind),
        label=label,
        model=record._meta.label_lower,
        record=record.pk,
        jurisdiction=record.place,
        attached_by=by,
        attached_at=at,
    )


def safe_name(name: str, kind: str) -> str:
    """A file name of letters, digits, dot, dash and blank, at most 100 characters, with the ending of its content."""
    stem = re.sub(r"[^\w .-]+", "_", name.rsplit(".", 1)[0])[:100].strip(" .") or "document"
    return stem + SUFFIXES[kind]


def open_file(document: Document) -> File:
    """The stored bytes, open for reading."""
    return default_storage.open(document.path)
