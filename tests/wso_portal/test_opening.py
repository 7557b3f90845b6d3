"""A file is a paper only when it opens: a PDF with a page, a picture with a size."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter

from records.documents import check
from tests.papers import PNG, pdf, pdf_bytes

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00"


def locked() -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_bytes()))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def without_pages() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.write(out)
    return out.getvalue()


BROKEN = {
    "forty bytes": (b"%PDF-1.7 signed by both sides, trust me.", "can't be opened"),
    "cut": (pdf_bytes()[:300], "can't be opened"),
    "no page": (without_pages(), "can't be opened"),
    "locked": (locked(), "password"),
    "numbers": (b"%PDF-1.7\nxref\n0 99999999999\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF", "can't be opened"),
    "its own parent": (pdf_bytes().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), "can't be opened"),
    "png without a size": (PNG[:16] + b"\0" * 8, "picture can't be opened"),
    "png of eight bytes": (PNG[:8], "picture can't be opened"),
    "jpeg of three bytes": (JPEG[:3], "picture can't be opened"),
    "jpeg without a frame": (JPEG[:8] + b"\xff\xd9", "picture can't be opened"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_does_not_open_is_refused_in_words(name):
    content, words = BROKEN[name]
    with pytest.raises(ValidationError, match=words):
        check(SimpleUploadedFile("paper.pdf", content))


@pytest.mark.parametrize(
    ("content", "kind"), [(pdf_bytes(), "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")]
)
def test_what_opens_is_taken(content, kind):
    upload = pdf()
    upload.file = io.BytesIO(content)
    upload.size = len(content)
    assert check(upload) == kind and upload.tell() == 0
