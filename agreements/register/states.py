from accounts.roles import Role
from records.actions import Action

IMPORT_LIST = Action(
    name="import_list", label="Import a list", done="List imported", roles=(Role.PROGRAM_MANAGER,),
    then=(
        "You see what is new, changed, no longer listed, and unreadable. Nothing is saved yet.",
        "When you apply the list, agencies and listings are updated. No agreement or officer changes.",
        "A listing that differs from an agreement on file is named on the Register page.",
        "An older list adds to the history only.",
    ),
)  # fmt: skip
ACTIONS = (IMPORT_LIST,)
