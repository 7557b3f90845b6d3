from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.roles import READERS, Role
from agreements.jurisdictions.models import FieldOffice, Jurisdiction
from agreements.jurisdictions.states import CONFIRM_ZONE, EDIT_CONTACT, OPEN_JURISDICTION
from agreements.memoranda.states import Stage as Paper
from agreements.register.days import ICE_ZONE
from pages.access import allow, allow_on
from pages.lists import chips, part_of
from pages.zones import zone_in_words
from wso_portal import clock

from .agency import AgencyPage
from .forms import jurisdictions_listed, with_partnerships
from .home import HomePage
from .navigation import OF_NUMBERS
from .numbers import Numbers
from .searching import MOST_LETTERS, found
from .states import MEANINGS


@allow()
@require_GET
def home(request):
    """The tasks of the person who signed in (?show=others: what they wait for; ?kind=… filters)."""
    at = clock.now()
    page = HomePage(request.user, at, request.GET.get("show", ""), request.GET.get("kind", ""))
    context = {"title": "Home", "home": page, "at": at, "limit": settings.WAITING_DAYS}
    return render(request, "dashboards/home.html", context)


@allow(*READERS)
@require_GET
def jurisdiction_list(request):
    """List the agencies in the person's scope, filtered by the address, each with its partnerships."""
    at, user = clock.now(), request.user
    form, table = jurisdictions_listed(user, request.GET, at)
    part = part_of(table.rows, request.GET)
    context = {
        "title": "Jurisdictions",
        "form": form,
        "chips": chips(form, request.GET),
        "table": table,
        "part": part,
        "rows": with_partnerships(part.rows, at),
        "opens": bool(user.active_memberships(*OPEN_JURISDICTION.roles)),
    }
    return render(request, "dashboards/jurisdictions.html", context)


@allow_on(Jurisdiction)
@require_GET
def jurisdiction(request, jurisdiction):
    """The record of an agency: its partnerships, its officers, what comes next."""
    agency = AgencyPage(jurisdiction, clock.now(), request.user)
    context = {
        "title": str(jurisdiction),
        "breadcrumbs": [("Jurisdictions", reverse("dashboards:jurisdictions"))],
        "jurisdiction": jurisdiction,
        "office": jurisdiction.field_office,
        "agency": agency,
        "agreements": [(agreement, Paper(agreement.stage)) for agreement in agency.agreements],
        "zone": jurisdiction.zone,
        "zone_name": zone_in_words(jurisdiction.zone),
        "confirms_zone": request.user.holds(CONFIRM_ZONE.roles, jurisdiction),
        "edits_contact": request.user.holds(EDIT_CONTACT.roles, jurisdiction),
        "events": agency.events,
    }
    return render(request, "dashboards/jurisdiction.html", context)


@allow(*OF_NUMBERS)
@require_GET
def dashboard(request):
    """Show the numbers in the person's scope, each a link to its rows."""
    at = clock.now()
    held = [m.field_office or m.jurisdiction for m in request.user.active_memberships(*OF_NUMBERS)]
    context = {
        "title": "Dashboard",
        "numbers": Numbers(request.user, at, request.GET.get("sort", "")),
        "meanings": MEANINGS.items(),
        "checks": request.user.holds((Role.PROGRAM_MANAGER,), None),
        "at": at,
        "zone": next((place.zone for place in held if place), ICE_ZONE),
    }
    return render(request, "dashboards/dashboard.html", context)


@allow(*READERS)
@require_GET
def search(request):
    """Find officers, agencies and agreements in the person's scope, by name, badge, number or county."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:MOST_LETTERS]
    title = f"Search: {words}" if words else "Search"
    context = {"title": title, "words": words, "found": found(request.user, words, clock.now())}
    return render(request, "dashboards/search.html", context)


@login_not_required
@require_GET
def help_page(request):
    """Whom to ask, and what the abbreviations mean. Who is signed in reads their own field office's contact."""
    offices = []
    if request.user.is_authenticated:
        held = request.user.active_memberships()
        own = {m.field_office_id or (m.jurisdiction and m.jurisdiction.field_office_id) for m in held}
        offices = FieldOffice.objects.filter(pk__in=own - {None}).order_by("name")
    return render(request, "dashboards/help.html", {"title": "Help and contact", "offices": offices})


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
    return render(request, "dashboards/complaints.html", {"title": "File a complaint about a Warrant Service Officer"})
