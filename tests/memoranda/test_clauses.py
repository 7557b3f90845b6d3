"""What the agreement says: every rule has a home in each revision, and every citation opens its page."""

import ast
import re
from itertools import product

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.roles import READERS, Role
from agreements.memoranda.clause_views import PAGE_NAMES
from agreements.memoranda.terms import R1, R2, R4, Revision, terms_of
from agreements.memoranda.terms.contents import SECTIONS, SILENT, column_of, section_of
from agreements.memoranda.terms.kinds import ICE_POLICY, MOA, PORTAL_POLICY, SIDE_BY_SIDE, STATUTE
from dashboards.workflows import tables
from officers.authority.requirements import REQUIREMENTS, basis_of, clause_of
from pages.citations import ONE, clause_link, refusal_line, slug_of, with_links
from records.actions import Refused
from tests.test_architecture import sources

NUMBERS = {str(number) for number in range(1, 50)} | {f"M{number}" for number in range(1, 22)} - {"M12"}
# What a revision does not have, as the signed agreements read.
ONLY_IN_R1 = {"App. B 1", "App. B 2", "App. B 3.A", "App. B 3.B", "App. B 3.C", "App. B 3.D"}
NOT_IN_R4 = {*ONLY_IN_R1, "V.D"}
PROVISIONS = [(section, provision) for section in SECTIONS for provision in section.provisions]


def said_in(number: str, revision: str, title: str = ""):
    """What a revision says of a numbered rule: the words of its provisions."""
    column = column_of(revision)
    found = [p.said[column] for _, p in PROVISIONS if p.number == number and title in p.title]
    return [said for said in found if said]


def page_of(client, user, revision: str, section: str, **follow):
    client.force_login(user)
    return client.get(reverse("clauses:section", args=[revision, slug_of(section)]), **follow)


def test_every_rule_has_a_home():
    assert {provision.number for _, provision in PROVISIONS} == NUMBERS
    assert len(SILENT) == 4  # M22: nothing is said, in any revision


@pytest.mark.parametrize("revision", SIDE_BY_SIDE)
def test_each_revision_says_something_of_each_rule(revision):
    """R1 alone has #45 to #48 and M14; R1 and R2 alone have #29; R1 knows no operational date."""
    silent = {number for number in NUMBERS if not said_in(number, revision)}
    dropped = {"45", "46", "47", "48", "44", "M14"}
    assert silent == {Revision.R1: {"M9"}, Revision.R2: dropped, Revision.R4: dropped | {"29"}}[revision]


def test_every_provision_is_complete():
    for section, provision in PROVISIONS:
        assert provision.title and provision.owed_by and set(provision.pages) <= set(PAGE_NAMES), provision.title
        assert bool(provision.portal) or not provision.pages, provision.title
        for letter, said in zip(section.letters, provision.said, strict=True):
            assert not said or letter, (provision.title, "words without a section")
            assert not said or said.basis in (MOA, STATUTE, ICE_POLICY, PORTAL_POLICY), provision.title
            assert not said or (said.basis == STATUTE) == bool(said.cites), provision.title


def test_a_letter_names_one_section_in_a_revision():
    for column in range(3):
        letters = [section.letters[column] for section in SECTIONS if section.letters[column]]
        assert len(letters) == len(set(letters))


def test_the_values_of_the_signed_agreements():
    """Against the agreements themselves: Hernando County 2019 (R1), Navajo County 2025 (R4)."""
    for terms in (R1, R2, R4):
        assert (terms.pass_mark.value, terms.retakes.value, terms.attestations.value) == (70, 1, 4)
        assert (terms.departure_notice.measure, terms.notice.measure) == ("90 days", "90 days")
        assert terms.notice_delivery.value == ("hand", "certified", "registered")
        assert [code for code, _ in terms.powers.value] == ["I-200", "I-205"]
    assert [terms_of(revision).release_of_information.where for revision in Revision] == ["V.D", "V.D", "V.C", "V.C"]
    assert (R1.suspension.where, R1.suspension.basis) == ("App. B 3.B", MOA)
    assert (
        (R2.suspension.where, R2.suspension.basis) == (R4.suspension.where, R4.suspension.basis) == ("IV.D", ICE_POLICY)
    )


