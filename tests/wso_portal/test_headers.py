"""What every answer carries."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from accounts.adapter import Adapter

POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "frame-ancestors": "'none'",
    "base-uri": "'none'", "manifest-src": "'self'",
}  # fmt: skip


@pytest.fixture
def headers(client, db):
    return client.get("/accounts/login/").headers


def test_the_content_policy_is_strict(headers):
    found = dict(directive.strip().split(" ", 1) for directive in headers["Content-Security-Policy"].split(";"))
    assert found == POLICY


def test_nothing_is_sniffed_framed_or_told(headers):
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_are_closed_by_default(client, db):
    answer = client.get("/officers/")
    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/officers/"


def test_nobody_signs_up(rf):
    assert not Adapter().is_open_for_signup(rf.get("/"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/healthz", "/nothing-here/"])
def test_head_has_no_body_whatever_the_server(path):
    """Django's test client drops a body by itself, so the application is asked as a server asks it."""
    environ = RequestFactory().head(path).environ
    assert b"".join(WSGIHandler()(environ, lambda status, headers: None)) == b""
