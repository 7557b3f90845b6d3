"""What holds for every request: the session's two limits, no copies of what a person saw, one character set, HEAD."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import patch_cache_control

from wso_portal import clock
from wso_portal.session import only_asks

SAVED_AGAIN_AFTER = 60  # seconds: to save on every request would double its cost
UTF8 = ("utf-8", "utf8")
NextHandler = Callable[[HttpRequest], HttpResponse]


def session_limits(get_response: NextHandler) -> NextHandler:
    """Sign out a person who signed in longer ago than SESSION_LIFETIME, and renew the idle limit.

    No proxy and no browser keeps a page for a signed-in person: most pages hold facts about people.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        signed_in = "_auth_user_id" in request.session
        if signed_in:
            _limit(request, clock.now().timestamp())
        response = get_response(request)
        if signed_in:
            patch_cache_control(response, private=True, no_cache=True, no_store=True)
        return response

    return middleware


def _limit(request: HttpRequest, now: float) -> None:
    session = request.session
    started_at = session.setdefault("started_at", now)
    if now - started_at > settings.SESSION_LIFETIME:
        logout(request)
    elif now - session.get("seen_at", 0) > SAVED_AGAIN_AFTER and not only_asks(request):
        session["seen_at"] = now


def utf8_only(get_response: NextHandler) -> NextHandler:
    """Raise BadRequest for a request that names another character set: no browser sends one to a page in UTF-8."""

    def middleware(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        request.encoding = "utf-8"  # also for the page that refuses another
        if charset.lower() not in UTF8:
            raise BadRequest("The request is not in UTF-8.")
        return get_response(request)

    return middleware


def head_as_get(get_response: NextHandler) -> NextHandler:
    """Let every page that answers GET answer HEAD alike, without the body: a body would be read as the next answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        response = get_response(request)
        request.method = "HEAD"
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()
        else:
            response.content = b""
        return response

    return middleware
