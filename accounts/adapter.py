from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from wso_portal import clock

from . import mails
from .models import User


class Adapter(DefaultAccountAdapter):
    """Sign-in only: people are added by a program manager."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: nobody opens an account for themselves."""
        return False

    def send_password_reset_mail(self, user: User, email: str, context: dict) -> None:
        """Into the ledger: sent to the account's own address, with a link made then (accounts.mails)."""
        mails.forgotten_password(user, at=clock.now())
