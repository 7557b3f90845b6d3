"""Every address of the portal, tried by everyone who has no business there. A new one is tried as soon as it exists."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver, resolve

from accounts.models import User
from accounts.roles import OF_A_FIELD_OFFICE, OF_AN_AGENCY, Role
from agreements.jurisdictions.models import Jurisdiction
from lists.models import Export
from notifications.models import Notification
from notifications.states import LOG_ROLES
from officers.nominations.models import Nomination, Officer
from pages.templatetags.show import LISTS
from records.models import Attachment, Event
from tests.cast import person
from tests.reading import words_of_answer
from tests.test_architecture import LIBRARIES, OPEN
from tests.world import SECRETS

pytestmark = pytest.mark.slow

NUMBER = "<int:pk>"
# Addresses that take something other than the number of a record: an example of each.
FILLED_IN = {"clauses:section": "clauses/R4/iv-d/"}
METHODS = ("get", "post")
NOWHERE = (0, 987_654_321, 2**63 - 1, 2**63, 10**30)
# Addresses about a record whose view looks it up itself, without allow_on: what they are about.
OF_ONE_PERSON = (Export,)  # every role may have one; nobody sees another's
BY_HAND = {"notifications:read": Notification, "notifications:send_again": Notification}
# What the agency's viewer does not see although it is about the agency: 404, where else the answer is 403.
UNSEEN = {
    "Blank": "program managers keep the templates",
    "BackgroundStep": "what ICE asked for and received is the adjudicators' alone",
    "RecordsAccess": "access to disciplinary records is the adjudicators' to record",
    "Export": "who asked for it reads it",
    "Membership": "program managers keep the roles",
    "Notification": "addressed to somebody else",
    "Publication": "the lists as such are the program managers' work",
    "User": "program managers keep the people",
}
OF_EVERY_OUTCOME = ("Fairweather", "Nottingale", "Wellington", "Openfield")
# Words of an outcome, a waiver or an item of IV.B; no page but an adjudicator's has them.
OUTCOME = re.compile(r"favorable|not[ _]required|waive|clearance|fingerprint|questionnaire", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """One pattern of the URLconf: its name, its whole route, and what its view says about itself."""

    name: str
    route: str
    view: object

    @property
    def model(self):
        return getattr(self.view, "record_model", BY_HAND.get(self.name))

    @property
    def roles(self) -> tuple[str, ...]:
        roles = getattr(self.view, "allowed_roles", ())
        return tuple(Role) if "any" in roles else roles

    def at(self, pk) -> str:
        return "/" + self.route.replace(NUMBER, str(pk))


def walk(patterns, namespace="", prefix=""):
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield Address(namespace + (pattern.name or route), route, pattern.callback)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, inner, route)


@cache
def addresses() -> list[Address]:
    """All but the libraries' own."""
    found = [a for a in walk(get_resolver().url_patterns) if not a.name.startswith(LIBRARIES)]
    return [replace(a, route=FILLED_IN.get(a.name, a.route)) for a in found]


def about_records() -> list[Address]:
    return [address for address in addresses() if "<" in address.route]


def pages() -> list[Address]:
    """Those about no record."""
    return [address for address in addresses() if "<" not in address.route and address.name not in OPEN]


def insider(world, address) -> User:
    """Someone to whom the address is open."""
    if address.name == "notifications:read":
        return world.records[Notification].recipient
    if address.model is Export:
        return world.records[Export].asked_by
    return world.who_may(LOG_ROLES if address.name == "notifications:send_again" else address.roles)


def everything(world) -> list[tuple[Address, str]]:
    """Every closed address with its path in this world."""
    return [(a, a.at(world.records[a.model].pk)) for a in about_records()] + [(a, a.at("")) for a in pages()]


def door(user, path: str, method: str) -> int:
    """The status of a view itself, without the frame of its page: a hundred times the same page of refusal is slow."""
    request = getattr(RequestFactory(), method)(path)
    request.user = user
    view = resolve(path)
    try:
        return view.func(request, *view.args, **view.kwargs).status_code
    except Http404:
        return 404
    except PermissionDenied:
        return 403


def doors(user, pk_of) -> dict[tuple, int]:
    """The statuses of every address about a record, by GET and by POST."""
    paths = {address: address.at(pk_of(address)) for address in about_records()}
    return {(a.name, path, method): door(user, path, method) for a, path in paths.items() for method in METHODS}


