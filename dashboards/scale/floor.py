"""The yardstick: a bare signed-in page (session, user, messages, one small query, a minimal template)."""

from functools import cache

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from agreements.jurisdictions.models import FieldOffice

PAGE = """{% load static %}<!doctype html><html lang="en"><head><title>Floor</title></head>
<body><p>{{ request.user }}</p>
{% for message in messages %}<p>{{ message }}</p>{% endfor %}<form method="post">{% csrf_token %}</form>
<ul>{% for office in offices %}<li>{{ office.name }}</li>{% endfor %}</ul></body></html>"""


@login_required
def floor(request):
    """What any signed-in page must pay."""
    offices = FieldOffice.objects.order_by("name")[:10]
    return HttpResponse(template().render({"offices": offices}, request))


@cache
def template():
    """Compiled once a process, as the portal's own templates are."""
    return engines["django"].from_string(PAGE)


urlpatterns = [path("floor/", floor, name="floor"), path("", include("wso_portal.urls"))]