# What the three revisions say differently: the number, and the value or a word in each.
DIFFERENCES = [
    ("28", ("9 to 12 months", "12 months", "12 months"), ("first class", "operational date", "operational date")),
    ("38", ("1 hour", "1 hour", "1 hour"), ("chain of command", "the officer tells ICE", "generally within one hour")),
    ("42", ("", "48 hours", "48 hours"), ("No time limit", "Weekends count", "Weekends count")),
    ("43", ("", "", ""), ("other languages", "Posters", "English and Spanish")),
    ("40", ("", "", ""), ("(JIC)", "(JIC)", "intake mailbox")),
    ("23", ("", "", ""), ("Chief Counsel", "local counsel", "(OPLA)")),
    ("27", ("1 year", "1 year", "1 year"), ("", "management representative", "management representative")),
    ("34", ("", "", ""), ("contact in section VII", "to the agency", "to the agency")),
    ("M13", ("", "", ""), ("designee", "Executive Associate Director", "Acting Director")),
    ("M11", ("", "", ""), ("ICE alone", "It does not mention Appendices B", "It does not mention Appendices B")),
]


@pytest.mark.parametrize(("number", "measures", "words"), DIFFERENCES, ids=lambda value: value[:3])
def test_where_the_revisions_differ(number, measures, words):
    title = "How ICE delivers" if number == "34" else "Claims" if number == "38" else ""
    for revision, measure, word in zip(SIDE_BY_SIDE, measures, words, strict=True):
        said = said_in(number, revision, title)
        assert said[0].measure == measure and word in said[0].says, (revision, said)


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_them(client, world, role):
    user = world.cast.get(role) or world.cast[Role.VIEWER]
    client.force_login(user)
    assert client.get(reverse("clauses:contents")).status_code == 200
    assert page_of(client, user, "R4", "IV.D").status_code == 200


def test_strangers_sign_in_first(client, db):
    for path in (reverse("clauses:contents"), reverse("clauses:section", args=["R4", "iv-d"])):
        assert client.get(path).url == f"/accounts/login/?next={path}"


def test_it_rejects_post(client, viewer):
    client.force_login(viewer)
    assert client.post(reverse("clauses:contents")).status_code == 405
    assert client.post(reverse("clauses:section", args=["R4", "iv-d"])).status_code == 405


@pytest.mark.parametrize("path", ["R5/iv-d", "r4/iv-d", "R4/iv-z", "R4/ix", "R4/app-d", "R1/app-b-9"])
def test_what_no_revision_prints_is_no_page(client, viewer, path):
    client.force_login(viewer)
    assert client.get(f"/clauses/{path}/").status_code == 404


def test_the_contents_list_every_section(client, viewer):
    client.force_login(viewer)
    page = client.get(reverse("clauses:contents")).text
    for section in SECTIONS:
        for letter, revision in zip(section.letters, SIDE_BY_SIDE, strict=True):
            assert not letter or f'href="/clauses/{revision}/{slug_of(letter)}/"' in page, letter
    assert page.count("Not in this revision") == len(ONLY_IN_R1) * 2 + 1  # community outreach: in R4 only


@pytest.mark.parametrize(("section", "revision"), list(product(sorted({s.letters[0] for s in SECTIONS}), Revision)))
def test_every_section_opens_in_every_revision(client, viewer, section, revision):
    page = page_of(client, viewer, revision, section, follow=True)
    assert page.status_code == 200 and f"{revision.label[2:]}. Only the signed agreement is binding" in page.text
    assert "Not in this revision" in page.text or section not in ONLY_IN_R1 or revision == Revision.R1


def test_a_page_shows_what_differs(client, viewer):
    page = page_of(client, viewer, "R2", "V.B").text
    assert "<strong>9 to 12 months.</strong>" in page and page.count("<strong>12 months.</strong>") == 2
    assert "The revisions differ" in page and "This revision does not mention it." in page  # R1 has no operational date
    assert page.count('class="revisions__mark"') == 3  # yearly meeting, first review, operational date: from R2 on
    assert "Portal policy (not an " in page and "does not cover this yet" in page


def test_a_page_links_where_the_portal_acts(client, viewer, world):
    assert (
        f'<a href="{reverse("credentials:credentials")}">Credentials</a>' in page_of(client, viewer, "R4", "IV.D").text
    )
    instructor = world.cast[Role.INSTRUCTOR]
    assert Role.INSTRUCTOR not in READERS
    page = page_of(client, instructor, "R4", "IV.D").text
    assert f'<a href="{reverse("credentials:credentials")}">' not in page  # a page that is closed to them
    assert f'<a href="{reverse("memoranda:agreements")}">Agreements</a>' in page


