"""What today's list says: for the wall of one jail, who may serve now and who may not."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement
from agreements.memoranda.printing import office_contact
from officers.credentials.models import Authorization
from officers.nominations.models import Officer
from pages.templatetags.show import ending, moment, starting
from pages.typesetting import Paper, plain
from wso_portal import clock

from .answer import may_serve
from .models import Span
from .roster import NAME, serving_of

LISTED_FOR = timedelta(days=365)  # how long the list names somebody who served and no longer may
NO_END = "No end on record"
MINUTE = timedelta(minutes=1)


def todays_list(agency: Jurisdiction, at: datetime) -> Paper:
    """The list of one agency: it counts until the end of the day in the agency's zone. It names no reason."""
    zone = agency.zone
    serving = serving_of(agency.officers.all(), at).order_by(*NAME)
    stopped = once_authorized(agency, at).order_by(*NAME)
    facts = {
        "agency": f"{agency}, {agency.state}",
        "at": plain(moment(at, zone)),
        "not_after": plain(moment(end_of_today(at, zone) - MINUTE, zone)),
        "serving": [
            [str(officer), officer.badge, " and ".join(officer.powers), plain(ending(officer.until, zone)) or NO_END]
            for officer in serving
        ],
        "stopped": [[str(officer), officer.badge, since(officer, zone)] for officer in stopped],
        "call": office_contact(agency.field_office),
    }  # fmt: skip
    suspended = Agreement.objects.suspended(at).filter(jurisdiction=agency, program="WSO").exists()
    standing = "NOBODY MAY SERVE: the agreement is suspended by notice" if suspended else ""
    title = "Who may serve ICE warrants today"
    return Paper(
        "officers/authority/typst/today.typ", title, str(agency), facts, {}, standing, "List for the jail desk"
    )


def end_of_today(at: datetime, zone: str) -> datetime:
    return clock.end_of(clock.day_of(at, zone), zone)


def once_authorized(agency: Jurisdiction, at: datetime) -> QuerySet[Officer]:
    """Officers whom a letter names, or named within a year, and who may not serve now; `last` is when they last could.

    Nominees on their way are not on it: nobody takes them for officers of the program.
    """
    named = Authorization.objects.live().filter(officer=OuterRef("pk"))
    served = Span.objects.filter(officer=OuterRef("pk"), kind=Span.Kind.SERVICE, during__endswith__lte=at)
    last = Subquery(served.order_by("-during__endswith").values("during__endswith")[:1])
    found = agency.officers.exclude(pk__in=may_serve(agency.officers.all(), at).values("pk")).annotate(last=last)
    return found.filter(Exists(named.running(at)) | Q(last__gt=at - LISTED_FOR))


def since(officer, zone: str) -> str:
    """Since when an officer may not serve; of one who never could, that not all is done."""
    return f"Since {plain(starting(officer.last, zone))}" if officer.last else "Not yet"
