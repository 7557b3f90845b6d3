"""Short names of the trade with what they mean, for readers who see them for the first time."""

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

SHORT_NAMES = {
    "MOA": "Memorandum of Agreement", "WSO": "Warrant Service Officer program",
    "JEM": "Jail Enforcement Model", "TFM": "Task Force Model",
    "R1": "MOA template of 2019, without a printed mark", "R2": "MOA template of July 2020, without a printed mark",
    "R3": "MOA template printed “Revised 02/14/2025”", "R4": "MOA template printed “Revised 02/15/2025”",
    "70-006": "ICE's form that goes with the authorization letter", "70-009": "ICE's questionnaire for nominees",
    "I-200": "warrant for arrest", "I-205": "warrant of removal",
    "BOA": "Basic Ordering Agreement: orders to hold a person up to 48 hours",
    "IGSA": "Intergovernmental Service Agreement: long-term housing for a fee",
    "POC": "point of contact", "OPR": "ICE Office of Professional Responsibility", "JIC": "Joint Intake Center",
}  # fmt: skip
SHORT = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, SHORT_NAMES)) + r")(?![\w-])")


def with_meanings(text: str) -> SafeString:
    """Give a plain text in which the first use of each short name carries its meaning."""
    seen: set[str] = set()
    pieces = SHORT.split(str(conditional_escape(text)))
    return mark_safe("".join(meant(piece, seen) if place % 2 else piece for place, piece in enumerate(pieces)))  # noqa: S308 - escaped above


def meant(name: str, seen: set[str]) -> str:
    """Give a short name with its meaning the first time, alone after that."""
    if name in seen:
        return name
    seen.add(name)
    return format_html('<abbr title="{}">{}</abbr>', SHORT_NAMES[name], name)
