"""docs/workflows.md, written from the tables of actions so that it is never out of date."""

from importlib import import_module

from django.apps import apps

from accounts.roles import Role
from officers.authority.turns import TURNS as OF_OFFICERS

from .turns import TURNS as OTHER_TURNS

HEAD = """# Workflows

Written by `manage.py write_workflows` from the `ACTIONS` of every app: do not edit. An action with no status
in "from" makes a new record. An action with no status in "to" does not change the status.
"""
ACTION_COLUMNS = "| action | on the timeline | who | from | to | clause |\n|---|---|---|---|---|---|\n"
TURN_HEAD = """
## Whose turn it is

One row for each turn. If no one has to act, the next step says what can be done, and by whom.

| on Home | who acts | next step | acts | on Home of those who wait |
|---|---|---|---|---|
"""


def workflows_document() -> str:
    """The whole document: one table an app, then the table of turns."""
    return HEAD + "".join(section(config, actions) for config, actions in tables()) + turn_section()


def turn_section() -> str:
    """Whose turn it is: every turn of officers, then all others."""
    return TURN_HEAD + "".join(turn_row(turn) for turn in (*OF_OFFICERS, *OTHER_TURNS))


def turn_row(turn) -> str:
    acts = ", ".join(action.label for action in turn.actions) or "–"
    return f"| {turn.task} | {turn.holder or '–'} | {turn.next_step or '–'} | {acts} | {turn.waiting or '–'} |\n"


def tables():
    """(app, its actions) in the order of the house."""
    for config in apps.get_app_configs():
        states = f"{config.name}.states"
        try:
            module = import_module(states)
        except ModuleNotFoundError as error:
            if error.name != states:
                raise
            continue
        if hasattr(module, "ACTIONS"):  # the dashboards have stages only
            yield config, module.ACTIONS


def section(config, actions) -> str:
    rows = "".join(action_row(action) for action in actions)
    return f"\n## {config.verbose_name}\n\n{ACTION_COLUMNS}{rows}"


def action_row(action) -> str:
    who = ", ".join(Role(role).label for role in action.roles)
    before = ", ".join(str(source) for source in action.sources) or "–"
    return f"| {action.label} | {action.done} | {who} | {before} | {action.target or '–'} | {action.clause or '–'} |\n"
