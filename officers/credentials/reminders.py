"""When a credential expires: 90, 60, 30 and 7 days before and the day after (program practice, not MOA)."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from django.urls import reverse
from django.utils.dateformat import format as format_date

from notifications.planning import Due, Reminder, register
from wso_portal import clock

from .announcements import administrators, staff
from .models import Credential
from .querysets import departed, not_ended


def expiries(day_from: date, day_to: date) -> Iterator[Due]:
    """A Due for each credential in hand that expires in these days and that ICE wants its officer to go on carrying.

    Not when another in hand expires later, the agreement has ended, or the officer has left.
    """
    at = clock.now()
    # The index is on the instant; the day is told in each agency's zone, so the window is a day wider.
    window = clock.start_of(day_from, "UTC"), clock.end_of(day_to + timedelta(days=1), "UTC")
    rows = Credential.objects.expiring(*window).filter(not_ended("agreement", at), expires_on__range=(day_from, day_to))
    rows = rows.superseded_by_none().exclude(officer__in=departed(at))
    people = cache(lambda jurisdiction: [*administrators(jurisdiction), *staff(jurisdiction)])
    for credential in rows.select_related("officer__jurisdiction__field_office"):
        yield due_credentials(credential, people(credential.place))


def due_credentials(credential: Credential, recipients) -> Due:
    day, officer = format_date(credential.expires_on, "M j, Y"), credential.officer
    return Due(
        record=credential, place=credential.place, date=credential.expires_on, recipients=recipients,
        subject=f"Credential of {officer} expires {day}",
        body=f"The ICE credential of {officer}, {credential.place}, expires at the end of {day}. Without a valid one "
        "the officer may not perform (MOA IV.D). The field office issues the replacement.",
        path=reverse("credentials:credential", args=[credential.pk]), zone=credential.place.zone,
    )  # fmt: skip


EXPIRY = register(Reminder("credential_expiry", (90, 60, 30, 7, -1), expiries))
