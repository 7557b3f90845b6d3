from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from pages.access import allow, allow_on
from pages.acts import FORM_PAGE, act_page, press
from pages.citations import refusal_line
from pages.reviewing import reviewed_act
from pages.templatetags.show import time_in
from records.actions import Refused
from records.workflow import require_role
from wso_portal import clock

from . import forms, naming, workflow
from .models import Departure, Nomination, Officer, OfficerName
from .states import (
    ACCEPT,
    ALLOW_ANOTHER,
    ANNUL_DEPARTURE,
    ANNUL_NAME,
    ANNUL_PAST_DEPARTURE,
    CORRECT,
    DEPART,
    NOMINATE,
    RECORD_NAME,
    SEND_BACK,
    SUBMIT,
    TAKE_BACK,
)  # fmt: skip


@allow(*NOMINATE.roles)
@require_http_methods(["GET", "POST"])
def nominate(request):
    """A new nomination, submitted at once or kept as a draft."""
    officer, agencies = asked_for(request)
    refusal = blocked(officer or agencies[0], request.user) if len(agencies) == 1 else None
    if refusal:
        messages.error(request, refusal_line(refusal))
        return redirect("nominations:index")
    draft = "draft" in request.POST
    form = (forms.DraftForm if draft else forms.NominateForm)(request.POST or None, agencies=agencies, officer=officer)
    return act_page(
        request, NOMINATE, form, workflow.nominate if draft else workflow.put_forward, about=officer or "",
        lead="The nomination is made under the agreement that is in force now. It takes about two minutes.",
        back=reverse("nominations:index"), after=page_of, said=saved if draft else submitted, crumbs=tuple(crumbs()),
        template="nominations/nominate.html",
    )  # fmt: skip


def blocked(nominated, user) -> Refused | None:
    """Why nobody is nominated now: of an officer, or of an agency."""
    try:
        NOMINATE.check(nominated, by=user, at=clock.now())
    except Refused as refusal:
        return refusal
    return None


def saved(nomination) -> str:
    return format_html("Draft saved at {}.", time_in(nomination.since, nomination.jurisdiction.zone))


def submitted(nomination) -> str:
    return f"{SUBMIT.done}."


def asked_for(request):
    """The officer who is nominated again (?officer=) or None, and the agencies the person may nominate for.

    404 for an officer out of scope; 403 where the person is not the agency's administrator.
    """
    agencies = request.user.jurisdictions(*NOMINATE.roles)
    if "officer" not in request.GET:
        return None, agencies
    pk = request.GET["officer"]
    seen = Officer.objects.visible_to(request.user).select_related("jurisdiction")
    officer = seen.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
    if officer is None:
        raise Http404
    if officer.jurisdiction not in agencies:
        raise PermissionDenied("Only the agency's administrator nominates.")
    return officer, [officer.jurisdiction]


@allow_on(Nomination, *CORRECT.roles)
@require_http_methods(["GET", "POST"])
def correct(request, nomination):
    form = forms.NomineeForm(request.POST or None, record=nomination, officer=nomination.officer)
    return nomination_page(
        request, CORRECT, form, workflow.correct,
        "Name and badge as they will appear on the letter and the credential. Then you attest and submit.",
        after=lambda _: reverse("nominations:submit", args=[nomination.pk]),
        said=lambda _: f"{CORRECT.done}. Attest and submit it now, or later: the draft is kept.",
    )  # fmt: skip


@allow_on(Nomination, *SUBMIT.roles)
@require_http_methods(["GET", "POST"])
def submit(request, nomination):
    form = forms.SubmitForm(request.POST or None, record=Nomination.objects.whole().get(pk=nomination.pk))
    lead = "Check each statement to attest it. The field office then accepts the nomination or sends it back."
    return nomination_page(request, SUBMIT, form, workflow.submit, lead, template="nominations/submit.html")


@allow_on(Nomination, *ACCEPT.roles)
@require_POST
def accept(request, nomination):
    return press(request, ACCEPT, nomination, partial(workflow.accept, nomination), back=page_of(nomination))


