from records.actions import Action

from .roles import Role

ADD_PERSON = Action("add_person", "Add a person", "Person added", (Role.PROGRAM_MANAGER,))
GRANT = Action("grant", "Add a role", "Role added", (Role.PROGRAM_MANAGER,))
END = Action("end", "End this role", "Role ended", (Role.PROGRAM_MANAGER,))
CONFIRM_ROLE = Action("confirm_role", "Confirm this role", "Role confirmed", (Role.PROGRAM_MANAGER,))
DECLINE_ROLE = Action("decline_role", "Decline this role", "Role declined", (Role.PROGRAM_MANAGER,))
ACTIONS = (ADD_PERSON, GRANT, END, CONFIRM_ROLE, DECLINE_ROLE)
