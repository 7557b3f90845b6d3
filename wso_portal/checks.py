"""System checks: what must be true of the place the portal runs in (`manage.py check`)."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Error, Tags, Warning, register
from django.db import NotSupportedError, connection

OLDEST_POSTGRESQL = 15


@register(Tags.database)
def database_is_recent(app_configs, databases=None, **kwargs) -> list[Error]:
    """wso_portal.E001: the database is older than PostgreSQL 15."""
    if not databases or "default" not in databases:
        return []
    try:
        found = connection.pg_version // 10_000  # type: ignore[attr-defined]
    except NotSupportedError as error:  # so old that Django refuses it first
        return [_too_old(str(error))]
    if found >= OLDEST_POSTGRESQL:
        return []
    return [_too_old(f"The database is PostgreSQL {found}.")]


def _too_old(finding: str) -> Error:
    return Error(
        f"The portal needs PostgreSQL {OLDEST_POSTGRESQL} or later. {finding}",
        hint="Name a newer server in DATABASE_URL, or unset it to use the embedded one.",
        id="wso_portal.E001",
    )


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
            hint="Unset CACHE_URL to keep them in the database, or name a Redis or Valkey server in it.",
            id="wso_portal.W001",
        )
    ]


@register(Tags.database)
def cache_table_exists(app_configs, databases=None, **kwargs) -> list[Warning]:
    """wso_portal.W002: nobody could sign in."""
    cache = settings.CACHES["default"]
    if not databases or "db.DatabaseCache" not in cache["BACKEND"]:
        return []
    if cache["LOCATION"] in connection.introspection.table_names():
        return []
    return [
        Warning(
            "The table of the cache is missing: nobody can sign in.",
            hint="Run manage.py createcachetable.",
            id="wso_portal.W002",
        )
    ]


@register(Tags.security, deploy=True)
def no_demo_accounts(app_configs, **kwargs) -> list[Error]:
    """wso_portal.E003: the demo's accounts are open, and everyone knows their password.

    Not tagged `database`: `check --deploy` alone, without --database, says it too.
    """
    people = get_user_model()
    if people._meta.db_table not in connection.introspection.table_names():
        return []
    found = list(people._default_manager.filter(is_active=True, email__iendswith=".example").order_by("email"))
    if not found:
        return []
    more = f" and {len(found) - 1} more" if found[1:] else ""
    return [
        Error(
            f"Accounts of the demo are active: {found[0].email}{more}. Their password is public.",
            hint="Use a database that the demo never filled, or deactivate every account that ends in .example.",
            id="wso_portal.E003",
        )
    ]
