"""How names of agencies and counties are compared: only what writing alone makes different is made equal.

A name is never shortened or completed: two agencies must never become one. ICE spells one agency two ways
within one list: straight and curly apostrophes, dashes, doubled and trailing blanks).
"""

import re
import unicodedata

QUOTES = dict.fromkeys(map(ord, "‘’‚‛′`´ʹʻʼʽ＇"), "'") | dict.fromkeys(map(ord, "“”„‟″"), '"')
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
COUNTY_WORD = re.compile(r" (county|parish|borough|census area|municipio)$", re.IGNORECASE)
NOT_LETTERS = re.compile(r"[^a-z0-9]")


def tidy(text: str) -> str:
    """Text with each run of blanks as one, none at the ends, and no invisible characters; otherwise as written."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(seen.split())


def key_of(name: str) -> str:
    """An agency's name as it is compared: case, quotes, apostrophes, dashes, accents, blanks and "&" do not count."""
    plain = unicodedata.normalize("NFKC", tidy(name).translate(QUOTES | DASHES))
    letters = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    text = letters.casefold().translate(QUOTES | DASHES).replace("'", "").replace("&", " and ")
    text = re.sub(r"\s*-\s*", "-", text)
    return " ".join(text.split()).rstrip(" .,;")


def county_of(text: str) -> str:
    """A county's name without the word for it: "Pinellas County " is Pinellas, "Bossier Parish" Bossier."""
    name = COUNTY_WORD.sub("", tidy(text))
    return name.title() if name.isupper() else name


def county_key(name: str) -> str:
    """A county's name as it is compared: De Witt is DeWitt, Saint Lawrence is St. Lawrence."""
    text = re.sub(r"\bsaint\b", "st", key_of(county_of(name)))
    return NOT_LETTERS.sub("", text)
