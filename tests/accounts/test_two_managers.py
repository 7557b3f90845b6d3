"""Roles that exclude each other, and roles that a second program manager confirms."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import workflow
from accounts.models import Membership, User
from accounts.roles import Role
from notifications.models import Notification
from records.actions import Refused
from records.models import Event
from tests.cast import NOW, person

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)
PEOPLE, ROLES = "/accounts/people/", "/accounts/roles/"


@pytest.fixture
def second(db):
    return person("second@hq.example", Role.PROGRAM_MANAGER)


def fresh(user) -> User:
    return User.objects.get(pk=user.pk)


def post(client, by, name, record, data=None) -> str:
    client.force_login(by)
    return client.post(reverse(f"accounts:{name}", args=[record.pk]), data or {}, follow=True).content.decode()


def asked(role, *, field_office=None, agency="", exception="") -> dict:
    office = field_office.pk if field_office else ""
    return {"role": role, "field_office": office, "agency": agency, "from_on": "2026-01-05", "exception": exception}


PAIRS = [
    ("office", "instructor"), ("office", "director"), ("instructor", "field_office"), ("instructor", "director"),
    ("director", "field_office"), ("director", "instructor"), ("office", "administrator"),
    ("adjudicator", "administrator"), ("manager", "administrator"), ("administrator", "field_office"),
    ("administrator", "director"), ("administrator", "instructor"), ("administrator", "adjudicator"),
    ("administrator", "program_manager"), ("administrator", "inspector"),
]  # fmt: skip


@pytest.mark.parametrize(("held", "role"), PAIRS)
def test_roles_exclude_each_other_at_one_place(client, request, second, miami, pinellas, held, role):
    user = request.getfixturevalue(held)
    office = miami if role in ("field_office", "director", "instructor") else None
    data = asked(role, field_office=office, agency=f"{pinellas}, Florida" if role == "administrator" else "")
    page = post(client, second, "grant", user, data)
    assert "hold both roles" in page and user.memberships.count() == 1
    page = post(client, second, "grant", user, data | {"exception": "Until the new clerk starts"})
    assert "was added as" in page and user.memberships.count() == 2
    assert client.get(PEOPLE).content.decode().count("Until the new clerk starts") == 1
    assert "Until the new clerk starts" in Event.objects.filter(verb="grant").latest("pk").reason


def test_at_two_places_they_do_not(client, manager, office, viewer, dallas, miami):
    assert "was added as" in post(client, manager, "grant", office, asked("director", field_office=dallas))
    assert "was added as" in post(client, manager, "grant", viewer, asked("field_office", field_office=miami))


def test_a_role_that_has_ended_excludes_nothing(manager, office, miami):
    office.memberships.update(until_on=date(2026, 1, 4))
    assert workflow.grant(office, Role.DIRECTOR, miami, DAY, None, by=manager, at=NOW).exception == ""


def test_an_exception_without_a_conflict_is_not_kept(manager, viewer, miami):
    granted = workflow.grant(viewer, Role.DIRECTOR, miami, DAY, None, "No need", by=manager, at=NOW)
    assert granted.exception == ""


@pytest.mark.parametrize("role", [Role.PROGRAM_MANAGER, Role.ADJUDICATOR])
def test_a_second_manager_confirms(client, manager, second, viewer, role):
    assert "when a second program manager confirms it" in post(client, manager, "grant", viewer, asked(role))
    granted = viewer.memberships.get(role=role)
    assert role not in fresh(viewer).role_names
    assert Notification.objects.get(rule="role_to_confirm").recipient == second
    for nobody in (manager,):
        assert "You added this role" in post(client, nobody, "confirm_role", granted)
        assert "You added this role" in post(client, nobody, "decline_role", granted)
        assert "Another program manager must confirm it" in client.get(ROLES).content.decode()
    assert role not in fresh(viewer).role_names
    assert "is now" in post(client, second, "confirm_role", granted)
    granted.refresh_from_db()
    assert role in fresh(viewer).role_names and granted.confirmed_by == second
    assert "Someone has changed" in post(client, second, "confirm_role", granted)


def test_a_second_manager_may_decline(client, manager, second, viewer):
    post(client, manager, "grant", viewer, asked(Role.ADJUDICATOR))
    granted = viewer.memberships.get(role=Role.ADJUDICATOR)
    assert "you declined the role" in post(client, second, "decline_role", granted)
    assert not Membership.objects.current(DAY).filter(pk=granted.pk).exists()
    assert Role.ADJUDICATOR not in fresh(viewer).role_names


def test_nobody_confirms_their_own_role(manager, second):
    granted = workflow.grant(second, Role.ADJUDICATOR, None, DAY, None, by=manager, at=NOW)
    with pytest.raises(Refused, match="You can't change your own roles"):
        workflow.confirm_role(granted, by=second, at=NOW)
    with pytest.raises(Refused, match="You can't change your own roles"):
        workflow.decline_role(granted, by=second, at=NOW)
    for who in (second, manager):
        with pytest.raises(IntegrityError, match="role_confirmed_by_another"), transaction.atomic():
            changes = {"confirmed_by": who, "confirmed_at": NOW, "awaits_confirmation": False}
            Membership.objects.filter(pk=granted.pk).update(**changes)


def test_who_is_alone_reads_how_a_second_comes(client, manager, viewer):
    post(client, manager, "grant", viewer, asked(Role.ADJUDICATOR))
    assert "manage.py add_manager" in client.get(ROLES).content.decode()


def test_everyone_else_gets_404(client, manager, office, viewer):
    granted = workflow.grant(viewer, Role.ADJUDICATOR, None, DAY, None, by=manager, at=NOW)
    client.force_login(office)
    for name in ("confirm_role", "decline_role"):
        assert client.post(reverse(f"accounts:{name}", args=[granted.pk])).status_code == 404
