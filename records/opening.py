"""Whether a file that begins like a PDF, a PNG or a JPEG is one: a page, or a picture with a width and a height.

pypdf is pure Python and kept up; the size limit of documents bounds what it reads, its own limits what it unpacks.
"""

import struct
import zlib
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.files.base import File
from pypdf import PdfReader
from pypdf.errors import PyPdfError

# What pypdf raises of a file that is broken; none of it is a fault of ours.
BROKEN = (
    PyPdfError, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError,
    NotImplementedError, RecursionError, zlib.error, struct.error,
)  # fmt: skip
NO_PDF = "This PDF can't be opened or has no page. Open it on your computer, save or scan it again, and try again."
LOCKED = "This PDF is protected by a password. Save it without the password and try again."
NO_PICTURE = "This picture can't be opened. Save it as PDF and try again."
SIZED = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG frame headers


def must_open(upload: File, kind: str) -> None:
    """Raises ValidationError, with what to do, when the file of this media type does not open."""
    upload.seek(0)
    OPENERS[kind](upload)
    upload.seek(0)


def open_pdf(upload: File) -> None:
    """A PDF without a password, with at least one page."""
    try:
        reader = PdfReader(upload)
        locked = reader.is_encrypted
        pages = 0 if locked else sum(1 for _ in reader.pages[:1])
    except BROKEN as error:
        raise ValidationError(NO_PDF) from error
    if locked:
        raise ValidationError(LOCKED)
    if not pages:
        raise ValidationError(NO_PDF)


def open_png(upload: File) -> None:
    """The first chunk is a header with a size."""
    head = upload.read(24)
    if head[12:16] != b"IHDR" or not head[16:20].strip(b"\0") or not head[20:24].strip(b"\0"):
        raise ValidationError(NO_PICTURE)


def open_jpeg(upload: File) -> None:
    """The segments lead to a frame with a size."""
    upload.seek(2)
    while len(mark := upload.read(4)) == 4 and mark[0] == 0xFF:
        length = int.from_bytes(mark[2:4], "big")
        if mark[1] in SIZED:
            frame = upload.read(5)
            if any(frame[1:3]) and any(frame[3:5]):
                return
        if mark[1] in SIZED or length < 2:
            break
        upload.seek(length - 2, 1)
    raise ValidationError(NO_PICTURE)


OPENERS: dict[str, Callable[[File], None]] = {
    "application/pdf": open_pdf, "image/png": open_png, "image/jpeg": open_jpeg,
}  # fmt: skip
