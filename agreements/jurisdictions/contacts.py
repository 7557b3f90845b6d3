"""Whom one calls for which duty, at an agency, one of its jails, or a field office (MOA VII)."""

from datetime import date, datetime

from records.actions import Action, Refused
from records.models import columns_of
from records.workflow import create_with_event, perform, require, verb

from .facilities import changed_words
from .models import Contact, FieldOffice, Jurisdiction
from .states import ADD_DUTY_CONTACT, ADD_OFFICE_DUTY_CONTACT, EDIT_DUTY_CONTACT, END_DUTY_CONTACT


@verb
def add_duty_contact(jurisdiction: Jurisdiction, details: dict, *, by, at: datetime) -> Contact:
    """Add whom one calls for a duty at an agency, from the columns of the form."""
    return new_contact(ADD_DUTY_CONTACT, jurisdiction, details, by=by, at=at)


@verb
def add_office_duty_contact(field_office: FieldOffice, details: dict, *, by, at: datetime) -> Contact:
    """Add whom one calls for a duty at a field office, from the columns of the form."""
    return new_contact(ADD_OFFICE_DUTY_CONTACT, field_office, details, by=by, at=at)


def new_contact(action: Action, place: Jurisdiction | FieldOffice, details: dict, *, by, at: datetime) -> Contact:
    """Create a contact of a place with its event."""
    require(action, place, by=by, at=at)
    contact = Contact(**columns_of(place), **details)
    create_with_event(action, contact, by=by, at=at, reason=f"{contact.get_duty_display()}: {contact.on_one_line}")
    return contact


@verb
def edit_duty_contact(contact: Contact, details: dict, *, seen: int, by, at: datetime) -> None:
    """Change what is on record of a contact. The timeline keeps the former values."""
    reason = changed_words(contact, details)
    if not reason:
        raise Refused("Nothing has changed. Change a field, or go back.")
    perform(EDIT_DUTY_CONTACT, contact, seen=seen, by=by, at=at, reason=reason, changes=details)


@verb
def end_duty_contact(contact: Contact, until_on: date, *, seen: int, by, at: datetime) -> None:
    """Record the last day on which somebody is called for a duty."""
    reason = f"{contact.get_duty_display()}: {contact}, last day {until_on:%b} {until_on.day}, {until_on.year}"
    perform(END_DUTY_CONTACT, contact, seen=seen, by=by, at=at, reason=reason, changes={"until_on": until_on})
