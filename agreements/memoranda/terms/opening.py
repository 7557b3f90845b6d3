"""Sections II and III: what the agreement is for, and the law it rests on."""

from .kinds import AGENCY, ICE, STATUTE, Provision, Section, alike, in_each

OPENING = (
    Section(
        "Purpose",
        in_each("II"),
        (
            Provision(
                "1",
                "No delegated act without an agreement",
                (ICE, AGENCY),
                alike(
                    "Officers of the agency use ICE's authority only as this agreement provides, only in the agency's "
                    "own jails, and only while the agreement is in force. The agreement does not change their "
                    "ordinary powers."
                ),
                "An officer without a signed agreement in force may not serve. The officer's page shows this first.",
                ("authority:roster", "memoranda:agreements"),
                key="delegation",
            ),
            Provision(
                "M3",
                "ICE names the person first",
                (ICE,),
                alike(
                    "The program transfers specific people to ICE at their scheduled release from criminal custody. "
                    "ICE picks the person. Officers get no power to look for people or to question them."
                ),
            ),
        ),
    ),
    Section(
        "Authority",
        in_each("III"),
        (
            Provision(
                "1",
                "The law behind the agreement",
                (ICE, AGENCY),
                alike(
                    "Federal law lets DHS agree in writing with a state, or a part of one, that qualified local "
                    "officers perform some duties of immigration officers. The MOA is that agreement.",
                    basis=STATUTE,
                    cites="8 U.S.C. 1357(g)",
                ),
                "Each act that gives authority names its agreement.",
                ("memoranda:agreements",),
            ),
        ),
    ),
)
