"""The environment, read strictly: a value that cannot be understood stops the start and names its variable."""

import os
from collections.abc import Mapping
from ipaddress import ip_address
from os import environ
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from wso_portal.embedded import places

YES = ("1", "true", "yes", "on")
NO = ("0", "false", "no", "off", "")
BROKERS = ("redis", "rediss", "redis+socket", "memory")
ENCRYPTED = ("require", "verify-ca", "verify-full")  # sslmode: the others of libpq also connect without TLS
PLAINTEXT = ("database", "broker", "cache", "mail")  # what ALLOW_PLAINTEXT may name
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
CACHES = ("db", "redis", "rediss", "unix", "locmem")


def keep_private(var: Path) -> None:
    """Close the folders of the state to other users of the machine, also those that were open before, and everything
    that this process and its children will write: mails and logs hold links that set a password. Raises
    ImproperlyConfigured when the state belongs to another user."""
    os.umask(0o077)
    try:
        places.close(var, passage=True)
        for name in ("mail", "log", "media"):
            places.close(var / name)
    except PermissionError as error:
        raise ImproperlyConfigured(
            f"{error.filename} belongs to another user. Run the portal as that user, or name another place in WSO_VAR."
        ) from error


def flag(name: str, default: bool = False) -> bool:
    """True or False. Raises ImproperlyConfigured for any other word."""
    value = environ.get(name, str(default)).strip().lower()
    if value not in YES + NO:
        raise ImproperlyConfigured(f"{name} is {value!r}: say 1 or 0 (also true/false, yes/no, on/off).")
    return value in YES


def number(name: str, default: int) -> int:
    """A whole number from 1 up. Raises ImproperlyConfigured for anything else."""
    value = environ.get(name, "").strip() or str(default)
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise ImproperlyConfigured(f"{name} is {value!r}: it must be a whole number from 1 up.")
    return int(value)


def words(name: str) -> list[str]:
    """The comma-separated words of a variable; an empty list when it is unset."""
    return [word.strip() for word in environ.get(name, "").split(",") if word.strip()]


def demo(name: str, *, default: bool, behind_tls: bool, hosts: list[str]) -> bool:
    """Whether this is a demo, with accounts whose password everyone knows. Raises ImproperlyConfigured where others
    could reach it: behind TLS, or under a host that is not loopback."""
    if not flag(name, default):
        return False
    if behind_tls or foreign(hosts):
        why = "BEHIND_TLS is on" if behind_tls else f"ALLOWED_HOSTS names {foreign(hosts)[0]}"
        raise ImproperlyConfigured(
            f"{name} is on and {why}: the demo's passwords are public, so it runs on this machine only. Set {name}=0 "
            "and use a database without the demo's accounts."
        )
    return True


def foreign(hosts: list[str]) -> list[str]:
    """Those of the host names under which other machines could reach the portal."""
    return [host for host in hosts if host not in LOOPBACK and not host.endswith(".localhost")]


def secret(name: str, file: Path) -> str:
    """The secret of the environment, or one made once and kept in a file that only its owner can read."""
    value = environ.get(name)
    if value is None:
        return _kept_secret(file)
    if len(value) < 32:
        raise ImproperlyConfigured(f"{name} is too short: it needs at least 32 random characters.")
    return value


