from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Sign-in only: people are added by a program manager."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: nobody opens an account for themselves."""
        return False
