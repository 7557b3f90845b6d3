"""How a change in a listing is put in words: from what it was to what it is."""

from datetime import date

from django.utils.dateformat import format as format_date

NAMES = {
    "standing": "Listed as",
    "signed_on": "Signed on",
    "moa_url": "MOA",
    "addendum_url": "Addendum",
    "link_pending": "Link pending",
    "no_longer_listed_at": "No longer listed since",
    "agency": "Agency",
    "county": "County",
    "kind": "Type of agency",
    "field_office": "Field office",
}
WORDS = {"pending": "pending", "signed": "signed", None: "none", "": "none", True: "yes", False: "no"}
KINDS = {"county": "County", "municipality": "Municipality", "state": "State agency", "unknown": "not known"}


def plain(value):
    """Days and instants as ISO text, so that JSON can keep them."""
    return value.isoformat() if isinstance(value, date) else value


def lines(before: dict, after: dict) -> list[tuple[str, str, str]]:
    """(fact, before, after) in words, for the facts that differ; for a new listing what it begins with."""
    return [
        (label, word(before[name]) if before else "", word(after[name]))
        for name, label in NAMES.items()
        if name in after and (before or after[name] not in (None, "", False))
    ]


def word(value) -> str:
    """A kept value in words: dates as Mar 3, 2027."""
    if value in WORDS:
        return WORDS[value]
    if value in KINDS:
        return KINDS[value]
    try:
        return format_date(date.fromisoformat(value[:10]), "M j, Y")
    except ValueError:
        return value
