"""What may be done to a record: data that drives guard, button, timeline, Home and docs/workflows.md."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pgtrigger

CheckFunction = Callable[..., None]  # check(record, *, by, at) raises Refused


class Refused(Exception):
    """An act that the rules do not allow: shown to the person as an alert, with the clause it rests on."""

    def __init__(self, reason: str, clause: str = ""):
        super().__init__(reason)
        self.reason, self.clause = reason, clause

    def __str__(self) -> str:
        return f"{self.reason} ({self.clause})" if self.clause else self.reason


@dataclass(frozen=True, kw_only=True)
class Action:
    """One row of a workflow. Without `sources` it makes a new record; without `target` it leaves the status alone.

    `page` is the URL name of the page where it is done, which takes the number of the record that it is done to (of a
    new record: of the record it is made under). `one_click`: that page is a button that posts, without a form. `then`
    says beside the form who is told and what comes next, in sentences.
    """

    name: str
    label: str
    done: str
    roles: tuple[str, ...]
    clause: str = ""
    sources: tuple[str, ...] = ()
    target: str = ""
    audience: tuple[str, ...] = ()
    page: str = ""
    one_click: bool = False
    then: tuple[str, ...] = ()

    def suits(self, status: str) -> bool:
        """Whether a record in this status may be acted on so."""
        return status in self.sources

    def check(self, record: Any, *, by, at) -> None:
        """Asks the facts that the act needs besides role and status. Raises Refused with the reason."""
        if self in _checks:
            _checks[self](record, by=by, at=at)


_checks: dict[Action, CheckFunction] = {}


def asked_by(*actions: Action) -> Callable[[CheckFunction], CheckFunction]:
    """Makes a function `must_…(record, *, by, at)` the check of these actions: of their verb and of every offer."""

    def register(check: CheckFunction) -> CheckFunction:
        for action in actions:
            if action in _checks:
                raise ValueError(f"{action.name} has a check already: {_checks[action].__name__}.")
            _checks[action] = check
        return check

    return register


def guard(*actions: Action) -> pgtrigger.FSM:
    """The database's copy of the table: it refuses every change of status that no action makes."""
    moves = {(source, a.target) for a in actions for source in a.sources if a.target and source != a.target}
    return pgtrigger.FSM(name="status", field="status", transitions=sorted(moves))
