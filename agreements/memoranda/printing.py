"""What the documents on an agreement say, and the lines that every document under an agreement shares."""

from datetime import datetime

from pages.templatetags.show import starting
from pages.typesetting import plain

from .models import Agreement

ICE = "U.S. Immigration and Customs Enforcement"


def ice_office(field_office) -> str:
    """Who issues a document of ICE's: the field office, where it is known."""
    return f"{ICE}, {field_office} Field Office" if field_office else ICE


def agreement_line(agreement: Agreement) -> str:
    """An agreement in one line: program, template revision, since when it is in force."""
    line = f"{agreement.get_program_display()} MOA, template {agreement.get_revision_display()}"
    if agreement.effective_at is None:
        return line
    return f"{line}, in force {plain(starting(agreement.effective_at, agreement.jurisdiction.zone))}"


def suspended_line(agreement: Agreement, at: datetime) -> str:
    """That nothing under the agreement counts while it is suspended by notice; empty when it is not."""
    suspended = Agreement.objects.suspended(at).filter(pk=agreement.pk).exists()
    return "NOT IN FORCE: the agreement is suspended by notice" if suspended else ""
