"""A value that cannot be understood stops the start and names its variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from wso_portal import environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (environment.flag, "maybe"),
        (lambda name: environment.number(name, 1), "0"),
        (lambda name: environment.number(name, 1), "many"),
        (lambda name: environment.secret(name, Path("unused")), "short"),
        (lambda name: environment.database(name, {}), "mysql://host/name"),
        (lambda name: environment.database(name, {}), "postgres://host:port/name"),
        (lambda name: environment.database(name, {}), "postgres://host"),
        (lambda name: environment.broker(name, ""), "amqp://host"),
        (lambda name: environment.cache(name, ""), "memcached://host"),
        (lambda name: environment.mail(name, ""), "mail.example:25"),
        (lambda name: environment.mail(name, ""), "smtp://mail.example:port"),
        (lambda name: environment.mail(name, ""), "file:"),
    ],
)
def test_it_names_the_variable(monkeypatch, read, value):
    monkeypatch.setenv("SOME_VARIABLE", value)
    with pytest.raises(ImproperlyConfigured, match="SOME_VARIABLE"):
        read("SOME_VARIABLE")


def test_a_mail_server(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://me%40example:p%3Aw@mail.example:587")
    settings = environment.mail("EMAIL_URL", "console:")
    assert settings["EMAIL_HOST_USER"] == "me@example"
    assert settings["EMAIL_HOST_PASSWORD"] == "p:w"
    assert settings["EMAIL_PORT"] == 587
    assert settings["EMAIL_USE_TLS"]


def test_a_database(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me:p%40w@db.example:5433/portal")
    settings = environment.database("DATABASE_URL", {})
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", 5433, "portal")
    assert settings["PASSWORD"] == "p@w"


def test_a_secret_is_made_once_and_private(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / "var" / "secret_key"
    first = environment.secret("SECRET_KEY", file)
    assert environment.secret("SECRET_KEY", file) == first
    assert len(first) >= 50
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"BEHIND_TLS": "1"}, "DEMO is on and BEHIND_TLS is on"),
        ({"ALLOWED_HOSTS": "localhost,portal.example.gov"}, "ALLOWED_HOSTS names portal.example.gov"),
        ({"ALLOWED_HOSTS": "*", "DEMO": "1", "DATABASE_URL": "postgres://me@db.example/x"}, "ALLOWED_HOSTS names *"),
    ],
)
def test_a_demo_that_others_could_reach_does_not_start(variables, said):
    outcome = start(**variables)
    assert outcome.returncode != 0 and said in outcome.stderr and "DEMO=0" in outcome.stderr


@pytest.mark.parametrize(
    "variables",
    [
        {"BEHIND_TLS": "1", "ALLOWED_HOSTS": "portal.example.gov", "DEMO": "0"},
        {"DEMO": "1", "DATABASE_URL": "postgres://me@db.example/x", "ALLOWED_HOSTS": "127.0.0.1"},
    ],
)
def test_a_demo_on_loopback_and_a_portal_of_ones_own_start(variables):
    assert start(**variables).returncode == 0


def start(**variables):
    """What becomes of a process that reads the settings in this environment."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DEMO", "DATABASE_URL", "ALLOWED_HOSTS")}
    command = [sys.executable, "-c", "import wso_portal.settings"]
    return subprocess.run(command, env={**kept, **variables}, cwd=ROOT, capture_output=True, text=True, check=False)
