"""Appendix B, complaints. R1 numbers its parts; R2 and R4 keep only the opening, reworded."""

from .kinds import AGENCY, ICE, Provision, Said, Section, alike, in_each, since_r2

ONLY_R1 = "R2, R3 and R4 dropped this part."
COMPLAINTS = (
    Section(
        "Complaint procedure",
        in_each("App. B"),
        (
            Provision(
                "M15",
                "Monitoring",
                (ICE, AGENCY),
                alike(
                    "ICE and the agency monitor the training, supervision and performance of officers, and the "
                    "protection of people's rights. Complaints are one way to do it."
                ),
            ),
            Provision(
                "39",
                "Telling ICE of a complaint",
                (AGENCY,),
                since_r2(
                    Said(
                        "The agency tells an ICE officer within 48 hours, not counting weekends, of a complaint about "
                        "the agreement, or one that may lead to discipline, a criminal investigation or a lawsuit, as "
                        "far as state law allows. This is one of two duties: App. B 2 has the other.",
                        48,
                        "hours",
                    ),
                    Said(
                        "The agency tells an ICE officer within 48 hours, not counting weekends, of a complaint about "
                        "the agreement, or one that may lead to discipline, a criminal investigation or a lawsuit, "
                        "as far as state law allows.",
                        48,
                        "hours",
                    ),
                ),
                note="Holidays are not excluded.",
            ),
            Provision(
                "40",
                "Telling OPR",
                (ICE,),
                (
                    Said(
                        "The ICE officer makes sure that the Office of Professional Responsibility (OPR) is told, "
                        "through the Joint Intake Center (JIC). No time limit is set."
                    ),
                    Said(
                        "The ICE officer makes sure that the Office of Professional Responsibility (OPR) is told, "
                        "through the Joint Intake Center (JIC). No time limit is set."
                    ),
                    Said(
                        "The ICE officer makes sure that the Office of Professional Responsibility (OPR) is told, at "
                        "its intake mailbox. No time limit is set."
                    ),
                ),
            ),
            Provision(
                "41",
                "Telling ICE of the result",
                (AGENCY,),
                alike(
                    "The agency reports the results of its inquiry, and how the complaint ended, as ICE establishes."
                ),
            ),
            Provision(
                "42",
                "Staff who are not designated",
                (AGENCY,),
                since_r2(
                    Said(
                        "The agency forwards to the ICE officer each complaint that staff who are not designated acted "
                        "as immigration officers. No time limit is set."
                    ),
                    Said(
                        "The agency forwards to the ICE officer each complaint that staff who are not designated acted "
                        "as immigration officers, within 48 hours of learning of it. Weekends count.",
                        48,
                        "hours",
                    ),
                ),
            ),
            Provision(
                "43",
                "Telling people how to complain",
                (AGENCY,),
                since_r2(
                    Said(
                        "The agency makes the procedure known in its facilities, in English and other languages as "
                        "appropriate, with current contact information (App. B 1)."
                    ),
                    Said(
                        "Posters in the processing areas explain the complaint process in English and Spanish. For "
                        "people who read neither, staff read it aloud or translate it."
                    ),
                ),
                "The public complaints page explains whom to tell.",
                ("dashboards:complaints",),
            ),
            Provision(
                "44",
                "Complaints about other duties",
                (AGENCY,),
                since_r2(
                    Said("Complaints about an officer's other duties stay with the agency, under its own rules."), None
                ),
            ),
            Provision(
                "48",
                "Changes to the complaint procedure",
                (ICE,),
                since_r2(
                    Said(
                        "The procedure is ICE's own policy. ICE may change it alone and gives the agency a written "
                        "copy of each change."
                    ),
                    None,
                ),
            ),
        ),
    ),
    Section(
        "Reporting complaints",
        ("App. B 1", "", ""),
        (
            Provision(
                "43",
                "Making the procedure known",
                (AGENCY,),
                since_r2(
                    Said(
                        "The agency makes the procedure known in its facilities, in English and other languages as "
                        "appropriate, with current contact information."
                    ),
                    None,
                ),
                "The public complaints page explains whom to tell.",
                ("dashboards:complaints",),
                note="R2, R3 and R4 ask for posters instead (App. B).",
            ),
            Provision(
                "44",
                "Complaints from any source",
                (AGENCY, ICE),
                since_r2(
                    Said("A complaint is accepted from anyone. It can reach OPR by phone, by email or by mail."), None
                ),
                "The public complaints page explains whom to tell under every revision.",
                ("dashboards:complaints",),
                note=ONLY_R1,
            ),
        ),
    ),
    Section(
        "Review of complaints",
        ("App. B 2", "", ""),
        (
            Provision(
                "M14",
                "Every complaint goes to OPR",
                (AGENCY,),
                since_r2(
                    Said(
                        "The agency reports every complaint about an officer with ICE's authority, written or oral, to "
                        "OPR through the JIC. This is in addition to the 48-hour report of App. B."
                    ),
                    None,
                ),
                note=ONLY_R1,
            ),
            Provision(
                "44",
                "Who looks into it",
                (ICE, AGENCY),
                since_r2(
                    Said(
                        "OPR verifies the officer's status, decides who investigates, and shares the complaint with "
                        "the agency's internal affairs. A joint inquiry is possible."
                    ),
                    None,
                ),
                "The officer's page shows whether the officer had authority on a past date.",
                ("authority:roster",),
                note=ONLY_R1,
            ),
        ),
    ),
    Section(
        "Referral to the agency's internal affairs",
        ("App. B 3.A", "", ""),
        (
            Provision(
                "M14",
                "The agency's inquiry",
                (ICE, AGENCY),
                since_r2(
                    Said(
                        "OPR refers complaints, as appropriate, to the agency's internal affairs. Their head tells "
                        "OPR how the complaint ended."
                    ),
                    None,
                ),
                note=ONLY_R1,
            ),
        ),
    ),
    Section(
        "Interim action pending resolution",
        ("App. B 3.B", "", ""),
        (
            Provision(
                "45",
                "Suspending one officer",
                (ICE,),
                since_r2(
                    Said(
                        "ICE may suspend or revoke the authority of an officer who is under investigation or accused "
                        "of violating the agreement.",
                    ),
                    None,
                ),
                "The Field Office Director suspends an officer, and lifts the suspension, on the officer's page.",
                ("authority:roster",),
                key="suspension",
                note="R2, R3 and R4 dropped this part. In these revisions, a suspension is ICE policy under IV.D.",
            ),
        ),
    ),
    Section(
        "Time for resolution",
        ("App. B 3.C", "", ""),
        (
            Provision(
                "46",
                "Time to resolve a complaint",
                (ICE,),
                since_r2(
                    Said(
                        "A complaint is expected to be resolved within 90 days of receipt, depending on how complex "
                        "it is.",
                        90,
                        "days",
                    ),
                    None,
                ),
                note=ONLY_R1,
            ),
        ),
    ),
    Section(
        "Notification of the resolution",
        ("App. B 3.D", "", ""),
        (
            Provision(
                "47",
                "Who is told how it ended",
                (ICE, AGENCY),
                since_r2(
                    Said(
                        "OPR and the agency's internal affairs make sure that the JIC, the officer and the person who "
                        "complained are told."
                    ),
                    None,
                ),
                note=ONLY_R1,
            ),
        ),
    ),
)
