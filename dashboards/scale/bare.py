"""The page to compare with: a bare signed-in page of Django (session, user, messages, CSRF, one small query).

It runs in the process of the portal's pages, so it has a handler, a middleware chain, addresses and a template engine
of its own: what the portal adds to every page is no part of it.
"""

from functools import cache

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template.backends.django import DjangoTemplates
from django.test import Client, override_settings
from django.test.client import ClientHandler
from django.urls import path

from agreements.jurisdictions.models import FieldOffice

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
PAGE = """<!doctype html><html lang="en"><head><title>Bare</title></head>
<body><p>{{ request.user }}</p>
{% for message in messages %}<p>{{ message }}</p>{% endfor %}<form method="post">{% csrf_token %}</form>
<ul>{% for office in offices %}<li>{{ office.name }}</li>{% endfor %}</ul></body></html>"""


class BareHandler(ClientHandler):
    """Answers from this module's addresses through Django's standard middleware only."""

    def load_middleware(self, is_async: bool = False) -> None:
        with override_settings(MIDDLEWARE=MIDDLEWARE):
            super().load_middleware(is_async)

    def get_response(self, request):
        request.urlconf = __name__
        return super().get_response(request)


def client() -> Client:
    """A test client of the bare page."""
    made = Client()
    made.handler = BareHandler(enforce_csrf_checks=False)
    return made


@login_required
def bare(request):
    """The cost of any signed-in page: three queries."""
    offices = FieldOffice.objects.order_by("name")[:10]
    return HttpResponse(template().render({"offices": offices}, request))


@cache
def template():
    """Compiled once a process, as the portal's own templates are, with Django's context processors only."""
    options = {"context_processors": CONTEXT_PROCESSORS}
    engine = DjangoTemplates({"NAME": "bare", "DIRS": [], "APP_DIRS": False, "OPTIONS": options})
    return engine.from_string(PAGE)


urlpatterns = [path("bare/", bare, name="bare")]
