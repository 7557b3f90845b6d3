"""What the answer rests on, in the order in which it is told: the words for each leg of authority.sql."""

from dataclasses import dataclass

from agreements.memoranda.terms import AGENCY_POLICY, MOA, PORTAL_POLICY, Clause, Terms


@dataclass(frozen=True)
class Requirement:
    """One leg: its clause and basis, the sentence when it is met and when not, what resolves it.

    `lapsed` is said instead of `unmet` where it was met before, `coming` where it will be met. `policy` says what of it
    is policy although the requirement is the MOA's.
    """

    code: str
    term: str  # the name of its clause in the agreement's terms
    met: str
    unmet: str
    cure: str
    basis: str = MOA
    policy: str = ""
    lapsed: str = ""
    lapsed_cure: str = ""
    coming: str = ""


REQUIREMENTS = {
    requirement.code: requirement
    for requirement in (
        Requirement(
            "agreement",
            "effective",
            "The agency's WSO agreement is in force.",
            "The agency and ICE have not both signed a WSO agreement.",
            "The agency and ICE sign an agreement.",
            lapsed="The agency's WSO agreement has ended.",
            lapsed_cure="The agency and ICE sign a new agreement. The agency nominates its officers again under it.",
            coming="The agency's WSO agreement has not taken effect yet.",
        ),
        Requirement(
            "agreement_not_suspended",
            "notice",
            "The agreement is not suspended.",
            "The agency's WSO agreement is suspended by notice.",
            "The side that suspended the agreement ends the suspension.",
            policy="Portal policy: officers may not serve while it is suspended. The MOA does not say.",
        ),
        Requirement(
            "nomination",
            "attestations",
            "Nominated under this agreement and accepted by the field office.",
            "No nomination under this agreement has been accepted.",
            "The agency nominates the officer; the field office accepts.",
            policy="Portal policy: the field office accepts each nomination.",
        ),
        Requirement(
            "background",
            "background",
            "Cleared by ICE's background check, or ICE did not require one.",
            "The background check is not cleared.",
            "ICE's adjudicator completes the background check.",
        ),
        Requirement(
            "examination",
            "pass_mark",
            "Passed the final exam.",
            "The officer has not passed the final exam.",
            "The officer attends a class and passes the exam.",
        ),
        Requirement(
            "certification",
            "certification",
            "Certified in writing by ICE.",
            "Not certified in writing by ICE.",
            "The field office certifies the officer.",
        ),
        Requirement(
            "not_withdrawn",
            "withdrawal",
            "Not withdrawn by ICE.",
            "ICE has withdrawn the officer by written notice.",
            "The Field Office Director signs a new authorization letter.",
        ),
        Requirement(
            "letter",
            "letter",
            "Named in an authorization letter in force.",
            "No authorization letter is in force.",
            "The Field Office Director signs an authorization letter.",
            lapsed="The authorization letter is no longer in force.",
            lapsed_cure="The Field Office Director signs a new authorization letter.",
            coming="The authorization letter has not taken effect yet.",
        ),
        Requirement(
            "form_70_006",
            "letter",
            "Form 70-006 is signed.",
            "Form 70-006 is not signed for the current letter.",
            "The field office records Form 70-006.",
        ),
        Requirement(
            "receipt",
            "letter",
            "The officer has received the letter and Form 70-006.",
            "The officer's receipt of the letter and Form 70-006 is not recorded.",
            "The field office records the date on which the officer received both.",
        ),
        Requirement(
            "supervisor",
            "supervision",
            "An ICE official supervises the officer.",
            "No ICE official supervises the officer.",
            "The field office names a supervising official.",
            policy="Portal policy: the official's name is on record. The MOA requires supervision and the position.",
        ),
        Requirement(
            "not_suspended",
            "suspension",
            "Not suspended by ICE.",
            "ICE has suspended the officer.",
            "The Field Office Director lifts the suspension.",
        ),
        Requirement(
            "not_stood_down",
            "departure_notice",
            "Not stood down by the agency.",
            "The agency stood this officer down.",
            "The agency returns the officer to duty.",
            basis=AGENCY_POLICY,
            policy="The agency decided this itself. The MOA does not require it.",
        ),
        Requirement(
            "not_departed",
            "departure_notice",
            "Employed by the agency and participating in the program.",
            "The officer has left the agency or the program.",
            "",
            basis=PORTAL_POLICY,
            policy="Portal policy: authority ends on departure. The MOA requires notice and the credential's return.",
        ),
        Requirement(
            "credential",
            "credentials",
            "Carries a valid ICE credential.",
            "Does not have a valid ICE credential.",
            "The field office issues a credential.",
            policy="Portal policy: an expired credential is not valid. The MOA requires the officer to carry it.",
        ),
    )
}
AUTHORITY = tuple(code for code in REQUIREMENTS if code != "credential")


def clause_of(code: str, terms: Terms) -> Clause:
    """The clause a requirement rests on, in an agreement's own terms."""
    return getattr(terms, REQUIREMENTS[code].term)


def basis_of(code: str, terms: Terms) -> str:
    """MOA, or whose policy it is where the agreement's revision does not say it (suspension outside R1)."""
    basis = clause_of(code, terms).basis
    return REQUIREMENTS[code].basis if basis == MOA else basis