@allow_on(Nomination, *SEND_BACK.roles)
@require_http_methods(["GET", "POST"])
def send_back(request, nomination):
    form = forms.SendBackForm(request.POST or None, record=nomination)
    lead = "The agency corrects the nomination and attests again. It then comes to you again."
    return nomination_page(request, SEND_BACK, form, workflow.send_back, lead)


@allow_on(Nomination, *TAKE_BACK.roles)
@require_http_methods(["GET", "POST"])
def take_back(request, nomination):
    form = forms.TakeBackForm(request.POST or None, record=nomination)
    lead = "The nomination ends. You may nominate the officer again at any time; the record is kept."
    return nomination_page(request, TAKE_BACK, form, workflow.take_back, lead)


@allow_on(Nomination, *ALLOW_ANOTHER.roles)
@require_http_methods(["GET", "POST"])
def allow_another(request, nomination):
    """After a refusal; the page repeats what stays on record."""
    form = forms.AllowAnotherForm(request.POST or None, record=nomination)
    lead = (
        "The agency may then nominate the officer again under the same agreement. This result stays on record. "
        "Acceptance, background check, class, exam and certification all start over."
    )
    return nomination_page(request, ALLOW_ANOTHER, form, workflow.allow_another, lead)


@allow_on(Officer, *RECORD_NAME.roles)
@require_http_methods(["GET", "POST"])
def name(request, officer):
    """A later name or badge: after a marriage, a promotion, or for who returns and whose badge is taken."""
    return act_page(
        request, RECORD_NAME, forms.NameForm(request.POST or None, officer=officer),
        partial(naming.record_name, officer), about=officer, back=officer_page(officer.pk),
        lead="Enter the officer's name and badge, and the date from which they are in use. Earlier documents keep the "
        "name printed on them. You can still search for the former name and badge.",
    )  # fmt: skip


@allow_on(OfficerName, *ANNUL_NAME.roles)
@require_http_methods(["GET", "POST"])
def annul_name(request, row):
    return act_page(
        request, ANNUL_NAME, forms.VoidEntryForm(request.POST or None), partial(naming.annul_name, row),
        about=f"{row}, in use since {format_date(row.from_on, 'M j, Y')}" if row.from_on else row,
        back=officer_page(row.officer_id),
        lead="For an entry that was wrong. The officer has the name and badge before it again. The entry stays on "
        "record.",
    )  # fmt: skip


@allow_on(Officer, *DEPART.roles)
@require_http_methods(["GET", "POST"])
def depart(request, officer):
    """Report a departure; the review says from when the officer may no longer serve."""
    form = forms.DepartForm(request.POST or None, days=workflow.notice_days(officer))
    return reviewed_act(
        request, DEPART, form, partial(workflow.depart, officer), agency=officer.jurisdiction, named=lambda: [officer],
        because="left the agency or the program", about=officer,
        lead="Authority ends at the end of the last day. Remember to return the ICE credential.",
        back=reverse("authority:officer", args=[officer.pk]),
    )  # fmt: skip


@allow_on(Departure, *ANNUL_DEPARTURE.roles, *ANNUL_PAST_DEPARTURE.roles)
@require_http_methods(["GET", "POST"])
def annul_departure(request, departure):
    action = workflow.annulling(departure, clock.now())
    require_role(action, departure, request.user)
    return reviewed_act(
        request, action, forms.VoidEntryForm(request.POST or None), partial(workflow.annul_departure, departure),
        agency=departure.place, named=lambda: [departure.officer], about=departure.officer,
        back=reverse("authority:officer", args=[departure.officer_id]),
        lead="Use this if the departure was entered wrongly. The officer's other records then count as if no "
        "departure was recorded.",
    )  # fmt: skip


def officer_page(pk: int) -> str:
    return reverse("authority:officer", args=[pk])


def crumbs():
    return [("Nominations", reverse("nominations:index"))]


def page_of(nomination) -> str:
    return reverse("nominations:nomination", args=[nomination.pk])


def nomination_page(request, action, form, do, lead, *, after=None, said=None, template=FORM_PAGE):
    """The page of one act on a nomination, the form's record."""
    return act_page(
        request, action, form, partial(do, form.record), about=form.record.officer, lead=lead,
        back=page_of(form.record), after=after, said=said, crumbs=tuple(crumbs()), template=template,
    )  # fmt: skip
