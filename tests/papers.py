"""Files to upload: the smallest PDF that opens, with its own words."""

from django.core.files.uploadedfile import SimpleUploadedFile

from dashboards.demo.papers import pdf as page_of
from pages.files import mark_of, token_of

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"


def pdf_bytes(words: str = "Signed by both") -> bytes:
    """One page."""
    return page_of([words])


def pdf(name: str = "signed.pdf", words: str = "Signed by both") -> SimpleUploadedFile:
    """A new upload each time: an upload is read once."""
    return SimpleUploadedFile(name, pdf_bytes(words), "application/pdf")


def file_seen(page, field: str = "copy", *, sure: bool = False) -> dict:
    """What the form of this page posts once the person has looked at page 1; `sure`: and at the doubts."""
    form = page.context["form"]
    value = form[field].value()
    given = {f"{field}_kept": token_of(getattr(value, "kept", value)), f"{field}_seen": "on"}
    return given | ({f"{field}_sure": mark_of(form.fields[field].widget.doubts)} if sure else {})


def post_with_file(client, path: str, given: dict, *, field: str = "copy", sure: bool = False, **options):
    """Post a form with a file, look at page 1 that it then shows, and post it again; else give the first answer."""
    page = client.post(path, given)
    if page.status_code != 200 or not getattr(page.context["form"][field].value(), "kept", None):
        return page
    rest = {name: value for name, value in given.items() if name != field}
    return client.post(path, rest | file_seen(page, field, sure=sure), **options)


def post_reviewed(client, path: str, given: dict, **options):
    """Post a form, see whom the act hits, and confirm it; the first answer where there is no review."""
    page = client.post(path, given, **options)
    review = (page.context or {}).get("review")
    return client.post(path, confirmation(review), **options) if review else page


def confirmation(review) -> dict:
    """What the review page of an act posts."""
    posted: dict = {"reviewed": review.mark}
    for name, value in review.carried:
        posted.setdefault(name, []).append(value)
    return posted
