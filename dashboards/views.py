from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import allow, allow_on
from accounts.roles import READERS
from agreements.jurisdictions.models import Jurisdiction
from wso_portal import clock

from .home import Home
from .navigation import OF_NUMBERS
from .searching import found


@allow()
@require_GET
def home(request):
    """The work queue of the person who signed in."""
    at = clock.now()
    page = Home(request.user, at)
    context = {
        "title": "Home",
        "home": page,
        "at": at,
        "limit": settings.WAITING_DAYS,
        "agencies": page.agencies,
        "ahead": page.ahead,
        "numbers": page.numbers,
    }
    return render(request, "dashboards/home.html", context)


@allow(*READERS)
@require_GET
def jurisdictions(request):
    return render(request, "base.html", {"title": "Jurisdictions"})


@allow_on(Jurisdiction)
@require_GET
def jurisdiction(request, jurisdiction):
    return render(request, "base.html", {"title": str(jurisdiction)})


@allow(*OF_NUMBERS)
@require_GET
def dashboard(request):
    return render(request, "base.html", {"title": "Dashboard"})


@allow(*READERS)
@require_GET
def search(request):
    """Agencies and officers in one's scope by a part of their name, or by badge number."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    context = {"title": f"Search: {words}" if words else "Search", "words": words, **found(request.user, words)}
    return render(request, "dashboards/search.html", context)


@login_not_required
@require_GET
def accessibility(request):
    return render(request, "dashboards/accessibility.html", {"title": "Accessibility"})


@login_not_required
@require_GET
def privacy(request):
    return render(request, "dashboards/privacy.html", {"title": "Privacy"})


@login_not_required
@require_GET
def complaints(request):
    return render(request, "dashboards/complaints.html", {"title": "Complain about a Warrant Service Officer"})
