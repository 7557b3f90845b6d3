"""What holds for every page, whoever opens it: its frame, its labels, its headers, its number of queries."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from zeal import NPlusOneError, zeal_context

from accounts.roles import Role
from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement
from agreements.register.models import Publication
from notifications.ledger import announce
from officers.credentials.models import Letter
from officers.training.models import TrainingClass
from pages.templatetags.show import LISTS
from records.models import Attachment
from tests import facts
from tests.cast import NOW, agency
from tests.reading import must_be_accessible
from tests.test_doors import everything, insider

pytestmark = pytest.mark.slow

STARTS = {*LISTS, "/accounts/people/", "/register/", "/notifications/"}  # of breadcrumbs
PDF = "application/pdf"
UNLABELED = {"hidden", "submit", "button", "image", "reset"}
OPENED = {"p", "div", "section", "ul", "ol", "li", "table", "tbody", "thead", "tr", "td", "th", "form", "dl", "main"}
ANONYMOUS = ("/accounts/login/", "/accounts/password/reset/", "/accessibility/", "/privacy/", "/complaints/")
ACCOUNT = ("/accounts/password/change/", "/accounts/logout/")


class Page(HTMLParser):
    """What the checks below ask of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.ids, self.labeled, self.fields, self.inline, self.open = [], set(), set(), [], [], []
        self.inside_label, self.title, self.crossed = 0, "", []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith(("on", "hx-on"))]
        self.inline += [tag] if tag == "style" or (tag == "script" and not given.get("src")) else []
        if "id" in given:
            self.crossed += [f"id {given['id']} twice"] if given["id"] in self.ids else []
            self.ids.add(given["id"])
        if tag == "label":
            self.inside_label += 1
            self.labeled.add(given.get("for"))
        if tag in ("input", "select", "textarea") and given.get("type") not in UNLABELED:
            self.fields.append((given, bool(self.inside_label)))
        if tag in OPENED:
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.inside_label -= tag == "label"
        if tag in OPENED:
            last = self.open.pop() if self.open else None
            self.crossed += [f"</{tag}> closes <{last}>"] if last != tag else []

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] == "title" and not self.title:
            self.title = data.strip()

    def faults(self) -> list[str]:
        """What is wrong with it, in words."""
        found = [f"inline {what}" for what in self.inline] + self.crossed
        found += [f"no label: {field}" for field, inside in self.fields if not inside and not self.is_labeled(field)]
        headings = [tag for tag, _ in self.tags if tag == "h1"]
        found += [] if len(headings) == 1 else [f"{len(headings)} h1"]
        found += [] if self.title and self.title.split(" | ")[0] else ["no title"]
        found += [] if ("html", {"lang": "en"}) in self.tags else ["no language"]
        for tag, needed in (("button", "type"), ("img", "alt")):
            found += [f"{tag} without {needed}: {given}" for t, given in self.tags if t == tag and needed not in given]
        return found

    def is_labeled(self, field) -> bool:
        by = set(field.get("aria-labelledby", "").split())
        return bool(field.get("aria-label")) or field.get("id") in self.labeled or bool(by) and by <= self.ids


@pytest.mark.parametrize(
    "html",
    [
        "<p style='color: red'>x</p>", "<p onclick='x()'>x</p>", "<script>x()</script>", "<style>p {}</style>",
        "<input name='x'>", "<label for='y'>Y</label><select id='x'></select>", "<h1>a</h1><h1>b</h1>",
        "<p><div></p></div>", "<button>x</button>", "<i id='a'></i><i id='a'></i>",
        "<textarea aria-labelledby='nobody'></textarea>",
    ],
)  # fmt: skip
def test_these_checks_see_a_fault(html):
    whole = f"<html lang='en'><title>t | x</title>{html if '<h1' in html else '<h1>h</h1>' + html}</html>"
    assert len(Page(whole).faults()) >= 1
    assert Page("<html lang='en'><title>t | x</title><h1>h</h1></html>").faults() == []


def open_pages(client, world):
    """Every page that somebody of the cast may read, as (path, answer)."""
    for address, path in everything(world):
        client.force_login(insider(world, address))
        answer = client.get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            yield path, answer


