"""The session's two limits: half an hour without a request, and a working day since sign-in."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from wso_portal import clock

SAVED_AGAIN_AFTER = 60  # seconds: to save on every request would double its cost


def session_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Signs out whoever signed in longer ago than SESSION_LIFETIME and keeps the idle limit fresh."""

    def middleware(request: HttpRequest) -> HttpResponse:
        signed_in = "_auth_user_id" in request.session
        if signed_in:
            _limit(request, clock.now().timestamp())
        response = get_response(request)
        if signed_in and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)  # no proxy keeps what one person saw
        return response

    return middleware


def _limit(request: HttpRequest, now: float) -> None:
    session = request.session
    started_at = session.setdefault("started_at", now)
    if now - started_at > settings.SESSION_LIFETIME:
        logout(request)
    elif now - session.get("seen_at", 0) > SAVED_AGAIN_AFTER:
        session["seen_at"] = now
