"""A file is a paper only when it opens: a PDF with a page, a picture with a size."""

import io
import os
import resource
import struct
import zlib
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from records import opening, paging
from records.apart import child_slot
from records.documents import looked_into, store
from tests.papers import PNG, pdf, pdf_bytes
from tests.patience import LONG

pytestmark = [pytest.mark.starts_a_process, pytest.mark.slow]
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00"


@pytest.fixture(autouse=True)
def _a_busy_machine_may_take_its_time(monkeypatch):
    """The limit in seconds of the process itself stays."""
    monkeypatch.setattr(opening, "PDF_WALL", LONG)


def cpu_of_children() -> float:
    """Seconds that processes which have ended took from the processor, however busy the machine is."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


SAMPLES = Path(os.environ.get("WSO_SAMPLES", "/nowhere")) / "moa"
AGREEMENTS = [
    ("wso_moa_2019_hernando_fl.pdf", 12, "Hernando County Sheriffs Office"),
    ("wso_moa_rev_2025-02-15_navajo_az.pdf", 10, "Navajo County Sheriff"),
]


def locked(password="secret") -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    return out.getvalue()


def without_pages() -> bytes:
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


BROKEN = {
    "forty bytes": (b"%PDF-1.7 signed by both sides, trust me.", "end of this PDF is missing"),
    "sixty bytes": (b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj trailer <<>> %%EOF", "can't be opened"),
    "cut": (pdf_bytes()[:300], "end of this PDF is missing"),
    "no page": (without_pages(), "has no page|can't be opened"),
    "locked": (locked(), "protected by a password. Save it without a password and choose the new file."),
    "locked against changes only": (locked(""), "protected by a password"),
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
        looked_into(SimpleUploadedFile("paper.pdf", content))


@pytest.mark.parametrize(
    ("content", "kind"), [(pdf_bytes(), "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")]
)
def test_what_opens_is_taken(content, kind):
    upload = pdf()
    upload.file = io.BytesIO(content)
    upload.size = len(content)
    assert looked_into(upload)[0] == kind and upload.tell() == 0


def test_a_small_file_that_unpacks_for_ever_is_refused_within_seconds():
    before = cpu_of_children()
    with pytest.raises(ValidationError, match="too much time or memory"):
        looked_into(SimpleUploadedFile("paper.pdf", unpacking(900, 2)))
    assert cpu_of_children() - before < opening.PDF_CPU + 2


def test_while_other_files_are_checked_one_is_asked_to_wait(monkeypatch):
    monkeypatch.setattr(opening, "PDF_PATIENCE", 0.0)
    with child_slot(1), child_slot(1), pytest.raises(ValidationError, match="Try again in a minute"):
        looked_into(pdf())


@pytest.mark.django_db
def test_what_was_seen_is_kept_with_the_file(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    seen = store(pdf(words="Pinellas County")).contents
    assert seen.pages == 1 and "Pinellas County" in seen.text and bytes(seen.first_page).startswith(PNG[:8])
    assert store(pdf(words="Pinellas County")).contents == seen


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs WSO_SAMPLES")
@pytest.mark.parametrize(("name", "pages", "agency"), AGREEMENTS)
def test_a_real_agreement_is_read_whole(name, pages, agency):
    with (SAMPLES / name).open("rb") as file:
        kind, seen = looked_into(File(file, name))
    assert kind == "application/pdf" and seen.pages == pages and agency in seen.text
    picture = Image.open(io.BytesIO(seen.first_page))
    assert max(picture.size) <= paging.TALLEST + 1 and len(seen.first_page) < 200_000


def deflated(begin: bytes, size: int) -> bytes:
    """A stream that unpacks to these bytes and so many million blanks: one packed million, written again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(begin) + packer.flush(zlib.Z_FULL_FLUSH)
    million = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\x9c" + start + million * size + b"\x03\x00" + b"\0" * 4


def unpacking(size: int, streams: int) -> bytes:
    """A PDF with its pages in compressed streams of so many million blanks."""
    out, offsets = io.BytesIO(b"%PDF-1.5\n"), {}
    out.seek(0, io.SEEK_END)

    def put(number: int, body: bytes) -> None:
        offsets[number] = (1, out.tell(), 0)
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    kids = b" ".join(b"%d 0 R" % (1000 + i) for i in range(streams))
    put(1, b"<</Type/Catalog/Pages 2 0 R>>")
    put(2, b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, streams))
    for i in range(streams):
        first = b"%d 0 " % (1000 + i)
        packed = deflated(first + b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", size)
        head = b"<</Type/ObjStm/N 1/First %d/Filter/FlateDecode/Length %d>>" % (len(first), len(packed))
        put(10 + i, b"%b\nstream\n%b\nendstream" % (head, packed))
        offsets[1000 + i] = (2, 10 + i, 0)
    start = out.tell()
    offsets[5] = (1, start, 0)
    rows = zlib.compress(b"".join(struct.pack(">BIH", *offsets[number]) for number in sorted(offsets)))
    index = b" ".join(b"%d 1" % number for number in sorted(offsets))
    put(5, b"<</Type/XRef/Size 5000/Root 1 0 R/W[1 4 2]/Index[%b]/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream"
        % (index, len(rows), rows))  # fmt: skip
    out.write(b"startxref\n%d\n%%%%EOF" % start)
    return out.getvalue()
