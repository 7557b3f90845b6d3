"""What may be done to a record: pure data that drives guard, button, timeline, Home and docs/workflows.md."""

from dataclasses import dataclass

import pgtrigger


class Refused(Exception):
    """An act that the rules do not allow: shown to the person as an alert, with the clause it rests on."""

    def __init__(self, reason: str, clause: str = ""):
        super().__init__(reason)
        self.reason, self.clause = reason, clause

    def __str__(self) -> str:
        return f"{self.reason} ({self.clause})" if self.clause else self.reason


@dataclass(frozen=True)
class Action:
    """One row of a workflow. Without `sources` it makes a new record; without `target` it leaves the status alone."""

    name: str
    label: str
    done: str
    roles: tuple[str, ...]
    clause: str = ""
    sources: tuple[str, ...] = ()
    target: str = ""
    audience: tuple[str, ...] = ()
    public: str = ""

    def offered(self, status: str) -> bool:
        """Whether a record in this status may be acted on so."""
        return status in self.sources


def guard(*actions: Action) -> pgtrigger.FSM:
    """The database's copy of the table: it refuses every change of status that no action makes."""
    moves = {(source, a.target) for a in actions for source in a.sources if a.target and source != a.target}
    return pgtrigger.FSM(name="status", field="status", transitions=sorted(moves))
