"""The list of agreements as a spreadsheet."""

from accounts.roles import READERS
from pages.sheets import Cell, ListSheet, SheetColumn, end_said, register, start_said

from .filters import agreements_listed
from .states import Stage

register(ListSheet(
    name="agreements", title="Agreements", page="memoranda:agreements", roles=READERS, listed=agreements_listed,
    columns=(
        SheetColumn("Agency", lambda row: row.jurisdiction),
        SheetColumn("State", lambda row: row.jurisdiction.state),
        SheetColumn("Field office", lambda row: row.jurisdiction.field_office),
        SheetColumn("Program", lambda row: row.program),
        SheetColumn("Template revision", lambda row: row.revision),
        SheetColumn("Status", lambda row: Stage(row.stage).label),
        SheetColumn("In force from", lambda row: start_said(row.effective_at, row.jurisdiction.zone), Cell.DATE),
        SheetColumn("Until", lambda row: end_said(row.ends_at, row.jurisdiction.zone), Cell.DATE),
        SheetColumn("Link", lambda row: f"/agreements/{row.pk}/", Cell.LINK),
    ),
))  # fmt: skip
