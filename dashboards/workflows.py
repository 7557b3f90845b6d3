"""docs/workflows.md, written from the tables of actions so that it is never out of date."""

from importlib import import_module

from django.apps import apps

from accounts.roles import Role

HEAD = """# Workflows

Written by `manage.py write_workflows` from the `ACTIONS` of every app: do not edit. An action without a status
before it makes a new record; one without a status after it leaves the status alone.
"""
COLUMNS = "| action | on the timeline | who | from | to | clause |\n|---|---|---|---|---|---|\n"


def document() -> str:
    """The whole document, one table an app."""
    return HEAD + "".join(section(config, actions) for config, actions in tables())


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
    rows = "".join(row(action) for action in actions)
    return f"\n## {config.verbose_name}\n\n{COLUMNS}{rows}"


def row(action) -> str:
    who = ", ".join(Role(role).label for role in action.roles)
    before = ", ".join(str(source) for source in action.sources) or "–"
    return f"| {action.label} | {action.done} | {who} | {before} | {action.target or '–'} | {action.clause or '–'} |\n"
