"""Sections VI to VIII: changes, points of contact, and how the agreement begins and ends."""

from .kinds import AGENCY, ICE, PORTAL_POLICY, Provision, Said, Section, alike, in_each, since_r2

CLOSING = (
    Section(
        "Modifications to this MOA",
        in_each("VI"),
        (
            Provision(
                "31",
                "Changing the agreement",
                (ICE, AGENCY),
                alike("A change to the agreement is proposed in writing, and both sides approve and sign it."),
            ),
            Provision(
                "M11",
                "Changing the appendices",
                (ICE, AGENCY),
                since_r2(
                    Said(
                        "Appendix A changes in writing and by mutual acceptance; two signatures are not required. ICE "
                        "alone may change Appendix B and gives the agency a written copy. It does not mention "
                        "Appendix C."
                    ),
                    Said(
                        "Appendix A changes in writing and by mutual acceptance; two signatures are not required. "
                        "It does not mention Appendices B and C."
                    ),
                ),
            ),
        ),
    ),
    Section(
        "Points of contact",
        in_each("VII"),
        (
            Provision(
                "32",
                "A contact for each side",
                (ICE, AGENCY),
                since_r2(
                    Said(
                        "The agreement prints a point of contact for each side: often an office, sometimes a person. "
                        "ICE's notice of termination or suspension goes to the agency's contact."
                    ),
                    Said("The agreement prints a point of contact for each side: often an office, sometimes a person."),
                ),
            ),
        ),
    ),
    Section(
        "Effective date and termination",
        in_each("VIII"),
        (
            Provision(
                "33",
                "When it takes effect",
                (ICE, AGENCY),
                alike("The agreement takes effect when the second party signs. It has no expiration date."),
                "The portal uses the date of the later signature.",
                ("memoranda:agreements",),
                key="effective",
            ),
            Provision(
                "34",
                "Notice of termination or suspension",
                (ICE, AGENCY),
                alike(
                    "Either side may end or suspend the agreement by written notice. It takes effect 90 days after "
                    "receipt, unless exigent circumstances involving public safety require otherwise.",
                    90,
                    "days",
                ),
                "The agreement's page records the notice and counts the days. An earlier date requires a description "
                "of the circumstances.",
                ("memoranda:agreements",),
                key="notice",
            ),
            Provision(
                "34",
                "How ICE delivers its notice",
                (ICE,),
                since_r2(
                    Said(
                        "ICE delivers its notice by hand or by certified or registered mail, to the agency's contact "
                        "in section VII.",
                        ("hand", "certified", "registered"),
                    ),
                    Said(
                        "ICE delivers its notice by hand or by certified or registered mail, to the agency.",
                        ("hand", "certified", "registered"),
                    ),
                ),
                "The notice on the agreement's page says how it was delivered.",
                ("memoranda:agreements",),
                key="notice_delivery",
            ),
            Provision(
                "34",
                "How the agency gives its notice",
                (AGENCY,),
                alike("The agency gives its notice to the Field Office Director. No method of delivery is required."),
                "The field office records the notice when it is received.",
                ("memoranda:agreements",),
            ),
            Provision(
                "M20",
                "While the agreement is suspended",
                (ICE, AGENCY),
                alike(
                    "The agreement does not say what a suspension means for its officers, how a suspension ends, or "
                    "whether a notice can be canceled. Here, no officer may serve while the agreement is suspended, "
                    "and the side that gave the notice ends the suspension.",
                    basis=PORTAL_POLICY,
                ),
                "The officer's page says that the agreement is suspended. End the suspension on the agreement's page.",
                ("memoranda:agreements", "authority:roster"),
            ),
            Provision(
                "M13",
                "Power to sign",
                (ICE, AGENCY),
                (
                    Said(
                        "By signing, each side says that it is fully authorized to enter into the agreement. For the "
                        "agency, its head or a designee signs. The head is not always a sheriff."
                    ),
                    Said(
                        "By signing, each side says that it is fully authorized to enter into the agreement. For ICE, "
                        "an Executive Associate Director of Enforcement and Removal Operations signs."
                    ),
                    Said(
                        "By signing, each side says that it is fully authorized to enter into the agreement. For ICE, "
                        "the copies read were signed by the Acting Director."
                    ),
                ),
                "Each signature is recorded with the signer's name and title.",
                ("memoranda:agreements",),
                note="The portal does not yet keep evidence of the power to sign, such as a commission's resolution.",
            ),
        ),
    ),
)
