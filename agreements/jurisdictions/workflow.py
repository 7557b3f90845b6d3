"""An agency is put on record, gets its field office, its time zone, its name; both sides keep their contacts."""

from datetime import date, datetime

from records.actions import Action, Refused
from records.workflow import create_with_event, perform, verb
from wso_portal import clock

from .areas import field_office_for, zone_for
from .models import FieldOffice, FormerName, Jurisdiction
from .names import county_of, key_of, tidy
from .states import ASSIGN, CONFIRM_ZONE, EDIT_CONTACT, EDIT_OFFICE_CONTACT, OPEN_JURISDICTION, RENAME


@verb
def open_jurisdiction(name: str, state: str, county: str, kind: str, *, by, at: datetime) -> Jurisdiction:
    """Put an agency on record, with the field office and the time zone that follow from its state and county.

    Refused where the person does not serve that field office, and when the agency is on record already.
    """
    county = county_of(county)
    zone, certain = zone_for(state, county)
    jurisdiction = Jurisdiction(
        name=tidy(name), key=key_of(name), state=state, county=county, kind=kind,
        field_office=field_office_for(state, county), zone=zone, zone_confirmed=certain,
        decided=filled({"name": name, "county": county, "kind": "" if kind == Jurisdiction.Kind.UNKNOWN else kind}),
    )  # fmt: skip
    if not by.holds(OPEN_JURISDICTION.roles, jurisdiction):
        raise Refused(why_not_here(jurisdiction))
    create_with_event(OPEN_JURISDICTION, jurisdiction, by=by, at=at)
    return jurisdiction


def filled(columns: dict[str, str]) -> list[str]:
    """Name the columns that a person filled in. ICE's lists no longer change them."""
    return [name for name, value in columns.items() if value]


def why_not_here(jurisdiction: Jurisdiction) -> str:
    """Say why a person of one field office cannot add this agency, and what to do."""
    if jurisdiction.field_office is None:
        return f"Several field offices share {jurisdiction.state}. Enter the county to find the right one."
    office = jurisdiction.field_office
    return f"This area belongs to the {office} field office. Ask a colleague there to add the agency."


@verb
def assign(jurisdiction: Jurisdiction, field_office: FieldOffice, county: str, *, seen: int, by, at: datetime) -> None:
    """Set the field office that answers for an agency. Its zone follows the county until it is confirmed."""
    county = county_of(county)
    others = set(jurisdiction.decided) - {"county", "field_office"}
    decided = sorted(others.union(filled({"county": county, "field_office": str(field_office)})))
    changes: dict[str, object] = {"field_office": field_office, "county": county, "decided": decided}
    if not jurisdiction.zone_confirmed:
        changes["zone"], changes["zone_confirmed"] = zone_for(jurisdiction.state, county)
    perform(ASSIGN, jurisdiction, seen=seen, by=by, at=at, changes=changes)


@verb
def confirm_zone(jurisdiction: Jurisdiction, zone: str, *, seen: int, by, at: datetime) -> None:
    """Set the agency's time zone for good. Instants on record do not change; dates entered from now on use it."""
    perform(CONFIRM_ZONE, jurisdiction, seen=seen, by=by, at=at, changes={"zone": zone, "zone_confirmed": True})


@verb
def rename(jurisdiction: Jurisdiction, name: str, from_on: date, *, seen: int, by, at: datetime) -> None:
    """Give an agency its later name, from a date. The former one still finds it, and ICE's lists no longer change it.

    Refused for the name that it has, for a date in the future, and for a name that another agency of the state has.
    """
    former, name = jurisdiction.name, tidy(name)
    if name == former:
        raise Refused("This name is already on record. Enter the new name.")
    if from_on > clock.day_of(at, jurisdiction.zone):
        raise Refused("The date of the new name can't be in the future. Enter the name after it changes.")
    key, decided = jurisdiction.key, sorted({*jurisdiction.decided, "name"})
    changes = {"name": name, "key": key_of(name), "decided": decided}
    words = f"From {former} to {name}, from {from_on:%b} {from_on.day}, {from_on.year}"
    perform(RENAME, jurisdiction, seen=seen, by=by, at=at, reason=words, changes=changes)
    FormerName.objects.create(
        jurisdiction=jurisdiction, name=former, key=key, until_on=from_on, recorded_by=by, recorded_at=at
    )


@verb
def edit_contact(agency: Jurisdiction, name: str, phone: str, email: str, *, seen: int, by, at: datetime) -> None:
    """Set whom ICE calls or writes to at an agency (MOA VII)."""
    change_contact(EDIT_CONTACT, agency, name, phone, email, seen=seen, by=by, at=at)


@verb
def edit_office_contact(office: FieldOffice, name: str, phone: str, email: str, *, seen: int, by, at: datetime) -> None:
    """Set whom agencies call or write to at a field office (MOA VII)."""
    change_contact(EDIT_OFFICE_CONTACT, office, name, phone, email, seen=seen, by=by, at=at)


def change_contact(action: Action, record, name: str, phone: str, email: str, *, seen: int, by, at: datetime) -> None:
    """Change the contact on a record. The timeline keeps the former one."""
    former, words = record.contact, ", ".join(filter(None, [name, phone, email]))
    changes = {"contact_name": name, "contact_phone": phone, "contact_email": email}
    reason = f"From {former} to {words}" if former else words
    perform(action, record, seen=seen, by=by, at=at, reason=reason, changes=changes)
