from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.roles import READERS
from agreements.jurisdictions.facilities import facility_state
from agreements.jurisdictions.models import Facility
from agreements.jurisdictions.states import CLOSE_FACILITY, COVER_FACILITY, EDIT_FACILITY
from officers.postings.states import END_POSTING, POST_OFFICERS
from pages.access import allow, allow_on
from pages.columns import Column, sorted_list
from pages.lists import part_of
from pages.zones import zone_in_words
from records.offers import offers_of
from wso_portal import clock

from .jails import facility_line, posted_at, with_numbers


@allow(*READERS)
@require_GET
def facilities(request):
    """The jails in the person's scope: those where nobody may serve within a week come first."""
    at = clock.now()
    found = with_numbers(Facility.objects.visible_to(request.user).in_use(clock.day_of(at, "UTC")), at)
    rows = found.select_related("jurisdiction").order_by(
        "is_served", "jurisdiction__state", "jurisdiction__name", "name"
    )
    table = sorted_list(rows, facility_columns(request.user), request.GET)
    part = part_of(table.rows, request.GET)
    lines = [facility_line(facility, at) for facility in part.rows]
    context = {"title": "Facilities", "table": table, "part": part, "lines": lines}
    return render(request, "authority/facilities.html", context)


def facility_columns(user) -> list[Column]:
    """The columns of the list, those that need officers first. Within one agency all rows would name it."""
    return [
        Column("Facility", "facility", ("name",)),
        Column("Agency", "agency", ("jurisdiction__name", "name"), shown=user.sees_agencies),
        Column("State", "state"),
        Column("May serve now", "serving", number=True),
        Column("Phone at night", "phone"),
    ]


@allow_on(Facility, *READERS)
@require_GET
def facility(request, facility):
    """A jail: who may serve there now, whom to call, since when the agreement covers it."""
    at = clock.now()
    tone, state = facility_state(facility, at)
    acts = [(act, facility) for act in (POST_OFFICERS, COVER_FACILITY, EDIT_FACILITY, CLOSE_FACILITY)]
    turn = (POST_OFFICERS,) if facility.covered_from else (COVER_FACILITY, POST_OFFICERS)
    agency = facility.jurisdiction
    context = {
        "title": facility.name,
        "breadcrumbs": [(agency.name, reverse("dashboards:jurisdiction", args=[agency.pk]))],
        "facility": facility,
        "tone": tone,
        "state_word": state,
        "posted": posted_at(facility, at),
        "posts": request.user.holds(END_POSTING.roles, agency),
        "at": at,
        "zone": facility.zone,
        "zone_name": zone_in_words(facility.zone),
        "contacts": facility.contacts.on_duty(clock.day_of(at, facility.zone)),
        "offers": offers_of(acts, request.user, at, turn=turn),
    }
    return render(request, "authority/facility.html", context)
