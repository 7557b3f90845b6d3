"""Appendix C: the contacts for the media."""

from .kinds import AGENCY, ICE, Provision, Section, alike, in_each

MEDIA = (
    Section(
        "Public information points of contact",
        in_each("App. C"),
        (
            Provision(
                "49",
                "Release to the media",
                (AGENCY, ICE),
                alike(
                    "ICE's Privacy Officer and its Public Affairs Officer both approve a release to the media first."
                ),
                note="Every revision cites V(D) here. In R3 and R4 that section is V.C.",
            ),
            Provision(
                "M16",
                "The contacts",
                (AGENCY, ICE),
                alike(
                    "Each side prints a contact for the media, with address and phone. Some agreements leave it blank."
                ),
            ),
        ),
    ),
)
