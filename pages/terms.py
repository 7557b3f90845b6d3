"""Short names of the trade, explained where a page first uses them."""

import re
from itertools import islice

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SHORT_NAMES = {
    "MOA": "Memorandum of Agreement", "WSO": "Warrant Service Officer program",
    "JEM": "Jail Enforcement Model", "TFM": "Task Force Model",
    "R1": "agreement template of 2019, without a printed mark",
    "R2": "agreement template of July 2020, without a printed mark",
    "R3": "agreement template printed “Revised 02/14/2025”", "R4": "agreement template printed “Revised 02/15/2025”",
    "70-006": "ICE's form that goes with the authorization letter", "70-009": "ICE's questionnaire for nominees",
    "I-200": "warrant for arrest", "I-205": "warrant of removal",
    "BOA": "Basic Ordering Agreement: orders to hold a person up to 48 hours",
    "IGSA": "Intergovernmental Service Agreement: long-term housing for a fee",
    "POC": "point of contact", "OPR": "ICE Office of Professional Responsibility", "JIC": "Joint Intake Center",
}  # fmt: skip
# Text in these stays as it is: a heading and a link have their own words, an option and a text box hold no markup.
PLAIN = re.compile(r"<(/?)(?:a|abbr|button|dt|h1|option|svg|textarea)\b")
REACH = 4000  # characters; no link, button or option is longer
LOOKED_AT = 30  # uses of a name; a page that has it in so many links explains it nowhere
USES = {name: re.compile(rf"(?<![\w-]){name}(?![\w-])") for name in SHORT_NAMES}


def with_meanings(html: str) -> SafeString:
    """Explain each short name once, where the text of a page first uses it (an <abbr> with the meaning as title)."""
    for name, meaning in SHORT_NAMES.items():
        place = first_use(html, name) if name in html else -1
        if place >= 0:
            explained = format_html('<abbr title="{}">{}</abbr>', meaning, name)
            html = html[:place] + explained + html[place + len(name) :]
    return mark_safe(html)  # noqa: S308 - the page's own markup


def first_use(html: str, name: str) -> int:
    """Give where a name is first used as a whole word in text that can be marked; -1 for nowhere."""
    uses = islice(USES[name].finditer(html), LOOKED_AT)
    return next((use.start() for use in uses if is_text(html, use.start())), -1)


def is_text(html: str, place: int) -> bool:
    """Whether a place is neither inside a tag nor inside an element that stays as it is."""
    tag = html.rfind("<", 0, place)
    if tag >= 0 and html.find(">", tag, place) < 0:
        return False
    nearest = PLAIN.match(html, max(tag, 0))
    if nearest:
        return nearest[1] == "/"
    opened = [found[1] for found in PLAIN.finditer(html, max(0, place - REACH), place)]
    return not opened or opened[-1] == "/"
