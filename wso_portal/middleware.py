"""The session's two limits: half an hour without a request, and a working day since sign-in."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from wso_portal import clock

SAVED_AGAIN_AFTER = 60  # seconds: to save on every request would double its cost


def session_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Signs out whoever signed in longer ago than SESSION_LIFETIME and keeps the idle limit fresh."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "_auth_user_id" in request.session:
            _limit(request, clock.now().timestamp())
        return get_response(request)

    return middleware


def _limit(request: HttpRequest, now: float) -> None:
    session = request.session
    started_at = session.setdefault("started_at", now)
    if now - started_at > settings.SESSION_LIFETIME:
        logout(request)
    elif now - session.get("seen_at", 0) > SAVED_AGAIN_AFTER:
        session["seen_at"] = now
