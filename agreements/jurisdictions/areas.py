"""What follows from an agency's state and county: its field office and its time zone."""

from collections.abc import Callable

from wso_portal import clock

from .models import Area, FieldOffice
from .names import county_key, key_of
from .zones import EXCEPTIONS, ZONE_OF

ABBREVIATIONS = dict(
    pair.split(" ", 1)
    for pair in (
        "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,"
        "DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,"
        "KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,"
        "MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,"
        "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,"
        "SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,"
        "WV West Virginia,WI Wisconsin,WY Wyoming,PR Puerto Rico,VI United States Virgin Islands,GU Guam,"
        "MP Commonwealth of the Northern Mariana Islands,AS American Samoa"
    ).split(",")
)
OTHER_NAMES = {
    "washington dc": "District of Columbia",
    "washington, d.c": "District of Columbia",
    "d.c": "District of Columbia",
    "virgin islands": "United States Virgin Islands",
    "us virgin islands": "United States Virgin Islands",
    "u.s. virgin islands": "United States Virgin Islands",
    "northern mariana islands": "Commonwealth of the Northern Mariana Islands",
    "cnmi": "Commonwealth of the Northern Mariana Islands",
}
STATES = sorted(ABBREVIATIONS.values())
STATE_OF = (
    {key_of(name): name for name in STATES}
    | {short.lower(): name for short, name in ABBREVIATIONS.items()}
    | OTHER_NAMES
)
COUNTY_ZONES = {state: (zone, {county_key(c) for c in names.split(",")}) for state, (zone, names) in EXCEPTIONS.items()}


def state_named(text: str) -> str:
    """Give the full name of the state or territory that a text names ("FLORIDA", "FL"); empty when it names none."""
    return STATE_OF.get(key_of(text), "")


def zone_for(state: str, county: str = "") -> tuple[str, bool]:
    """Give the IANA zone of an agency, and whether it is certain: in a state with two zones it is assumed."""
    zone = ZONE_OF.get(state, "America/New_York")
    if state not in COUNTY_ZONES:
        return zone, state in ZONE_OF
    other, counties = COUNTY_ZONES[state]
    return (other if county_key(county) in counties else zone), False


def field_office_for(state: str, county: str = "") -> FieldOffice | None:
    """Give the field office that answers today for a state and county; None where it cannot be known."""
    found = offices_by_area(Area.objects.filter(state=state))(state, county)
    return FieldOffice.objects.get(pk=found) if found else None


def offices_by_area(areas=None) -> Callable[[str, str], int | None]:
    """Read the areas once and give a look-up of the field office's id by state and county, for a whole list."""
    rows = (Area.objects.all() if areas is None else areas).in_effect(clock.today())
    places = rows.values_list("state", "county", "field_office")
    known = {(state, county_key(county)): office for state, county, office in places}
    return lambda state, county: known.get((state, "")) or known.get((state, county_key(county)))