def _kept_secret(file: Path) -> str:
    """Several processes may start at once: whoever links the finished file first decides for all."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{token_urlsafe(8)}")
        draft.touch(mode=0o600)
        draft.write_text(token_urlsafe(48))
        if not file.exists():
            draft.rename(file)
        draft.unlink(missing_ok=True)
    return file.read_text()


def refuse_plaintext(name: str, what: str, hosts: list[str], fix: str) -> None:
    """Raise ImproperlyConfigured when a server without TLS is on another machine (a private network's too), unless
    ALLOW_PLAINTEXT names this kind of server."""
    allowed = words("ALLOW_PLAINTEXT")
    if unknown := set(allowed) - set(PLAINTEXT):
        raise ImproperlyConfigured(
            f"ALLOW_PLAINTEXT names {', '.join(sorted(unknown))}: it may name {', '.join(PLAINTEXT)}, with commas."
        )
    remote = [host for host in hosts if not is_here(host)]
    if remote and what not in allowed:
        raise ImproperlyConfigured(
            f"{name} connects to {remote[0]} without TLS: passwords and records would cross the network unencrypted. "
            f"{fix} If the network between them is protected by other means, set ALLOW_PLAINTEXT={what}."
        )


def is_here(host: str) -> bool:
    """True for this machine: a loopback address, or the folder of a unix socket."""
    if host in ("", "localhost") or host.startswith(("/", "@")):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def database(name: str, default: dict) -> dict:
    """Django's settings of the PostgreSQL database at a URL. Raises ImproperlyConfigured for any other kind, and for
    one on another machine without TLS."""
    url = environ.get(name)
    if not url:
        return default
    if urlsplit(url).scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name} must begin with postgres:// : the portal runs on PostgreSQL 15 or later.")
    try:
        parts = dj_database_url.parse(url)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read as postgres://user:password@host:port/name.") from error
    if not parts["NAME"]:
        raise ImproperlyConfigured(f"{name} names no database: postgres://user:password@host:port/name.")
    options = parts.get("OPTIONS", {})
    if options.get("sslmode", environ.get("PGSSLMODE")) not in ENCRYPTED:
        found = options.get("hostaddr") or options.get("host") or parts["HOST"] or environ.get("PGHOST", "")
        refuse_plaintext(name, "database", str(found).split(","), "Add ?sslmode=verify-full (or require) to it.")
    return dict(parts)


def pooling(pooled: bool) -> dict[str, Any]:
    """Django's settings of the connections. Behind a pooler in transaction mode (PgBouncer) each transaction may be
    another server connection: a cursor cannot outlive one there, and the pooler keeps the connections."""
    if pooled:
        return {"CONN_MAX_AGE": 0, "DISABLE_SERVER_SIDE_CURSORS": True}
    return {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


def broker(name: str, default: str) -> str:
    """The URL of Celery's broker. Raises ImproperlyConfigured for a kind that is not installed, and for one on another
    machine without TLS."""
    url = environ.get(name) or default
    if urlsplit(url).scheme not in BROKERS:
        raise ImproperlyConfigured(f"{name} must begin with one of: {', '.join(BROKERS)}.")
    _refuse_plain_redis(name, "broker", url)
    return url


def _refuse_plain_redis(name: str, what: str, url: str) -> None:
    if urlsplit(url).scheme == "redis":
        refuse_plaintext(name, what, [urlsplit(url).hostname or ""], "Begin it with rediss:// instead of redis://.")


def cache(name: str, default: str) -> dict[str, Any]:
    """Django's settings of the cache at a URL (db://table, redis://host, unix:///path?db=2, locmem://). Raises
    ImproperlyConfigured for anything else, and for a server on another machine without TLS."""
    url = environ.get(name) or default
    scheme = urlsplit(url).scheme
    if scheme not in CACHES:
        raise ImproperlyConfigured(f"{name} must begin with one of: {', '.join(CACHES)}.")
    _refuse_plain_redis(name, "cache", url)
    if scheme == "db":
        return {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": urlsplit(url).netloc or "portal_cache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    if scheme == "locmem":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url, "KEY_PREFIX": "wso"}


def mail(name: str, default: str) -> Mapping[str, object]:
    """Django's EMAIL_ settings for a URL: smtp+tls://user:password@host:587 (STARTTLS), smtps://host:465 (TLS from the
    first byte), smtp://localhost (none, so for this machine only), console: or file:/folder. Raises
    ImproperlyConfigured for anything else, and for a server on another machine without TLS."""
    url = environ.get(name) or default
    parts = urlsplit(url)
    backend = "django.core.mail.backends."
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{backend}console.EmailBackend"}
    if parts.scheme == "file" and parts.path:
        return {"EMAIL_BACKEND": f"{backend}filebased.EmailBackend", "EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme not in SMTP_PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} must be smtp+tls://user:password@host:587 (or smtps, smtp), console: or file:/folder."
        )
    port = _port(name, parts) or SMTP_PORTS[parts.scheme]
    if parts.scheme == "smtp":
        fix = "Begin it with smtp+tls:// (STARTTLS, port 587) or smtps:// (port 465)."
        refuse_plaintext(name, "mail", [parts.hostname], fix)
    return {
        "EMAIL_BACKEND": f"{backend}smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def _port(name: str, parts) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} has a port that is no number between 0 and 65535.") from error
