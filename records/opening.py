"""Whether a file that begins like a PDF, a PNG or a JPEG is one: a page, or a picture with a width and a height.

A PDF is opened by PDFium in a process of its own, with limits of time and memory (paging.py).
"""

import base64
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import File

from .apart import ChildEnded, ChildFailed, TooManyChildren, child_slot, module_command, run_child

PDF_COMMAND = module_command("records.paging")
PDF_CPU, PDF_MEMORY = 8, 512 * 1024 * 1024  # seconds; bytes
PDF_WALL = 20.0  # as long as one file may take on a busy machine
PDF_PATIENCE = 5.0  # seconds until a place is free
BUSY = "The portal is checking other files. Try again in a minute."
REFUSED = {
    "broken": "This PDF can't be opened. Open it on your computer, save or scan it again, and choose the new file.",
    "none": "This PDF has no pages. Scan or save it again, and choose the new file.",
    "cut": "The end of this PDF is missing. Download, save or scan it again, and choose the new file.",
    "locked": "This PDF is protected by a password. Save it without a password and choose the new file.",
    "too much": "This PDF needs too much time or memory to open. Print it to a new PDF, or scan it at a lower "
    "resolution, and choose the new file.",
}
NO_PICTURE = "This picture can't be opened. Save it as a PDF and choose that file."
SIZED = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG frame headers


@dataclass(frozen=True)
class Sight:
    """What was seen of a PDF: how many pages, page 1 as PNG, and the text of all pages (empty: a picture only)."""

    pages: int
    first_page: bytes
    text: str


def must_open(upload: File, kind: str) -> Sight | None:
    """Give what was seen of a PDF, None of a picture.

    Raises ValidationError, with what to do, when the file of this media type does not open.
    """
    upload.seek(0)
    sight = OPENERS[kind](upload)
    upload.seek(0)
    return sight


def open_pdf(upload: File) -> Sight:
    """Open a PDF without a password, with at least one page."""
    seen = look_into(upload.read())
    if seen["answer"] != "pages":
        raise ValidationError(REFUSED[seen["answer"]])
    return Sight(seen["pages"], base64.b64decode(seen["picture"]), seen["text"])


def look_into(data: bytes) -> dict:
    """Give what paging.py tells of a PDF; "too much" when a limit ends it.

    Raises ValidationError while others are read.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(data)
        given.seek(0)
        try:
            with child_slot(PDF_PATIENCE):
                run_child([*PDF_COMMAND, str(PDF_CPU), str(PDF_MEMORY)], given, answer, wall=PDF_WALL)
        except TooManyChildren as error:
            raise ValidationError(BUSY) from error
        except (ChildEnded, ChildFailed):
            return {"answer": "too much"}
        answer.seek(0)
        return json.load(answer)


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


OPENERS: dict[str, Callable[[File], Sight | None]] = {
    "application/pdf": open_pdf, "image/png": open_png, "image/jpeg": open_jpeg,
}  # fmt: skip
