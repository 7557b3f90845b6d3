"""What each role reaches, for reads (jurisdictions) and for acts (holds); nothing when in doubt."""

from datetime import timedelta

import pytest

from accounts.models import User
from accounts.roles import Role
from agreements.jurisdictions.models import Jurisdiction
from tests.cast import NOW, agency, person
from wso_portal import clock

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def lost(db):
    """An agency whose field office is not known."""
    return agency("Lost County Sheriff's Office", "California", "", None, "America/Los_Angeles")


@pytest.fixture
def everywhere(pinellas, hernando, tarrant, lost):
    return {j.county or "lost": j for j in (pinellas, hernando, tarrant, lost)}


def reached(user) -> set[str]:
    return {j.county or "lost" for j in Jurisdiction.objects.visible_to(user)}


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.PROGRAM_MANAGER, {"Pinellas", "Hernando", "Tarrant", "lost"}),
        (Role.ADJUDICATOR, {"Pinellas", "Hernando", "Tarrant"}),
        (Role.INSPECTOR, {"Pinellas", "Hernando", "Tarrant"}),
        (Role.FIELD_OFFICE, {"Pinellas", "Hernando"}),
        (Role.DIRECTOR, {"Pinellas", "Hernando"}),
        (Role.INSTRUCTOR, set()),
        (Role.ADMINISTRATOR, {"Pinellas"}),
        (Role.VIEWER, {"Pinellas"}),
        (Role.OFFICER, set()),
    ],
)
def test_every_role_sees_exactly_its_scope(everywhere, miami, pinellas, role, sees):
    place = {}
    if role in (Role.FIELD_OFFICE, Role.DIRECTOR, Role.INSTRUCTOR):
        place = {"field_office": miami}
    if role in (Role.ADMINISTRATOR, Role.VIEWER, Role.OFFICER):
        place = {"jurisdiction": pinellas}
    user = person("someone@x.example", role, **place)
    assert reached(user) == sees
    holds = {name for name, j in everywhere.items() if user.holds([role], j)}
    browses_nothing = {Role.INSTRUCTOR: {"Pinellas", "Hernando"}, Role.OFFICER: {"Pinellas"}}
    assert holds == (sees or browses_nothing[role])
    others = [(other, j) for other in Role if other != role for j in everywhere.values()]
    assert [(other, str(j)) for other, j in others if user.holds([other], j)] == []


def test_two_roles_add_up(everywhere, miami, tarrant):
    user = person("both@x.example", Role.FIELD_OFFICE, field_office=miami)
    user.memberships.create(role=Role.VIEWER, jurisdiction=tarrant, from_on=TODAY)
    user = User.objects.get(pk=user.pk)
    assert reached(user) == {"Pinellas", "Hernando", "Tarrant"}
    assert not user.holds([Role.FIELD_OFFICE], tarrant) and user.holds([Role.VIEWER], tarrant)


@pytest.mark.parametrize(
    "changes",
    [
        {"until_on": TODAY - timedelta(days=1)},
        {"from_on": TODAY + timedelta(days=1)},
        {"ended_at": NOW},
    ],
)
def test_a_role_outside_its_days_reaches_nothing(everywhere, manager, changes):
    manager.memberships.update(**changes)
    assert reached(manager) == set() and manager.role_names == []
    assert not manager.holds([Role.PROGRAM_MANAGER], None)


def test_someone_inactive_or_without_a_role_reaches_nothing(everywhere, manager):
    nobody = User.objects.create_user("nobody@x.example", "rehearsal", name="Nobody")
    User.objects.filter(pk=manager.pk).update(is_active=False)
    assert reached(nobody) == set() == reached(User.objects.get(pk=manager.pk))


def test_a_superuser_holds_no_role(everywhere):
    support = User.objects.create_superuser("support@x.example", "rehearsal")
    assert reached(support) == set()


def test_who_answers_for_an_agency(pinellas, tarrant, lost, administrator, viewer, office, dallas_office, manager):
    roles = (Role.ADMINISTRATOR, Role.FIELD_OFFICE, Role.PROGRAM_MANAGER)
    assert set(User.objects.answering_for(pinellas, *roles)) == {administrator, office, manager}
    assert set(User.objects.answering_for(tarrant, *roles)) == {dallas_office, manager}
    assert set(User.objects.answering_for(lost, *roles)) == {manager}