def test_every_page_is_well_formed_and_carries_its_headers(client, world):
    """One look at each page, and what is wrong with each by its kind."""
    names = {path: address for address, path in everything(world)}
    faults, astray, number = {}, {}, 0
    for path, answer in open_pages(client, world):
        html, number = answer.content.decode(), number + 1
        faults[path] = Page(html).faults()
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy, path
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["X-Frame-Options"] == "DENY", path
        assert answer["Content-Type"] == "text/html; charset=utf-8", path
        assert {"private", "no-cache", "no-store"} <= set(answer["Cache-Control"].split(", ")), path
        if names[path].model and (first := first_crumb(html)) not in STARTS:
            astray[path] = first
    assert number > 60
    assert {path: found for path, found in faults.items() if found} == {}
    assert astray == {}, "the way to a record begins at its list, which the navigation offers"


def first_crumb(html: str) -> str | None:
    """Where the breadcrumbs of a page begin."""
    found = re.search(r'aria-label="Breadcrumbs".*?href="([^"]+)"', html, re.DOTALL)
    return found and found[1]


def test_every_document_that_is_made_can_be_read_by_anyone(client, world):
    seen = []
    for address, path in everything(world):
        client.force_login(insider(world, address))
        answer = client.get(path) if address.name.endswith("_pdf") else None
        if answer is not None:
            must_be_accessible(answer.content)
            assert answer["Content-Type"] == PDF and answer["X-Content-Type-Options"] == "nosniff", path
            assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", ")), path
            seen.append(address.name)
    assert len(seen) >= 4


def test_every_page_with_a_mistake_is_well_formed(client, world):
    """What an empty form says in return: the errors have their places and their labels, too."""
    seen = {}
    for address, path in everything(world):
        client.force_login(insider(world, address))
        answer = client.post(path, {"version": "x"})
        if answer.status_code == 200:
            seen[path] = Page(answer.content.decode()).faults()
    assert {path: faults for path, faults in seen.items() if faults} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ANONYMOUS)
def test_the_pages_before_signing_in(client, path):
    assert Page(client.get(path).content.decode()).faults() == []


@pytest.mark.parametrize("path", ACCOUNT)
def test_the_pages_of_ones_own_account(client, viewer, path):
    client.force_login(viewer)
    assert Page(client.get(path).content.decode()).faults() == []


def test_a_document_is_kept_by_no_cache_and_shown_in_no_page(client, world):
    client.force_login(world.cast[Role.VIEWER])
    answer = client.get(f"/documents/{world.records[Attachment].pk}/")
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="sealed-copy.pdf"'


def test_every_test_watches_for_a_query_in_a_loop(world, hernando):
    assert settings.MIDDLEWARE[0] == "zeal.middleware.zeal_middleware"
    facts.agreement(hernando)
    with pytest.raises(NPlusOneError), zeal_context():
        [str(agreement.jurisdiction) for agreement in Agreement.objects.all()]


def crowd(world, numbers) -> None:
    """More of everything that the lists and records show: agencies, officers with all papers, mails, lists of ICE's."""
    pinellas, letter = world.records[Jurisdiction], world.records[Letter]
    for n in numbers:
        officer = facts.officer(pinellas, f"Xavier Crowd{n}")
        nomination = facts.nomination(officer, letter.agreement)
        facts.cleared(nomination)
        authorization = facts.authorized(facts.certified(facts.examined(nomination)), letter)
        facts.supervised(officer)
        facts.credential(authorization)
        other = facts.nomination(facts.officer(pinellas, f"Yolanda Crowd{n}"), letter.agreement)
        facts.cleared(other)
        facts.enrolled(other, world.records[TrainingClass])
        facts.nomination(facts.officer(pinellas, f"Zoe Crowd{n}"), letter.agreement, status="submitted")
        facts.agreement(agency(f"County {n} Sheriff", "Florida", f"County {n}", pinellas.field_office))
        for who in world.cast.values():
            announce("sample", to=[who], record=officer, subject="x", body="x", path="/", at=NOW, key=f"crowd-{n}")
        Publication.objects.create(
            list="pending", as_of=NOW, file_name=f"{n}.xlsx", sha256=f"{n:064}", fingerprint=f"{n:064}", headings=[],
            row_count=0, issue_count=0, counts={}, imported_at=NOW,
        )  # fmt: skip


def asked(client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code in (200, 302, 405), path
    return len(queries)


def test_no_page_asks_more_for_more_rows(client, world):
    """15 rows of everything cost as many queries as three."""
    looked_at = [(address, path) for address, path in everything(world) if address.model is not Attachment]
    before, more = {}, {}
    crowd(world, range(1, 3))
    for crowded in (False, True):
        for address, path in looked_at:
            client.force_login(insider(world, address))
            number = asked(client, path)
            if crowded and number > before[path]:
                more[path] = (before[path], number)
            before[path] = number
        crowd(world, range(3, 13)) if not crowded else None
    assert more == {}
