from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.contrib import messages
from django.http import HttpRequest

NOT_SENT = "The mail server does not answer, so nothing was sent. Try again in a few minutes."


class Adapter(DefaultAccountAdapter):
    """Sign-in only: people are added by a program manager."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: nobody opens an account for themselves."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """A mail of allauth (a forgotten password). A mail server that is down is said so, for every address alike."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # refused, timed out, and every SMTPException
            messages.error(current.request, NOT_SENT)
