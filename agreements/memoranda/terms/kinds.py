"""What the terms are made of: revisions, sections of the paper, provisions, and what each revision says."""

from dataclasses import dataclass
from typing import Any

from django.db import models


class Revision(models.TextChoices):
    """How a template is told on paper: never by the year of the signature (files of 2025 without a mark exist)."""

    R1 = "R1", "R1 · 2019 (no printed mark)"
    R2 = "R2", "R2 · July 2020 (no printed mark; says LEA)"
    R3 = "R3", "R3 · printed Revised 02/14/2025"
    R4 = "R4", "R4 · printed Revised 02/15/2025"


SIDE_BY_SIDE = (Revision.R1, Revision.R2, Revision.R4)  # R3's operative text is the same as R4's
MOA, STATUTE = "MOA", "statute"
ICE_POLICY, PORTAL_POLICY, AGENCY_POLICY = "ICE policy", "Portal policy", "Agency policy"
ICE, AGENCY, OFFICER, NOMINEE = "ICE", "the agency", "the officer", "the nominee"


@dataclass(frozen=True)
class Said:
    """What one revision says of one thing: our words, the value with its unit, and what it rests on.

    `cites` names the law where the basis is a statute.
    """

    says: str
    value: Any = True
    unit: str = ""
    basis: str = MOA
    cites: str = ""

    @property
    def measure(self) -> str:
        """The value with its unit, where it has one: 90 days, or 9 to 12 months."""
        return with_unit(self.value, self.unit)


SaidByEach = tuple[Said | None, Said | None, Said | None]  # in the order of SIDE_BY_SIDE; None: this revision is silent


@dataclass(frozen=True)
class Provision:
    """One rule of the agreement in its three revisions: who owes it, and where the portal acts on it.

    `number` is the rule's number in the list of requirements: 1 to 49, or M1 to M22. `key` is its name in Terms.
    `portal` is empty where the portal does not act on it yet; `pages` are URL names.
    """

    number: str
    title: str
    owed_by: tuple[str, ...]
    said: SaidByEach
    portal: str = ""
    pages: tuple[str, ...] = ()
    key: str = ""
    note: str = ""

    @property
    def differs(self) -> bool:
        """Whether the three revisions do not say the same."""
        return len(set(self.said)) > 1


@dataclass(frozen=True)
class Section:
    """One section of the paper: its letters in R1, R2 and R4 as printed (empty: the revision does not have it)."""

    title: str
    letters: tuple[str, str, str]
    provisions: tuple[Provision, ...]
    note: str = ""

    @property
    def differs(self) -> bool:
        """Whether a letter or a rule is not the same in the three revisions."""
        return len(set(self.letters)) > 1 or any(provision.differs for provision in self.provisions)


@dataclass(frozen=True)
class Clause:
    """One value that an agreement sets: where it is printed, what it says in our words, and its unit."""

    value: Any
    where: str
    says: str
    unit: str = ""
    basis: str = MOA

    @property
    def measure(self) -> str:
        """The value with its unit, where it has one: 90 days."""
        return with_unit(self.value, self.unit)


def with_unit(value: Any, unit: str) -> str:
    """Give a value with its unit in words; a pair is a range. Empty for what has no unit."""
    if not unit:
        return ""
    return f"{value[0]} to {value[1]} {unit}" if isinstance(value, tuple) else f"{value} {unit}"


def in_each(letter: str) -> tuple[str, str, str]:
    """Give the letters of a section that all three revisions print alike."""
    return letter, letter, letter


def alike(says: str, value: Any = True, unit: str = "", basis: str = MOA, cites: str = "") -> SaidByEach:
    """Give what all three revisions say."""
    said = Said(says, value, unit, basis, cites)
    return said, said, said


def since_r2(r1: Said | None, later: Said | None) -> SaidByEach:
    """Give what R1 says, and what R2 and R4 say instead (None: nothing)."""
    return r1, later, later
