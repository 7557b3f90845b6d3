"""The portal's mails about a person's own account, and the link that each of them carries."""

from datetime import datetime
from zoneinfo import ZoneInfo

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.dateformat import format as date_format

from notifications.ledger import announce
from notifications.message import register

from .models import Membership, User

WELCOME, FORGOTTEN, LOCKED = "welcome", "forgotten_password", "locked"
INVITATION = """{name}, you were added to the WSO Partnership Portal.

You are {role}.
Sign in with this email address. First choose a password with the link in the email. The link works for three days.
After that, select "Forgot your password?" on the sign-in page to get another link."""
AGAIN = """You, or someone who entered your email address, asked for a new password for the WSO Partnership Portal.

Choose it with the link in the email. The link works once, within three days.
If you did not ask for it, ignore this email. Your password does not change."""

TRIED = """{name}, someone entered a wrong password for your account five times. To protect your account, we locked \
it until {until}. The right password does not work until then.

If it was you, wait until then, or choose a new password now.
If it was not you, choose a new password that you use nowhere else, and tell your field office."""


def welcome(user: User, role: Membership, *, at: datetime) -> None:
    """Tell a new person how to set the first password. The worker sends the mail."""
    subject = "Your account in the WSO Partnership Portal"
    told = (
        f"{role.in_words} (after a second program manager confirms it)" if role.awaits_confirmation else role.in_words
    )
    _announce(WELCOME, user, subject, INVITATION.format(name=user.name, role=told), at=at, key=user.subject)


def forgotten_password(user: User, *, at: datetime) -> None:
    """Send a person the link to a new password; asked for again within the same minute, it is sent once."""
    _announce(FORGOTTEN, user, "Choose a new password", AGAIN, at=at, key=f"{user.subject}:{at:%Y-%m-%dT%H:%M}")


def locked(user: User, until: datetime, *, at: datetime) -> None:
    """Tell a person that their account is locked, once for each lock."""
    local = until.astimezone(ZoneInfo("America/New_York"))
    body = TRIED.format(name=user.name, until=f"{date_format(local, 'M j, Y, g:i a')} {local.tzname()}")
    subject, path = "Your account is locked for now", reverse("account_reset_password")
    _announce(LOCKED, user, subject, body, at=at, key=f"{user.subject}:{until.isoformat()}", path=path)


def _announce(rule: str, user: User, subject: str, body: str, *, at: datetime, key: str, path: str = "") -> None:
    path = path or reverse("account_login")
    announce(rule, to=[user], record=user, subject=subject, body=body, path=path, at=at, key=key)


def password_link(user: User) -> str:
    """Where a person sets a password; it works once, for three days from now (PASSWORD_RESET_TIMEOUT)."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.PORTAL_URL + reverse("account_reset_password_from_key", kwargs=key)


def _with_link(row) -> str:
    return f"Choose your password: {password_link(row.recipient)}"


register(WELCOME, _with_link)
register(FORGOTTEN, _with_link)
