from functools import partial

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pages.access import allow, allow_on
from pages.acts import act_page

from . import workflow
from .forms import AssignForm, ConfirmZoneForm, ContactForm, JurisdictionForm, RenameForm
from .models import Jurisdiction
from .states import ASSIGN, CONFIRM_ZONE, EDIT_CONTACT, EDIT_OFFICE_CONTACT, OPEN_JURISDICTION, RENAME


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
    lead = "The staff of this field office will see the agency and act for ICE there."
    return change_page(request, ASSIGN, form, workflow.assign, jurisdiction, lead)


@allow_on(Jurisdiction, *CONFIRM_ZONE.roles)
@require_http_methods(["GET", "POST"])
def confirm_zone(request, jurisdiction):
    form = ConfirmZoneForm(request.POST or None, record=jurisdiction)
    lead = "New dates use this time zone. Existing records don't change. Next, you see which dates would differ."
    return change_page(request, CONFIRM_ZONE, form, workflow.confirm_zone, jurisdiction, lead)


@allow_on(Jurisdiction, *RENAME.roles)
@require_http_methods(["GET", "POST"])
def rename(request, jurisdiction):
    form = RenameForm(request.POST or None, record=jurisdiction)
    lead = "The former name stays on record, and you can search for it. Documents keep the name printed on them."
    return act_page(
        request, RENAME, form, partial(workflow.rename, jurisdiction), about=jurisdiction, lead=lead,
        back=agency_url(jurisdiction), crumbs=jurisdiction_crumbs(),
    )  # fmt: skip


@allow_on(Jurisdiction, *EDIT_CONTACT.roles)
@require_http_methods(["GET", "POST"])
def contact(request, jurisdiction):
    form = ContactForm(request.POST or None, record=jurisdiction)
    lead = "ICE calls or writes to this person about the agreement and the officers."
    return act_page(
        request, EDIT_CONTACT, form, partial(workflow.edit_contact, jurisdiction), about=jurisdiction, lead=lead,
        back=agency_url(jurisdiction), crumbs=jurisdiction_crumbs(),
    )  # fmt: skip


@allow(*EDIT_OFFICE_CONTACT.roles)
@require_http_methods(["GET", "POST"])
def office_contact(request):
    """Edit the contact of the person's own field office; for staff of several, of the one in the address."""
    held = [membership.field_office for membership in request.user.active_memberships(*EDIT_OFFICE_CONTACT.roles)]
    office = next((office for office in held if str(office.pk) == request.GET.get("office")), held[0])
    form = ContactForm(request.POST or None, record=office)
    lead = f"Agencies of the {office} field office see this contact on their pages and documents."
    verb = partial(workflow.edit_office_contact, office)
    return act_page(request, EDIT_OFFICE_CONTACT, form, verb, about="", lead=lead, back=reverse("dashboards:home"))


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
