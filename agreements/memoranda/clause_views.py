"""The pages that say what the clauses mean: the contents of the paper, and one section in its three revisions."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.views.decorators.http import require_GET

from pages.access import ANYONE, allow
from pages.citations import slug_of

from .terms.contents import PAPER, SILENT, column_of, letter_of, section_of
from .terms.kinds import MOA, SIDE_BY_SIDE, Provision, Revision, Said, Section

# The pages that the sections name, as the reader finds them in the portal.
PAGE_NAMES = {
    "authority:roster": "Officers",
    "authority:today": "Who may serve today",
    "credentials:credentials": "Credentials",
    "dashboards:complaints": "Complaints",
    "dashboards:privacy": "Privacy",
    "memoranda:agreements": "Agreements",
    "nominations:index": "Nominations",
    "training:index": "Classes",
}
SHORT_NAMES = {"R1": "R1 (2019)", "R2": "R2 (July 2020)", "R4": "R3 and R4 (2025)"}


@dataclass(frozen=True)
class Cell:
    """What one revision says of a provision, beside the others. `is_read`: it is the revision of the address."""

    revision: str
    letter: str
    said: Said | None
    is_read: bool
    is_changed: bool

    @property
    def basis(self) -> str:
        """What it rests on, where that is not the agreement itself."""
        return "" if self.said is None or self.said.basis == MOA else self.said.cites or self.said.basis


@allow()
@require_GET
def contents(request):
    """List the sections of the agreement, by part, with their letters in each revision."""
    parts = [(part.title, [(section, links_to(section)) for section in part.sections]) for part in PAPER]
    return render(request, "memoranda/contents.html", {
        "title": "What the agreement says",
        "revisions": SHORT_NAMES.values(),
        "parts": parts,
        "silent": SILENT,
    })  # fmt: skip


@allow()
@require_GET
def section(request, revision, slug):
    """Show a section in our words: what each revision says, who owes it, and where the portal acts on it."""
    found = section_of(revision, slug) if revision in Revision else None
    if found is None:
        raise Http404
    letter = letter_of(found, revision)
    if slug_of(letter) != slug:
        return redirect("clauses:section", revision, slug_of(letter))
    rows = [(one, cells_of(found, one, revision), pages_of(one, request.user)) for one in found.provisions]
    return render(request, "memoranda/section.html", {
        "title": f"MOA {letter}: {found.title}",
        "breadcrumbs": [("What the agreement says", reverse("clauses:contents"))],
        "section": found,
        "revision": Revision(revision),
        "absent": not found.letters[column_of(revision)],
        "links": links_to(found),
        "rows": rows,
    })  # fmt: skip


def cells_of(found: Section, provision: Provision, read: str) -> list[Cell]:
    """Give what R1, R2 and R4 say of a provision, each marked where it differs from the one before."""
    said = provision.said
    return [
        Cell(SHORT_NAMES[revision], found.letters[n], said[n], n == column_of(read), n > 0 and said[n] != said[n - 1])
        for n, revision in enumerate(SIDE_BY_SIDE)
    ]


def links_to(found: Section) -> list[tuple[str, str, str]]:
    """Give revision, letter and address of a section in each revision; no address where the revision lacks it."""
    return [
        (SHORT_NAMES[revision], letter, reverse("clauses:section", args=[revision, slug_of(letter)]) if letter else "")
        for revision, letter in zip(SIDE_BY_SIDE, found.letters, strict=True)
    ]


def pages_of(provision: Provision, user) -> list[tuple[str, str]]:
    """Give name and address of each page where the portal acts on a provision, of those that this person may open."""
    addresses = [(PAGE_NAMES[name], reverse(name)) for name in provision.pages]
    return [(name, address) for name, address in addresses if may_open(user, address)]


def may_open(user, address: str) -> bool:
    """Whether the page behind an address is public, or opens to a role that this person holds."""
    roles = getattr(resolve(address).func, "allowed_roles", ANYONE)
    return roles == ANYONE or bool(user.active_memberships(*roles))
