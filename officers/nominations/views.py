from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import READERS
from pages.access import allow, allow_on
from pages.acts import pressed, tried, verb_page
from pages.lists import chips, part_of
from pages.templatetags.show import time_in
from records.actions import Refused
from records.models import Event
from records.workflow import require_role
from wso_portal import clock

from . import forms, workflow
from .choices import choices, held_by, nominating, stuck
from .models import Departure, Nomination, Officer
from .states import (
    ACCEPT,
    ANNUL_DEPARTURE,
    ANNUL_PAST_DEPARTURE,
    CORRECT,
    DEPART,
    NOMINATE,
    SEND_BACK,
    STANDINGS,
    SUBMIT,
    TAKE_BACK,
)  # fmt: skip

EVENTS = 50


@allow(*READERS)
@require_GET
def index(request):
    form = forms.NominationFilter(request.GET)
    mine = Nomination.objects.visible_to(request.user).whole().order_by("-since", "-pk")
    part = part_of(form.rows(mine), request.GET)
    at = clock.now()
    way = nominating(request.user, at)
    context = {
        "title": "Nominations",
        "form": form,
        "chips": chips(form, request.GET),
        "part": part,
        "rows": [(nomination, STANDINGS[nomination.stage], held_by(nomination, at)) for nomination in part.rows],
        "nominate": way,
        "blocked": [way],
    }
    return render(request, "nominations/index.html", context)


@allow(*NOMINATE.roles)
@require_http_methods(["GET", "POST"])
def nominate(request):
    officer, agencies = asked_for(request)
    at = clock.now()
    try:
        if len(agencies) == 1:
            workflow.agreement_of(agencies[0], at)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("nominations:index")
    draft = "draft" in request.POST
    form = (forms.DraftForm if draft else forms.NominateForm)(request.POST or None, agencies=agencies, officer=officer)
    act, made = workflow.nominate if draft else workflow.put_forward, []
    if tried(form, lambda: made.append(act(form.nominated(), form.attested(), by=request.user, at=at))):
        say_done(request, SUBMIT.done, made[0], draft, at)
        return redirect("nominations:nomination", made[0].pk)
    return render(request, "nominations/nominate.html", {
        "title": f"{NOMINATE.label}: {officer}" if officer else NOMINATE.label,
        "form": form, "officer": officer, "agencies": agencies, "breadcrumbs": crumbs(),
    })  # fmt: skip


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


def say_done(request, done, nomination, draft, at):
    saved = format_html("Draft saved at {}.", time_in(at, nomination.jurisdiction.zone))
    messages.success(request, saved if draft else f"{done}.")


@allow_on(Nomination)
@require_GET
def nomination(request, record):
    at = clock.now()
    nomination = Nomination.objects.whole().get(pk=record.pk)
    primary, others = choices(nomination, request.user, at)
    stopped, departure = stuck(nomination, at), nomination.officer.departures.live().first()
    events = Event.objects.visible_to(request.user).about(nomination.subject).select_related("actor")
    context = {
        "title": str(nomination),
        "breadcrumbs": crumbs(),
        "nomination": nomination,
        "zone": nomination.jurisdiction.zone,
        "standing": STANDINGS[nomination.stage],
        "holder": "" if stopped else held_by(nomination, at),
        "stuck": stopped,
        "primary": primary,
        "others": others,
        "reason": workflow.last_reason(nomination),
        "departure": departure,
        "may_annul": departure and request.user.holds(workflow.annulling(departure, at).roles, nomination.place),
        "events": events.order_by("-at", "-pk")[:EVENTS],
    }
    return render(request, "nominations/nomination.html", context)


@allow_on(Nomination, *CORRECT.roles)
@require_http_methods(["GET", "POST"])
def correct(request, nomination):
    form = forms.NomineeForm(request.POST or None, record=nomination, officer=nomination.officer)
    if tried(
        form, lambda: workflow.correct(form.record, form.nominee(), **form.seen(), by=request.user, at=clock.now())
    ):
        messages.success(request, f"{CORRECT.done}. Attest and submit it now, or later: the draft is kept.")
        return redirect("nominations:submit", nomination.pk)
    lead = "Name and badge as they will stand on the letter and the credential. Then you attest and submit."
    return act_page(request, nomination, form, CORRECT, lead)


