"""The one table of Home: rows of every kind in one order, oldest first, and the links that filter them."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from .queue import GroupRow, ItemRow, QueueRow, counted

ON_OTHERS = "others"  # the second tab, as the address names it; the first has no name
OVERDUE = "overdue"


@dataclass(frozen=True)
class Chip:
    """A link that filters the table: its words, how many rows it leaves, whether it is on."""

    label: str
    counted: str
    url: str
    current: bool


@dataclass(frozen=True)
class TaskRow:
    """One row: the step with its words, what it is about, and whether its button is the one to press first."""

    row: QueueRow
    item: ItemRow
    first: bool


@dataclass(frozen=True)
class MoreRow:
    """Rows of one kind that the table leaves out, and where all of them are."""

    heading: str
    counted: str
    url: str


@dataclass(frozen=True)
class TaskTable:
    """The rows of one tab. `kind` is the name of a step, or OVERDUE, or empty; one that has no row means all."""

    groups: list[GroupRow]
    tab: str = ""
    kind: str = ""

    @property
    def total(self) -> int:
        return sum(group.number for group in self.groups)

    @property
    def late(self) -> int:
        """How many of all rows are overdue."""
        return sum(group.late for group in self.groups)

    @property
    def number(self) -> str:
        return counted(self.total)

    @property
    def url(self) -> str:
        return self.address()

    @property
    def shown(self) -> list[TaskRow]:
        """The rows asked for, what has waited longest first; the first is pressed first when it is overdue."""
        kept = self._kept()
        found = [(group.row, item) for group in self._asked() for item in group.items if kept(item)]
        found.sort(key=lambda pair: (pair[1].since is None, pair[1].since))
        return [TaskRow(row, item, number == 0 and item.overdue > 0) for number, (row, item) in enumerate(found)]

    @property
    def more(self) -> list[MoreRow]:
        """The kinds of which the table does not show every row asked for."""
        kept = self._kept()
        found = []
        for group in self._asked():
            left = (group.late if self._on == OVERDUE else group.number) - sum(map(kept, group.items))
            if left:
                address = group.row.list_address or self.address(group.row.name)
                found.append(MoreRow(group.row.heading, counted(left), address))
        return found

    @property
    def chips(self) -> list[Chip]:
        """All, what is overdue, and each kind; none where there is nothing to choose."""
        if len(self.groups) < 2 and not self._on:
            return []
        found = [self._chip("All", self.total)]
        if self.late:
            found.append(self._chip("Overdue", self.late, OVERDUE))
        words = {group.row.name: self._words(group.row) for group in self.groups}
        return found + [self._chip(words[group.row.name], group.number, group.row.name) for group in self.groups]

    def _words(self, row: QueueRow) -> str:
        """What a kind is called on its chip: what one does, or what one waits for."""
        return row.heading if self.tab == ON_OTHERS else row.label

    def _chip(self, label: str, number: int, kind: str = "") -> Chip:
        return Chip(label, counted(number), self.address(kind), kind == self._on)

    @property
    def _on(self) -> str:
        """The filter that is on: one that leaves no row is not."""
        kinds = {group.row.name for group in self.groups} | ({OVERDUE} if self.late else set())
        return self.kind if self.kind in kinds else ""

    def _asked(self) -> list[GroupRow]:
        on = self._on
        return [g for g in self.groups if on in ("", g.row.name) or (on == OVERDUE and g.late)]

    def _kept(self) -> Callable[[ItemRow], bool]:
        return (lambda item: item.overdue > 0) if self._on == OVERDUE else (lambda item: True)

    def address(self, kind: str = "") -> str:
        """Home with this tab and this filter."""
        asked = {name: value for name, value in (("show", self.tab), ("kind", kind)) if value}
        return reverse("dashboards:home") + (f"?{urlencode(asked)}" if asked else "")
