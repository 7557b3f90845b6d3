"""The pages of a correction that changes pass or fail, and of a result that the director voids."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pages.access import allow_on
from pages.acts import tried, verb_page
from wso_portal import clock

from . import correcting, forms
from .examining import attempts_of
from .models import Correction, Examination
from .states import AGREE, VOID

form_page = require_http_methods(["GET", "POST"])


@allow_on(Correction, *AGREE.roles)
@form_page
def correction(request, record):
    """What the instructor proposes beside what is on record: agree, or decline with a reason."""
    form = forms.AnswerForm(request.POST or None, record=record)

    def act():
        if form.cleaned_data["answer"] == form.AGREE:
            correcting.agree(form.record, **form.seen(), by=request.user, at=clock.now())
        else:
            correcting.reject(form.record, form.cleaned_data["reason"], **form.seen(), by=request.user, at=clock.now())

    examination = record.examination
    if tried(form, act):
        return back(request, examination, f"{record.get_status_display()}: correction for {officer(examination)}.")
    lead = (
        f"On record: {correcting.in_words(attempts_of(examination))}. Proposed by {record.proposed_by}: "
        f"{correcting.in_words(record)}. Reason: {record.reason}"
    )
    return page(request, form, AGREE, examination, lead)


@allow_on(Examination, *VOID.roles)
@form_page
def void(request, examination):
    form = forms.VoidForm(request.POST or None, record=examination)

    def act():
        correcting.void(form.record, form.cleaned_data["reason"], **form.seen(), by=request.user, at=clock.now())

    if tried(form, act):
        return back(request, examination, f"{VOID.done}: {officer(examination)}.")
    lead = (
        "The result is final. Void it only if it is wrong: the instructor can then propose a correction, and the field "
        "office must agree. Until then the result on record counts. No one gets a third attempt."
    )
    return page(request, form, VOID, examination, lead)


def officer(examination):
    return examination.nomination.officer


def back(request, examination, words: str):
    messages.success(request, words)
    return redirect(class_url(examination))


def page(request, form, action, examination, lead: str):
    """The page of an act on one examination."""
    about = f"{officer(examination)}, {examination.enrollment.training_class}"
    crumbs = [("Classes", reverse("training:index"))]
    return verb_page(request, form, action, about=about, lead=lead, back=class_url(examination), crumbs=crumbs)


def class_url(examination) -> str:
    return reverse("training:training_class", args=[examination.enrollment.training_class_id])
