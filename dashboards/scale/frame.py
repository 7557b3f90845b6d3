"""The portal's frame around no content, as a page: what every page of the portal pays before it says anything."""

from django.shortcuts import render
from django.urls import include, path

from pages.access import allow


@allow()
def frame_page(request):
    """Navigation, who one is, what is unread."""
    return render(request, "base.html", {"title": "Frame"})


urlpatterns = [path("frame/", frame_page, name="frame"), path("", include("wso_portal.urls"))]
