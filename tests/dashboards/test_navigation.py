"""The frame of every page."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from dashboards.navigation import is_current, who
from notifications.models import Notification
from tests.cast import LONG_AGO, NOW


def groups(client, user, path="/"):
    client.force_login(user)
    return {group.label: group for group in client.get(path).context["navigation"]}


def offered(client, user) -> list[str]:
    """The address of every page that the frame offers to a person."""
    client.force_login(user)
    page = client.get("/").context
    return [link.url for group in page["navigation"] for link in group.links] + [link.url for link in page["account"]]


def test_it_works(client, office):
    shown = groups(client, office, "/jurisdictions/")
    assert list(shown) == ["Home", "Partnerships", "Officers", "Dashboards"]
    assert shown["Partnerships"].current and not shown["Home"].current
    assert [link.label for link in shown["Partnerships"].links] == ["Jurisdictions", "Agreements", "Facilities"]
    assert shown["Dashboards"].url == "/dashboards/" and shown["Partnerships"].url == ""


def test_the_manager_has_no_more_groups_than_the_others(client, manager):
    assert list(groups(client, manager)) == ["Home", "Partnerships", "Officers", "Dashboards"]
    assert {reverse("register:publications"), reverse("accounts:people")} <= set(offered(client, manager))


def test_who_works_for_one_agency_finds_it_at_once(client, administrator, pinellas, hernando):
    page = f"/jurisdictions/{pinellas.pk}/"
    shown = groups(client, administrator, page)
    assert list(shown)[:3] == ["Home", "Our agency", "Partnerships"] and shown["Our agency"].url == page
    assert shown["Our agency"].current and not shown["Partnerships"].current
    administrator.memberships.create(role="viewer", jurisdiction=hernando, from_on=LONG_AGO)
    assert "Our agency" not in groups(client, administrator)


@pytest.mark.parametrize(
    "role", ["manager", "office", "director", "administrator", "viewer", "instructor", "adjudicator"]
)
def test_every_page_offered_opens(client, request, role):
    urls = offered(client, request.getfixturevalue(role))
    assert {"/", "/account/", "/notifications/"} <= set(urls)
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_a_page_that_is_not_offered_does_not_open(client, instructor):
    urls = offered(client, instructor)
    for name in ("dashboards:jurisdictions", "dashboards:dashboard", "authority:roster", "register:publications"):
        assert reverse(name) not in urls and client.get(reverse(name)).status_code == 403, name


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
    client.force_login(office)
    page = client.get("/")
    assert page.context["unread"] == 1 and "Notifications (1)" in page.content.decode()


def test_the_plain_pages_are_open_to_everyone(client, db):
    for name in ("help", "accessibility", "privacy", "complaints"):
        page = client.get(reverse(f"dashboards:{name}"))
        assert page.status_code == 200 and page.content.count(b"<h1") == 1


def test_a_page_is_current_below_its_address():
    assert is_current("/officers/7/", "/officers/") and is_current("/", "/") and not is_current("/officers/", "/")


def test_help_names_the_field_office_of_the_person(client, administrator, miami):
    miami.contact_name, miami.contact_phone = "Owen Castillo", "555-0100"
    miami.save()
    client.force_login(administrator)
    assert "Owen Castillo" in client.get("/help/").content.decode()
    client.logout()
    assert "Owen Castillo" not in client.get("/help/").content.decode()
