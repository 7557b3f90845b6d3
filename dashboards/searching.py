"""The search in the header: agencies and officers by a part of their name, by trigram index, within one's scope."""

from django.db.models import Q

from agreements.jurisdictions.models import Jurisdiction
from officers.nominations.models import Officer

FOUND_SHOWN = 20  # of each kind; whoever needs more narrows the words or opens the list
MOST_WORDS = 5
SHORTEST = 2  # letters of a word


def found(user, text: str) -> dict[str, list | bool]:
    """The first agencies and officers that have every word; `more` of a kind says that there are others."""
    words = [word for word in text.split() if len(word) >= SHORTEST][:MOST_WORDS]
    agencies = part(Jurisdiction.objects.visible_to(user).select_related("field_office"), agency_has, words)
    officers = part(Officer.objects.visible_to(user).select_related("jurisdiction"), officer_has, words)
    return {
        "agencies": agencies[:FOUND_SHOWN],
        "officers": officers[:FOUND_SHOWN],
        "more_agencies": len(agencies) > FOUND_SHOWN,
        "more_officers": len(officers) > FOUND_SHOWN,
    }


def part(rows, has, words: list[str]) -> list:
    """One row more than is shown; nothing without a word."""
    for word in words:
        rows = rows.filter(has(word))
    return list(rows[: FOUND_SHOWN + 1]) if words else []


def agency_has(word: str) -> Q:
    return Q(name__icontains=word)


def officer_has(word: str) -> Q:
    return Q(last_name__icontains=word) | Q(first_name__icontains=word) | Q(badge__icontains=word)
