from records.actions import Action

from .roles import Role

ADD_PERSON = Action(name="add_person", label="Add a person", done="Person added", roles=(Role.PROGRAM_MANAGER,))
GRANT = Action(name="grant", label="Add a role", done="Role added", roles=(Role.PROGRAM_MANAGER,))
END = Action(name="end", label="End this role", done="Role ended", roles=(Role.PROGRAM_MANAGER,))
CONFIRM_ROLE = Action(
    name="confirm_role", label="Confirm this role", done="Role confirmed", roles=(Role.PROGRAM_MANAGER,)
)
DECLINE_ROLE = Action(
    name="decline_role", label="Decline this role", done="Role declined", roles=(Role.PROGRAM_MANAGER,)
)
ACTIONS = (ADD_PERSON, GRANT, END, CONFIRM_ROLE, DECLINE_ROLE)
