"""The phone list of an agency or a field office: by duty, with its jails."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from records.models import is_agency
from wso_portal import clock

from .models import Contact, Facility, FieldOffice, Jurisdiction
from .states import Duty

ORDER = list(Duty)


class PhoneList:
    """Whom one calls at one place on the day of a moment. Read it by its properties; each asks once."""

    def __init__(self, place: Jurisdiction | FieldOffice, at: datetime):
        self.place, self.on = place, clock.day_of(at, place.zone)

    @property
    def heading(self) -> str:
        """The agency's name, or the field office by name."""
        return str(self.place) if is_agency(self.place) else f"{self.place} field office"

    @cached_property
    def facilities(self) -> list[Facility]:
        """The jails that are in use, by name; none at a field office."""
        return list(self.place.facilities.in_use(self.on)) if isinstance(self.place, Jurisdiction) else []

    @cached_property
    def contacts(self) -> list[Contact]:
        """The contacts on duty, in the order of their duties."""
        found = Contact.objects.of(self.place).on_duty(self.on).select_related("facility")
        return sorted(found, key=lambda contact: ORDER.index(contact.duty))


@dataclass
class AgencyPhones:
    """An agency's line on the list of its field office: its jails and the desks that answer at any hour."""

    agency: Jurisdiction
    facilities: list[Facility] = field(default_factory=list)
    desks: list[Contact] = field(default_factory=list)


def agencies_of(office: FieldOffice, at: datetime) -> list[AgencyPhones]:
    """Give the agencies of a field office by state and name, with whom one calls there, by three queries."""
    today = clock.day_of(at, office.zone)
    lines = {agency.pk: AgencyPhones(agency) for agency in office.jurisdictions.order_by("state", "name")}
    for facility in Facility.objects.filter(jurisdiction__in=lines).in_use(today):
        lines[facility.jurisdiction_id].facilities.append(facility)
    for desk in Contact.objects.filter(jurisdiction__in=lines, duty=Duty.JAIL_DESK).on_duty(today):
        lines[desk.jurisdiction_id].desks.append(desk)
    return list(lines.values())
