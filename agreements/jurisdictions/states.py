from accounts.roles import Role
from records.actions import Action

OPEN = Action(
    "open", "Add a jurisdiction", "Jurisdiction added", (Role.FIELD_OFFICE, Role.PROGRAM_MANAGER), "8 USC 1357(g)(1)"
)
ASSIGN = Action("assign", "Choose the field office", "Field office chosen", (Role.PROGRAM_MANAGER,))
CONFIRM_ZONE = Action(
    "confirm_zone", "Confirm the time zone", "Time zone confirmed", (Role.FIELD_OFFICE, Role.PROGRAM_MANAGER)
)
ACTIONS = (OPEN, ASSIGN, CONFIRM_ZONE)
