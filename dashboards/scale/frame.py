"""The portal's frame without content, as a page: the cost that every page of the portal has."""

from django.shortcuts import render
from django.urls import include, path

from pages.access import allow


@allow()
def frame_page(request):
    """Show navigation, person and unread notifications only."""
    return render(request, "base.html", {"title": "Frame"})


urlpatterns = [path("frame/", frame_page, name="frame"), path("", include("wso_portal.urls"))]
