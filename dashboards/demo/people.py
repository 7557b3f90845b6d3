"""Who the demo is about: invented people in three Florida agencies, their field office, and headquarters."""

from datetime import date

from django.conf import settings

from accounts.models import Membership, User
from accounts.roles import Role
from agreements.jurisdictions.models import FieldOffice, Jurisdiction
from agreements.jurisdictions.names import key_of

SINCE = date(2019, 1, 1)
AGENCIES = ("Pinellas", "Hernando", "Levy")
CAST = (
    ("manager@hq.example", "Mara Ellison", Role.PROGRAM_MANAGER, ""),
    ("office@miami.example", "Owen Castillo", Role.FIELD_OFFICE, "Miami"),
    ("director@miami.example", "Dana Cole", Role.DIRECTOR, "Miami"),
    ("office@dallas.example", "Ruth Palmer", Role.FIELD_OFFICE, "Dallas"),
    ("admin@pinellas.example", "Lee Sanders", Role.ADMINISTRATOR, "Pinellas"),
    ("viewer@pinellas.example", "Pat Quinn", Role.VIEWER, "Pinellas"),
    ("admin@hernando.example", "Jo Mercer", Role.ADMINISTRATOR, "Hernando"),
    ("instructor@miami.example", "Ines Duarte", Role.INSTRUCTOR, "Miami"),
    ("adjudicator@hq.example", "Abel Stone", Role.ADJUDICATOR, ""),
    ("admin@levy.example", "Cass Whitaker", Role.ADMINISTRATOR, "Levy"),
)


def agencies() -> dict[str, Jurisdiction]:
    """The three sheriffs of the demo, in the Miami field office."""
    miami = FieldOffice.objects.get(name="Miami")
    contact = {
        "contact_name": "Owen Castillo",
        "contact_email": "office@miami.example",
        "contact_phone": "(555) 010-0100",
    }
    FieldOffice.objects.filter(pk=miami.pk).update(**contact)
    return {county: _agency(county, miami) for county in AGENCIES}


def _agency(county: str, office: FieldOffice) -> Jurisdiction:
    name = f"{county} County Sheriff's Office"
    facts = {
        "name": name, "county": county, "kind": Jurisdiction.Kind.COUNTY, "field_office": office,
        "zone": "America/New_York", "zone_confirmed": True, "contact_name": f"{county} jail commander",
        "contact_phone": "(555) 010-0200",
    }  # fmt: skip
    return Jurisdiction.objects.get_or_create(state="Florida", key=key_of(name), defaults=facts)[0]


def cast(agencies: dict[str, Jurisdiction]) -> dict[str, User]:
    """The people by the part before the @ and their place: office@miami, admin@pinellas."""
    offices = {office.name: office for office in FieldOffice.objects.filter(name__in=["Miami", "Dallas"])}
    people = {}
    for email, name, role, where in CAST:
        user = User.objects.create_user(email, settings.DEMO_PASSWORD, name=name)
        Membership.objects.create(
            user=user, role=role, field_office=offices.get(where), jurisdiction=agencies.get(where), from_on=SINCE
        )
        people[email.removesuffix(".example")] = user
    return people
