"""Whose turn it is: one row for each place on the way where somebody must act.

Each app lists the turns of its records in its `turns` module. The record's page, the lists, Home, the mails and
docs/workflows.md read them from there.
"""

from dataclasses import dataclass

from .actions import Action

AGENCY, OFFICE = "Agency", "Field office"  # holders that a page names by their own name


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who acts next on a record, and by what. The first of `actions` is the next step; its roles have the turn.

    `holder` names them in words. `task` heads the rows on the Home of those whose turn it is, `waiting` on the Home of
    the `watchers` who wait for them.
    """

    name: str
    holder: str
    next_step: str
    actions: tuple[Action, ...]
    task: str
    waiting: str = ""
    watchers: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """Who has the turn."""
        return tuple(dict.fromkeys(role for action in self.actions for role in action.roles))


def holder_of(turn: Turn, jurisdiction) -> str:
    """Give who has the turn, by name where there is one; empty when nobody must act."""
    if turn.holder == OFFICE:
        office = jurisdiction.field_office
        return f"{office} field office" if office else "No field office yet"
    return str(jurisdiction) if turn.holder == AGENCY else turn.holder
