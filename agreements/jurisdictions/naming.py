"""Whether a text names other agencies or states than the one that it should be about."""

import re

from .areas import STATES
from .models import FormerName, Jurisdiction
from .names import key_of

WORDS = re.compile(r"[a-z0-9]+")
# The address of ICE's Office of Professional Responsibility, which every agreement prints (App. B).
OFFICE_ADDRESS = re.compile(r" (washington d ?c|pennsylvania a ?v[a-z]*)(?= )")
NO_STATE = "county|parish|city|avenue|ave|street|st|road|blvd"  # what makes the word before it another name
MOST_NAMED = 3


def plain_words(text: str) -> str:
    """Give a text as whole words in plain letters, a blank at both ends: nothing is found inside a word."""
    return f" {' '.join(WORDS.findall(key_of(text)))} "


def misnaming(text: str, jurisdiction: Jurisdiction) -> list[str]:
    """Say which other agencies on record, and which other states, a text names although it does not name this one.

    A name inside a longer one does not count: Salt Lake County is not Lake County.
    """
    words, agencies = agencies_named(plain_words(text), jurisdiction)
    states = states_named(OFFICE_ADDRESS.sub(" ", words))
    found = []
    if agencies and jurisdiction.name not in agencies:
        found.append(f"This file names {in_a_row(agencies)}, not {jurisdiction}. Check that you chose the right file.")
    if states and jurisdiction.state not in states:
        found.append(
            f"This file names {in_a_row(states)}, not {jurisdiction.state}. Check that you chose the right file."
        )
    return found


def agencies_named(words: str, jurisdiction: Jurisdiction) -> tuple[str, list[str]]:
    """Give the words without the names of agencies, and those names: this agency's own counts for all of its names."""
    own = plain_words(jurisdiction.name)
    former = FormerName.objects.values_list("name", "jurisdiction__name", "jurisdiction")
    known = {plain_words(name): present for name, present, _ in former}
    known |= {plain_words(name): name for name in Jurisdiction.objects.values_list("name", flat=True)}
    known |= {plain_words(name): present for name, present, pk in former if pk == jurisdiction.pk}
    known[own] = jurisdiction.name
    found = []
    for name in sorted(known, key=len, reverse=True):
        if name in words and name.count(" ") > 2:
            found.append(known[name])
            words = words.replace(name, " | ")
    return words, found


def states_named(words: str) -> list[str]:
    """Give the states that the words name.

    The District of Columbia is ICE's own address and counts for none; nor does a case at law (Garrity v. New Jersey).
    """
    found = []
    for state in sorted(STATES, key=len, reverse=True):
        pattern = rf"(?<! v) {plain_words(state).strip()}(?! (?:{NO_STATE}) )(?= )"
        if state != "District of Columbia" and re.search(pattern, words):
            found.append(state)
            words = re.sub(pattern, " |", words)
    return sorted(found)


def in_a_row(names: list[str]) -> str:
    """Give a few names as a sentence has them."""
    return ", ".join(names[:MOST_NAMED]) + (" and others" if len(names) > MOST_NAMED else "")
