from functools import partial

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agreements.jurisdictions.models import Facility
from pages.access import allow_on
from pages.acts import act_page
from wso_portal import clock

from . import workflow
from .forms import EndPostingForm, PostOfficersForm, VoidPostingForm
from .models import Posting
from .states import END_POSTING, POST_OFFICERS, VOID_POSTING


@allow_on(Facility, *POST_OFFICERS.roles)
@require_http_methods(["GET", "POST"])
def post_officers(request, facility):
    form = PostOfficersForm(request.POST or None, facility=facility, at=clock.now())
    lead = "Choose the officers who work at this facility. Officers serve warrants only where they are posted."
    return posting_page(
        request, POST_OFFICERS, form, partial(workflow.post_officers, facility), facility, lead,
        said=lambda rows: f"{len(rows)} officer{'s' if len(rows) > 1 else ''} posted at {facility}.",
    )  # fmt: skip


@allow_on(Posting, *END_POSTING.roles)
@require_http_methods(["GET", "POST"])
def end_posting(request, posting):
    form = EndPostingForm(request.POST or None)
    lead = f"Enter the last day on which {posting.officer} works at this facility."
    return posting_page(
        request, END_POSTING, form, partial(workflow.end_posting, posting), posting.facility, lead,
        said=lambda _: f"{END_POSTING.done}: {posting}.",
    )  # fmt: skip


@allow_on(Posting, *VOID_POSTING.roles)
@require_http_methods(["GET", "POST"])
def void_posting(request, posting):
    form = VoidPostingForm(request.POST or None)
    lead = f"{posting.officer} was never posted here, or the dates were wrong."
    return posting_page(
        request, VOID_POSTING, form, partial(workflow.void_posting, posting), posting.facility, lead,
        said=lambda _: f"{VOID_POSTING.done}: {posting}.",
    )  # fmt: skip


def posting_page(request, action, form, verb, facility, lead, *, said):
    """The page of an act on who works at a facility."""
    agency = facility.jurisdiction
    agency_url = reverse("dashboards:jurisdiction", args=[agency.pk])
    crumbs = ((agency.name, agency_url),)
    back = reverse("facilities:facility", args=[facility.pk])
    return act_page(request, action, form, verb, about=facility, lead=lead, back=back, said=said, crumbs=crumbs)
