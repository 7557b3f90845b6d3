"""The adjudicators' pages. The outcome is in no address: it is posted, and shown on the check's own page only."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from officers.nominations.models import Nomination
from pages.access import allow, allow_on
from pages.acts import tried, verb_page
from pages.lists import chips, part_of
from records.actions import Refused
from records.models import Event, log_access
from wso_portal import clock

from . import forms, workflow
from .models import BackgroundStep
from .states import ADJUDICATOR, ANNUL_STEP, CLEARED, RECORD_STEP, Status, Step

DECIDE = "Decide"
EVENTS = 50


@allow(*ADJUDICATOR)
@require_GET
@never_cache
def queue(request):
    form, at = forms.QueueFilter(request.GET), clock.now()
    mine = Nomination.objects.filter(request.user.reach(*ADJUDICATOR)).whole()
    part = part_of(form.rows(mine, at), request.GET)
    context = {
        "title": "Background checks",
        "form": form,
        "chips": chips(form, request.GET),
        "part": part,
        "closed": form.cleaned_data.get("show") == form.CLOSED,
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
    events = Event.objects.visible_to(request.user).about(nomination.subject).select_related("actor")
    context = {
        "title": str(found),
        "breadcrumbs": crumbs(),
        "nomination": nomination,
        "zone": nomination.jurisdiction.zone,
        "check": found,
        "tone": tone(found),
        "blocked": blocked(nomination, request.user, at) if found.status == Status.OPEN else None,
        "items": items(found),
        "events": events.order_by("-at", "-pk")[:EVENTS],
    }
    return render(request, "background/check.html", context)


def tone(found) -> str:
    if found.status == Status.OPEN:
        return "wait"
    return "good" if found.status in CLEARED else "stop"


def blocked(nomination, user, at) -> Refused | None:
    """What keeps this person from acting on an open check."""
    try:
        workflow.must_adjudicate(nomination, user, at)
    except Refused as refusal:
        return refusal
    return None


def items(found) -> list[tuple[str, list[BackgroundStep]]]:
    """Every item of IV.B with its recorded steps, those of none too, by one query."""
    steps = list(found.steps.live()) if found.pk else []
    return [(kind.label, [step for step in steps if step.kind == kind]) for kind in Step]


@allow_on(Nomination, *ADJUDICATOR)
@require_http_methods(["GET", "POST"])
def step(request, nomination):
    form = forms.StepForm(request.POST or None, record=workflow.check_of(nomination))
    if tried(
        form, lambda: workflow.record_steps(form.record, **form.facts(), **form.seen(), by=request.user, at=clock.now())
    ):
        messages.success(request, f"{RECORD_STEP.done}.")
        return redirect("background:check", nomination.pk)
    lead = "Which items were requested, received or reviewed, and the day. What they say stays out of the portal."
    page = page_of(nomination)
    return verb_page(request, form, RECORD_STEP, about=nomination.officer, lead=lead, back=page, crumbs=crumbs())


@allow_on(BackgroundStep, *ADJUDICATOR)
@require_http_methods(["GET", "POST"])
def annul_step(request, step):
    nomination = step.check_of.nomination
    form = forms.AnnulStepForm(request.POST or None, record=step)
    if tried(form, lambda: workflow.annul_step(step, form.cleaned_data["why"], by=request.user, at=clock.now())):
        messages.success(request, f"{ANNUL_STEP.done}.")
        return redirect("background:check", nomination.pk)
    lead = f"{step}. It stays on record as annulled; enter the right one anew."
    page = page_of(nomination)
    return verb_page(request, form, ANNUL_STEP, about=nomination.officer, lead=lead, back=page, crumbs=crumbs())


@allow_on(Nomination, *ADJUDICATOR)
@require_http_methods(["GET", "POST"])
@never_cache
def decide(request, nomination):
    form = forms.DecideForm(request.POST or None, record=workflow.check_of(nomination))
    if tried(
        form, lambda: workflow.decide(form.record, **form.facts(), **form.seen(), by=request.user, at=clock.now())
    ):
        messages.success(request, "The background check is closed.")
        return redirect("background:check", nomination.pk)
    return render(request, "parts/form_page.html", {
        "title": f"{DECIDE}: {nomination.officer}", "button": DECIDE, "clause": "IV.B", "form": form,
        "lead": "A decision is final. The agency and the field office read that the check is closed, and whether the "
        "nominee is cleared; nothing else.",
        "breadcrumbs": [*crumbs(), (f"Background check of {nomination.officer}", page_of(nomination))],
        "cancel_url": page_of(nomination),
    })  # fmt: skip


def crumbs():
    return [("Background checks", reverse("background:queue"))]


def page_of(nomination) -> str:
    return reverse("background:check", args=[nomination.pk])
