"""Section IV, its opening and IV.A to IV.D: what officers may do, who they are, training, and authorization."""

from .kinds import (
    AGENCY,
    ICE,
    ICE_POLICY,
    NOMINEE,
    OFFICER,
    PORTAL_POLICY,
    STATUTE,
    Provision,
    Said,
    Section,
    alike,
    in_each,
    since_r2,
)

STAFFING = (
    Section(
        "Responsibilities",
        in_each("IV"),
        (
            Provision(
                "2",
                "Local charges come first",
                (AGENCY,),
                alike(
                    "The agency is expected to see its own criminal charges through. ICE takes custody of a person "
                    "only after the agency has released that person from its own custody."
                ),
            ),
        ),
    ),
    Section(
        "Designation of authorized functions",
        in_each("IV.A"),
        (
            Provision(
                "3",
                "Only the functions that Appendix A lists",
                (OFFICER,),
                alike("An approved officer performs only the functions listed in Appendix A. There are two."),
                "An authorization letter can name only these two powers.",
                ("authority:roster",),
            ),
        ),
    ),
    Section(
        "Nomination of personnel",
        in_each("IV.B"),
        (
            Provision(
                "4",
                "What the agency attests of a nominee",
                (AGENCY,),
                alike(
                    "The agency attests four things of each nominee: U.S. citizenship; knowledge of, and experience "
                    "enforcing, the laws of its jurisdiction; training in the security of its facilities; and "
                    "experience enforcing the rules on the accountability and conduct of inmates.",
                    4,
                    "attestations",
                ),
                "The agency submits a nomination with all four attestations. Portal policy: the field office accepts "
                "it or sends it back.",
                ("nominations:index",),
                key="attestations",
            ),
            Provision(
                "5",
                "Background check",
                (NOMINEE, ICE),
                alike(
                    "ICE may check the background of every nominee before it decides whether the nominee is suitable."
                ),
                "ICE's adjudicator records the steps and the decision. ICE can also record that it requires no check.",
                ("nominations:index",),
                key="background",
            ),
            Provision(
                "5",
                "What the check asks for",
                (NOMINEE, ICE),
                alike(
                    "For the check, the nominee completes a questionnaire, which asks at least for fingerprints, "
                    "personal history and disciplinary history, including allegations of excessive force or "
                    "discrimination. ICE may search any law enforcement database."
                ),
                "ICE's adjudicator records what was received. The portal keeps dates, not the contents.",
                ("nominations:index",),
            ),
            Provision(
                "6",
                "Disciplinary records",
                (AGENCY, NOMINEE),
                alike(
                    "When ICE asks, the agency gives continuous access to the disciplinary records of its nominees, "
                    "with each nominee's written authorization."
                ),
                "ICE's adjudicator records when access was granted and when it ended, even after the check.",
                ("nominations:index",),
            ),
            Provision(
                "7",
                "More officers or more classes",
                (AGENCY,),
                alike("Every officer added later, and every added class, meets the same requirements."),
                "The agency nominates every officer the same way.",
                ("nominations:index", "training:index"),
            ),
        ),
    ),
    Section(
        "Training of personnel",
        in_each("IV.C"),
        (
            Provision(
                "8",
                "Initial training",
                (ICE, NOMINEE),
                alike(
                    "Before an officer gets authority, the officer completes ICE's initial training. No revision says "
                    "how long it takes."
                ),
                "Only a nominee who attended a class can take the exam, and only one who passed can be certified.",
                ("training:index",),
            ),
            Provision(
                "9",
                "Passing score",
                (NOMINEE,),
                alike("A nominee passes the final examination with at least 70 percent.", 70, "percent"),
                "Scores are recorded on the class page. A score below 70 is not a pass.",
                ("training:index",),
                key="pass_mark",
            ),
            Provision(
                "9",
                "Review and one retake",
                (ICE, NOMINEE),
                alike(
                    "A nominee who does not pass may review the testing material and retake a similar examination "
                    "once. A second score below 70 percent disqualifies the nominee, who is discharged from the "
                    "training.",
                    1,
                    "retake",
                ),
                "The review is recorded before the retake. There is no third attempt.",
                ("training:index",),
                key="retakes",
            ),
            Provision(
                "M17",
                "A later nomination after a second failure",
                (AGENCY,),
                alike(
                    "The agreement discharges the nominee from the training. It does not say that this is permanent, "
                    "or when the nominee may try again.",
                    basis=PORTAL_POLICY,
                ),
                "The agency can nominate the officer again under its next agreement.",
                ("nominations:index",),
            ),
            Provision(
                "10",
                "Yearly review of the training",
                (ICE,),
                alike(
                    "ICE reviews the training requirements every year, may change them, and may require more training. "
                    "No revision requires refresher training.",
                    1,
                    "year",
                ),
            ),
        ),
    ),
    Section(
        "Certification and authorization",
        in_each("IV.D"),
        (
            Provision(
                "11",
                "Certification",
                (ICE,),
                alike(
                    "ICE certifies in writing the names of the officers who completed the training and passed every "
                    "required test."
                ),
                "The field office certifies from the agreement's list of letters and certifications.",
                ("memoranda:agreements",),
                key="certification",
            ),
            Provision(
                "11",
                "Letter and Form 70-006",
                (ICE,),
                alike(
                    "After the certification, the Field Office Director signs a letter that authorizes the named "
                    "officers, and the agency gets a copy. ICE also executes Form 70-006. An officer may act only with "
                    "the certification, the letter and the form, and only while ICE oversees the work."
                ),
                "Each step has a date. You can record a step only after the steps it depends on.",
                ("memoranda:agreements", "authority:roster"),
                key="letter",
            ),
            Provision(
                "11",
                "What the letter names",
                (ICE,),
                alike(
                    "A written authorization says what each officer may do, for how long, and the position of the ICE "
                    "official who supervises the officer.",
                    basis=STATUTE,
                    cites="8 U.S.C. 1357(g)(5)",
                ),
                "A letter can't be recorded without powers, a start date and the position of the supervising official.",
                ("memoranda:agreements",),
            ),
            Provision(
                "12",
                "Carrying the credential",
                (OFFICER, ICE),
                alike(
                    "ICE issues credentials to certified officers. An officer carries them while acting. They belong "
                    "to ICE."
                ),
                "Without a valid credential on record, the answer to “may this officer serve?” is no.",
                ("credentials:credentials", "authority:today"),
                key="credentials",
            ),
            Provision(
                "13",
                "Returning the credential",
                (OFFICER, AGENCY),
                alike(
                    "Credentials go back to ICE when the agreement ends, when the officer leaves the program, or when "
                    "the Field Office Director finds it necessary. No revision sets a number of days."
                ),
                "The field office records each return, loss, theft and destruction. Credentials due back are listed.",
                ("credentials:credentials",),
            ),
            Provision(
                "14",
                "Withdrawal by ICE",
                (ICE, AGENCY),
                alike(
                    "ICE may withdraw an officer's authority at any time and for any reason. The written notice names "
                    "the officers and the effective date, and it may take effect as soon as the agency is notified. "
                    "Each side tells its own people."
                ),
                "The Field Office Director records the notice. The officers named in it lose their authority when it "
                "takes effect.",
                ("memoranda:agreements", "authority:roster"),
                key="withdrawal",
            ),
            Provision(
                "14",
                "Suspending one officer",
                (ICE,),
                since_r2(
                    None,
                    Said(
                        "The agreement does not mention the suspension of an officer. ICE may suspend an officer under "
                        "its wider power to withdraw.",
                        basis=ICE_POLICY,
                    ),
                ),
                "The Field Office Director suspends an officer, and lifts the suspension, on the officer's page.",
                ("authority:roster",),
                key="suspension",
                note="R1 says this in App. B 3.B.",
            ),
            Provision(
                "15",
                "The end of the agreement",
                (ICE, AGENCY),
                alike("The end of the agreement revokes every authorization under it immediately."),
                "From that moment, no officer has authority under it. A new agreement does not restore it.",
                ("memoranda:agreements",),
                key="ends_with_the_agreement",
            ),
            Provision(
                "16",
                "Notice of a departure",
                (AGENCY,),
                alike(
                    "The agency tries, where practicable, to give ICE 90 days' notice of an officer who leaves the "
                    "program.",
                    90,
                    "days",
                ),
                "The agency reports a departure on the officer's page. Short notice needs a reason but does not "
                "prevent the report.",
                ("authority:roster",),
                key="departure_notice",
            ),
            Provision(
                "M18",
                "After a departure",
                (AGENCY, ICE),
                alike(
                    "The notice lets ICE take stock of the credentials, get them back, and train a replacement if one "
                    "is needed."
                ),
                "The credential of an officer who left is listed as due back. A replacement is a new nomination.",
                ("credentials:credentials", "nominations:index"),
            ),
        ),
    ),
)
