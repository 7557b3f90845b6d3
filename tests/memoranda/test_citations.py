"""No page names a clause that it doesn't open."""

import re
from html import unescape

import pytest

from agreements.memoranda.models import Agreement
from pages.citations import PRINTED
from tests.test_every_page import open_pages

pytestmark = pytest.mark.slow

LINKED = re.compile(r'<a class="clause"[^>]*>MOA [^<]*</a>')
CITED = re.compile(rf"\((?:MOA )?(?:{PRINTED})[);,]|· (?:{PRINTED})<")
# Public pages, and the pages about the clauses themselves.
OWN_WORDS = ("/clauses/", "/complaints/", "/privacy/", "/accessibility/")


def unlinked(html: str) -> list[str]:
    """The clauses that a page cites without a link; not in the list of errors, where each is a link to its field."""
    words = re.sub(r"<[^>]+>", "", LINKED.sub("", html)) if "<body" not in html else LINKED.sub("", html)
    return CITED.findall(unescape(words))


def test_these_checks_see_a_fault():
    assert unlinked("<p>Nobody may serve (VIII).</p>") and unlinked("Certified (IV.C, IV.D)")
    assert unlinked('Nobody (<a class="clause" href="/clauses/R4/viii/">MOA VIII</a>).') == []


def test_every_page_links_what_it_cites(client, world):
    Agreement.objects.filter(program="WSO").update(revision="R1")
    found = {}
    for path, answer in open_pages(client, world):
        if not path.startswith(OWN_WORDS):
            found[path] = unlinked(answer.content.decode())
    assert {path: clauses for path, clauses in found.items() if clauses} == {}
