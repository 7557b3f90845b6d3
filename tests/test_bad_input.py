"""Input that no honest person sends, into every field of every form: a clear page each time, never a fault."""

import re
from html.parser import HTMLParser
from itertools import cycle

import pytest

from agreements.memoranda.models import Agreement
from officers.nominations.models import Officer
from records.models import Attachment, Event
from tests import papers
from tests.reading import words_of_answer
from tests.test_doors import everything, insider, undone

pytestmark = pytest.mark.slow

JUNK = (
    "\x00", "a\x00b", "-1", "0", "9" * 29, "1" * 5_000, "1e5", "NaN", "9999-12-31", "0001-01-01",
    "10000-01-01", "2026-02-30", "24:61", "23:59:60", "x" * 20_000, "\u202edlog", "<script>alert(1)</script>",
    "{{ 7*7 }}", "' OR 1=1 --", "%s%n", "../../etc/passwd", "\r\nBcc: a@b.example", "\ufeff", " ", "\u0663", "1,000",
    "[]", "{}",
)  # fmt: skip
GENERAL = re.compile(r"This field is|Enter a valid|Select a valid|Ensure this value")  # Django's words, not ours
PLAUSIBLE = {"date": "2026-03-01", "time": "10:00", "number": "3", "email": "someone@x.example", "text": "Sam Ortiz"}


class Fields(HTMLParser):
    """The fields of the form that posts, as a browser would send them untouched: name -> (type, values)."""

    def __init__(self, html: str, method: str):
        super().__init__()
        self.method, self.inside, self.found, self.select, self.action = method, False, {}, "", ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("method", "get").lower() == self.method and "logout" not in given.get("action", "")
            self.action = given.get("action", self.action) if self.inside else self.action
        name = given.get("name")
        if not self.inside or (tag != "option" and not name):
            return
        if tag == "option":
            self.found[self.select][1].append(given.get("value", ""))
        elif tag in ("input", "select", "textarea"):
            self.select = name
            kind = given.get("type", "text") if tag == "input" else tag
            self.found.setdefault(name, (kind, []))[1].append(given.get("value", ""))

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "form"

    def plausible(self) -> dict:
        """What a person might enter."""
        return {name: self.value(kind, values) for name, (kind, values) in self.found.items()}

    def value(self, kind, values):
        if kind == "hidden":
            return values[0]
        if kind in ("select", "radio", "checkbox"):
            return next((value for value in values if value), "")
        if kind == "file":
            return papers.pdf("paper.pdf")
        return PLAUSIBLE.get(kind, PLAUSIBLE["text"])


def forms(client, world):
    """Every form of the portal: (path, its fields), with the person signed in who may send it."""
    for address, path in everything(world):
        client.force_login(insider(world, address))
        answer = client.get(path)
        if answer.status_code == 200 and address.model is not Attachment:
            fields = Fields(words_of_answer(answer), "post")
            if fields.found:
                yield fields.action or path, fields


def bears(client, path, data) -> None:
    """A page, a redirect or a refusal, never a fault (the client raises those); then everything is as before."""
    with undone():
        answer = client.post(path, data)
        assert answer.status_code in (200, 302), (path, data)
        if answer.status_code == 200 and not answer.streaming:  # a download is no page
            shown = answer.content.decode()
            assert any(words in shown for words in ("Error: ", "usa-alert", "Nothing is recorded yet.")), path
            assert not GENERAL.search(shown), (path, data, GENERAL.search(shown))


def test_every_form_bears_anything_and_acts_once(client, world):
    """Each field of each form gets one of the values above while the rest is plausible; then all fields one of them.
    What is sent twice is done once: whatever the form, the second of two clicks does nothing more."""
    values, accepted = cycle(JUNK), 0
    for path, fields in forms(client, world):
        for name in fields.found:
            bears(client, path, fields.plausible() | {name: next(values)})
        bears(client, path, dict.fromkeys(fields.found, next(values)))
        accepted += is_done_once(client, path, fields)
    assert accepted > 20


def is_done_once(client, path: str, fields: Fields) -> bool:
    """Whether plausible input was accepted; sent again, nothing more has happened."""
    with undone():
        first = client.post(path, fields.plausible())
        after = Event.objects.count()
        client.post(path, fields.plausible())
        assert Event.objects.count() == after, path
        return first.status_code == 302


QUERIES = ("page", "exact", "on", "at", "officer", "agency", "jurisdiction", "field_office", "office", "before", "show")


def test_every_address_bears_any_query(client, world):
    values = cycle(JUNK)
    for address, path in everything(world):
        client.force_login(insider(world, address))
        page = client.get(path)
        if page.status_code == 200 and address.model is not Attachment:
            names = {*QUERIES, "signed_on", "program", *Fields(words_of_answer(page), "get").found}
            for _ in range(2):
                assert client.get(path, {name: next(values) for name in sorted(names)}).status_code in (200, 404), path


@pytest.mark.parametrize(
    "query", ["on=9999-12-31", "on=0001-01-01&at=24:61", "on=2026-03-08&at=02:30", "on=2026-11-01&at=01:30"]
)
def test_any_moment_is_answered(client, world, query):
    """Years that no calendar reaches, an hour that does not exist, one that comes twice."""
    client.force_login(world.cast["viewer"])
    page = client.get(f"/officers/{world.records[Officer].pk}/?{query}").content.decode()
    assert "may serve" in page.lower() and ("Fix 1 error" in page or "usa-error" in page) == (query[3] in "90"), page


URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
PART = b"--x\r\nContent-Disposition: form-data; name="


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"q=%ED%A0%80&name=%FF%FE&reason=%C0%80", URLENCODED),
        (b"name=\xed\xa0\x80\xff", URLENCODED),
        (PART + b'"name"\r\n\r\n\xed\xa0\x80\r\n--x--\r\n', MULTIPART),
        (PART + b'"copy"; filename="\xff\x00.pdf"\r\n\r\n%PDF-1\r\n--x--', MULTIPART),
        (b"--x\r\nnonsense", MULTIPART),
        (b"", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"name=x", f"{URLENCODED}; charset=utf-7"),
        (b"name=x", f"{URLENCODED}; charset=nonsense"),
    ],
)
def test_a_body_that_is_no_text_is_borne(client, world, body, kind):
    letter = f"/credentials/letter/{world.records[Agreement].pk}/"
    for role, path in (("program_manager", "/accounts/people/add/"), ("director", letter)):
        client.force_login(world.cast[role])
        assert client.generic("POST", path, body, kind).status_code in (200, 400), path


def test_too_many_fields_and_too_long_a_text_are_refused_in_words(client, manager):
    client.force_login(manager)
    for data in ({f"field{n}": "x" for n in range(10_000)}, {"name": "x" * 5_000_000}):
        answer = client.post("/accounts/people/add/", data)
        assert answer.status_code == 413 and "shorten it" in answer.content.decode()


def test_names_that_pretend_are_refused(client, world):
    """Invisible characters and those that turn the order of letters would make one name look like another."""
    client.force_login(world.cast["program_manager"])
    for name in ("Ana\u202eziuR", "Ana\u200bRuiz", "Ana\x07", "Ana\u2066Ruiz"):
        page = client.post("/accounts/people/add/", {"name": name}).content.decode()
        assert "invisible character" in page, ascii(name)
