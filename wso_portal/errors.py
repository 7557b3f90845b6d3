"""The error pages, in words that say what to do.

None of them reads the form that was sent (as requires_csrf_token would): it may be what cannot be read.
"""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """413 for more data than the portal takes, else 400."""
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", {"limit_mb": settings.DOCUMENT_MAX_BYTES // 1024**2}, status=413)
    return render(request, "400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the sentence of the refusal when it has one."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or none in this person's scope; the two look the same on purpose."""
    return render(request, "404.html", status=404)


def closed(request: HttpRequest) -> HttpResponse:
    """A page of a library that has no use here. Raises Http404."""
    raise Http404


def broken(request: HttpRequest) -> HttpResponse:
    """500, by a template that asks nothing of the database or the session: they may be what is broken."""
    return HttpResponse(render_to_string("500.html"), status=500)
