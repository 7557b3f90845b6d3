from accounts.roles import Role
from records.actions import Action

IMPORT = Action(name="import", label="Import a list", done="List imported", roles=(Role.PROGRAM_MANAGER,))
ACTIONS = (IMPORT,)
