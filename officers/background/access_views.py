"""The adjudicators' pages on ICE's access to an officer's disciplinary records (IV.B)."""

from functools import partial

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from officers.nominations.models import Officer
from pages.access import allow_on
from pages.acts import act_page

from . import forms, records_access
from .models import RecordsAccess
from .states import ADJUDICATOR, END_ACCESS, GRANT_ACCESS, VOID_ACCESS


@allow_on(Officer, *ADJUDICATOR)
@require_http_methods(["GET", "POST"])
def grant_access(request, officer):
    form = forms.GrantAccessForm(request.POST or None)
    lead = "The agency gives ICE continuous access to the officer's disciplinary records, with the officer's consent."
    return access_page(request, GRANT_ACCESS, form, partial(records_access.grant_access, officer), officer, lead)


@allow_on(RecordsAccess, *ADJUDICATOR)
@require_http_methods(["GET", "POST"])
def end_access(request, access):
    form = forms.EndAccessForm(request.POST or None)
    lead = (
        "The officer's authority does not change. We tell the Field Office Director, who decides whether to withdraw "
        "or suspend it."
    )
    return access_page(request, END_ACCESS, form, partial(records_access.end_access, access), access.officer, lead)


@allow_on(RecordsAccess, *ADJUDICATOR)
@require_http_methods(["GET", "POST"])
def void_access(request, access):
    form = forms.VoidAccessForm(request.POST or None)
    lead = "The entry stays on record as void. Then enter the correct one."
    return access_page(request, VOID_ACCESS, form, partial(records_access.void_access, access), access.officer, lead)


def access_page(request, action, form, do, officer, lead):
    """The page of one act on the access; afterward back to the officer's latest check."""
    latest = officer.nominations.live().order_by("-since", "-pk").first()
    back = reverse("background:check", args=[latest.pk]) if latest else reverse("background:queue")
    crumbs = (("Background checks", reverse("background:queue")),)
    return act_page(request, action, form, do, about=officer, lead=lead, back=back, crumbs=crumbs)
