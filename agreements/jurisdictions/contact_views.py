from functools import partial

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import OF_A_FIELD_OFFICE
from pages.access import allow, allow_on
from pages.acts import act_page
from records.models import is_agency
from wso_portal import clock

from . import contacts
from .forms import DutyContactForm, EditDutyContactForm, LastDayForm
from .models import Contact, FieldOffice, Jurisdiction
from .phones import PhoneList, agencies_of
from .states import (
    ADD_DUTY_CONTACT,
    ADD_OFFICE_DUTY_CONTACT,
    EDIT_DUTY_CONTACT,
    EITHER_SIDE,
    END_DUTY_CONTACT,
)
from .views import agency_url, jurisdiction_crumbs


@allow_on(Jurisdiction)
@require_GET
def agency_phones(request, jurisdiction):
    """Show whom to call at an agency, its jails and its field office."""
    context = {
        "title": f"Phone list: {jurisdiction}",
        "breadcrumbs": [*jurisdiction_crumbs(), (jurisdiction.name, agency_url(jurisdiction))],
        "phones": PhoneList(jurisdiction, clock.now()),
        "office_phones": PhoneList(jurisdiction.field_office, clock.now()) if jurisdiction.field_office else None,
        "add_url": reverse(ADD_DUTY_CONTACT.page, args=[jurisdiction.pk]),
        "edits": request.user.holds(ADD_DUTY_CONTACT.roles, jurisdiction),
        "at": clock.now(),
        "zone": jurisdiction.zone,
    }
    return render(request, "jurisdictions/phones.html", context)


@allow(*OF_A_FIELD_OFFICE[:2])
@require_GET
def office_phones(request):
    """Show whom to call at the person's own field office (?office=… for staff of several) and at its agencies."""
    office = own_office(request, OF_A_FIELD_OFFICE[:2])
    context = {
        "title": f"Phone list: {office} field office",
        "phones": PhoneList(office, clock.now()),
        "agencies": agencies_of(office, clock.now()),
        "add_url": f"{reverse('jurisdictions:add_office_duty_contact')}?office={office.pk}",
        "edits": request.user.holds(ADD_OFFICE_DUTY_CONTACT.roles, office),
        "at": clock.now(),
        "zone": office.zone,
    }
    return render(request, "jurisdictions/phones.html", context)


def own_office(request, roles) -> FieldOffice:
    """Give the person's field office: the one that the address names if it is theirs, else the first."""
    held = [membership.field_office for membership in request.user.active_memberships(*roles)]
    return next((office for office in held if str(office.pk) == request.GET.get("office")), held[0])


@allow_on(Jurisdiction, *ADD_DUTY_CONTACT.roles)
@require_http_methods(["GET", "POST"])
def add_duty_contact(request, jurisdiction):
    form = DutyContactForm(request.POST or None, place=jurisdiction)
    verb = partial(contacts.add_duty_contact, jurisdiction)
    return new_contact_page(request, ADD_DUTY_CONTACT, form, verb, jurisdiction)


@allow(*ADD_OFFICE_DUTY_CONTACT.roles)
@require_http_methods(["GET", "POST"])
def add_office_duty_contact(request):
    """Add a contact of the person's own field office; for staff of several, of the one that the address names."""
    office = own_office(request, ADD_OFFICE_DUTY_CONTACT.roles)
    form = DutyContactForm(request.POST or None, place=office)
    return new_contact_page(
        request, ADD_OFFICE_DUTY_CONTACT, form, partial(contacts.add_office_duty_contact, office), office
    )


def new_contact_page(request, action, form, verb, place):
    """The page where a contact is added at a place."""
    lead = "Name the person or the desk that is called for one duty."
    return act_page(
        request, action, form, verb, about=place, lead=lead, back=phones_url(place),
        said=lambda new: f"{action.done}: {new}.",
    )  # fmt: skip


@allow_on(Contact, *EITHER_SIDE)
@require_http_methods(["GET", "POST"])
def edit_duty_contact(request, contact):
    form = EditDutyContactForm(request.POST or None, record=contact)
    lead = "The timeline keeps the former contact."
    return contact_act(request, EDIT_DUTY_CONTACT, form, contacts.edit_duty_contact, contact, lead)


@allow_on(Contact, *EITHER_SIDE)
@require_http_methods(["GET", "POST"])
def end_duty_contact(request, contact):
    form = LastDayForm(request.POST or None, record=contact)
    lead = "Enter the last day on which this contact is called."
    return contact_act(request, END_DUTY_CONTACT, form, contacts.end_duty_contact, contact, lead)


def contact_act(request, action, form, verb, contact, lead):
    """The page of an act on a contact."""
    back = phones_url(contact.place)
    return act_page(request, action, form, partial(verb, contact), about=contact, lead=lead, back=back)


def phones_url(place: Jurisdiction | FieldOffice) -> str:
    """Give the address of the phone list of an agency or a field office."""
    if is_agency(place):
        return reverse("jurisdictions:agency_phones", args=[place.pk])
    return f"{reverse('jurisdictions:office_phones')}?office={place.pk}"
