from records.actions import Action

from .roles import Role

MANAGER = (Role.PROGRAM_MANAGER,)

ADD_PERSON = Action(
    name="add_person", label="Add a person", done="Person added", roles=MANAGER, page="accounts:add_person"
)
GRANT = Action(name="grant", label="Add a role", done="Role added", roles=MANAGER, page="accounts:grant")
END = Action(name="end", label="End this role", done="Role ended", roles=MANAGER, page="accounts:end")
CONFIRM_ROLE = Action(
    name="confirm_role", label="Confirm this role", done="Role confirmed", roles=MANAGER,
    page="accounts:confirm_role", one_click=True,
)  # fmt: skip
DECLINE_ROLE = Action(
    name="decline_role", label="Decline this role", done="Role declined", roles=MANAGER,
    page="accounts:decline_role", one_click=True,
)  # fmt: skip
INVITE = Action(
    name="invite", label="Invite an administrator", done="Agency administrator invited", roles=(Role.FIELD_OFFICE,)
)
ACTIONS = (ADD_PERSON, GRANT, END, CONFIRM_ROLE, DECLINE_ROLE, INVITE)
