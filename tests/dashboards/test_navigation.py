"""The frame of every page."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from dashboards.navigation import is_current, who
from notifications.models import Notification
from tests.cast import LONG_AGO, NOW


def labels(client, user, path="/"):
    client.force_login(user)
    return {label: current for label, _, current in client.get(path).context["navigation"]}


def test_it_works(client, office):
    shown = labels(client, office, "/jurisdictions/")
    assert shown["Jurisdictions"] and not shown["Home"]
    assert "Register" not in shown and "People" not in shown


@pytest.mark.parametrize(
    "role", ["manager", "office", "director", "administrator", "viewer", "instructor", "adjudicator"]
)
def test_every_page_offered_opens(client, request, role):
    user = request.getfixturevalue(role)
    client.force_login(user)
    for _, url, _ in client.get("/").context["navigation"]:
        assert client.get(url).status_code == 200, url


def test_a_page_that_is_not_offered_does_not_open(client, instructor):
    client.force_login(instructor)
    offered = [url for _, url, _ in client.get("/").context["navigation"]]
    for name in ("dashboards:jurisdictions", "dashboards:dashboard", "authority:roster", "register:publications"):
        assert reverse(name) not in offered and client.get(reverse(name)).status_code == 403, name


def test_who_names_roles_and_places_briefly(office, miami, dallas):
    assert who(office) == "Field office staff · Miami"
    for field_office, role in ((dallas, Role.FIELD_OFFICE), (miami, Role.DIRECTOR)):
        Membership.objects.create(user=office, role=role, field_office=field_office, from_on=LONG_AGO)
    del office.memberships_now
    assert who(office).endswith("; and 1 more")


def test_unread_notifications_are_counted(client, office):
    place = office.memberships.get().field_office
    Notification.objects.create(
        rule="x", recipient=office, field_office=place, model="m", record=1, path="/", subject_line="A", body="B",
        key="k", planned_at=NOW, next_attempt_at=NOW,
    )  # fmt: skip
    assert "Notifications (1)" in labels(client, office)


def test_the_plain_pages_are_open_to_everyone(client, db):
    for name in ("accessibility", "privacy", "complaints"):
        page = client.get(reverse(f"dashboards:{name}"))
        assert page.status_code == 200 and page.content.count(b"<h1") == 1


def test_a_page_is_current_below_its_address():
    assert is_current("/officers/7/", "/officers/") and is_current("/", "/") and not is_current("/officers/", "/")
