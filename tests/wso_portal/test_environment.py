"""A value that cannot be understood stops the start and names its variable."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from wso_portal import environment


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
