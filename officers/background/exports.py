"""The adjudicators' list of background checks as a spreadsheet. Nobody else gets it: it can say the outcome."""

from datetime import datetime

from officers.nominations.models import Nomination
from pages.sheets import Cell, ListSheet, SheetColumn, day_there, register

from .forms import checks_listed
from .states import ADJUDICATOR


def check_state(nomination: Nomination) -> str:
    """Give what the page says of a check: not started, in progress, or its outcome."""
    check = getattr(nomination, "background", None)
    if check is None:
        return "Not started"
    return check.get_status_display() if nomination.checked_at else "In progress"


def check_lines(nominations: list[Nomination], at: datetime, user) -> list[tuple[Nomination, int | None]]:
    """The nominations, each with the days that an open check has waited."""
    waiting = {one: one.accepted_at for one in nominations if one.accepted_at and not one.checked_at}
    return [(one, (at - waiting[one]).days if one in waiting else None) for one in nominations]


register(ListSheet(
    name="checks", title="Background checks", page="background:queue", roles=ADJUDICATOR, listed=checks_listed,
    dressed=check_lines, agency=lambda row: row[0].jurisdiction_id,
    columns=(
        SheetColumn("Nominee", lambda row: row[0].officer),
        SheetColumn("Badge", lambda row: row[0].officer.badge),
        SheetColumn("Agency", lambda row: row[0].jurisdiction),
        SheetColumn("State", lambda row: row[0].jurisdiction.state),
        SheetColumn("Status", lambda row: check_state(row[0])),
        SheetColumn("Accepted", lambda row: day_there(row[0].accepted_at, row[0].jurisdiction.zone), Cell.DATE),
        SheetColumn("Completed", lambda row: day_there(row[0].checked_at, row[0].jurisdiction.zone), Cell.DATE),
        SheetColumn("Days waiting", lambda row: row[1], Cell.NUMBER),
        SheetColumn("Link", lambda row: f"/background/{row[0].pk}/", Cell.LINK),
    ),
))  # fmt: skip
