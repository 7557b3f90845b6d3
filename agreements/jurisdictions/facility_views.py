from functools import partial

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pages.access import allow_on
from pages.acts import act_page

from . import facilities
from .forms import CoverForm, EditFacilityForm, FacilityForm, LastDayForm
from .models import Facility, Jurisdiction
from .states import ADD_FACILITY, CLOSE_FACILITY, COVER_FACILITY, EDIT_FACILITY
from .views import agency_url, jurisdiction_crumbs


@allow_on(Jurisdiction, *ADD_FACILITY.roles)
@require_http_methods(["GET", "POST"])
def add_facility(request, jurisdiction):
    form = FacilityForm(request.POST or None, initial={"zone": jurisdiction.zone})
    lead = "Add each jail where officers of the agency will serve warrants."
    return act_page(
        request, ADD_FACILITY, form, partial(facilities.add_facility, jurisdiction), about=jurisdiction, lead=lead,
        back=agency_url(jurisdiction), after=facility_url, crumbs=jurisdiction_crumbs(),
    )  # fmt: skip


@allow_on(Facility, *EDIT_FACILITY.roles)
@require_http_methods(["GET", "POST"])
def edit_facility(request, facility):
    form = EditFacilityForm(request.POST or None, record=facility)
    lead = "The timeline keeps the former values."
    return facility_act(request, EDIT_FACILITY, form, facilities.edit_facility, facility, lead)


@allow_on(Facility, *COVER_FACILITY.roles)
@require_http_methods(["GET", "POST"])
def cover_facility(request, facility):
    form = CoverForm(request.POST or None, record=facility)
    lead = "Officers serve warrants only in the agency's jails that the agreement covers."
    return facility_act(request, COVER_FACILITY, form, facilities.cover_facility, facility, lead)


@allow_on(Facility, *CLOSE_FACILITY.roles)
@require_http_methods(["GET", "POST"])
def close_facility(request, facility):
    form = LastDayForm(request.POST or None, record=facility)
    lead = "Enter the last day on which the facility is used."
    return facility_act(request, CLOSE_FACILITY, form, facilities.close_facility, facility, lead)


def facility_act(request, action, form, verb, facility, lead):
    """The page of an act on a facility."""
    return act_page(
        request, action, form, partial(verb, facility), about=facility, lead=lead, back=facility_url(facility),
        crumbs=facility_crumbs(facility),
    )  # fmt: skip


def facility_crumbs(facility: Facility) -> tuple[tuple[str, str], ...]:
    """Give the way to a facility's page."""
    agency = facility.jurisdiction
    return (*jurisdiction_crumbs(), (agency.name, agency_url(agency)))


def facility_url(facility: Facility) -> str:
    """Give the address of a facility's page."""
    return reverse("facilities:facility", args=[facility.pk])
