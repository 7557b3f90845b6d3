"""The cast: the same people and agencies in every test, named by role; the demo has them too."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Membership, User
from accounts.roles import Role
from agreements.jurisdictions.models import FieldOffice, Jurisdiction
from agreements.jurisdictions.names import key_of
from records.workflow import write_event

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # a Monday, 10:00 a.m. in Florida
LONG_AGO = date(2019, 1, 1)
EACH_REVISION = ("R1", "R2", "R4")  # R3 reads as R4


def person(email, role, *, field_office=None, jurisdiction=None) -> User:
    """Someone who has held one role since long ago."""
    user = User.objects.create_user(email, "rehearsal", name=email.split("@")[0].title())
    Membership.objects.create(
        user=user, role=role, field_office=field_office, jurisdiction=jurisdiction, from_on=LONG_AGO
    )
    return user


def also(user, role, *, field_office=None, jurisdiction=None) -> User:
    """The same person with one more role since long ago, as if it had been granted before roles excluded each other."""
    Membership.objects.create(
        user=user, role=role, field_office=field_office, jurisdiction=jurisdiction, from_on=LONG_AGO
    )
    return User.objects.get(pk=user.pk)


def did(user, action, record) -> None:
    """On the timeline: the person did this to the record."""
    write_event(action, record, by=user, at=NOW)


def agency(name, state, county, field_office, zone="America/New_York") -> Jurisdiction:
    """A county's sheriff."""
    return Jurisdiction.objects.create(
        name=name, key=key_of(name), state=state, county=county, kind="county", field_office=field_office, zone=zone
    )


@pytest.fixture
def revision() -> str:
    """The template revision of a test's agreement; a test that tries others is parametrized by it."""
    return "R4"


@pytest.fixture
def miami(db):
    return FieldOffice.objects.get_or_create(name="Miami", defaults={"zone": "America/New_York"})[0]


@pytest.fixture
def dallas(db):
    return FieldOffice.objects.get_or_create(name="Dallas", defaults={"zone": "America/Chicago"})[0]


@pytest.fixture
def pinellas(miami):
    return agency("Pinellas County Sheriff's Office", "Florida", "Pinellas", miami)


@pytest.fixture
def hernando(miami):
    return agency("Hernando County Sheriff's Office", "Florida", "Hernando", miami)


@pytest.fixture
def tarrant(dallas):
    return agency("Tarrant County Sheriff's Office", "Texas", "Tarrant", dallas, "America/Chicago")


@pytest.fixture
def manager(db):
    return person("manager@hq.example", Role.PROGRAM_MANAGER)


@pytest.fixture
def adjudicator(db):
    return person("adjudicator@hq.example", Role.ADJUDICATOR)


@pytest.fixture
def office(miami):
    return person("office@miami.example", Role.FIELD_OFFICE, field_office=miami)


@pytest.fixture
def director(miami):
    return person("director@miami.example", Role.DIRECTOR, field_office=miami)


@pytest.fixture
def instructor(miami):
    return person("instructor@miami.example", Role.INSTRUCTOR, field_office=miami)


@pytest.fixture
def dallas_office(dallas):
    return person("office@dallas.example", Role.FIELD_OFFICE, field_office=dallas)


@pytest.fixture
def administrator(pinellas):
    return person("admin@pinellas.example", Role.ADMINISTRATOR, jurisdiction=pinellas)


@pytest.fixture
def viewer(pinellas):
    return person("viewer@pinellas.example", Role.VIEWER, jurisdiction=pinellas)


@pytest.fixture
def other_administrator(hernando):
    return person("admin@hernando.example", Role.ADMINISTRATOR, jurisdiction=hernando)
