from accounts.roles import Role
from records.actions import Action

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
ACTIONS = (OPEN_JURISDICTION, ASSIGN, CONFIRM_ZONE, RENAME, EDIT_CONTACT, EDIT_OFFICE_CONTACT)