@pytest.fixture
def strangers(world, pinellas, other_administrator, hernando, dallas, dallas_office, miami) -> list[User]:
    """People who sign in and have nothing to do with Pinellas, or no longer."""
    former = person("former@pinellas.example", Role.ADMINISTRATOR, jurisdiction=pinellas)
    former.memberships.update(until_on="2026-03-01")
    ended = person("ended@miami.example", Role.FIELD_OFFICE, field_office=miami)
    ended.memberships.update(ended_at="2026-03-02T14:59:59Z")
    early = person("early@pinellas.example", Role.ADMINISTRATOR, jurisdiction=pinellas)
    early.memberships.update(from_on="2026-03-03")
    return [
        other_administrator,
        person("viewer@hernando.example", Role.VIEWER, jurisdiction=hernando),
        dallas_office,
        person("director@dallas.example", Role.DIRECTOR, field_office=dallas),
        person("instructor@dallas.example", Role.INSTRUCTOR, field_office=dallas),
        person("colleague@miami.example", Role.INSTRUCTOR, field_office=miami),
        person("deputy@pinellas.example", Role.OFFICER, jurisdiction=pinellas),
        former,
        ended,
        early,
        User.objects.create_user("nobody@x.example", "rehearsal", name="Nobody"),
        User.objects.create_superuser("support@x.example", "rehearsal"),
    ]


def test_every_address_about_a_record_is_tried(world):
    """The other tests need a sample of each: add it to tests/world.py, for a view without allow_on also to BY_HAND."""
    odd = [a.name for a in about_records() if a.route.count("<") != 1 or NUMBER not in a.route]
    assert odd == [], "these take something other than <int:pk>: teach Address.at how to fill it in"
    assert {a.name for a in about_records() if a.model is None} == set(), "no record_model: use allow_on, or BY_HAND"
    without = {a.model.__name__ for a in about_records() if a.model not in world.records}
    assert without == set(), "add a sample of these to tests/world.py"


def test_a_stranger_learns_and_changes_nothing(world, strangers):
    """A record elsewhere answers exactly like a number that does not exist: 404 by GET and by POST."""
    before = Event.objects.count()
    for stranger in strangers:
        found = doors(stranger, lambda address: world.records[address.model].pk)
        nowhere = doors(stranger, lambda address: NOWHERE[1])
        assert list(found.values()) == list(nowhere.values()), stranger
        assert {key for key, status in found.items() if status != 404 and key[0] not in BY_HAND} == set(), stranger
        assert {status for status in found.values()} <= {403, 404, 405}, stranger
    assert Event.objects.count() == before


def test_a_stranger_gets_the_page_of_404(client, world, other_administrator):
    """The same through the whole portal, with the frame of the page."""
    client.force_login(other_administrator)
    for address in about_records():
        answer = client.get(address.at(world.records[address.model].pk))
        assert answer.status_code == (405 if address.name in BY_HAND else 404), address
        assert not [secret for secret in SECRETS if secret in answer.content.decode()], address


def test_nobody_comes_in_without_signing_in(client, world):
    for _, path in everything(world):
        for method in (client.get, client.post):
            answer = method(path)
            assert answer.status_code == 302 and answer.url.startswith("/accounts/login/?next=/"), path


def test_a_number_that_cannot_be_is_no_page(client, world):
    for address in about_records():
        user = insider(world, address)
        for number in NOWHERE:
            for method in METHODS:
                assert door(user, address.at(number), method) in (404, 405), (address.name, number)
    client.force_login(world.cast[Role.PROGRAM_MANAGER])
    assert client.get(f"/agreements/{'1' * 5_000}/").status_code == 404


def test_the_viewer_reads_and_does_nothing(client, world):
    viewer = world.cast[Role.VIEWER]
    for (address, path), statuses in by_address(client, viewer, everything(world)).items():
        if Role.VIEWER in address.roles and address.name not in BY_HAND and address.model not in OF_ONE_PERSON:
            posts = 200 if address.name.startswith("lists:of_") else 405  # asks why, and changes nothing yet
            assert statuses == (200, posts), path
        elif address.model and address.model.__name__ in UNSEEN:
            assert set(statuses) <= {404, 405}, path
        else:
            assert statuses == (403, 403), path


def by_address(client, user, paths) -> dict[tuple, tuple[int, int]]:
    """For each (address, path) the statuses of GET and POST."""
    client.force_login(user)
    return {(a, path): (client.get(path).status_code, client.post(path).status_code) for a, path in paths}


