"""Files of agreements: page 1 is shown before they count, and what speaks against one is said."""

from django import forms
from django.utils.dateformat import format as format_date

from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.naming import misnaming
from pages.files import KeptFile, ShownFile
from records.actions import Refused
from records.documents import Kept, kind_of, store
from records.models import Attachment, Document
from wso_portal import clock

from .models import Agreement

ONE_COPY = (
    "This is the same file that is on record for the other side's signature. Choose the copy that this side signed, or "
    "confirm that both signatures are on this one."
)


ONLY_PDF = ("application/pdf",)


class PdfField(KeptFile):
    """A PDF that is about no agency."""

    kinds = ONLY_PDF

    def keep(self, upload):
        return store_pdf(upload)


class AgencyFile(ShownFile):
    """A file about one agency."""

    agency: Jurisdiction
    agreement: Agreement | None = None

    def doubts(self, kept: Kept) -> list[str]:
        return misnaming(readable_text(kept.document), self.agency)


def tell_whose(field, agency: Jurisdiction, agreement: Agreement | None = None) -> None:
    """Tell a form's AgencyFile which agency its file is about, and with which agreement it will be filed."""
    field.agency, field.agreement = agency, agreement


class SignedCopyField(AgencyFile):
    """The signed agreement as PDF."""

    kinds = ONLY_PDF

    def keep(self, upload):
        return store_pdf(upload)

    def doubts(self, kept: Kept) -> list[str]:
        return super().doubts(kept) + filed_before(kept.document, self.agency, self.agreement)


def store_pdf(upload) -> Document:
    """Store a PDF. Raise ValidationError with what to do when it is a picture or no whole PDF."""
    upload.seek(0)
    if kind_of(upload.read(16)).startswith("image/"):
        raise forms.ValidationError("This file is a picture. Scan the whole agreement to one PDF and choose that file.")
    return store(upload)


def readable_text(document: Document) -> str:
    """Give the text of a kept PDF; empty where it cannot be read, and for a picture."""
    seen = getattr(document, "contents", None)
    return seen.text if seen else ""


def filed_before(document: Document, agency: Jurisdiction, agreement: Agreement | None) -> list[str]:
    """Say with which agreement the same file is on record already."""
    filed = Attachment.objects.filed_rightly().filter(document=document, model=Agreement._meta.label_lower)
    found = [ONE_COPY] if agreement and filed.of(agreement).exists() else []
    elsewhere = filed.filter(record__in=Agreement.objects.under_way_or_signed())
    if agreement:
        elsewhere = elsewhere.exclude(record=agreement.pk)
    other = elsewhere.select_related("jurisdiction").order_by("-attached_at").first()
    if other:
        on = format_date(clock.day_of(other.attached_at, agency.zone), "M j, Y")
        found.append(f"This file is already filed for {other.jurisdiction}, {on}. Check that you chose the right file.")
    return found


def must_be_another_copy(agreement: Agreement, copy: Kept) -> None:
    """Raise Refused for the other side's copy, unless the person has confirmed that it carries both signatures."""
    if ONE_COPY in filed_before(copy.document, agreement.jurisdiction, agreement) and ONE_COPY not in copy.accepted:
        raise Refused(ONE_COPY, "VIII")
