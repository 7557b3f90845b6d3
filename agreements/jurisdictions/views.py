from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pages.access import allow, allow_on
from records.actions import Refused
from wso_portal import clock

from . import workflow
from .forms import AssignForm, ConfirmZoneForm, OpenForm
from .models import Jurisdiction
from .states import ASSIGN, CONFIRM_ZONE, OPEN


@allow(*OPEN.roles)
@require_http_methods(["GET", "POST"])
def open_jurisdiction(request):
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            jurisdiction = workflow.open_jurisdiction(**form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("dashboards:jurisdiction", jurisdiction.pk)
    jurisdictions = reverse("dashboards:jurisdictions")
    return render(request, "parts/form_page.html", {
        "title": OPEN.label, "button": OPEN.label, "clause": OPEN.clause, "form": form, "cancel_url": jurisdictions,
        "breadcrumbs": [("Jurisdictions", jurisdictions)],
        "lead": "The agency comes on record. Nothing is agreed yet: its agreement is drafted next.",
    })  # fmt: skip


@allow_on(Jurisdiction, *ASSIGN.roles)
@require_http_methods(["GET", "POST"])
def assign(request, jurisdiction):
    form = AssignForm(request.POST or None, record=jurisdiction)
    if request.method == "POST" and form.is_valid():
        try:
            field_office, county = form.cleaned_data["field_office"], form.cleaned_data["county"]
            workflow.assign(form.record, field_office, county, **form.seen(), by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("credentials:recount", jurisdiction.pk)
    lead = "From then on the people of this field office see the agency and act for ICE there."
    return verb_page(request, jurisdiction, ASSIGN, form, lead)


@allow_on(Jurisdiction, *CONFIRM_ZONE.roles)
@require_http_methods(["GET", "POST"])
def confirm_zone(request, jurisdiction):
    form = ConfirmZoneForm(request.POST or None, record=jurisdiction)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.confirm_zone(
                form.record, form.cleaned_data["zone"], **form.seen(), by=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("credentials:recount", jurisdiction.pk)
    lead = "New dates use this time zone. Next you see which dates on record would move; nothing moves by itself."
    return verb_page(request, jurisdiction, CONFIRM_ZONE, form, lead)


def verb_page(request, jurisdiction, action, form, lead):
    """The page of an act on an agency: what will happen, the form, one button."""
    record = reverse("dashboards:jurisdiction", args=[jurisdiction.pk])
    return render(request, "parts/form_page.html", {
        "title": action.label, "button": action.label, "form": form, "lead": lead, "cancel_url": record,
        "breadcrumbs": [("Jurisdictions", reverse("dashboards:jurisdictions")), (str(jurisdiction), record)],
    })  # fmt: skip
