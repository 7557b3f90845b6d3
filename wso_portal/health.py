"""Two addresses for monitoring: whether the process is alive, and whether it can serve."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from officers.authority.models import Check


@login_not_required
@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of any server."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and the last check of the answers left no difference, else 503.

    A cache that is down is named but does not make the portal unready.
    """
    database, shared_cache = _database_answers(), _cache_answers()
    checked = Check.objects.first() if database else None
    trusted = checked is None or not checked.differences or checked.repaired
    report = {"database": database, "cache": shared_cache, "answers": _told(checked)}
    return JsonResponse(report, status=200 if database and trusted else 503)


def _told(checked: Check | None) -> dict | None:
    """The last check of the kept answers against the rule; null when there was none."""
    if checked is None:
        return None
    return {"checked_at": checked.at, "differences": checked.differences, "repaired": checked.repaired}


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _cache_answers() -> bool:
    try:
        cache.get("readyz")
    except (DatabaseError, RedisError, OSError):
        return False
    return True
