"""How long a session still lasts: the page asks before it warns, and again when the person wants to stay."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from wso_portal import clock

PATH = "/session/"


def seconds_left(session) -> tuple[int, bool]:
    """Seconds until the sign-out, and whether a request puts it off; (0, False) when signed out."""
    if "_auth_user_id" not in session:
        return 0, False
    now = clock.now().timestamp()
    idle = session.get("seen_at", now) + settings.SESSION_COOKIE_AGE - now
    working_day = session.get("started_at", now) + settings.SESSION_LIFETIME - now
    return max(0, int(min(idle, working_day))), idle < working_day


def only_asks(request: HttpRequest) -> bool:
    """Whether the request asks how long the session lasts, without prolonging it."""
    return request.path == PATH and request.method == "GET"


@login_not_required
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """Tell how long the session lasts; POST prolongs it first."""
    if request.method == "POST" and "_auth_user_id" in request.session:
        request.session["seen_at"] = clock.now().timestamp()
    seconds, extendable = seconds_left(request.session)
    return JsonResponse({"seconds": seconds, "extendable": extendable}, headers={"Cache-Control": "no-store"})
