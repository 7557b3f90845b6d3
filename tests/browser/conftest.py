"""Desks for the people of the cast, and a mail server that keeps what it gets."""

import pytest

from tests.browser.desk import Desk
from tests.cast import NOW
from tests.notifications.sink import Sink
from tests.patience import LONG
from wso_portal import clock


@pytest.fixture
def browser_context_args(browser_context_args: dict) -> dict:
    """An American browser, whatever the machine's own language and clock."""
    return {**browser_context_args, "locale": "en-US", "timezone_id": "America/New_York"}


@pytest.fixture
def on_a_monday_morning(monkeypatch):
    """The portal's clock starts at NOW and goes on, so that no walk crosses midnight or a change of the clocks."""
    real, began = clock.now, clock.now()
    monkeypatch.setattr(clock, "now", lambda: NOW + (real() - began))


@pytest.fixture
def desk(live_server, new_context):
    """Gives a person a desk of their own; with a user they sign in at once."""

    def sit_down(user=None) -> Desk:
        desk = Desk(new_context(), live_server.url)
        if user:
            desk.sign_in(user.email)
        return desk

    return sit_down


@pytest.fixture
def mail(settings, live_server):
    """The mail server that the settings name; links in mails lead to the server under test."""
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, LONG
        settings.PORTAL_URL = live_server.url
        yield server
