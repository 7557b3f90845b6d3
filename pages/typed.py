"""What a person entered is not lost when they were signed out meanwhile: it is kept until they sign in again.

A signed cookie says who was last signed in in this browser. What is sent after the sign-out is kept in the session for
that person only: files and passwords are not. After the sign-in their form shows it again (pages.acts); a page without
such a form gives way to one that lists it. Nothing is done before the person sends it again.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

COOKIE, SALT = "portal_person", "who was last signed in here"
KEY = "typed"
MOST_KEPT = 100_000  # characters of one form
COOKIE_SECONDS = 12 * 60 * 60  # seconds for which the cookie is believed
NEVER_KEPT = re.compile("password|csrfmiddlewaretoken")

SIGNED_OUT = "You were signed out before you sent this. Sign in again. We kept what you entered."
SHOWN_AGAIN = "You were signed out before you sent this. Check what you entered and send it again."
FILES = " Files are not kept, so choose the file again."
NOT_DONE = "You were signed out, so nothing was changed. Select the button again."


def keep_typed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Keep what is sent by a person who was signed out, for that person alone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.session.get("_auth_user_id", "")
        if person and KEY in request.session and request.session[KEY]["person"] != person:
            del request.session[KEY]
        response = get_response(request)
        person = request.session.get("_auth_user_id", "")
        if not person:
            keep_fields(request, response)
        elif KEY in request.session and is_its_page(request):
            response = instead(request, response)
        if person and last_person(request) != person:
            response.set_signed_cookie(
                COOKIE, person, SALT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        return response

    return middleware


def last_person(request: HttpRequest) -> str:
    """Who was last signed in in this browser; empty when nobody is known."""
    return request.get_signed_cookie(COOKIE, "", SALT, max_age=COOKIE_SECONDS) or ""


def is_its_page(request: HttpRequest) -> bool:
    return request.method == "GET" and request.session[KEY]["path"] == request.get_full_path()


def keep_fields(request: HttpRequest, response: HttpResponse) -> None:
    """Keep the fields of a form that led to the sign-in page."""
    to_sign_in = response.status_code == 302 and response["Location"].startswith(resolve_url(settings.LOGIN_URL))
    if request.method != "POST" or not to_sign_in or not (person := last_person(request)):
        return
    fields = {name: values for name, values in request.POST.lists() if not NEVER_KEPT.search(name)}
    if sum(len(name) + len(value) for name, values in fields.items() for value in values) > MOST_KEPT:
        return
    request.session[KEY] = {
        "person": person, "path": request.get_full_path(), "page": page_before(request), "fields": fields,
        "files": bool(request.FILES),
    }  # fmt: skip
    messages.info(request, SIGNED_OUT)


def page_before(request: HttpRequest) -> str:
    """The page of ours on which the form was; Home when the browser does not tell."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours else "/"


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What the person entered on this page before they were signed out, once; None for nothing."""
    session = getattr(request, "session", {})
    if KEY not in session or not is_its_page(request):
        return None
    kept = session.pop(KEY)
    messages.info(request, SHOWN_AGAIN + (FILES if kept["files"] else ""))
    return as_sent(kept["fields"])


def as_sent(fields: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def instead(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """For a page whose form does not show what was entered: a page that lists it, or the way back to a button."""
    kept = request.session.pop(KEY)
    if response.status_code == 405:
        messages.warning(request, NOT_DONE)
        return redirect(kept["page"])
    if response.status_code != 200:
        return response
    pairs = [(name, value) for name, values in kept["fields"].items() for value in values]
    context = {
        "title": "Send what you entered?",
        "pairs": pairs,
        "shown": [(name.replace("_", " ").replace("-", " "), value) for name, value in pairs if value],
        "files": kept["files"],
    }
    return render(request, "parts/typed.html", context)
