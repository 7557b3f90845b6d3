"""Statements written once give what the plain ones give, and no stand-in number is ever sent to the database."""

import pytest
from django.contrib.auth import get_user
from django.db.models import BigIntegerField, F
from django.forms.models import model_to_dict

from accounts.backends import with_memberships
from accounts.models import Membership, User
from accounts.statements import PERSON, PLACE, Later, instances, run, written
from dashboards.navigation import unread_of
from notifications.models import Notification
from tests.cast import LONG_AGO
from wso_portal import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]
ROLES = ["manager", "office", "director", "administrator", "viewer", "instructor", "adjudicator"]


def facts(membership):
    places = (membership.field_office, membership.jurisdiction)
    return model_to_dict(membership), [place and model_to_dict(place) for place in places]


@pytest.mark.parametrize("role", ROLES)
def test_the_person_comes_with_the_memberships_of_the_day(request, role, django_assert_num_queries):
    user = request.getfixturevalue(role)
    plain = User.objects.get(pk=user.pk)
    with django_assert_num_queries(1):
        found = with_memberships(user.pk, clock.today())
        held = [facts(one) for one in found.active_memberships()]
    assert model_to_dict(found) == model_to_dict(plain)
    assert sorted(held, key=str) == sorted((facts(one) for one in plain.active_memberships()), key=str)


def test_a_person_without_a_role_and_nobody(db):
    user = User.objects.create_user("none@example.org", None)
    assert with_memberships(user.pk, clock.today()).active_memberships() == []
    assert with_memberships(0, clock.today()) is None


def test_who_holds_two_roles_and_one_that_ended(office, dallas):
    Membership.objects.create(user=office, role="director", field_office=dallas, from_on=LONG_AGO)
    Membership.objects.create(user=office, role="instructor", field_office=dallas, from_on=LONG_AGO, until_on=LONG_AGO)
    found = with_memberships(office.pk, clock.today())
    held = {(m.role, str(m.where)) for m in found.active_memberships()}
    assert held == {("field_office", "Miami"), ("director", str(dallas))}


def test_an_inactive_person_is_not_signed_in(client, office):
    client.force_login(office)
    User.objects.filter(pk=office.pk).update(is_active=False)
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("role", ROLES)
def test_unread_is_counted_alike(request, role):
    user = request.getfixturevalue(role)
    assert unread_of(user) == Notification.objects.unread(user).count()


@pytest.mark.parametrize("params", [(PLACE,), (-1_007,), ([PERSON],)])
def test_a_stand_in_that_is_left_is_refused(office, params):
    with pytest.raises(AssertionError, match="stand-in"):
        run(("SELECT %s", params), office)


def test_a_queryset_that_was_written_gives_the_same_instances(office, administrator, django_assert_num_queries):
    later = Later("person", BigIntegerField())
    plain = Membership.objects.select_related("field_office", "jurisdiction").annotate(twice=F("pk") * 2)
    kept = written(plain.filter(user=later))
    for person in (office, administrator):
        with django_assert_num_queries(1):
            found = [(facts(one), one.twice) for one in instances(kept, person=person.pk)]
        assert found == [(facts(one), one.twice) for one in plain.filter(user=person)]
        assert found
