"""Appendix A, the standard operating procedures: the two powers, the 48 hours, and what is reported to ICE at once."""

from .kinds import AGENCY, ICE, OFFICER, PORTAL_POLICY, Provision, Said, Section, alike, in_each, since_r2

POWERS = (("I-200", "serve and execute warrants of arrest"), ("I-205", "serve warrants of removal"))

PROCEDURES = (
    Section(
        "Standard operating procedures",
        in_each("App. A"),
        (
            Provision(
                "3",
                "The two powers",
                (OFFICER,),
                alike(
                    "Two powers only: to serve and execute arrest warrants (Form I-200), and to serve warrants of "
                    "removal (Form I-205), in the agency's jail. They give no power to interview, screen, issue "
                    "detainers or start removal cases.",
                    POWERS,
                ),
                "A letter names one or both. The answer for each officer says which.",
                ("authority:roster",),
                key="powers",
            ),
            Provision(
                "M3",
                "A designated person and a scheduled release",
                (ICE,),
                alike("ICE designates the person first, for a scheduled release. The warrant is served only then."),
            ),
            Provision(
                "35",
                "Where and when a warrant is served",
                (OFFICER, AGENCY),
                alike(
                    "The warrant is served at the person's scheduled release from criminal custody, and only inside "
                    "the agency's own jail."
                ),
            ),
            Provision(
                "36",
                "48 hours at most",
                (AGENCY,),
                alike(
                    "After the transfer of custody to ICE, the agency holds the person for at most 48 hours, unless it "
                    "may detain for a fee under another agreement. If ICE has not taken the person by then, the agency "
                    "releases the person. Weekends and holidays count.",
                    48,
                    "hours",
                ),
                note="Appendix A states the 48 hours twice: from the release from criminal custody, and from the "
                "transfer of custody. Counting from the earlier of the two is the portal's reading.",
            ),
            Provision(
                "M5",
                "When the 48 hours do not apply",
                (AGENCY, ICE),
                alike(
                    "The 48 hours do not apply at a facility, and for a time, that an agreement to detain for a "
                    "reimbursable fee covers. An ordering agreement for up to 48 hours (BOA) does not change them."
                ),
            ),
            Provision(
                "M4",
                "How custody ends",
                (AGENCY, ICE),
                alike(
                    "The agreement names two ways in which custody ends: transfer to an ICE field office or "
                    "immigration detention facility, or release. It does not mention others: ICE cancels, a new local "
                    "charge, a court order, a hospital, death, escape."
                ),
            ),
            Provision(
                "37",
                "Telling ICE of a served warrant",
                (AGENCY,),
                alike("The agency notifies the ICE officer immediately after a warrant is served.", "immediately"),
            ),
            Provision(
                "M2",
                "How the agency tells ICE",
                (AGENCY, ICE),
                since_r2(
                    Said(
                        "The Field Office Director and the agency agree on how ICE is told of a served warrant and of "
                        "a claim of U.S. citizenship."
                    ),
                    Said("The Field Office Director and the agency agree on how ICE is told of a served warrant."),
                ),
            ),
            Provision(
                "38",
                "Claims of U.S. citizenship",
                (AGENCY, OFFICER),
                since_r2(
                    Said(
                        "When someone claims, or is suspected of having, U.S. citizenship, the agency tells the Field "
                        "Office Director through its chain of command, immediately. This never takes more than one "
                        "hour, except in unforeseen emergencies.",
                        1,
                        "hour",
                    ),
                    Said(
                        "When someone claims, or is suspected of having, U.S. citizenship, the officer tells ICE "
                        "immediately, generally within one hour.",
                        1,
                        "hour",
                    ),
                ),
            ),
            Provision(
                "38",
                "Stopping until ICE answers",
                (OFFICER,),
                alike(
                    "The agreement does not say what happens to the service of a warrant after such a claim. The "
                    "officer stops until ICE answers.",
                    basis=PORTAL_POLICY,
                ),
            ),
            Provision(
                "18",
                "ICE supervision",
                (ICE, OFFICER),
                alike("Officers perform these functions only while ICE supervises and directs them."),
                "An officer without a current supervising official may not serve.",
                ("authority:roster",),
            ),
            Provision(
                "31",
                "Changing this appendix",
                (ICE, AGENCY),
                alike(
                    "This appendix changes only in writing and when both sides accept. Two signatures are not required."
                ),
            ),
        ),
    ),
)
