"""Which agency each row names: one on record, or a new one; and which field office answers for it."""

from dataclasses import dataclass, field

from agreements.jurisdictions.areas import STATES, offices_by_area, zone_for
from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.names import county_key

from .sources import Reading

Kind = Jurisdiction.Kind
Key = tuple[str, str]


@dataclass
class Places:
    """The agencies of a list by state and name: on record or new; `filled` are those on record that learn something."""

    by_key: dict[Key, Jurisdiction]
    new: list[Jurisdiction] = field(default_factory=list)
    filled: list[Jurisdiction] = field(default_factory=list)


def place(readings, newest: bool) -> Places:
    """Finds or makes the agency of each row, and reports on the rows where its field office cannot be found.

    What is on record stays: an empty county, kind or field office is filled from the newest list, never replaced.
    """
    groups: dict[Key, list[Reading]] = {}
    for reading in readings:
        if reading.key:
            groups.setdefault(reading.key, []).append(reading)
    states = {state for state, _ in groups}
    places = Places({(j.state, j.key): j for j in Jurisdiction.objects.filter(state__in=states)})
    office_of = offices_by_area()
    for key, group in groups.items():
        jurisdiction = places.by_key.get(key)
        if jurisdiction is None:
            jurisdiction = places.by_key[key] = opened(key, group, office_of)
            places.new.append(jurisdiction)
        elif newest and fill(jurisdiction, group, office_of):
            places.filled.append(jurisdiction)
        report(jurisdiction, group)
    return places


def opened(key: Key, group: list[Reading], office_of) -> Jurisdiction:
    """A new agency as its rows describe it; of two that differ, the first."""
    state, name_key = key
    county, kind = first(group, "county"), first_kind(group)
    zone, certain = zone_for(state, county)
    return Jurisdiction(
        name=group[0].agency, key=name_key, state=state, county=county, kind=kind,
        field_office_id=office_of(state, county), zone=zone, zone_confirmed=certain,
    )  # fmt: skip


def fill(jurisdiction: Jurisdiction, group: list[Reading], office_of) -> bool:
    """Fills what is empty on record; whether anything was."""
    before = jurisdiction.county, jurisdiction.kind, jurisdiction.field_office_id
    jurisdiction.county = jurisdiction.county or first(group, "county")
    if jurisdiction.kind == Kind.UNKNOWN:
        jurisdiction.kind = first_kind(group)
    if jurisdiction.field_office_id is None:
        jurisdiction.field_office_id = office_of(jurisdiction.state, jurisdiction.county)
    if jurisdiction.county != before[0] and not jurisdiction.zone_confirmed:
        jurisdiction.zone, jurisdiction.zone_confirmed = zone_for(jurisdiction.state, jurisdiction.county)
    return before != (jurisdiction.county, jurisdiction.kind, jurisdiction.field_office_id)


def first(group: list[Reading], name: str) -> str:
    return next((getattr(reading, name) for reading in group if getattr(reading, name)), "")


def first_kind(group: list[Reading]) -> str:
    return next((reading.kind for reading in group if reading.kind != Kind.UNKNOWN), Kind.UNKNOWN)


def report(jurisdiction: Jurisdiction, group: list[Reading]) -> None:
    """No field office, and a county that differs from what is on record or in another row."""
    for reading in group:
        if reading.county and jurisdiction.county and county_key(reading.county) != county_key(jurisdiction.county):
            reading.report("county", f"{jurisdiction.name} is on record in {jurisdiction.county}; that stays")
        elif jurisdiction.field_office_id is None and jurisdiction.state in STATES:
            reading.report("county", no_office(jurisdiction.state, reading.county))


def no_office(state: str, county: str) -> str:
    if county:
        return f"no field office to be found: none answers for a county of this name in {state}"
    return f"no field office to be found: it depends on the county in {state}, and none is given"
