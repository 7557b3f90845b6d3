"""The list of classes as a spreadsheet."""

from datetime import date, datetime

from pages.sheets import Cell, ListSheet, SheetColumn, on_the_clock, register
from wso_portal import clock

from .forms import WEST, classes_listed
from .models import TrainingClass
from .states import Status


def class_state(training_class: TrainingClass, day: date) -> str:
    """Give what the list says of a class on a day."""
    if training_class.status == Status.CANCELED:
        return "Canceled"
    if training_class.ends_on < day:
        return "Past"
    return "Free seats" if training_class.left else "Full"


def class_lines(classes: list[TrainingClass], at: datetime, user) -> list[tuple[TrainingClass, str]]:
    """The classes with their state."""
    day = clock.day_of(at, WEST)
    return [(one, class_state(one, day)) for one in classes]


register(ListSheet(
    name="classes", title="Classes", page="training:index", roles=(), listed=classes_listed, dressed=class_lines,
    columns=(
        SheetColumn("Date", lambda row: row[0].starts_on, Cell.DATE),
        SheetColumn("Last date", lambda row: row[0].ends_on, Cell.DATE),
        SheetColumn("Starts", lambda row: on_the_clock(row[0].starts_at, row[0].field_office.zone), Cell.DATE),
        SheetColumn("Where", lambda row: "Online" if row[0].online else row[0].site),
        SheetColumn("Field office", lambda row: row[0].field_office),
        SheetColumn("Instructor", lambda row: row[0].instructor),
        SheetColumn("Seats taken", lambda row: row[0].occupied, Cell.NUMBER),
        SheetColumn("Seats", lambda row: row[0].seats, Cell.NUMBER),
        SheetColumn("Status", lambda row: row[1]),
        SheetColumn("Link", lambda row: f"/classes/{row[0].pk}/", Cell.LINK),
    ),
))  # fmt: skip
