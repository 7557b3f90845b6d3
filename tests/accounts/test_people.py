import pytest
from django.urls import reverse

from accounts.models import Membership, User
from accounts.roles import Role
from notifications.delivery import deliver
from notifications.models import Notification
from records.models import Event
from tests.cast import LONG_AGO, person
from wso_portal import clock

pytestmark = pytest.mark.django_db
PEOPLE = "/accounts/people/"


def entry(**changes) -> dict:
    """What the form posts for an administrator of Pinellas."""
    agency = "Pinellas County Sheriff's Office, Florida"
    given = {"name": "Eva Lund", "email": "Eva@Pinellas.example", "role": "administrator", "agency": agency}
    return given | {"field_office": "", "from_on": "2026-01-05", "until_on": ""} | changes


def add(client, manager, **changes):
    client.force_login(manager)
    return client.post(reverse("accounts:add_person"), entry(**changes), follow=True)


def test_it_works(client, manager, pinellas):
    response = add(client, manager)
    assert "Eva Lund was added. An email tells them how to set a password." in response.content.decode()
    eva = User.objects.get(email="eva@pinellas.example")
    assert eva.memberships.get().jurisdiction == pinellas and not eva.has_usable_password()
    assert list(Event.objects.about(eva.subject).order_by("pk").values_list("verb", "actor")) == [
        ("add_person", manager.pk),
        ("grant", manager.pk),
    ]


def test_the_mail_leads_to_a_password(client, manager, pinellas, mailoutbox):
    add(client, manager)
    client.logout()
    row = Notification.objects.get(rule="welcome")
    assert "/key/" not in row.path + row.body
    deliver(clock.now())
    (mail,) = mailoutbox
    assert mail.to == ["eva@pinellas.example"]
    link = next(word for word in mail.body.split() if "/password/reset/key/" in word)
    page = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "seven green herons", "password2": "seven green herons"})
    assert client.login(email="eva@pinellas.example", password="seven green herons")


def test_everyone_else_gets_403(client, office, director, administrator, viewer, adjudicator, instructor):
    for someone in (office, director, administrator, viewer, adjudicator, instructor):
        client.force_login(someone)
        assert client.get(PEOPLE).status_code == 403
        assert client.post(reverse("accounts:add_person"), entry()).status_code == 403
    assert not User.objects.filter(email="eva@pinellas.example").exists()


def test_signing_in_comes_first(client):
    assert client.get(PEOPLE).url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"agency": ""}, "Choose the agency for the role"),
        ({"role": "field_office", "agency": ""}, "Choose the field office for the role"),
        ({"role": "adjudicator"}, "is not a role at one agency"),
        ({"role": "nobody"}, "Choose an answer from the list"),
        ({"agency": "Nowhere Police"}, "No agency of this name is on record"),
        (
            {"agency": "County Sheriff"},
            "Did you mean one of these? Enter it in full: Hernando County Sheriff’s Office, Florida; Pin",
        ),
        ({"until_on": "2025-01-01"}, "The end date can’t be before the start date"),
        ({"from_on": "0001-01-01"}, "Check the year"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"name": " "}, "Enter the name"),
        ({"email": "eva"}, "Enter an email address such as"),
    ],
)
def test_it_explains_the_refusal(client, manager, pinellas, hernando, changes, message):
    text = add(client, manager, **changes).content.decode().replace("&#x27;", "’")
    assert message in text
    assert not User.objects.filter(email="eva@pinellas.example").exists()


def test_an_address_written_otherwise_is_the_same_person(client, manager, pinellas):
    add(client, manager)
    text = add(client, manager, name="Eve", email="EVA@pinellas.EXAMPLE").content.decode()
    assert "Eva Lund has this email address. Find them in the list" in text


def test_two_agencies_of_one_name_need_the_state(client, manager, pinellas, dallas):
    from tests.cast import agency

    agency(pinellas.name, "Ohio", "Pinellas", dallas)
    assert "Did you mean one of these" in add(client, manager, agency=pinellas.name).content.decode()
    add(client, manager, agency="PINELLAS County Sheriff's Office , florida")
    assert Membership.objects.get(user__email="eva@pinellas.example").jurisdiction == pinellas


def test_search_finds_by_name_and_address(client, manager, viewer, office):
    client.force_login(manager)
    text = client.get(PEOPLE, {"q": "VIEWER@pin"}).content.decode()
    assert "viewer@pinellas.example" in text and "office@miami.example" not in text
    assert "No one found" in client.get(PEOPLE, {"q": "zzz"}).content.decode()


def test_the_list_costs_the_same_for_many(client, manager, pinellas, django_assert_max_num_queries):
    for number in range(30):
        person(f"p{number}@pinellas.example", Role.VIEWER, jurisdiction=pinellas)
    client.force_login(manager)
    with django_assert_max_num_queries(12):
        text = client.get(PEOPLE).content.decode()
    assert "1 to 25 of 31" in text and "?page=2" in text


def test_an_ended_role_is_not_listed(client, manager, pinellas):
    someone = person("old@pinellas.example", Role.VIEWER, jurisdiction=pinellas)
    someone.memberships.update(until_on=LONG_AGO)
    client.force_login(manager)
    assert "No role: can't see any records" in client.get(PEOPLE, {"q": "old@"}).content.decode()
