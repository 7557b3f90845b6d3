"""Who looks at the pages of officers: a colleague of each role."""

import pytest

from accounts.models import User
from accounts.roles import Role
from tests.cast import person


@pytest.fixture
def onlookers(miami, pinellas, manager, adjudicator, office, director, administrator, viewer) -> list[User]:
    """A colleague of every role that reads officers: they did nothing, so that nobody else must act for them."""
    return [
        person("second@hq.example", Role.PROGRAM_MANAGER),
        person("second-adjudicator@hq.example", Role.ADJUDICATOR),
        person("second-office@miami.example", Role.FIELD_OFFICE, field_office=miami),
        person("second-director@miami.example", Role.DIRECTOR, field_office=miami),
        person(
            "second-admin@pinellas.example",
            Role.ADMINISTRATOR,
            jurisdiction=administrator.memberships.get().jurisdiction,
        ),
        viewer,
    ]
