"""How a row of the ledger reads as a mail."""

from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage

from .models import Notification

# What the mail of a rule says beyond its row, made when it is sent: a link that sets a password is kept nowhere.
EXTRAS: dict[str, Callable[[Notification], str]] = {}


def register(rule: str, extra: Callable[[Notification], str]) -> None:
    """Add a paragraph to every mail of one rule. Raises ValueError for a rule that has one."""
    if EXTRAS.setdefault(rule, extra) is not extra:
        raise ValueError(f"The emails of {rule} already have a paragraph.")


def compose(row: Notification, why: str, at: datetime) -> EmailMessage:
    """The mail for one row, with a link to the record and why this person gets it; plain text, no names of files."""
    extra = f"\n\n{EXTRAS[row.rule](row)}" if row.rule in EXTRAS else ""
    return EmailMessage(
        subject=row.subject_line,
        body=f"{row.body}{extra}\n\nOpen it in the portal: {settings.PORTAL_URL}{row.path}\n\n-- \n"
        f"{why}\nAll your notifications: {settings.PORTAL_URL}/notifications/\n",
        to=[row.recipient.email],
        headers={
            "Message-ID": row.message_id,
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office reply to a machine
        },
    )
