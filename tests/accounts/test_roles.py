"""Adding and ending a role: at once, never one's own, and a program manager always remains."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts import workflow
from accounts.models import Membership, User
from accounts.roles import Role
from records.actions import Refused
from tests.cast import LONG_AGO, NOW, also, person
from tests.patience import LONG

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)
SURE = {"csrfmiddlewaretoken": "x"}  # what the review page posts


def fresh(user) -> User:
    """As the next request finds them."""
    return User.objects.get(pk=user.pk)


def test_it_works(client, manager, viewer, pinellas, miami):
    client.force_login(manager)
    given = {"role": "field_office", "field_office": miami.pk, "agency": "", "from_on": "2026-01-05", "until_on": ""}
    assert client.get(reverse("accounts:grant", args=[viewer.pk])).status_code == 200
    assert (
        client.post(reverse("accounts:grant", args=[viewer.pk]), given).url
        == "/accounts/people/?q=viewer%40pinellas.example"
    )
    assert fresh(viewer).holds([Role.FIELD_OFFICE], miami)


def test_an_ended_role_counts_no_longer_at_once(client, manager, viewer, pinellas):
    client.force_login(manager)
    role = viewer.memberships.get()
    assert client.post(reverse("accounts:end", args=[role.pk]), SURE).status_code == 302
    assert not fresh(viewer).jurisdictions().exists() and not fresh(viewer).role_names
    role.refresh_from_db()
    assert role.ended_at
    text = client.post(reverse("accounts:end", args=[role.pk]), SURE).content.decode()
    assert "Someone has changed this record since you opened the page" in text


def test_ending_a_role_is_reviewed_first(client, manager, viewer, administrator, pinellas):
    """The page says whose role ends, what the person keeps, and who else holds it; to look at it ends nothing."""
    client.force_login(manager)
    page = client.get(reverse("accounts:end", args=[viewer.memberships.get().pk])).content.decode()
    assert "usa-button--secondary" in page and "None. Viewer can still sign in" in page and "No one" in page
    assert viewer.memberships.get().ended_at is None
    other = person("other@pinellas.example", Role.VIEWER, jurisdiction=pinellas)
    also(viewer, Role.ADMINISTRATOR, jurisdiction=pinellas)
    page = client.get(reverse("accounts:end", args=[viewer.memberships.get(role="viewer").pk])).content.decode()
    assert str(other) in page and "Agency administrator · Pinellas" in page and "No one" not in page


def test_other_people_get_404_and_oneself_403(client, viewer, office):
    client.force_login(viewer)
    assert client.get(reverse("accounts:grant", args=[office.pk])).status_code == 404
    assert client.post(reverse("accounts:end", args=[office.memberships.get().pk])).status_code == 404
    assert client.get(reverse("accounts:grant", args=[viewer.pk])).status_code == 403
    assert client.post(reverse("accounts:end", args=[viewer.memberships.get().pk])).status_code == 403


def test_the_verbs_ask_for_the_role_too(viewer, office, miami):
    with pytest.raises(PermissionDenied):
        workflow.grant(viewer, Role.DIRECTOR, miami, DAY, None, by=office, at=NOW)
    with pytest.raises(PermissionDenied):
        workflow.end(viewer.memberships.get(), by=office, at=NOW)
    with pytest.raises(PermissionDenied):
        workflow.add_person("A", "a@b.example", "viewer", None, DAY, None, by=office, at=NOW)


def test_nobody_changes_their_own_roles(manager, miami):
    with pytest.raises(Refused, match="Ask another program manager"):
        workflow.grant(manager, Role.DIRECTOR, miami, DAY, None, by=manager, at=NOW)
    with pytest.raises(Refused, match="Ask another program manager"):
        workflow.end(manager.memberships.get(), by=manager, at=NOW)


def test_a_role_is_held_once(manager, viewer, pinellas):
    with pytest.raises(Refused, match="already has this role"):
        workflow.grant(viewer, Role.VIEWER, pinellas, DAY, None, by=manager, at=NOW)


def test_a_role_can_come_back(manager, viewer, pinellas):
    workflow.end(viewer.memberships.get(), by=manager, at=NOW)
    workflow.grant(viewer, Role.VIEWER, pinellas, DAY, None, by=manager, at=NOW)
    assert list(fresh(viewer).jurisdictions()) == [pinellas]


@pytest.mark.parametrize("role", [Role.PROGRAM_MANAGER, Role.FIELD_OFFICE])
def test_a_role_at_the_wrong_place_is_refused(manager, viewer, pinellas, role):
    with pytest.raises(Refused, match="Choose a field office for a role at a field office"):
        workflow.grant(viewer, role, pinellas, DAY, None, by=manager, at=NOW)


def test_sql_itself_refuses_what_no_role_can_be(viewer, miami):
    for change in ("role = 'program_manager'", "until_on = from_on - 1", f"field_office_id = {miami.pk}"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE accounts_membership SET {change} WHERE user_id = %s", [viewer.pk])  # noqa: S608


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_end_each_other_leave_one(db):
    pair = [person(f"m{n}@hq.example", Role.PROGRAM_MANAGER) for n in (1, 2)]
    barrier = Barrier(2, timeout=LONG)

    def end(by, other):
        by.active_memberships()
        membership = other.memberships.get()
        barrier.wait()
        try:
            workflow.end(membership, by=by, at=NOW)
            return "done"
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(end, pair, reversed(pair)))
    assert outcomes == ["You are no longer a program manager.", "done"]
    assert Membership.objects.active(DAY).filter(role=Role.PROGRAM_MANAGER).count() == 1


def test_the_first_manager_comes_by_the_command_line(capsys):
    call_command("add_manager", "first@hq.example", "Ada First")
    assert "/accounts/password/reset/key/" in capsys.readouterr().out
    assert User.objects.get(email="first@hq.example").holds([Role.PROGRAM_MANAGER], None)
    for wrong in ("FIRST@hq.example", "first"):
        with pytest.raises(CommandError):
            call_command("add_manager", wrong, "Ada First")


def test_days_count_on_both_ends(viewer, pinellas):
    viewer.memberships.update(from_on=LONG_AGO, until_on=DAY)
    count = Membership.objects.filter(user=viewer)
    assert count.active(DAY).exists() and count.active(LONG_AGO).exists()
    assert not count.active(date(2026, 1, 6)).exists() and not count.active(date(2018, 12, 31)).exists()
