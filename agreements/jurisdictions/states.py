from django.db.models import TextChoices

from accounts.roles import Role
from records.actions import Action


class Duty(TextChoices):
    """What somebody is called for. The point of contact of MOA VII is a column of the agency and the field office."""

    JAIL_DESK = "jail_desk", "Jail desk, 24 hours"
    NOMINATIONS = "nominations", "Nominations and officers"
    INTERNAL_AFFAIRS = "internal_affairs", "Internal affairs"
    PUBLIC_INFORMATION = "public_information", "Public information"
    COUNSEL = "counsel", "ICE counsel for officers who are sued"
    COMPUTERS = "computers", "Computer systems"
    DUTY_OFFICER = "duty_officer", "ICE duty officer, 24 hours"


AGENCY_DUTIES = (
    Duty.JAIL_DESK, Duty.NOMINATIONS, Duty.INTERNAL_AFFAIRS, Duty.PUBLIC_INFORMATION, Duty.COUNSEL, Duty.COMPUTERS,
)  # fmt: skip
OFFICE_DUTIES = (Duty.DUTY_OFFICER, Duty.NOMINATIONS, Duty.PUBLIC_INFORMATION, Duty.COUNSEL, Duty.COMPUTERS)
EITHER_SIDE = (Role.ADMINISTRATOR, Role.FIELD_OFFICE)

OPEN_JURISDICTION = Action(
    name="open_jurisdiction",
    label="Add a jurisdiction",
    done="Jurisdiction added",
    roles=(Role.FIELD_OFFICE, Role.PROGRAM_MANAGER),
    clause="8 U.S.C. 1357(g)(1)",
)
ASSIGN = Action(
    name="assign",
    page="jurisdictions:assign",
    label="Choose the field office",
    done="Field office chosen",
    roles=(Role.PROGRAM_MANAGER,),
)
CONFIRM_ZONE = Action(
    name="confirm_zone",
    page="jurisdictions:confirm_zone",
    label="Confirm the time zone",
    done="Time zone confirmed",
    roles=(Role.FIELD_OFFICE, Role.PROGRAM_MANAGER),
)
RENAME = Action(
    name="rename",
    page="jurisdictions:rename",
    label="Change the agency's name",
    done="Agency renamed",
    roles=(Role.FIELD_OFFICE, Role.PROGRAM_MANAGER),
)
EDIT_CONTACT = Action(
    name="edit_contact",
    page="jurisdictions:contact",
    label="Edit the agency's contact",
    done="Contact changed",
    roles=(Role.ADMINISTRATOR, Role.FIELD_OFFICE),
    clause="VII",
)
EDIT_OFFICE_CONTACT = Action(
    name="edit_office_contact",
    label="Edit the field office's contact",
    done="Field office's contact changed",
    roles=(Role.FIELD_OFFICE,),
    clause="VII",
)
ADD_FACILITY = Action(
    name="add_facility",
    page="jurisdictions:add_facility",
    label="Add a facility",
    done="Facility added",
    roles=EITHER_SIDE,
    clause="App. A",
    then=(
        "The field office records from which date the agreement covers the facility.",
        "Then officers can be posted there.",
    ),
)
EDIT_FACILITY = Action(
    name="edit_facility",
    page="jurisdictions:edit_facility",
    label="Edit the facility",
    done="Facility changed",
    roles=EITHER_SIDE,
)
COVER_FACILITY = Action(
    name="cover_facility",
    page="jurisdictions:cover_facility",
    label="Record the agreement's coverage",
    done="Coverage of the facility recorded",
    roles=(Role.FIELD_OFFICE,),
    clause="App. A",
    then=("From this date, officers who are posted at the facility may serve warrants there.",),
)
CLOSE_FACILITY = Action(
    name="close_facility",
    page="jurisdictions:close_facility",
    label="Close the facility",
    done="Closing of the facility recorded",
    roles=EITHER_SIDE,
    clause="App. A",
    then=("After the last day, nobody may serve a warrant there. Postings there end with it.",),
)
ADD_DUTY_CONTACT = Action(
    name="add_duty_contact",
    page="jurisdictions:add_duty_contact",
    label="Add a contact",
    done="Contact added",
    roles=EITHER_SIDE,
    clause="VII",
    then=("The contact appears on the phone list of both sides from its first day.",),
)
ADD_OFFICE_DUTY_CONTACT = Action(
    name="add_office_duty_contact",
    label="Add a contact of the field office",
    done="Contact of the field office added",
    roles=(Role.FIELD_OFFICE,),
    clause="VII",
    then=("Your agencies see the contact on their phone lists from its first day.",),
)
EDIT_DUTY_CONTACT = Action(
    name="edit_duty_contact",
    page="jurisdictions:edit_duty_contact",
    label="Edit the contact",
    done="Contact edited",
    roles=EITHER_SIDE,
    clause="VII",
)
END_DUTY_CONTACT = Action(
    name="end_duty_contact",
    page="jurisdictions:end_duty_contact",
    label="End the contact",
    done="Contact ended",
    roles=EITHER_SIDE,
    clause="VII",
    then=("After the last day, the contact is no longer on the phone list. It stays on the timeline.",),
)
ACTIONS = (
    OPEN_JURISDICTION, ASSIGN, CONFIRM_ZONE, RENAME, EDIT_CONTACT, EDIT_OFFICE_CONTACT, ADD_FACILITY, EDIT_FACILITY,
    COVER_FACILITY, CLOSE_FACILITY, ADD_DUTY_CONTACT, ADD_OFFICE_DUTY_CONTACT, EDIT_DUTY_CONTACT, END_DUTY_CONTACT,
)  # fmt: skip
