"""How a row of the ledger reads as a mail."""

from datetime import datetime
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage

from .models import Notification


def compose(row: Notification, why: str, at: datetime) -> EmailMessage:
    """The mail for one row, with a link to the record and why this person gets it; plain text, no names of files."""
    return EmailMessage(
        subject=row.subject_line,
        body=f"{row.body}\n\nOpen it in the portal: {settings.PORTAL_URL}{row.path}\n\n-- \n"
        f"Why you got this: {why}.\nAll your notifications: {settings.PORTAL_URL}/notifications/\n",
        to=[row.recipient.email],
        headers={
            "Message-ID": row.message_id,
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office reply to a machine
        },
    )
