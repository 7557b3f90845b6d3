"""What the answer rests on, in the order in which the facts come about: the words for each leg of authority.sql."""

from dataclasses import dataclass

from agreements.memoranda.terms import R1, Clause

MOA, POLICY = "MOA", "policy"


@dataclass(frozen=True)
class Requirement:
    """One leg: its clause and basis, the sentence when it is met and when not, what cures it, who is asked."""

    code: str
    term: str  # the name of its clause in the agreement's terms
    met: str
    unmet: str
    cure: str
    waits_for: str
    basis: str = MOA


REQUIREMENTS = {
    requirement.code: requirement
    for requirement in (
        Requirement(
            "agreement",
            "effective",
            "The agency's WSO agreement is in force.",
            "No WSO agreement of the agency is in force.",
            "The field office and the agency sign an agreement, or a suspension by notice ends.",
            "Field office and agency",
        ),
        Requirement(
            "nomination",
            "attestations",
            "Nominated under this agreement and accepted by the field office.",
            "No nomination under this agreement has been accepted.",
            "The agency nominates the officer; the field office accepts.",
            "Agency",
        ),
        Requirement(
            "background",
            "background",
            "Cleared by ICE's background check, or ICE did not require one.",
            "The background check is not cleared.",
            "ICE's adjudicator completes the background check.",
            "Adjudicator",
        ),
        Requirement(
            "examination",
            "pass_mark",
            "Passed the final examination.",
            "The final examination is not passed.",
            "The officer attends a class and passes the examination.",
            "Field office",
        ),
        Requirement(
            "certification",
            "certification",
            "Certified in writing by ICE.",
            "Not certified in writing by ICE.",
            "The field office certifies the officer.",
            "Field office",
        ),
        Requirement(
            "letter",
            "letter",
            "Named in a signed authorization letter in force.",
            "No authorization letter is in force.",
            "The Field Office Director signs an authorization letter.",
            "Field Office Director",
        ),
        Requirement(
            "form_70_006",
            "letter",
            "Form 70-006 is executed.",
            "Form 70-006 is not executed for the current letter.",
            "The field office executes Form 70-006.",
            "Field office",
        ),
        Requirement(
            "receipt",
            "letter",
            "The officer has received the letter and Form 70-006.",
            "The officer's receipt of the letter and Form 70-006 is not on record.",
            "The officer receives both; the field office records the day.",
            "Field office",
        ),
        Requirement(
            "not_withdrawn",
            "withdrawal",
            "Not withdrawn by ICE.",
            "ICE has withdrawn the officer by written notice.",
            "A new authorization letter by the Field Office Director.",
            "Field Office Director",
        ),
        Requirement(
            "supervisor",
            "supervision",
            "An ICE official supervises the officer.",
            "No ICE official supervises the officer.",
            "The field office names a supervising official.",
            "Field office",
        ),
        Requirement(
            "not_suspended",
            "suspension",
            "Not suspended by ICE.",
            "ICE has suspended the officer.",
            "The Field Office Director lifts the suspension.",
            "Field Office Director",
        ),
        Requirement(
            "not_departed",
            "departure_notice",
            "Still with the agency and in the program.",
            "The officer has left the agency or the program.",
            "Nothing: an officer who comes back is nominated anew.",
            "Nobody",
        ),
        Requirement(
            "credential",
            "credentials",
            "Carries a valid ICE credential.",
            "No valid ICE credential in hand.",
            "The field office issues a credential.",
            "Field office",
        ),
    )
}
AUTHORITY = tuple(code for code in REQUIREMENTS if code != "credential")


def clause_of(code: str, terms=R1) -> Clause:
    """The clause a requirement rests on, in an agreement's own terms."""
    return getattr(terms, REQUIREMENTS[code].term)


def basis_of(code: str, terms=R1) -> str:
    """MOA, or policy where the agreement's revision does not say it (suspension outside R1)."""
    return POLICY if clause_of(code, terms).value == "policy" else REQUIREMENTS[code].basis