@allow_on(Nomination, *SUBMIT.roles)
@require_http_methods(["GET", "POST"])
def submit(request, nomination):
    form = forms.SubmitForm(request.POST or None, record=nomination)
    if tried(
        form, lambda: workflow.submit(form.record, form.attested(), **form.seen(), by=request.user, at=clock.now())
    ):
        messages.success(request, f"{SUBMIT.done}.")
        return redirect("nominations:nomination", nomination.pk)
    whole = Nomination.objects.whole().get(pk=nomination.pk)
    return render(request, "nominations/submit.html", {
        "title": f"{SUBMIT.label}: {whole.officer}", "breadcrumbs": [*crumbs(), (str(whole), page_of(whole))],
        "nomination": whole, "zone": whole.jurisdiction.zone, "form": form, "button": SUBMIT.label,
        "cancel_url": page_of(whole),
    })  # fmt: skip


@allow_on(Nomination, *ACCEPT.roles)
@require_POST
def accept(request, nomination):
    pressed(
        request,
        nomination,
        lambda seen: workflow.accept(nomination, seen=seen, by=request.user, at=clock.now()),
        ACCEPT.done,
    )
    return redirect("nominations:nomination", nomination.pk)


@allow_on(Nomination, *SEND_BACK.roles)
@require_http_methods(["GET", "POST"])
def send_back(request, nomination):
    form = forms.SendBackForm(request.POST or None, record=nomination)
    if tried(form, lambda: workflow.send_back(form.record, said(form), **form.seen(), by=request.user, at=clock.now())):
        messages.success(request, f"{SEND_BACK.done}.")
        return redirect("nominations:nomination", nomination.pk)
    lead = "The agency corrects the nomination and attests anew. It then comes to you again."
    return act_page(request, nomination, form, SEND_BACK, lead)


@allow_on(Nomination, *TAKE_BACK.roles)
@require_http_methods(["GET", "POST"])
def take_back(request, nomination):
    form = forms.TakeBackForm(request.POST or None, record=nomination)
    if tried(form, lambda: workflow.take_back(form.record, said(form), **form.seen(), by=request.user, at=clock.now())):
        messages.success(request, f"{TAKE_BACK.done}.")
        return redirect("nominations:nomination", nomination.pk)
    lead = "The nomination ends. You may nominate the officer again at any time; the record stays."
    return act_page(request, nomination, form, TAKE_BACK, lead)


@allow_on(Officer, *DEPART.roles)
@require_http_methods(["GET", "POST"])
def depart(request, officer):
    form = forms.DepartForm(request.POST or None, record=officer, days=workflow.notice_days(officer))
    back = reverse("authority:officer", args=[officer.pk])
    if tried(form, lambda: workflow.depart(officer, *form.said(), by=request.user, at=clock.now())):
        messages.success(request, f"{DEPART.done}.")
        return redirect(back)
    lead = "Authority ends at the end of the last day. Nothing else is needed; the ICE credential is returned."
    return verb_page(request, form, DEPART, about=officer, lead=lead, back=back)


@allow_on(Departure, *ANNUL_DEPARTURE.roles, *ANNUL_PAST_DEPARTURE.roles)
@require_http_methods(["GET", "POST"])
def annul_departure(request, departure):
    action = workflow.annulling(departure, clock.now())
    require_role(action, departure, request.user)
    form = forms.AnnulDepartureForm(request.POST or None, record=departure)
    back = reverse("authority:officer", args=[departure.officer_id])
    if tried(form, lambda: workflow.annul_departure(departure, said(form), by=request.user, at=clock.now())):
        messages.success(request, f"{action.done}.")
        return redirect(back)
    lead = "For an entry that was wrong. The officer's other papers count again as if no departure had been recorded."
    return verb_page(request, form, action, about=departure.officer, lead=lead, back=back)


def said(form) -> str:
    return form.cleaned_data["reason"]


def crumbs():
    return [("Nominations", reverse("nominations:index"))]


def page_of(nomination) -> str:
    return reverse("nominations:nomination", args=[nomination.pk])


def act_page(request, nomination, form, action, lead):
    """The page of one act on a nomination."""
    page = page_of(nomination)
    return verb_page(request, form, action, about=nomination.officer, lead=lead, back=page, crumbs=crumbs())
