"""One's own notifications and the delivery log as spreadsheets. Their words can name officers."""

from pages.sheets import Cell, ListSheet, SheetColumn, on_the_clock, register
from pages.templatetags.show import SHOWN_ZONE

from .forms import log_listed
from .models import Notification
from .states import LOG_ROLES, State


def notifications_listed(user, query, at):
    """A person's own notifications; the list has no filters."""
    return None, Notification.objects.of(user).select_related("jurisdiction", "field_office")


def zone_of_notice(row: Notification) -> str:
    """Give the zone of the place that a notification is about."""
    return row.place.zone if row.place else SHOWN_ZONE


def told_at(name: str):
    """Give what reads one of its moments on the clock of its place."""
    return lambda row: on_the_clock(getattr(row, name), zone_of_notice(row))


register(ListSheet(
    name="notifications", title="Notifications", page="notifications:index", roles=(), listed=notifications_listed,
    agency=lambda row: row.jurisdiction_id,
    columns=(
        SheetColumn("Notification", lambda row: row.subject_line),
        SheetColumn("Details", lambda row: row.body),
        SheetColumn("About", lambda row: row.place),
        SheetColumn("Due", lambda row: row.due_on, Cell.DATE),
        SheetColumn("Sent", told_at("planned_at"), Cell.DATE),
        SheetColumn("Read", told_at("read_at"), Cell.DATE),
        SheetColumn("Link", lambda row: row.path, Cell.LINK),
    ),
))  # fmt: skip
register(ListSheet(
    name="deliveries", title="Delivery log", page="notifications:log", roles=LOG_ROLES, listed=log_listed,
    agency=lambda row: row.jurisdiction_id,
    columns=(
        SheetColumn("Email", lambda row: row.subject_line),
        SheetColumn("To", lambda row: row.recipient),
        SheetColumn("Address", lambda row: row.address or row.recipient.email),
        SheetColumn("About", lambda row: row.place),
        SheetColumn("Status", lambda row: State(row.state).label),
        SheetColumn("Sent", told_at("sent_at"), Cell.DATE),
        SheetColumn("Planned", told_at("planned_at"), Cell.DATE),
        SheetColumn("Error", lambda row: row.error),
        SheetColumn("Link", lambda row: row.path, Cell.LINK),
    ),
))  # fmt: skip
