"""Files to upload: the smallest PDF that opens, with its own words."""

from django.core.files.uploadedfile import SimpleUploadedFile

from dashboards.demo.papers import pdf as page_of


def pdf_bytes(words: str = "Signed by both") -> bytes:
    """One page."""
    return page_of([words])


def pdf(name: str = "signed.pdf", words: str = "Signed by both") -> SimpleUploadedFile:
    """A new upload each time: an upload is read once."""
    return SimpleUploadedFile(name, pdf_bytes(words), "application/pdf")
