"""Section V: complaints, meetings, outreach, and release of information. Its letters shift between revisions."""

from .kinds import AGENCY, ICE, PORTAL_POLICY, Provision, Said, Section, alike, in_each, since_r2

REPORTING = (
    Section(
        "Complaint procedures",
        in_each("V.A"),
        (
            Provision(
                "39",
                "Where complaints are handled",
                (AGENCY, ICE),
                alike("Appendix B says how complaints of misconduct are reported."),
                "The public complaints page explains whom to tell.",
                ("dashboards:complaints",),
            ),
        ),
    ),
    Section(
        "Communication",
        in_each("V.B"),
        (
            Provision(
                "27",
                "Yearly meeting",
                (ICE, AGENCY),
                since_r2(
                    Said(
                        "The Field Office Director and the agency make every effort to meet at least once a year, in "
                        "person or by teleconference.",
                        1,
                        "year",
                    ),
                    Said(
                        "The Field Office Director, or the Director's management representative, and the agency make "
                        "every effort to meet at least once a year, in person or by teleconference.",
                        1,
                        "year",
                    ),
                ),
            ),
            Provision(
                "28",
                "First review meeting",
                (ICE, AGENCY),
                since_r2(
                    Said(
                        "To the extent practicable, the first review meeting is held about 9 to 12 months after the "
                        "first class is certified.",
                        (9, 12),
                        "months",
                    ),
                    Said(
                        "The first review meeting is held within about 12 months of the operational date of the "
                        "agreement.",
                        12,
                        "months",
                    ),
                ),
            ),
            Provision(
                "M9",
                "The operational date",
                (ICE, AGENCY),
                since_r2(
                    None,
                    Said(
                        "The agreement does not define its operational date. A person records it and says how it was "
                        "set.",
                        basis=PORTAL_POLICY,
                    ),
                ),
                note="In every revision the parties may limit who outside law enforcement attends the meetings.",
            ),
        ),
    ),
    Section(
        "Community outreach",
        ("V.C", "V.C", ""),
        (
            Provision(
                "29",
                "Steering committee",
                (AGENCY, ICE),
                (
                    Said(
                        "If necessary, the agency takes part in meetings of a steering committee that look at the "
                        "enforcement done under the agreement and at compliance with it."
                    ),
                    Said(
                        "If necessary, the agency takes part in meetings of a steering committee, together with the "
                        "field office, to support the mission."
                    ),
                    None,
                ),
                note="R3 and R4 dropped this section. In them, V.C is the release of information.",
            ),
        ),
    ),
    Section(
        "Release of information to third parties",
        ("V.D", "V.D", "V.C"),
        (
            Provision(
                "30",
                "Coordination before a release",
                (AGENCY, ICE),
                alike(
                    "Before the agency releases information about the agreement, it coordinates with ICE: for the "
                    "media with ICE's Office of Public Affairs, which asks ICE's Privacy Office to approve; for "
                    "everyone else with the Field Office Director or an ICE officer."
                ),
                "The portal shows the documents only to people who are signed in and work with the agency.",
                ("memoranda:agreements",),
                key="release_of_information",
                note="This section was V.D until 2025. R3 and R4 number it V.C. Appendix C of R3 and R4 still cites "
                "V(D).",
            ),
            Provision(
                "M10",
                "What may be released",
                (AGENCY, ICE),
                alike(
                    "The agency may talk about the substance of the agreement, and either side may give out the signed "
                    "copy. Everything else obtained or written under it is controlled by ICE. It is released only if "
                    "the law permits and after coordination. Records that are the state's alone follow state law."
                ),
            ),
        ),
    ),
)
