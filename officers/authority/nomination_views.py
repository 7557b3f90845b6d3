from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.roles import READERS
from officers.nominations.models import Nomination
from officers.nominations.naming import as_named
from officers.nominations.workflow import last_reason
from pages.access import allow, allow_on
from pages.lists import chips, part_of
from records.models import Event
from wso_portal import clock

from .nominating import NominationPage, nomination_rows, nominations_listed, offers_to_nominate

EVENTS_SHOWN = 50


@allow(*READERS)
@require_GET
def index(request):
    """List the nominations in the person's scope, filtered by the address, each with its state and whose turn it is."""
    at = clock.now()
    form, table = nominations_listed(request.user, request.GET, at)
    part = part_of(table.rows, request.GET)
    context = {
        "title": "Nominations",
        "form": form,
        "chips": chips(form, request.GET),
        "table": table,
        "part": part,
        "rows": nomination_rows(part.rows, at),
        "offers": offers_to_nominate(request.user, at),
    }
    return render(request, "nominations/index.html", context)


@allow_on(Nomination)
@require_GET
def nomination(request, record):
    """The document, its attestations, the check, and whose turn it is."""
    nomination = Nomination.objects.whole().get(pk=record.pk)
    attested_at = nomination.attested_at or clock.now()
    [nominee] = as_named([nomination.officer], attested_at, attested_at)
    events = Event.objects.visible_to(request.user).about(nomination.subject)
    context = {
        "title": str(nomination),
        "breadcrumbs": [("Nominations", reverse("nominations:index"))],
        "nomination": nomination,
        "nominee": nominee,
        "zone": nomination.jurisdiction.zone,
        "page": NominationPage(nomination, clock.now(), request.user),
        "reason": last_reason(nomination),
        "events": events.newest()[:EVENTS_SHOWN],
    }
    return render(request, "nominations/nomination.html", context)
