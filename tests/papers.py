"""Files to upload: the smallest PDF that opens, with its own words."""

from django.core.files.uploadedfile import SimpleUploadedFile

from dashboards.demo.papers import pdf as page_of

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"


def pdf_bytes(words: str = "Signed by both") -> bytes:
    """One page."""
    return page_of([words])


def pdf(name: str = "signed.pdf", words: str = "Signed by both") -> SimpleUploadedFile:
    """A new upload each time: an upload is read once."""
    return SimpleUploadedFile(name, pdf_bytes(words), "application/pdf")
