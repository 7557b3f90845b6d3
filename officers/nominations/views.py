from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import READERS
from pages.access import allow, allow_on
from pages.acts import FORM_PAGE, act_page, press
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
    """A new nomination, submitted at once or kept as a draft."""
    officer, agencies = asked_for(request)
    refusal = blocked(officer or agencies[0], request.user) if len(agencies) == 1 else None
    if refusal:
        messages.error(request, str(refusal))
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


@allow_on(Officer, *DEPART.roles)
@require_http_methods(["GET", "POST"])
def depart(request, officer):
    form = forms.DepartForm(request.POST or None, days=workflow.notice_days(officer))
    return act_page(
        request, DEPART, form, partial(workflow.depart, officer), about=officer,
        lead="Authority ends at the end of the last day. Remember to return the ICE credential.",
        back=reverse("authority:officer", args=[officer.pk]),
    )  # fmt: skip


@allow_on(Departure, *ANNUL_DEPARTURE.roles, *ANNUL_PAST_DEPARTURE.roles)
@require_http_methods(["GET", "POST"])
def annul_departure(request, departure):
    action = workflow.annulling(departure, clock.now())
    require_role(action, departure, request.user)
    return act_page(
        request, action, forms.AnnulDepartureForm(request.POST or None), partial(workflow.annul_departure, departure),
        about=departure.officer, back=reverse("authority:officer", args=[departure.officer_id]),
        lead="For an entry that was wrong. The officer's other records count again as if no departure was recorded.",
    )  # fmt: skip


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
