"""The clauses of the template revisions as data. Rules, screens, reminders and letters read an agreement's terms.

Sources: the WSO memoranda of 2019-05 (R1), 2020-07 (R2) and 2025-02-15 (R4; R3 reads as R4).
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.db import models


class Revision(models.TextChoices):
    """How a template is told on paper: never by the year of the signature (files of 2025 without a mark exist)."""

    R1 = "R1", "R1 · 2019 (no printed mark)"
    R2 = "R2", "R2 · July 2020 (no printed mark; says LEA)"
    R3 = "R3", "R3 · printed Revised 02/14/2025"
    R4 = "R4", "R4 · printed Revised 02/15/2025"


@dataclass(frozen=True)
class Clause:
    """One value that an agreement sets: where it stands, what it says in our words, and its unit."""

    value: Any
    where: str
    says: str
    unit: str = ""

    @property
    def measure(self) -> str:
        """The value with its unit, where it has one: 90 days."""
        return f"{self.value} {self.unit}" if self.unit else ""

    @property
    def basis(self) -> str:
        """Said where the agreement is silent and the portal follows a policy."""
        return "policy, not MOA" if self.value == "policy" else ""


@dataclass(frozen=True)
class Terms:
    """What one template revision says, as far as the portal acts on it."""

    delegation: Clause
    attestations: Clause
    background: Clause
    pass_mark: Clause
    retakes: Clause
    certification: Clause
    letter: Clause
    credentials: Clause
    withdrawal: Clause
    ends_with_the_agreement: Clause
    departure_notice: Clause
    supervision: Clause
    suspension: Clause
    effective: Clause
    notice: Clause
    notice_delivery: Clause
    powers: Clause
    release_of_information: Clause

    def clauses(self) -> list[Clause]:
        """Every clause, in the order of the paper."""
        return [getattr(self, field.name) for field in fields(self)]


POWERS = (("I-200", "serve and execute warrants of arrest"), ("I-205", "serve warrants of removal"))

R1 = Terms(
    delegation=Clause(True, "II, III", "No officer may act until the agreement is signed and in force."),
    attestations=Clause(4, "IV.B", "The agency attests four things of each nominee.", "attestations"),
    background=Clause(True, "IV.B", "ICE may check a nominee's background before deciding on suitability."),
    pass_mark=Clause(70, "IV.C", "A nominee passes the final examination with at least 70 percent.", "percent"),
    retakes=Clause(1, "IV.C", "After a review, one retake; a second failure disqualifies.", "retake"),
    certification=Clause(True, "IV.D", "ICE certifies in writing the names of those who passed."),
    letter=Clause(True, "IV.D", "Only a certified officer with a signed authorization letter and Form 70-006 may act."),
    credentials=Clause(
        True, "IV.D", "An officer carries ICE's credentials while acting; they are ICE's property and are returned."
    ),
    withdrawal=Clause(
        True, "IV.D", "ICE may withdraw named officers by written notice, at once on notice to the agency."
    ),
    ends_with_the_agreement=Clause(
        True, "IV.D", "The end of the agreement revokes every authorization under it at once."
    ),
    departure_notice=Clause(
        90, "IV.D", "Where practicable the agency gives ICE 90 days' notice of an officer who leaves.", "days"
    ),
    supervision=Clause(True, "IV.F", "Officers act only under the supervision and direction of ICE."),
    suspension=Clause("MOA", "App. B 3.B", "ICE may suspend an officer while a complaint is looked into."),
    effective=Clause(True, "VIII", "In force from the second signature; the agreement has no expiry date."),
    notice=Clause(
        90,
        "VIII",
        "Termination or suspension takes effect 90 days after receipt, unless public safety is at stake.",
        "days",
    ),
    notice_delivery=Clause(
        ("hand", "certified", "registered"), "VIII", "ICE's notice goes by hand or certified or registered mail."
    ),
    powers=Clause(
        POWERS, "App. A", "Two powers only: to serve arrest warrants and warrants of removal, in the agency's jail."
    ),
    release_of_information=Clause(True, "V.D", "Information is released only after coordination with ICE."),
)
R2 = replace(
    R1,
    suspension=Clause("policy", "IV.D", "Policy, under ICE's wider power to withdraw: an officer may be suspended."),
)
R4 = replace(R2, release_of_information=replace(R1.release_of_information, where="V.C"))

PRINTED_ON = {
    Revision.R3: date(2025, 2, 14),
    Revision.R4: date(2025, 2, 15),
}  # the mark on the paper; none on R1 and R2
TERMS = {Revision.R1: R1, Revision.R2: R2, Revision.R3: R4, Revision.R4: R4}


def terms_of(revision: str) -> Terms:
    """The terms of a template revision. Raises KeyError for an unknown one."""
    return TERMS[Revision(revision)]
