from records.actions import Action

from .roles import Role

MANAGER = (Role.PROGRAM_MANAGER,)

SECOND_MANAGER = "A second program manager must confirm some roles before they take effect. The portal says when."
ADD_PERSON = Action(
    name="add_person", label="Add a person", done="Person added", roles=MANAGER, page="accounts:add_person",
    then=(
        "We email the person a link to set a password.",
        "The person sees only the records of the agency or field office of the role.",
        SECOND_MANAGER,
    ),
)  # fmt: skip
GRANT = Action(
    name="grant", label="Add a role", done="Role added", roles=MANAGER, page="accounts:grant",
    then=(
        "The person keeps the roles they have.",
        "From the start date, they see the records of that agency or field office and get its notifications.",
        SECOND_MANAGER,
    ),
)  # fmt: skip
END = Action(
    name="end", label="End this role", done="Role ended", roles=MANAGER, page="accounts:end",
    then=(
        "The person loses access that comes from this role at once. Their other roles stay.",
        "Everything they recorded stays on the timelines under their name.",
        "To undo this, add the role again.",
    ),
)  # fmt: skip
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
