"""What the portal counts with: the values of one revision, each with its clause, read from the sections."""

from dataclasses import dataclass, fields
from datetime import date

from .contents import SECTIONS, column_of
from .kinds import Clause, Revision


@dataclass(frozen=True)
class Terms:
    """What one template revision says, as far as the portal acts on it. Each name is the key of a provision."""

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


def clause_named(key: str, revision: str) -> Clause:
    """Give the clause of a provision in a revision. Raises KeyError when the revision says nothing of it."""
    column = column_of(revision)
    for section in SECTIONS:
        for provision in section.provisions:
            said = provision.said[column]
            if provision.key == key and said:
                return Clause(said.value, section.letters[column], said.says, said.unit, said.basis)
    raise KeyError(key)


def terms_in(revision: str) -> Terms:
    """Read the terms of a revision from the sections."""
    return Terms(**{field.name: clause_named(field.name, revision) for field in fields(Terms)})


R1, R2, R4 = (terms_in(revision) for revision in (Revision.R1, Revision.R2, Revision.R4))
TERMS = {Revision.R1: R1, Revision.R2: R2, Revision.R3: R4, Revision.R4: R4}
PRINTED_ON = {
    Revision.R3: date(2025, 2, 14),
    Revision.R4: date(2025, 2, 15),
}  # the mark on the paper; none on R1 and R2


def terms_of(revision: str) -> Terms:
    """The terms of a template revision. Raises KeyError for an unknown one."""
    return TERMS[Revision(revision)]
