"""System checks: what must be true of the place the portal runs in (`manage.py check`)."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connection

OLDEST_POSTGRESQL = 15


@register(Tags.database)
def database_is_recent(app_configs, databases=None, **kwargs) -> list[Error]:
    """wso_portal.E001: the database is older than PostgreSQL 15."""
    if not databases or "default" not in databases:
        return []
    found = connection.pg_version  # type: ignore[attr-defined]
    if found >= OLDEST_POSTGRESQL * 10_000:
        return []
    return [
        Error(
            f"The database is PostgreSQL {found // 10_000}; the portal needs {OLDEST_POSTGRESQL} or later.",
            hint="Name a newer server in DATABASE_URL, or unset it to use the embedded one.",
            id="wso_portal.E001",
        )
    ]


@register(Tags.database)
def role_is_no_superuser(app_configs, databases=None, **kwargs) -> list[Error]:
    """wso_portal.E002: a superuser could switch off the guards that live in the database."""
    if not databases or "default" not in databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (is_superuser,) = cursor.fetchone()
    if not is_superuser:
        return []
    return [
        Error(
            "The portal's database role is a superuser: it could switch off the triggers that guard the record.",
            hint="Connect as a role made with NOSUPERUSER that owns the portal's database.",
            id="wso_portal.E002",
        )
    ]


@register(Tags.caches, deploy=True)
def cache_is_shared(app_configs, **kwargs) -> list[Warning]:
    """wso_portal.W001: each process would count sign-in attempts for itself."""
    if "locmem" not in settings.CACHES["default"]["BACKEND"]:
        return []
    return [
        Warning(
            "The cache is not shared between processes, so limits on sign-in attempts count per process.",
            hint="Name a Redis or Valkey server in CACHE_URL.",
            id="wso_portal.W001",
        )
    ]
