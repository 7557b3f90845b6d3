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
INVITATION = """{name}, a program manager has opened an account for you in the WSO partnership portal.

Your role: {role}.
You sign in with this email address. First choose a password, with the link in the email. The link works for three days.
After that, "Forgot your password?" on the sign-in page sends you another."""
AGAIN = """Someone, we hope you, asked for a new password for your account in the WSO partnership portal.

Choose it with the link in the email. The link works once, for three days.
If it was not you, do nothing: your password stays as it is."""

TRIED = """{name}, someone entered a wrong password for your account five times. To protect it, nobody can sign in \
to it until {until}, not even with the right password.

If it was you: wait until then, or choose a new password now.
If it was not you: choose a new password that you use nowhere else, and tell your field office."""


def welcome(user: User, role: Membership, *, at: datetime) -> None:
    """Tells a new person how to set the first password: no mail server is waited for."""
    subject = "Your account in the WSO partnership portal"
    told = f"{role} (once a second program manager confirms it)" if role.awaits_confirmation else str(role)
    _announce(WELCOME, user, subject, INVITATION.format(name=user.name, role=told), at=at, key=user.subject)


def forgotten_password(user: User, *, at: datetime) -> None:
    """Sends a person the link to a new password; asked for again within the same minute, it is sent once."""
    _announce(FORGOTTEN, user, "Choose a new password", AGAIN, at=at, key=f"{user.subject}:{at:%Y-%m-%dT%H:%M}")


def locked(user: User, until: datetime, *, at: datetime) -> None:
    """Tells a person that their account is locked, once for each lock."""
    local = until.astimezone(ZoneInfo("America/New_York"))
    body = TRIED.format(name=user.name, until=f"{date_format(local, 'M j, Y, g:i a')} {local.tzname()}")
    subject, path = "Sign-in to your account is locked for some time", reverse("account_reset_password")
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
