"""Half an hour without a request, or a working day since sign-in, ends a session."""

from datetime import timedelta

import pytest
from django.test import Client

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


def test_the_page_knows_when_the_session_ends(client, manager, later):
    later(minutes=0)
    client.force_login(manager)
    assert 'data-seconds="1800"' in client.get("/account/").content.decode()
    later(hours=11, minutes=50)
    assert 'data-seconds="600"' in client.get("/account/").content.decode()
    assert "data-seconds" not in Client().get("/help/").content.decode()


def test_to_ask_how_long_it_lasts_does_not_prolong_it(client, manager, later):
    client.force_login(manager)
    client.get("/healthz")
    later(minutes=25)
    assert client.get("/session/").json() == {"seconds": 300, "extendable": True}
    assert client.post("/session/").json() == {"seconds": 1800, "extendable": True}
    assert client.get("/session/").json()["seconds"] == 1800
    later(hours=11, minutes=58)
    assert client.post("/session/").json() == {"seconds": 120, "extendable": False}
    later(hours=12, seconds=1)
    assert client.get("/session/").json() == {"seconds": 0, "extendable": False}


def test_a_visitor_learns_nothing_of_a_session(client):
    assert client.get("/session/").json() == client.post("/session/").json() == {"seconds": 0, "extendable": False}


def test_visitors_get_no_session(client):
    assert not client.get("/healthz").cookies
