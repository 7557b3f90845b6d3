from accounts.roles import Role
from records.actions import Action

IMPORT = Action("import", "Import a list", "List imported", (Role.PROGRAM_MANAGER,))
ACTIONS = (IMPORT,)
