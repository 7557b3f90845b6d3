"""Today's list: agency by agency who may serve at this moment, and who may not although a letter names them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.printing import office_contact
from officers.credentials.models import Authorization, Credential, Supervision
from officers.nominations.models import Officer
from wso_portal import clock

from .answer import may_serve
from .models import Course, Span
from .roster import NAME
from .verdicts import Verdict

MOST_PRINTED = 5_000  # officers on the printed list: more is no list for a jail desk
LISTED_FOR = timedelta(days=365)  # how long the list names somebody who served and no longer may
MINUTE = timedelta(minutes=1)


@dataclass
class DeskSheet:
    """The list of one agency: it is right at its moment, and counts to the end of the day in the agency's zone.

    Its officers carry what `serving_of` and `once_authorized` add to them.
    """

    agency: Jurisdiction
    at: datetime
    serving: list[Any] = field(default_factory=list)
    stopped: list[tuple[Any, Verdict]] = field(default_factory=list)

    @property
    def valid_until(self) -> datetime:
        """The last minute of the day."""
        return clock.end_of(clock.day_of(self.at, self.agency.zone), self.agency.zone) - MINUTE

    @property
    def call(self) -> str:
        """Whom to call in doubt."""
        return office_contact(self.agency.field_office)


def sheets_of(officers: QuerySet[Officer], at: datetime) -> list[DeskSheet]:
    """Give the sheets of these officers' agencies, by state and name; of each kind MOST_PRINTED officers at most."""
    order = ("jurisdiction__state", "jurisdiction__name", *NAME)
    sheets: dict[Jurisdiction, DeskSheet] = {}
    officers = officers.select_related("jurisdiction__field_office")
    for officer in serving_of(officers, at).order_by(*order)[:MOST_PRINTED]:
        sheets.setdefault(officer.jurisdiction, DeskSheet(officer.jurisdiction, at)).serving.append(officer)
    stopped: QuerySet[Any] = once_authorized(officers, at).order_by(*order)
    for officer in stopped[:MOST_PRINTED]:
        verdict = Verdict.NOT_YET if officer.coming else Verdict.NO
        sheets.setdefault(officer.jurisdiction, DeskSheet(officer.jurisdiction, at)).stopped.append((officer, verdict))
    return sorted(sheets.values(), key=lambda sheet: (sheet.agency.state, sheet.agency.name))


def serving_of(officers: QuerySet[Officer], at: datetime) -> QuerySet[Officer]:
    """Those of these officers who may serve at a moment, with credential, end, powers and supervisor."""
    held = Credential.objects.held(at).filter(officer=OuterRef("pk"))
    official = Supervision.objects.in_effect(at).filter(officer=OuterRef("pk"))
    service = Span.objects.serving(at).filter(officer=OuterRef("pk"))
    return may_serve(officers, at).annotate(
        number=Subquery(held.values("number")[:1]),
        until=Subquery(service.values("during__endswith")[:1]),
        powers=Subquery(service.values("powers")[:1]),
        official=Subquery(official.values("official")[:1]),
    )


def once_authorized(officers: QuerySet[Officer], at: datetime) -> QuerySet[Officer]:
    """Those whom a letter names, or named within a year, and who may not serve now.

    `last` is when they last could; `coming` whether they are on the way to a first credential. Nominees without a
    letter are not among them: nobody takes them for officers of the program.
    """
    named = Authorization.objects.live().filter(officer=OuterRef("pk"))
    served = Span.objects.filter(officer=OuterRef("pk"), kind=Span.Kind.SERVICE, during__endswith__lte=at)
    last = Subquery(served.order_by("-during__endswith").values("during__endswith")[:1])
    coming = Exists(Course.objects.underway(at).filter(officer=OuterRef("pk")))
    found = officers.exclude(pk__in=may_serve(officers, at).values("pk")).annotate(last=last, coming=coming)
    return found.filter(Exists(named.running(at)) | Q(last__gt=at - LISTED_FOR))
