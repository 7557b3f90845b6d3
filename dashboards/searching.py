"""The search in the header: officers, agencies and agreements by what a person knows of them, in their scope.

Every statement is bounded: it stops at MOST_RANKED rows that match, which trigram indexes find. Names that are only
similar are looked for when nothing has the words themselves.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q, Value
from django.db.models.functions import Upper

from agreements.jurisdictions.finding import called
from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement
from officers.authority.answer import listed
from officers.authority.roster import TRIGRAM, answer_of
from officers.authority.turns import courses_of
from officers.credentials.models import Credential
from officers.nominations.models import Officer

FOUND_SHOWN = 20  # of each kind; a person who needs more narrows the words or opens the list
MOST_RANKED = 200  # matches of which the best are shown
MOST_LETTERS, MOST_WORDS = 80, 5
SHORTEST = 2  # letters of a word
LONGEST_NUMBER = 9
# Ranks that people put before a name. They are no part of it, unless nothing else was entered.
RANKS = frozenset(
    "agent captain capt chief corporal cpl deputy dep detective det lieutenant lt mr mrs ms officer ofc sergeant sgt "
    "sheriff trooper".split()
)


@dataclass(frozen=True)
class OfficerFound:
    """An officer with the answer for now: Yes, or Not yet or No with the first reason."""

    officer: Officer
    answer: str


@dataclass(frozen=True)
class Found:
    """What was found of each kind, the best first; `more_…`: there are others. `similar`: only names that are alike."""

    officers: list[OfficerFound]
    agencies: list[Jurisdiction]
    agreements: list[Agreement]
    more_officers: bool = False
    more_agencies: bool = False
    similar: bool = False


def found(user, text: str, at: datetime) -> Found:
    """What the words fit of what the person may see; nothing for words of one letter."""
    words, agreements = entered_words(text), agreements_with(user, text)
    if not words:
        return Found([], [], agreements)
    officers, agencies = officers_with(user, words, text), agencies_with(user, words)
    similar = not (officers or agencies or agreements)
    if similar:
        officers, agencies = officers_like(user, words), agencies_like(user, words)
    return Found(
        with_answers(officers[:FOUND_SHOWN], at),
        list(Jurisdiction.objects.filter(pk__in=agencies[:FOUND_SHOWN]).select_related("field_office")),
        agreements,
        len(officers) > FOUND_SHOWN,
        len(agencies) > FOUND_SHOWN,
        similar and bool(officers or agencies),
    )


def entered_words(text: str) -> list[str]:
    """The words without the punctuation around them: "Whitfield, Dana" is whitfield and dana."""
    words = [word.strip(".,;:()\"'“”#") for word in text.split()]
    return [word for word in words if len(word) >= SHORTEST][:MOST_WORDS]


def officers_with(user, words: list[str], text: str) -> list[int]:
    """Officers that have every word in a name or badge, also a former one, and holders of a credential of this number.

    The best come first.
    """
    names = [word for word in words if word.lower() not in RANKS] or words
    rows = Officer.objects.filter(user.reach())
    for word in names:
        rows = rows.filter(has(word, "last_name", "first_name", "badge") | formerly(word))
    ranked = sorted(
        rows.order_by().values_list("last_name", "first_name", "badge", "pk")[:MOST_RANKED],
        key=lambda row: (not is_exact(row[:3], names), *row),
    )
    by_number = holding_number(user, text)
    return [*by_number, *(row[3] for row in ranked if row[3] not in by_number)]


def has(word: str, *columns: str) -> Q:
    """One of the columns has the word; one too short for a part of a word begins with it."""
    lookup = "icontains" if len(word) >= TRIGRAM else "istartswith"
    condition = Q()
    for column in columns:
        condition |= Q(**{f"{column}__{lookup}": word})
    return condition


def formerly(word: str) -> Q:
    """A former name or badge has the word; one too short for a part of a word begins with it."""
    return Q(former__icontains=word if len(word) >= TRIGRAM else f" {word}")


def is_exact(values, words: list[str]) -> bool:
    """Whether each word is a whole value: Webb before Webber."""
    return {word.lower() for word in words} <= {value.lower() for value in values}


def holding_number(user, text: str) -> list[int]:
    """The officers whose credential has this number, or one that contains it."""
    number = text.strip(" #")
    if len(number) < TRIGRAM:
        return []
    rows = Credential.objects.filter(
        user.reach(path="officer__jurisdiction"), number__icontains=number, annulled_at=None
    )
    pairs = rows.order_by().values_list("number", "officer")[:MOST_RANKED]
    return list(dict.fromkeys(officer for _, officer in sorted(pairs)))


def agencies_with(user, words: list[str]) -> list[int]:
    """Agencies that have every word in their name, a former name, county or state."""
    rows = Jurisdiction.objects.visible_to(user)
    for word in words:
        rows = rows.filter(has(word, "name", "county", "state") | called(word))
    found_here = rows.order_by().values_list("state", "name", "pk")[:MOST_RANKED]
    return [row[-1] for row in sorted(found_here)]


def agreements_with(user, text: str) -> list[Agreement]:
    """The agreement of this number."""
    digits = re.fullmatch(r"\s*(?:agreement)?\s*#?\s*(\d+)\s*", text, re.IGNORECASE)
    if not digits or len(digits[1]) > LONGEST_NUMBER:
        return []
    return list(Agreement.objects.visible_to(user).filter(pk=int(digits[1])).select_related("jurisdiction"))


def officers_like(user, words: list[str]) -> list[int]:
    """Officers whose last name is like one of the words: witfield finds Whitfield."""
    names = [word for word in words if word.lower() not in RANKS and len(word) > TRIGRAM]
    return similar_names(Officer.objects.filter(user.reach()), "last_name", names)


def agencies_like(user, words: list[str]) -> list[int]:
    """Agencies whose county is like one of the words: pinelas finds those of Pinellas."""
    return similar_names(
        Jurisdiction.objects.visible_to(user), "county", [word for word in words if len(word) > TRIGRAM]
    )


def similar_names(rows, column: str, words: list[str]) -> list[int]:
    """The rows whose column is similar to one of the words, by trigrams; the most similar first."""
    if not words:
        return []
    upper, condition = Upper(column), Q()
    likeness: Any = Value(0.0)
    for word in words:
        condition |= Q(upper__trigram_similar=word.upper())
        likeness = likeness + TrigramSimilarity(upper, word.upper())
    rows = rows.order_by().annotate(upper=upper, likeness=likeness).filter(condition)
    ranked = sorted(rows.values_list("likeness", "pk")[:MOST_RANKED], key=lambda row: (-row[0], row[1]))
    return [pk for _, pk in ranked]


def with_answers(pks: list[int], at: datetime) -> list[OfficerFound]:
    """The officers in this order, each with the answer for now."""
    revision = F("course__nomination__agreement__revision")
    officers = Officer.objects.filter(pk__in=pks).select_related("jurisdiction").annotate(revision=revision).in_bulk()
    answers, courses = listed(pks, at), courses_of(pks, at)
    return [OfficerFound(officers[pk], answer_of(officers[pk], courses[pk], answers[pk])) for pk in pks]
