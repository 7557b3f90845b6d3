"""An agency comes on record, gets its field office, and has its time zone confirmed."""

from datetime import datetime

from records.actions import Refused
from records.workflow import create_with_event, perform, verb

from .areas import field_office_for, zone_for
from .models import FieldOffice, Jurisdiction
from .names import county_of, key_of, tidy
from .states import ASSIGN, CONFIRM_ZONE, OPEN


@verb
def open_jurisdiction(name: str, state: str, county: str, kind: str, *, by, at: datetime) -> Jurisdiction:
    """Puts an agency on record, with the field office and the zone that its state and county tell.

    Refused where the person does not serve that field office, and when the agency is on record already.
    """
    county = county_of(county)
    zone, certain = zone_for(state, county)
    jurisdiction = Jurisdiction(
        name=tidy(name), key=key_of(name), state=state, county=county, kind=kind,
        field_office=field_office_for(state, county), zone=zone, zone_confirmed=certain,
        decided=given({"name": name, "county": county, "kind": "" if kind == Jurisdiction.Kind.UNKNOWN else kind}),
    )  # fmt: skip
    if not by.holds(OPEN.roles, jurisdiction):
        raise Refused(elsewhere(jurisdiction))
    create_with_event(OPEN, jurisdiction, by=by, at=at)
    return jurisdiction


def given(columns: dict[str, str]) -> list[str]:
    """The columns that a person filled: ICE's lists do not change them any more."""
    return [name for name, value in columns.items() if value]


def elsewhere(jurisdiction: Jurisdiction) -> str:
    """Why a person of one field office cannot open this agency, and what to do."""
    if jurisdiction.field_office is None:
        return f"Several field offices share {jurisdiction.state}: give the county, so that yours can be told."
    office = jurisdiction.field_office
    return f"This area belongs to the {office} field office. Ask a colleague there to add the agency."


@verb
def assign(jurisdiction: Jurisdiction, field_office: FieldOffice, county: str, *, seen: int, by, at: datetime) -> None:
    """A program manager says which field office answers for an agency; its zone follows the county until confirmed."""
    county = county_of(county)
    others = set(jurisdiction.decided) - {"county", "field_office"}
    decided = sorted(others.union(given({"county": county, "field_office": str(field_office)})))
    changes: dict[str, object] = {"field_office": field_office, "county": county, "decided": decided}
    if not jurisdiction.zone_confirmed:
        changes["zone"], changes["zone_confirmed"] = zone_for(jurisdiction.state, county)
    perform(ASSIGN, jurisdiction, seen=seen, by=by, at=at, changes=changes)


@verb
def confirm_zone(jurisdiction: Jurisdiction, zone: str, *, seen: int, by, at: datetime) -> None:
    """The agency's zone is known. Instants on record stay what they are; days entered from now on count in it."""
    perform(CONFIRM_ZONE, jurisdiction, seen=seen, by=by, at=at, changes={"zone": zone, "zone_confirmed": True})
