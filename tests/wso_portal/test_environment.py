"""A value that cannot be understood stops the start and names its variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from wso_portal import environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch):
    for name in ("ALLOW_PLAINTEXT", "PGHOST", "PGSSLMODE"):
        monkeypatch.delenv(name, raising=False)


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


HERE = [
    (environment.database, "postgres:///portal"),
    (environment.database, "postgres://me@localhost/portal"),
    (environment.database, "postgres://me@[::1]:5433/portal"),
    (environment.database, "postgres://me@%2Frun%2Fpostgresql/portal"),
    (environment.broker, "redis://127.0.0.1:6379/0"),
    (environment.broker, "redis+socket:///run/valkey.sock"),
    (environment.cache, "redis://localhost/1"),
    (environment.cache, "unix:///run/valkey.sock?db=2"),
    (environment.mail, "smtp://localhost:25"),
]
ENCRYPTED = [
    (environment.database, "postgres://me:word@db.example/portal?sslmode=require"),
    (environment.database, "postgres://me:word@db.example/portal?sslmode=verify-full"),
    (environment.broker, "rediss://queue.example:6379/0"),
    (environment.cache, "rediss://10.0.0.7/1"),
    (environment.mail, "smtp+tls://me:word@mail.example"),
    (environment.mail, "smtps://me:word@mail.example"),
]
PLAIN = [
    (environment.database, "postgres://me:word@db.example/portal", "database", "sslmode=verify-full"),
    (environment.database, "postgres://me:word@10.0.0.7/portal", "database", "sslmode=verify-full"),
    (environment.database, "postgres://me:word@db.example/portal?sslmode=prefer", "database", "sslmode=verify-full"),
    (environment.database, "postgres:///portal?host=db.example", "database", "sslmode=verify-full"),
    (environment.database, "postgres://me@localhost,db.example/portal", "database", "sslmode=verify-full"),
    (environment.broker, "redis://:word@queue.example:6379/0", "broker", "rediss://"),
    (environment.cache, "redis://192.168.1.7/1", "cache", "rediss://"),
    (environment.mail, "smtp://me:word@mail.example:587", "mail", r"smtp\+tls://"),
]


@pytest.mark.parametrize(("read", "url"), HERE + ENCRYPTED)
def test_this_machine_and_tls_are_taken(monkeypatch, read, url):
    monkeypatch.setenv("SOME_VARIABLE", url)
    assert read("SOME_VARIABLE", "")


@pytest.mark.parametrize(("read", "url", "what", "fix"), PLAIN)
def test_another_machine_without_tls_is_refused_unless_one_says_so_by_name(monkeypatch, read, url, what, fix):
    monkeypatch.setenv("SOME_VARIABLE", url)
    with pytest.raises(ImproperlyConfigured, match=f"SOME_VARIABLE connects to .*{fix}.*ALLOW_PLAINTEXT={what}"):
        read("SOME_VARIABLE", "")
    monkeypatch.setenv("ALLOW_PLAINTEXT", ",".join({"database", "broker", "cache", "mail"} - {what}))
    with pytest.raises(ImproperlyConfigured, match="without TLS"):
        read("SOME_VARIABLE", "")
    monkeypatch.setenv("ALLOW_PLAINTEXT", what)
    assert read("SOME_VARIABLE", "")


def test_the_passwords_are_in_no_refusal(monkeypatch):
    for read, url, _what, _fix in PLAIN:
        monkeypatch.setenv("SOME_VARIABLE", url)
        with pytest.raises(ImproperlyConfigured) as refusal:
            read("SOME_VARIABLE", "")
        assert "word@" not in str(refusal.value)


def test_the_environment_of_libpq_counts(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres:///portal")
    monkeypatch.setenv("PGHOST", "db.example")
    with pytest.raises(ImproperlyConfigured, match="db.example without TLS"):
        environment.database("DATABASE_URL", {})
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert environment.database("DATABASE_URL", {})


def test_an_unknown_word_in_allow_plaintext_is_refused(monkeypatch):
    monkeypatch.setenv("ALLOW_PLAINTEXT", "databse")
    monkeypatch.setenv("DATABASE_URL", "postgres://me@db.example/portal")
    with pytest.raises(ImproperlyConfigured, match="ALLOW_PLAINTEXT names databse"):
        environment.database("DATABASE_URL", {})


def test_starttls_on_587_is_the_default(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://mail.example")
    settings = environment.mail("EMAIL_URL", "console:")
    assert (settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (587, True, False)


def test_a_mail_server(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://me%40example:p%3Aw@mail.example:587")
    settings = environment.mail("EMAIL_URL", "console:")
    assert settings["EMAIL_HOST_USER"] == "me@example"
    assert settings["EMAIL_HOST_PASSWORD"] == "p:w"
    assert settings["EMAIL_PORT"] == 587
    assert settings["EMAIL_USE_TLS"]


def test_a_database(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me:p%40w@db.example:5433/portal?sslmode=require")
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
        {"DEMO": "1", "DATABASE_URL": "postgres://me@127.0.0.1/x", "ALLOWED_HOSTS": "127.0.0.1"},
    ],
)
def test_a_demo_on_loopback_and_a_portal_of_ones_own_start(variables):
    assert start(**variables).returncode == 0


def start(**variables):
    """What becomes of a process that reads the settings in this environment."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DEMO", "DATABASE_URL", "ALLOWED_HOSTS")}
    command = [sys.executable, "-c", "import wso_portal.settings"]
    return subprocess.run(command, env={**kept, **variables}, cwd=ROOT, capture_output=True, text=True, check=False)
