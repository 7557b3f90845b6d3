"""What Home shows to one person: their tasks, what they wait for, the dates ahead, their numbers."""

from datetime import datetime
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.urls import reverse

from accounts.roles import NATIONAL, READERS, Role
from agreements.jurisdictions.states import EDIT_OFFICE_CONTACT
from pages.lists import MOST

from .ahead import AheadRow, dates_of
from .counting import officers_counted
from .models import Counted
from .partnership_lines import AgencyLine, NoticeLine, lines_of, notice_lines
from .queue import collect, counted
from .tasks import ON_OTHERS, TaskTable
from .waiting import FROM_LISTS, MINE, SENT

EACH, OF_ONE_KIND = 5, 25


class HomePage:
    """One person's page at one moment, with the tab and the kind of rows that the address asks for."""

    def __init__(self, user, at: datetime, tab: str = "", kind: str = ""):
        self.user, self.at = user, at
        groups = collect((*MINE, *SENT), user, at, each=OF_ONE_KIND if kind else EACH)
        tasks = [group for group in groups if group.row in MINE]
        from_lists = [group for group in tasks if group.row.name in FROM_LISTS]
        self.lanes = [TaskTable([group]) for group in from_lists]
        self.on_others = tab == ON_OTHERS
        others = [group for group in groups if group.row in SENT]
        self.mine = TaskTable([group for group in tasks if group not in from_lists], kind=kind)
        self.others = TaskTable(others, ON_OTHERS, kind)

    @property
    def table(self) -> TaskTable:
        """The tab that is shown."""
        return self.others if self.on_others else self.mine

    @property
    def headline(self) -> str:
        """How many tasks the person has, in words; those from ICE's lists count where there are no others."""
        total, listed = self.mine.total, self.listed
        if total:
            return f"You have {in_tasks(total)}"
        return f"You have {in_tasks(listed)} from ICE's lists" if listed else "You have no tasks"

    @property
    def listed(self) -> int:
        """How many tasks ICE's lists make."""
        return sum(lane.total for lane in self.lanes)

    @cached_property
    def agencies(self) -> list:
        """The agencies for which the person acts: each with the field office that answers for it."""
        held = self.user.active_memberships(Role.ADMINISTRATOR, Role.VIEWER)
        agencies = list({m.jurisdiction_id: m.jurisdiction for m in held}.values())
        prefetch_related_objects(agencies, "field_office")
        return agencies

    @property
    def offices(self) -> list:
        """The field offices whose contact the person keeps."""
        return [membership.field_office for membership in self.user.active_memberships(*EDIT_OFFICE_CONTACT.roles)]

    @property
    def lines(self) -> list[AgencyLine]:
        """The stage of each of these agencies."""
        return lines_of(self.agencies, self.at)

    @property
    def notices(self) -> list[NoticeLine]:
        """The agreements in the person's scope that will end, or that a notice suspends."""
        return notice_lines(self.user, self.at) if self.user.active_memberships(*READERS) else []

    @property
    def ahead(self) -> list[AheadRow]:
        """The dates of the next thirty days."""
        return dates_of(self.user, self.at)

    @property
    def numbers(self) -> list[tuple[str, str, str]]:
        """The person's numbers as (number, words, link to the rows), by one query.

        None for a person who browses no records, for an agency (see `lines`), and for the nation (see the dashboard).
        """
        if self.agencies or not self.user.active_memberships(*READERS) or self.user.active_memberships(*NATIONAL):
            return []
        found = officers_counted(self.user, self.at)
        return [(counted(found.get(name, 0)), words, f"{reverse(url)}{query}") for name, words, url, query in NUMBERS]


NUMBERS = (
    (Counted.What.SERVING, "officers may serve now", "authority:roster", "?answer=yes"),
    (Counted.What.UNDERWAY, "officers in progress", "authority:roster", "?answer=progress"),
)


def in_tasks(number: int) -> str:
    """A number of tasks in words."""
    if number > MOST:
        return f"more than {MOST:,} tasks"
    return f"{number:,} tasks" if number > 1 else "1 task"
