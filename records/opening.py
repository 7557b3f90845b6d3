"""Whether a file that begins like a PDF, a PNG or a JPEG is one: a page, or a picture with a width and a height.

A PDF is opened by pypdf (pure Python, kept up) in a process of its own, with limits of time and memory (paging.py).
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore

from django.core.exceptions import ValidationError
from django.core.files.base import File

PAGING = Path(__file__).with_name("paging.py")
ONE_AT_A_TIME, PATIENCE, LONGEST = BoundedSemaphore(1), 2, 15  # in a web process; seconds to wait, and for one file
BUSY = "The portal is checking other files. Try again in a minute."
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
    answer = pages_of(upload.read())
    if answer != "pages":
        raise ValidationError(LOCKED if answer == "locked" else NO_PDF)


def pages_of(data: bytes) -> str:
    """What paging.py says of a PDF; broken when it takes too long. Raises ValidationError while others are checked."""
    if not ONE_AT_A_TIME.acquire(timeout=PATIENCE):
        raise ValidationError(BUSY)
    try:
        command = [sys.executable, "-I", str(PAGING)]
        asked = subprocess.run(command, input=data, capture_output=True, timeout=LONGEST)  # noqa: S603 no user writes it
    except subprocess.TimeoutExpired:
        return "broken"
    finally:
        ONE_AT_A_TIME.release()
    return asked.stdout.decode().strip() or "broken"


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
