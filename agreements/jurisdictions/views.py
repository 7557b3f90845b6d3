from functools import partial

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pages.access import allow, allow_on
from pages.acts import act_page

from . import workflow
from .forms import AssignForm, ConfirmZoneForm, JurisdictionForm, RenameForm
from .models import Jurisdiction
from .states import ASSIGN, CONFIRM_ZONE, OPEN_JURISDICTION, RENAME


@allow(*OPEN_JURISDICTION.roles)
@require_http_methods(["GET", "POST"])
def open_jurisdiction(request):
    form = JurisdictionForm(request.POST or None)
    lead = "Add the agency first. You draft its agreement next."
    back = reverse("dashboards:jurisdictions")
    return act_page(
        request, OPEN_JURISDICTION, form, workflow.open_jurisdiction, about="", lead=lead, back=back, after=agency_url,
        crumbs=jurisdiction_crumbs(),
    )  # fmt: skip


@allow_on(Jurisdiction, *ASSIGN.roles)
@require_http_methods(["GET", "POST"])
def assign(request, jurisdiction):
    form = AssignForm(request.POST or None, record=jurisdiction)
    lead = "From then on the people of this field office see the agency and act for ICE there."
    return change_page(request, ASSIGN, form, workflow.assign, jurisdiction, lead)


@allow_on(Jurisdiction, *CONFIRM_ZONE.roles)
@require_http_methods(["GET", "POST"])
def confirm_zone(request, jurisdiction):
    form = ConfirmZoneForm(request.POST or None, record=jurisdiction)
    lead = "New dates use this time zone. Next you see which dates on record would move. Existing records don't change."
    return change_page(request, CONFIRM_ZONE, form, workflow.confirm_zone, jurisdiction, lead)


@allow_on(Jurisdiction, *RENAME.roles)
@require_http_methods(["GET", "POST"])
def rename(request, jurisdiction):
    form = RenameForm(request.POST or None, record=jurisdiction)
    lead = (
        "The former name stays on record and still finds the agency. Documents on file keep the name that they print."
    )
    return act_page(
        request, RENAME, form, partial(workflow.rename, jurisdiction), about=jurisdiction, lead=lead,
        back=agency_url(jurisdiction), crumbs=jurisdiction_crumbs(),
    )  # fmt: skip


def change_page(request, action, form, verb, jurisdiction, lead):
    """The page of an act that may move dates on record: the page that shows them comes next."""
    recount = reverse("credentials:recount", args=[jurisdiction.pk])
    return act_page(
        request, action, form, partial(verb, jurisdiction), about=jurisdiction, lead=lead,
        back=agency_url(jurisdiction), after=lambda _: recount, crumbs=jurisdiction_crumbs(),
    )  # fmt: skip


def jurisdiction_crumbs() -> tuple[tuple[str, str]]:
    """Give the way to an agency's page."""
    return (("Jurisdictions", reverse("dashboards:jurisdictions")),)


def agency_url(jurisdiction: Jurisdiction) -> str:
    """Give the address of the agency's page."""
    return reverse("dashboards:jurisdiction", args=[jurisdiction.pk])
