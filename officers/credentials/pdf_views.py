"""The documents on an officer's authority, as PDF, made from what is on record now."""

from django.views.decorators.http import require_GET

from pages.access import allow_on
from pages.printing import printed
from wso_portal import clock

from .models import Authorization, Certification, Letter, Suspension, Withdrawal
from .printing import (
    form_data_paper,
    recorded_certification,
    recorded_letter,
    recorded_suspension,
    recorded_withdrawal,
)  # fmt: skip


@allow_on(Letter)
@require_GET
def letter_pdf(request, letter):
    """The letter; when it is no longer in force it says so above all else."""
    letter = Letter.objects.select_related("agreement__jurisdiction__field_office").get(pk=letter.pk)
    return printed(request, "letter", letter, recorded_letter(letter, clock.now()), letter.place.zone)


@allow_on(Certification)
@require_GET
def certification_pdf(request, certification):
    paper = recorded_certification(certification)
    return printed(request, "certification", certification, paper, certification.place.zone)


@allow_on(Authorization)
@require_GET
def form_data_pdf(request, named):
    """What to copy to Form 70-006 of one officer."""
    whole = Authorization.objects.select_related(
        "officer", "letter__agreement", "agreement__jurisdiction__field_office", "certification", "withdrawal"
    )
    named = whole.get(pk=named.pk)
    return printed(request, "form-70-006", named, form_data_paper(named, clock.now()), named.place.zone)


@allow_on(Suspension)
@require_GET
def suspension_pdf(request, suspension):
    paper = recorded_suspension(suspension, clock.now())
    return printed(request, "suspension", suspension, paper, suspension.place.zone)


@allow_on(Withdrawal)
@require_GET
def withdrawal_pdf(request, notice):
    return printed(request, "withdrawal", notice, recorded_withdrawal(notice), notice.place.zone)
