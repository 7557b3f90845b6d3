"""Half an hour without a request, or a working day since sign-in, ends a session."""

from datetime import timedelta

import pytest

from wso_portal import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch):
    start = clock.now()

    def move(**time):
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(**time))

    return move


def test_a_session_is_saved_at_most_once_a_minute(client, manager, later):
    client.force_login(manager)
    client.get("/healthz")
    seen_at = client.session["seen_at"]
    later(seconds=59)
    client.get("/healthz")
    assert client.session["seen_at"] == seen_at
    later(seconds=61)
    client.get("/healthz")
    assert client.session["seen_at"] > seen_at + 60


def test_a_working_day_ends_it(client, manager, later):
    client.force_login(manager)
    client.get("/healthz")
    later(hours=12, seconds=1)
    client.get("/healthz")
    assert "_auth_user_id" not in client.session


def test_idle_for_half_an_hour_ends_it(client, manager, settings):
    client.force_login(manager)
    client.get("/healthz")
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE == 1800
    assert client.session.get_expire_at_browser_close()


def test_visitors_get_no_session(client):
    assert not client.get("/healthz").cookies
