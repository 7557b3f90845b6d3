"""Sections IV.E to IV.I: costs, supervision, interpreters, liability, and civil rights."""

from .kinds import AGENCY, ICE, OFFICER, STATUTE, Provision, Said, Section, alike, in_each

DUTIES = (
    Section(
        "Costs and expenditures",
        in_each("IV.E"),
        (
            Provision(
                "17",
                "Who pays",
                (AGENCY, ICE),
                alike(
                    "The agency pays its officers' salaries, benefits and overtime, the people who stand in for them "
                    "during training, local transportation, travel, housing and per diem for training, office "
                    "supplies, and restraints. ICE pays for instructors, training materials and its own staff. If the "
                    "training directly serves the Government and is in its best interest, ICE may issue travel orders "
                    "and reimburse travel, housing and per diem only. The agency still pays their salaries."
                ),
            ),
            Provision(
                "M21",
                "Who drives",
                (AGENCY,),
                alike(
                    "Local transportation is the agency's cost. The agreement does not say who drives the person to "
                    "ICE."
                ),
            ),
        ),
    ),
    Section(
        "ICE supervision",
        in_each("IV.F"),
        (
            Provision(
                "18",
                "Only under ICE's supervision",
                (ICE, OFFICER),
                alike("Officers act only while ICE supervises and directs them."),
                "An officer without a current supervising official may not serve.",
                ("authority:roster",),
                key="supervision",
            ),
            Provision(
                "19",
                "Review of officers' actions",
                (ICE,),
                alike(
                    "ICE reviews officers' actions on a continuing basis: whether they follow the law and its "
                    "procedures, and whether an officer needs training or guidance. No revision says how often."
                ),
            ),
            Provision(
                "M1",
                "Whose policies apply",
                (ICE, AGENCY),
                alike(
                    "Without a written agreement that says otherwise, DHS and ICE policies apply to the delegated "
                    "duties, and ICE provides them to the agency. No officer has to break the agency's own rules or "
                    "the law. In all other matters the agency supervises its officers."
                ),
            ),
            Provision(
                "20",
                "Conflicts between orders and rules",
                (AGENCY, ICE),
                alike(
                    "A conflict between ICE's order or policy and the agency's rules is reported promptly to the "
                    "contacts in section VII, who try to resolve it."
                ),
            ),
        ),
    ),
    Section(
        "Interpretation services",
        in_each("IV.G"),
        (
            Provision(
                "21",
                "Offering an interpreter",
                (OFFICER, AGENCY),
                alike(
                    "Officers give people with limited English an opportunity to ask for an interpreter. The agency "
                    "provides qualified interpreters as needed and keeps a list of them, or of the companies it hires."
                ),
            ),
            Provision(
                "M19",
                "Who is a qualified interpreter",
                (AGENCY,),
                alike(
                    "A qualified interpreter works effectively, accurately and impartially, and knows the special "
                    "vocabulary. The agency's own staff may interpret."
                ),
            ),
            Provision(
                "22",
                "The interpreter's name",
                (OFFICER,),
                alike("If an interpreter is used, the interpreter's name is written on the arrest or removal warrant."),
            ),
        ),
    ),
    Section(
        "Liability and responsibility",
        in_each("IV.H"),
        (
            Provision(
                "M6",
                "When an officer counts as federal",
                (ICE, AGENCY),
                alike(
                    "For acts within the agreement, officers are treated as federal employees for tort claims and for "
                    "injury compensation only, and have the same immunities as ICE's officers. Other costs of death, "
                    "injury or incidents are the agency's.",
                    basis=STATUTE,
                    cites="8 U.S.C. 1357(g)(7), (g)(8); 5 U.S.C. 8101",
                ),
                "The officer's page shows whether the officer had authority on a past date, and why.",
                ("authority:roster",),
            ),
            Provision(
                "23",
                "An officer who is sued",
                (OFFICER, ICE),
                (
                    Said(
                        "An officer who is sued personally may ask the U.S. Department of Justice for representation, "
                        "in writing, through ICE's local Office of the Chief Counsel. It is not an entitlement."
                    ),
                    Said(
                        "An officer who is sued personally may ask the U.S. Department of Justice for representation, "
                        "in writing, through ICE's local counsel. It is not an entitlement."
                    ),
                    Said(
                        "An officer who is sued personally may ask the U.S. Department of Justice for representation, "
                        "in writing, through the local field location of ICE's Office of the Principal Legal Advisor "
                        "(OPLA). It is not an entitlement."
                    ),
                ),
            ),
            Provision(
                "M8",
                "The address of counsel",
                (ICE,),
                alike(
                    "The address of ICE's local counsel is printed in each agreement. It differs from agreement to "
                    "agreement, and some leave it blank or print only a city."
                ),
            ),
            Provision(
                "24",
                "Investigations and compliance reviews",
                (AGENCY, OFFICER),
                alike(
                    "The agency cooperates with federal investigations and compliance reviews, and gives access to "
                    "databases, people and documents. An agency that does not cooperate with an investigation can lose "
                    "the agreement. An officer who does not can lose authority."
                ),
            ),
            Provision(
                "M7",
                "What each one covers",
                (AGENCY,),
                alike(
                    "An investigation also covers people in custody. A compliance review covers databases, personnel "
                    "and documents only. The agreement names no penalty for failing to cooperate with a review."
                ),
            ),
            Provision(
                "25",
                "Protected statements and personal data",
                (AGENCY, ICE),
                alike(
                    "A statement given under threat of discipline can't be used against the officer in a criminal case "
                    "(Garrity). Federal rules on disclosing what could discredit a witness apply (Giglio). Both sides "
                    "follow the Privacy Act, DHS's privacy rules and the notices on systems of records."
                ),
                "The portal keeps dates and steps, not disciplinary contents. The privacy page says what it keeps.",
                ("dashboards:privacy",),
            ),
        ),
    ),
    Section(
        "Civil rights standards",
        in_each("IV.I"),
        (
            Provision(
                "26",
                "Civil rights law",
                (OFFICER, AGENCY),
                alike(
                    "Officers follow federal civil rights law as the agreement names it: Title VI of the Civil Rights "
                    "Act, section 504 of the Rehabilitation Act, Title II of the ADA with effective communication for "
                    "people with disabilities, Executive Order 13166, and the Department of Justice's guidance of "
                    "December 2014."
                ),
                note="Some of these rules changed later. They are listed here as the agreement names them.",
            ),
        ),
    ),
)
