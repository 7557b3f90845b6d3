"""How a change in a listing is put in words: from what it was to what it is."""

from datetime import date

from django.utils.dateformat import format as format_date

FACT_LABELS = {
    "standing": "Listed as",
    "signed_on": "Date signed",
    "moa_url": "MOA",
    "addendum_url": "Addendum",
    "link_pending": "Link pending",
    "no_longer_listed_at": "No longer listed since",
    "agency": "Agency",
    "county": "County",
    "kind": "Type of agency",
    "field_office": "Field office",
}
VALUE_WORDS = {"pending": "pending", "signed": "signed", None: "none", "": "none", True: "yes", False: "no"}
AGENCY_KIND_WORDS = {
    "county": "County",
    "municipality": "Municipality",
    "state": "State agency",
    "unknown": "unknown",
}


def as_json(value):
    """Days and instants as ISO text, so that JSON can keep them."""
    return value.isoformat() if isinstance(value, date) else value


def changes_in_words(before: dict, after: dict) -> list[tuple[str, str, str]]:
    """(fact, before, after) in words, for the facts that differ; for a new listing what it begins with."""
    return [
        (label, value_in_words(before[name]) if before else "", value_in_words(after[name]))
        for name, label in FACT_LABELS.items()
        if name in after and (before or after[name] not in (None, "", False))
    ]


def value_in_words(value) -> str:
    """A kept value in words: dates as Mar 3, 2027."""
    if value in VALUE_WORDS:
        return VALUE_WORDS[value]
    if value in AGENCY_KIND_WORDS:
        return AGENCY_KIND_WORDS[value]
    try:
        return format_date(date.fromisoformat(value[:10]), "M j, Y")
    except ValueError:
        return value
