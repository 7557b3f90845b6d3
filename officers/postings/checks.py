"""What the facts must allow before an act on a facility where officers are posted."""

from datetime import datetime

from agreements.jurisdictions.models import Facility
from agreements.jurisdictions.states import EDIT_FACILITY
from records.actions import Refused, asked_by

from .models import Posting


@asked_by(EDIT_FACILITY)
def must_keep_the_zone_of_postings(facility: Facility, *, by, at: datetime) -> None:
    """Raise Refused when the edit changes the time zone in which the days of postings are counted.

    The verb asks after its UPDATE, so the row has the new zone and `facility` the one before.
    """
    moved = Facility.objects.filter(pk=facility.pk).exclude(zone=facility.zone)
    if moved.exists() and Posting.objects.live().filter(facility=facility).exists():
        raise Refused(
            "The days of officers posted here count in the present time zone. Void their postings, change the zone, "
            "then post the officers again."
        )
