"""Which agency each row names: one on record, or a new one; what the lists say of it; which field office it has.

Of each fact the newest list that gives it counts, whatever the order of import. What a person decided stays.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from agreements.jurisdictions.areas import STATES, offices_by_area, zone_for
from agreements.jurisdictions.models import FormerName, Jurisdiction
from agreements.jurisdictions.names import county_key
from agreements.memoranda.models import Agreement

from .models import BATCH_SIZE, Description, Publication
from .sources import Reading

AgencyKey = tuple[str, str]
OfficeOf = Callable[[str, str], int | None]
FOLLOWED = ["name", "county", "kind", "field_office", "zone", "zone_confirmed", "version"]
DESCRIBED = ("name", "county", "kind")


@dataclass
class Places:
    """The agencies of a list by state and name, on record or new; `changed` are those on record that it changes."""

    by_key: dict[AgencyKey, Jurisdiction] = field(default_factory=dict)
    new: list[Jurisdiction] = field(default_factory=list)
    changed: list[Jurisdiction] = field(default_factory=list)


def place_agencies(readings, publication: Publication) -> Places:
    """Find or make the agency of each row, and write what this publication says of it where that counts."""
    groups = readings_by_agency(readings)
    on_record = Jurisdiction.objects.filter(state__in={state for state, _ in groups})
    places = Places({(j.state, j.key): j for j in on_record if (j.state, j.key) in groups})
    for key, jurisdiction in formerly_named(on_record).items():
        if (
            key in groups and (jurisdiction.state, jurisdiction.key) not in groups
        ):  # both names in a list are two agencies
            places.by_key.setdefault(key, jurisdiction)
    office_of = offices_by_area()
    for key, group in groups.items():
        if key not in places.by_key:
            places.by_key[key] = new_agency(key, group, office_of)
            places.new.append(places.by_key[key])
    Jurisdiction.objects.bulk_create(places.new, batch_size=BATCH_SIZE)
    new, described = (
        {jurisdiction.pk for jurisdiction in places.new},
        describe_agencies(groups, places, publication, office_of),
    )
    served = set(
        Agreement.objects.under_way_or_signed()
        .filter(jurisdiction__in=on_record)
        .values_list("jurisdiction", flat=True)
    )
    for jurisdiction in {place.pk: place for place in places.by_key.values()}.values():
        description = described[jurisdiction.pk]
        if (
            follow_description(jurisdiction, description, office_of, jurisdiction.pk in served)
            and jurisdiction.pk not in new
        ):
            jurisdiction.version += 1  # a person with its page open must look at it again before acting
            places.changed.append(jurisdiction)
    Jurisdiction.objects.bulk_update(places.changed, FOLLOWED, batch_size=BATCH_SIZE)
    return places


def formerly_named(on_record) -> dict[AgencyKey, Jurisdiction]:
    """Give the agencies by the names that they had: ICE's lists may still use one."""
    agencies = {jurisdiction.pk: jurisdiction for jurisdiction in on_record}
    former = FormerName.objects.filter(jurisdiction__in=agencies).values_list("jurisdiction", "key")
    return {(agencies[pk].state, key): agencies[pk] for pk, key in former}


def readings_by_agency(readings) -> dict[AgencyKey, list[Reading]]:
    groups: dict[AgencyKey, list[Reading]] = {}
    for reading in readings:
        if reading.key:
            groups.setdefault(reading.key, []).append(reading)
    return groups


def new_agency(key: AgencyKey, group: list[Reading], office_of: OfficeOf) -> Jurisdiction:
    """A new agency as its rows describe it."""
    state, name_key = key
    county = county_in(group, office_of)
    zone, certain = zone_for(state, county)
    return Jurisdiction(
        name=group[0].agency, key=name_key, state=state, county=county, kind=kind_in(group),
        field_office_id=office_of(state, county), zone=zone, zone_confirmed=certain,
    )  # fmt: skip


def county_in(group: list[Reading], office_of: OfficeOf) -> str:
    """The first county that has a field office, else the first that is given."""
    given = [reading.county for reading in group if reading.county]
    return next((county for county in given if office_of(group[0].state, county)), given[0] if given else "")


def kind_in(group: list[Reading]) -> str:
    return next(
        (reading.kind for reading in group if reading.kind != Jurisdiction.Kind.UNKNOWN), Jurisdiction.Kind.UNKNOWN
    )