def test_an_old_letter_leads_to_the_section(client, viewer):
    """The release of information moved from V.D to V.C, where R1 and R2 have the outreach."""
    assert page_of(client, viewer, "R4", "V.D").url == "/clauses/R4/v-c/"
    assert page_of(client, viewer, "R3", "V.D").url == "/clauses/R3/v-c/"
    assert "MOA V.C: Release of information" in page_of(client, viewer, "R4", "V.C").text
    assert "MOA V.D: Release of information" in page_of(client, viewer, "R1", "V.D").text
    assert "MOA V.C: Community outreach" in page_of(client, viewer, "R2", "V.C").text


def cited_in_code() -> set[str]:
    """Every clause that the code cites: in a refusal, an action or a sentence, without the data themselves."""
    found = set()
    for path in sources():
        if path.parent.name == "terms" or path.name == "citations.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if ONE.match(node.value) and all(ONE.fullmatch(part) for part in re.split("[,;] ", node.value)):
                    found |= set(re.split("[,;] ", node.value))
                found |= {cited for cited in re.findall(r"MOA ((?:I|V)+\.[A-I]|VIII|App\. [ABC])", node.value)}
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        found |= set(re.findall(r'{% cite "([^"]+)"', path.read_text()))
    return found


def test_every_citation_in_the_code_is_found():
    assert {"II", "III", "IV.B", "IV.C", "IV.D", "IV.F", "VIII", "App. A"} <= cited_in_code()


@pytest.mark.parametrize("revision", Revision)
def test_every_citation_opens_its_page(client, viewer, revision):
    """Of the code, of each action, and of each requirement in the terms of the revision."""
    cited = cited_in_code()
    for _, actions in tables():
        for action in actions:
            if "U.S.C." not in action.clause and "policy" not in action.clause:
                cited |= {part for part in re.split("[,;] ", action.clause) if part}
    cited |= {clause_of(code, terms_of(revision)).where for code in REQUIREMENTS}
    cited |= {clause.where for clause in terms_of(revision).clauses()}
    for section in sorted(cited):
        found = section_of(revision, slug_of(section))
        assert found and section in found.letters, section
        assert page_of(client, viewer, revision, section, follow=True).status_code == 200, section


def test_a_citation_is_a_link():
    assert clause_link("IV.D") == '<a class="clause" href="/clauses/R4/iv-d/">MOA IV.D</a>'
    assert clause_link("App. B 3.B", "R1") == '<a class="clause" href="/clauses/R1/app-b-3-b/">MOA App. B 3.B</a>'
    assert clause_link("II, III; VIII", "R2").count("<a ") == 3
    assert clause_link("8 U.S.C. 1357(g)(5)") == clause_link("8 USC 1357(g)(5)") == "8 U.S.C. 1357(g)(5)"
    assert clause_link("ICE policy") == "ICE policy (not an MOA requirement)"
    assert clause_link("two-person rule: portal policy, not MOA") == "Portal policy (not an MOA requirement)"
    assert clause_link("<b>") == "&lt;b&gt;"


def test_a_sentence_links_what_it_cites():
    link = '<a class="clause" href="/clauses/R4/viii/">MOA VIII</a>'
    assert (
        with_links("Nothing is agreed (VIII).")
        == with_links("Nothing is agreed (MOA VIII).")
        == f"Nothing is agreed ({link})."
    )
    assert with_links("<b> (IV.C, IV.D)").startswith("&lt;b&gt; (<a ") and with_links("(IV.C, IV.D)").count("<a ") == 2
    assert with_links("Plain (I mean it).") == "Plain (I mean it)." and with_links("") == ""
    assert with_links("Required (8 USC 1357(g)(5)).") == "Required (8 U.S.C. 1357(g)(5))."


def test_a_refusal_links_its_clause():
    assert refusal_line(Refused("It has ended.", "VIII"), "R1") == (
        'It has ended. (<a class="clause" href="/clauses/R1/viii/">MOA VIII</a>)'
    )
    assert refusal_line(Refused("Ask a colleague.", "Portal policy")) == (
        "Ask a colleague. Portal policy (not an MOA requirement)."
    )
    assert refusal_line(Refused("It is <void>.")) == "It is &lt;void&gt;."


@pytest.mark.parametrize(
    ("revision", "basis"), [("R1", MOA), ("R2", ICE_POLICY), ("R3", ICE_POLICY), ("R4", ICE_POLICY)]
)
def test_whose_rule_a_suspension_is(revision, basis):
    assert basis_of("not_suspended", terms_of(revision)) == basis
    assert basis_of("not_departed", terms_of(revision)) == PORTAL_POLICY
