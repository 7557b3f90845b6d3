from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.roles import READERS, Role
from officers.nominations.models import Officer
from pages.access import allow, allow_on
from pages.zones import zone_in_words
from records.models import Event, log_access
from wso_portal import clock

from .forms import MomentForm
from .hindsight import entered_later
from .jail_desk import MOST_PRINTED, sheets_of
from .models import Check
from .officer_page import OfficerPage
from .roster import RosterPage

TIMELINE_LENGTH = 100
OTHERS_SHOWN = 20  # agencies without an officer to name: their list can be printed too


@allow_on(Officer, *READERS)
@require_GET
def officer(request, officer):
    """Show whether this officer may serve, now or at another moment, and why, with the records behind the answer."""
    now = clock.now()
    zone = officer.jurisdiction.zone
    form = MomentForm(request.GET if "on" in request.GET else None)
    at = form.moment(zone) if form.is_valid() else now
    log_access(officer, request.user, now)
    events = Event.objects.visible_to(request.user).about(officer.subject)
    events = events.filter(at__lte=at) if at < now else events
    context = {
        "title": str(officer),
        "officer": officer,
        "zone": zone,
        "zone_name": zone_in_words(zone),
        "form": form,
        "at": at,
        "chosen": at != now,
        "record": OfficerPage(officer, at, request.user, now=now),
        "later": list(entered_later(officer, at)) if at < now else [],
        "events": events.newest()[:TIMELINE_LENGTH],
    }
    return render(request, "authority/officer.html", context)


@allow(*READERS)
@require_GET
def roster(request):
    """Officers in the person's scope: each with the answer, its first reason, and whom it waits for."""
    return render(request, "authority/roster.html", {"title": "Officers", "roster": RosterPage(request, clock.now())})


@allow(*READERS)
@require_GET
def today(request):
    """For the jail desk, to print: who may serve at this moment, agency by agency, and who may not."""
    now = clock.now()
    sheets = sheets_of(Officer.objects.visible_to(request.user), now)
    cut = sum(len(sheet.serving) for sheet in sheets) == MOST_PRINTED and MOST_PRINTED
    shown = [sheet.agency.pk for sheet in sheets]
    others = request.user.jurisdictions().filter(pk__in=Officer.objects.values("jurisdiction")).exclude(pk__in=shown)
    context = {
        "title": "Who may serve today", "sheets": sheets, "at": now, "cut": cut, "others": others[:OTHERS_SHOWN],
    }  # fmt: skip
    return render(request, "authority/today.html", context)


@allow(Role.PROGRAM_MANAGER)
@require_GET
def checks(request):
    """The last checks of the answers on the lists against the rule, and what came of each."""
    return render(
        request, "authority/checks.html", {"title": "Checks of the answers", "checks": Check.objects.all()[:60]}
    )
