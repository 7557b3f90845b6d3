from datetime import datetime, timedelta
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from wso_portal import clock

from . import attempts, mails
from .models import User


class Adapter(DefaultAccountAdapter):
    """Sign-in only: people are added by a program manager."""

    error_messages: ClassVar[dict] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or the password is wrong. Try again, or choose a new password "
        "with “Forgot your password?”.",
        "enter_current_password": "This is not your current password. Try again.",
        "incorrect_password": "This is not your password. Try again.",
        "same_as_current": "Choose a password that differs from your current one.",
        "too_many_login_attempts": "You tried to sign in too many times. Wait five minutes and try again.",
        "rate_limited": "You sent too many requests. Wait five minutes and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse always: a program manager adds people."""
        return False

    def send_password_reset_mail(self, user: User, email: str, context: dict) -> None:
        """Write the mail to the ledger. The worker sends it, with a link made then (accounts.mails)."""
        mails.forgotten_password(user, at=clock.now())

    def pre_authenticate(self, request: HttpRequest, *, email: str = "", **credentials) -> None:
        """Raise ValidationError while an address is locked, or its network tries too often."""
        super().pre_authenticate(request, email=email, **credentials)
        refuse_until(attempts.begin(email, clock.now()))

    def authentication_failed(self, request: HttpRequest, *, email: str = "", **credentials) -> None:
        """Raise ValidationError when this was the failure that locks the address."""
        refuse_until(attempts.failed(email, clock.now()))

    def authenticate(self, request: HttpRequest, **credentials) -> User | None:
        """Who signs in with these; None when they are wrong. Raises ValidationError when it may not be tried now."""
        user = super().authenticate(request, **credentials)
        if user:
            attempts.forget(user)
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether this is the password of the person signed in; counted like a sign-in."""
        return self.authenticate(current.request, email=user.email, password=password) == user

    def set_password(self, user: User, password: str) -> None:
        """End a lock after a new password: the person has proved who they are."""
        super().set_password(user, password)
        attempts.forget(user)


def refuse_until(locked_until: datetime | None) -> None:
    """Raise ValidationError with the time to try again, also for an address without an account."""
    if locked_until:
        raise ValidationError(
            f"Too many failed attempts to sign in with this email address. Try again in {wait(locked_until)}, or "
            "choose a new password with “Forgot your password?”.",
            code="locked",
        )


def wait(until: datetime) -> str:
    """How long it is until then, rounded up: 15 minutes, 2 hours."""
    minutes = max(1, -((clock.now() - until) // timedelta(minutes=1)))
    if minutes > 90:
        return f"{-(-minutes // 60)} hours"
    return f"{minutes} minute{'s' if minutes > 1 else ''}"
