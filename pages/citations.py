"""How a page names what a rule rests on: a clause of the MOA with a link, a law, or a policy.

A clause is cited as it is printed: "IV.D", "VIII", "App. B 3.B"; several of them as "II, III; VIII".
"""

import re

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from records.actions import Refused

LATEST = "R4"  # the revision whose words are shown where the record has no agreement
PRINTED = r"(?:IV|V?I{1,3}|V)(?:\.[A-I])?|App\. [ABC](?: \d(?:\.[A-D])?)?"
ONE = re.compile(PRINTED)
IN_BRACKETS = re.compile(rf"\((?:MOA )?((?:{PRINTED})(?:[,;] (?:{PRINTED}))*)\)")


def slug_of(section: str) -> str:
    """Give a printed section as a part of an address: "App. B 3.B" becomes app-b-3-b."""
    return section.lower().replace(". ", "-").replace(".", "-").replace(" ", "-")


def clause_link(clause: str, revision: str = "") -> SafeString:
    """Show what a rule rests on: each clause linked to its page for the revision, a law or a policy in words."""
    if "policy" in clause.lower():
        whose = next((one for one in ("ICE policy", "Agency policy") if clause.startswith(one)), "Portal policy")
        return format_html("{} (not an MOA requirement)", whose)
    if not ONE.match(clause):
        return conditional_escape(clause.replace("USC", "U.S.C."))
    shown = [part for part in re.split(r"([,;] )", clause) if part]
    return format_html_join("", "{}", ((one_link(part, revision) if ONE.fullmatch(part) else part,) for part in shown))


def one_link(section: str, revision: str = "") -> SafeString:
    """Link one clause, as it is printed, to the page that says what it means."""
    url = reverse("clauses:section", args=[revision or LATEST, slug_of(section)])
    return format_html('<a class="clause" href="{}">MOA {}</a>', url, section)


def with_links(sentence: str, revision: str = "") -> str:
    """Link each clause that a plain sentence cites in brackets: "Nobody may serve (VIII)." HTML stays as it is."""
    plain = str(sentence)  # a translated one is not a string yet
    if hasattr(plain, "__html__"):
        return plain
    pieces = IN_BRACKETS.split(plain.replace(" USC ", " U.S.C. "))  # text and clauses by turns
    linked = (format_html("({})", clause_link(clause, revision)) for clause in pieces[1::2])
    shown = [piece for pair in zip(pieces[::2], [*linked, ""], strict=True) for piece in pair]
    return format_html_join("", "{}", ((piece,) for piece in shown))


def refusal_line(refusal: Refused, revision: str = "") -> str:
    """Say why an act was refused, and what the refusal rests on."""
    return with_basis(refusal.reason, refusal.clause, revision)


def with_basis(sentence: str, clause: str, revision: str = "") -> str:
    """Give a sentence and what it rests on after it: a clause in brackets, or a policy as a sentence of its own."""
    said = with_links(sentence, revision)
    if not clause:
        return said
    basis = clause_link(clause, revision)
    return format_html("{} {}." if "policy" in clause.lower() else "{} ({})", said, basis)


def revision_of(record) -> str:
    """Give the template revision of the agreement that a record is, or belongs to; nothing where it has none."""
    return getattr(getattr(record, "agreement", record), "revision", "")