def describe_agencies(groups, places: Places, publication: Publication, office_of: OfficeOf) -> dict[int, Description]:
    """Merge what this publication says into the descriptions: by agency, as they are then."""
    numbers = [jurisdiction.pk for jurisdiction in places.by_key.values()]
    known = Description.objects.filter(jurisdiction__in=numbers).select_related("name_from", "county_from", "kind_from")
    found = {description.jurisdiction_id: description for description in known}
    new: list[Description] = []
    changed: list[Description] = []
    newer: dict[str, list[int]] = {fact: [] for fact in DESCRIBED}
    for key, group in groups.items():
        jurisdiction = places.by_key[key]
        if jurisdiction.pk not in found:
            found[jurisdiction.pk] = Description(jurisdiction=jurisdiction)
            new.append(found[jurisdiction.pk])
        description = found[jurisdiction.pk]
        before = [getattr(description, fact) for fact in DESCRIBED]
        for fact in merge_description(description, group, publication, office_of):
            newer[fact].append(description.pk)
        if before != [getattr(description, fact) for fact in DESCRIBED]:
            changed.append(description)
    for fact, numbers in newer.items():
        Description.objects.filter(pk__in=filter(None, numbers)).update(**{f"{fact}_from": publication})
    Description.objects.bulk_update([one for one in changed if one.pk], DESCRIBED, batch_size=BATCH_SIZE)
    Description.objects.bulk_create(new, batch_size=BATCH_SIZE)
    return found


def merge_description(
    description: Description, group: list[Reading], publication: Publication, office_of: OfficeOf
) -> list[str]:
    """Take each fact of a newer list, and give which.

    A county that has a field office counts more than one that has none: a misspelled one places nobody elsewhere.
    """
    state, at, taken = group[0].state, publication.sequence, []
    if description.name_from_id is None or description.name_from.sequence <= at:
        description.name, description.name_from = group[0].agency, publication
        taken.append("name")
    county, kind = county_in(group, office_of), kind_in(group)
    if county:
        kept = description.county_from
        rank = (bool(kept and office_of(state, description.county)), kept.sequence if kept else "")
        if rank <= (bool(office_of(state, county)), at):
            description.county, description.county_from = county, publication
            taken.append("county")
    if kind != Jurisdiction.Kind.UNKNOWN and (description.kind_from is None or description.kind_from.sequence <= at):
        description.kind, description.kind_from = kind, publication
        taken.append("kind")
    return taken


def follow_description(jurisdiction: Jurisdiction, description: Description, office_of: OfficeOf, served: bool) -> bool:
    """The agency's record takes what the lists say, except what a person decided; whether anything changed.

    The field office and a zone that is only assumed go with the county; instants on record never move. An agency that a
    field office serves under an agreement stays with it: no list moves its officers out of sight.
    """
    before = [getattr(jurisdiction, column) for column in ("name", "county", "kind", "field_office_id")]
    county = jurisdiction.county
    for column in ("name", "county", "kind"):
        if column not in jurisdiction.decided and getattr(description, column) not in ("", Jurisdiction.Kind.UNKNOWN):
            setattr(jurisdiction, column, getattr(description, column))
    moved = jurisdiction.county != county and not (served and jurisdiction.field_office_id)
    if "field_office" not in jurisdiction.decided and (moved or jurisdiction.field_office_id is None):
        jurisdiction.field_office_id = office_of(jurisdiction.state, jurisdiction.county)
    if moved and not jurisdiction.zone_confirmed:
        jurisdiction.zone, jurisdiction.zone_confirmed = zone_for(jurisdiction.state, jurisdiction.county)
    return before != [getattr(jurisdiction, column) for column in ("name", "county", "kind", "field_office_id")]


def report_unplaced(readings) -> None:
    """Report rows by which no field office can be found, and two counties of one agency, by this list alone."""
    office_of = offices_by_area()
    for (state, _), group in readings_by_agency(readings).items():
        county = county_in(group, office_of)
        for reading in group:
            if reading.county and county_key(reading.county) != county_key(county):
                reading.report("county", f"another row of this list has the agency in {county}")
            elif state in STATES and office_of(state, county) is None:
                reading.report("county", no_office(state, reading.county))


def no_office(state: str, county: str) -> str:
    if county:
        return f"field office unknown: no county of this name in {state}"
    return f"field office unknown: {state} has several and no county is listed"


def conflict_sentences(jurisdictions=None) -> list[str]:
    """Where the lists say another county or type than a person decided: a sentence for each agency and fact."""
    found = Description.objects.conflicting()
    if jurisdictions is not None:
        found = found.filter(jurisdiction__in=jurisdictions)
    sentences = []
    for told in found.order_by("jurisdiction__state", "jurisdiction__name"):
        agency, listed = told.jurisdiction, told.county_from
        if "county" in agency.decided and listed and county_key(told.county) != county_key(agency.county):
            sentences.append(conflict_sentence(agency, f"in {told.county}", agency.county or "no county", listed))
        if "kind" in agency.decided and told.kind_from and told.kind != agency.kind:
            sentences.append(
                conflict_sentence(agency, told.get_kind_display(), agency.get_kind_display(), told.kind_from)
            )
    return sentences


def conflict_sentence(agency: Jurisdiction, listed: str, recorded: str, publication: Publication) -> str:
    return (
        f"{agency}, {agency.state}: ICE's list of {publication.date_and_edition} says {listed}. "
        f"The portal keeps what was entered here: {recorded}."
    )
