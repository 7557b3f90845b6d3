"""Answers that are documents: one made from the record, and one made from a form before it is signed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from records.actions import Action
from records.documents import open_file, safe_name
from records.making import keep_made, log_print
from records.models import MadeDocument
from wso_portal import clock

from .forms import ActForm
from .typesetting import PDF, Paper, typeset


def asks_for_the_document(request: HttpRequest) -> bool:
    """Whether the person pressed the button of a form that shows the document instead of doing the act."""
    return "document" in request.POST


def printed(request: HttpRequest, what: str, record, paper: Paper, zone: str) -> HttpResponse:
    """A document made from what is on record. It is logged, not kept. `what` names it in the log: letter."""
    at = clock.now()
    if request.META["REQUEST_METHOD"] == "GET":  # HEAD reads nothing
        log_print(what, record, request.user, at)
    return pdf_answer(typeset(paper, by=request.user, at=at, zone=zone), f"{what}-{record.pk}.pdf")


def made_for_signature(
    request: HttpRequest, action: Action, record, form: ActForm, write: Callable[[], Paper], *, later: tuple[str, ...]
) -> HttpResponse | None:
    """The document that a form describes, kept for a later comparison; None when the form is to be shown again.

    `later` names the fields that are known only once it is signed. The same facts give what was made first.
    """
    for name in later:
        form.errors.pop(name, None)
    if form.errors:
        return None
    paper, at = write(), clock.now()
    made = MadeDocument.objects.of(record).filter(digest=paper.digest).last()
    if made is None:
        pdf = typeset(paper, by=request.user, at=at, zone=record.place.zone)
        made = keep_made(action, record, pdf, f"{paper.title}.pdf", "Made for signature: " + paper.title, paper.digest,
                         by=request.user, at=at)  # fmt: skip
    with open_file(made.attachment.document) as stored:
        return pdf_answer(stored.read(), made.attachment.name)


def pdf_answer(pdf: bytes, name: str) -> HttpResponse:
    """A PDF of our own, shown in the browser."""
    answer = HttpResponse(pdf, content_type=PDF)
    answer["Content-Disposition"] = f'inline; filename="{safe_name(name, PDF)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
