"""The pages of a correction that changes pass or fail, and of a result that the director voids."""

from functools import partial

from django.views.decorators.http import require_http_methods

from pages.access import allow_on

from . import correcting, forms
from .examining import attempts_of
from .models import Correction, Examination
from .states import AGREE, REJECT, VOID
from .views import examination_page


@allow_on(Correction, *AGREE.roles)
@require_http_methods(["GET", "POST"])
def correction(request, record):
    """Show what the instructor proposes beside what is on record: agree, or decline with a reason."""
    form, examination = forms.AnswerForm(request.POST or None, record=record), record.examination
    declines = form.is_bound and not form.agrees
    action, verb = (REJECT, correcting.reject) if declines else (AGREE, correcting.agree)
    lead = (
        f"On record: {correcting.in_words(attempts_of(examination))}. Proposed by {record.proposed_by}: "
        f"{correcting.in_words(record)}. Reason: {record.reason}"
    )
    officer = examination.nomination.officer
    return examination_page(request, action, form, partial(verb, record), lead, examination,
                            lambda _: f"{record.get_status_display()}: correction for {officer}.")  # fmt: skip


@allow_on(Examination, *VOID.roles)
@require_http_methods(["GET", "POST"])
def void(request, examination):
    form = forms.VoidForm(request.POST or None, record=examination)
    lead = (
        "Void a final result only if it is wrong. The instructor can then propose a correction, and the field office "
        "must agree. Until then, the result on record counts. No one gets a third attempt."
    )
    said = f"{VOID.done}: {examination.nomination.officer}."
    return examination_page(request, VOID, form, partial(correcting.void, examination), lead, examination,
                            lambda _: said)  # fmt: skip
