"""The adjudicators' pages. The outcome is in no address: it is posted, and shown on the check's own page only."""

from functools import partial

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from officers.nominations.models import Nomination
from officers.nominations.states import CLOSE
from pages.access import allow, allow_on
from pages.acts import act_page
from pages.lists import chips, part_of
from records.models import Event, log_access
from records.offers import Offer, Offers, offer_of
from wso_portal import clock

from . import forms, workflow
from .models import BackgroundStep, RecordsAccess
from .states import (
    ADJUDICATOR,
    ANNUL_STEP,
    CLEARED,
    END_ACCESS,
    GRANT_ACCESS,
    RECORD_STEP,
    START,
    VOID_ACCESS,
    Item,
    Status,
)
from .turns import TO_COMPLETE, turn_of

EVENTS_OF_CHECK = 50


@allow(*ADJUDICATOR)
@require_GET
@never_cache
def queue(request):
    at = clock.now()
    form, table = forms.checks_listed(request.user, request.GET, at)
    closed = form.cleaned_data.get("show") == form.CLOSED
    part = part_of(table.rows, request.GET)
    context = {
        "title": "Background checks",
        "form": form,
        "chips": chips(form, request.GET),
        "table": table,
        "part": part,
        "closed": closed,
        "rows": [(nomination, (at - nomination.accepted_at).days) for nomination in part.rows],
    }
    return render(request, "background/queue.html", context)


@allow_on(Nomination, *ADJUDICATOR)
@require_GET
@never_cache
def check(request, record):
    at = clock.now()
    log_access(record, request.user, at)
    nomination = Nomination.objects.whole().get(pk=record.pk)
    found = workflow.check_of(nomination)
    starting = offer_of(START, nomination, request.user, at) if found.status == Status.OPEN else None
    offers = offers_with(starting)
    granted = accesses(nomination.officer, request.user, at)
    events = Event.objects.visible_to(request.user).about(nomination.subject).select_related("actor")
    context = {
        "title": str(found),
        "breadcrumbs": [("Background checks", reverse("background:queue"))],
        "nomination": nomination,
        "zone": nomination.jurisdiction.zone,
        "check": found,
        "tone": tone(found),
        "turn": TO_COMPLETE if offers.primary else turn_of(nomination, at),
        "offers": offers,
        "blocked": starting.refused if starting else None,
        "items": items(found),
        "accesses": granted,
        "grant": None if any(row.ended_on is None for row, _ in granted) else access_to(nomination.officer),
        "events": events.order_by("-at", "-pk")[:EVENTS_OF_CHECK],
    }
    return render(request, "background/check.html", context)


def tone(found) -> str:
    if found.status == Status.OPEN:
        return "wait"
    return "good" if found.status in CLEARED else "stop"


def offers_with(starting: Offer | None) -> Offers:
    """To record a step and to complete the check: what allows to start it allows both."""
    if starting is None or starting.refused:
        return Offers(None, [])
    nomination = starting.record
    step, close = (reverse(f"background:{name}", args=[nomination.pk]) for name in ("record_step", "decide"))
    return Offers(
        Offer(RECORD_STEP, nomination, step, label=RECORD_STEP.label),
        [Offer(CLOSE, nomination, close, label=CLOSE.label)],
    )


def items(found) -> list[tuple[str, list[BackgroundStep]]]:
    """Every item of IV.B with its recorded steps, those of none too, by one query."""
    steps = list(found.steps.live()) if found.pk else []
    return [(kind.label, [step for step in steps if step.kind == kind]) for kind in Item]


def accesses(officer, user, at) -> list[tuple[RecordsAccess, list[Offer]]]:
    """ICE's accesses to the officer's disciplinary records, the latest first, each with what can be done to it."""
    rows = officer.records_access.live().order_by("-from_on", "-pk")
    acts = (END_ACCESS, VOID_ACCESS)
    found = [(row, [offer_of(action, row, user, at) for action in acts]) for row in rows]
    return [(row, [offer for offer in offers if offer and not offer.refused]) for row, offers in found]


def access_to(officer) -> Offer:
    """To record the access of an officer who has none now."""
    url = reverse(GRANT_ACCESS.page, args=[officer.pk])
    return Offer(GRANT_ACCESS, officer, url, label=GRANT_ACCESS.label)


@allow_on(Nomination, *ADJUDICATOR)
@require_http_methods(["GET", "POST"])
def record_step(request, nomination):
    found = workflow.check_of(nomination)
    form = forms.StepForm(request.POST or None, record=found)
    lead = "Record which items were requested, received or reviewed, and the date. Do not record what they say."
    return check_page(request, RECORD_STEP, form, partial(workflow.record_steps, found), nomination, lead)


@allow_on(BackgroundStep, *ADJUDICATOR)
@require_http_methods(["GET", "POST"])
def annul_step(request, step):
    form = forms.AnnulStepForm(request.POST or None)
    lead = f"{step}. It stays on record as void. Then enter the correct step."
    return check_page(request, ANNUL_STEP, form, partial(workflow.annul_step, step), step.check_of.nomination, lead)


@allow_on(Nomination, *ADJUDICATOR)
@require_http_methods(["GET", "POST"])
@never_cache
def decide(request, nomination):
    found = workflow.check_of(nomination)
    form = forms.DecideForm(request.POST or None, record=found)
    lead = (
        "Your decision is final. The agency and field office see only that the check is complete and whether the "
        "nominee was cleared."
    )
    if not (found.pk and found.has_received(Item.QUESTIONNAIRE)):
        lead += " Before you choose “Favorable”, record that the questionnaire was received."
    return check_page(request, CLOSE, form, partial(workflow.decide, found), nomination, lead)


def check_page(request, action, form, do, nomination, lead):
    """The page of one act on a check; afterwards back to the check."""
    crumbs, back = (("Background checks", reverse("background:queue")),), page_of(nomination)
    return act_page(request, action, form, do, about=nomination.officer, lead=lead, back=back, crumbs=crumbs)


def page_of(nomination) -> str:
    return reverse("background:check", args=[nomination.pk])