def test_to_look_is_not_to_act(client, world):
    """GET changes nothing, for those who may act too: a page, a redirect to one, or 405 where only POST acts. HEAD
    says the same without the page."""
    before = Event.objects.count()
    only_by_post = set()
    for address, path in everything(world):
        client.force_login(insider(world, address))
        page = client.get(path)
        assert page.status_code in (200, 302, 405), path
        only_by_post |= {address.name} if page.status_code == 405 else set()
        assert_head_is_that_of(page, client, path)
    assert Event.objects.count() == before
    assert {"nominations:accept", "accounts:confirm_role", "notifications:read"} <= only_by_post


def assert_head_is_that_of(page, client, path: str) -> None:
    head = client.head(path)
    assert (head.status_code, head.headers["Content-Type"]) == (page.status_code, page.headers["Content-Type"]), path
    assert b"".join(head) == b"", path


def test_head_answers_as_get_where_everybody_comes_in(client, world):
    """Public pages, and the library's own about one's account."""
    client.force_login(world.cast[Role.PROGRAM_MANAGER])
    tried = {page.route for page in pages()}
    others = [a for a in walk(get_resolver().url_patterns) if "<" not in a.route and a.route not in tried]
    for address in others:
        path = address.at("")
        if not address.name.startswith("admin:"):
            assert client.head(path).status_code == client.get(path).status_code, path
    assert len(others) > 5


def test_an_empty_post_says_what_is_missing(client, world):
    for address, path in everything(world):
        client.force_login(insider(world, address))
        with undone():
            assert client.post(path).status_code in (200, 302, 405), path


@contextmanager
def undone():
    """What is done inside is taken back: the next attempt finds the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


FILTERED = {*LISTS, "/", "/search/", "/dashboards/", "/officers/today/", "/notifications/", "/nominations/new/"}
QUERIES = ("", "?q=Qui", "?agency={j}&jurisdiction={j}", "?office={o}&field_office={o}", "?page=1&exact=1")


@pytest.mark.parametrize("query", QUERIES)
def test_no_list_shows_another_agency(client, world, other_administrator, dallas_office, pinellas, miami, query):
    """Nor after somebody who sees it, in the same roles, has looked: nothing is kept from one to the next."""
    pairs = ((world.cast[Role.ADMINISTRATOR], other_administrator), (world.cast[Role.FIELD_OFFICE], dallas_office))
    for path in (page.at("") for page in pages()):
        if query and path not in FILTERED:
            continue
        path += query.format(j=pinellas.pk, o=miami.pk)
        for insider, outsider in pairs:
            client.force_login(insider)
            client.get(path)
            client.force_login(outsider)
            shown = words_of_answer(client.get(path))
            assert [secret for secret in SECRETS if secret in shown] == [], (outsider, path)


def test_every_role_alone_and_with_others_opens_its_pages(client, world, miami, hernando):
    """Home and the lists are put together from what a person holds: any of it. A role alone opens every page."""
    lists = [page for page in pages() if page.at("") in FILTERED]
    places = {
        **dict.fromkeys(OF_A_FIELD_OFFICE, {"field_office": miami}),
        **dict.fromkeys(OF_AN_AGENCY, {"jurisdiction": hernando}),
    }
    for role in Role:
        user = person(f"{role}@roles.example", role, **places.get(role, {}))
        for more in ((), {Role.OFFICER, Role.INSTRUCTOR, Role.VIEWER} - {role}):
            for other in more:
                user.memberships.create(role=other, from_on="2026-01-01", **places[other])
            client.force_login(user)
            for address in lists if more else pages():
                assert client.get(address.at("")).status_code in (200, 302, 403, 405), (role, more, address)


def test_no_page_tells_the_outcome_of_a_background_check(client, world, other_administrator):
    """Nor what was asked for: to nobody but adjudicators."""
    others = [user for role, user in world.cast.items() if role != Role.ADJUDICATOR] + [other_administrator]
    for user in others:
        client.force_login(user)
        for page in (*records_of(world, user), *(a.at("") for a in pages())):
            answer = client.get(page)
            said = OUTCOME.findall(words_of_answer(answer)) if answer.status_code == 200 else []
            assert said == [], (user, page)


def records_of(world, user):
    """The pages about records that a person may open; the pages to read for a nominee of every outcome."""
    officers = world.records[Jurisdiction].officers.filter(last_name__in=OF_EVERY_OUTCOME)
    every = {Officer: officers, Nomination: Nomination.objects.filter(officer__in=officers)}
    for address in about_records():
        if set(address.roles) & set(user.role_names) and address.model is not Attachment:
            samples = every.get(address.model, ()) if Role.INSPECTOR in address.roles else ()
            yield from (address.at(record.pk) for record in samples or [world.records[address.model]])
