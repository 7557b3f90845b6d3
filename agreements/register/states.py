from accounts.roles import Role
from records.actions import Action

IMPORT_LIST = Action(name="import_list", label="Import a list", done="List imported", roles=(Role.PROGRAM_MANAGER,))
ACTIONS = (IMPORT_LIST,)
