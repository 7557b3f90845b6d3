"""What a cell of a published list means. Pure functions: a value, and the reason when the cell lost information.

Nothing is corrected: what cannot be read, or cannot be true, gives no value and a reason; the cell is kept beside it.
"""

import re
from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from agreements.jurisdictions.areas import state_named
from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.names import county_of, key_of, tidy
from agreements.jurisdictions.programs import PROGRAM_STARTED, Program

EMPTY = ("", "#n/a", "#na", "n/a", "na", "-", "--", "none", "null")
FIRST_DAY, DAYS = date(1899, 12, 30), 2_958_466  # how a spreadsheet counts days, up to Dec 31, 9999
TIME_PART = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?)?"
ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){TIME_PART}")
MONTH_FIRST = re.compile(rf"(\d{{1,2}})([/-])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){TIME_PART}")
IN_WORDS = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y")
PROGRAMS = {
    "warrant service officer": Program.WSO, "warrant service officers": Program.WSO, "warrant service": Program.WSO,
    "wso": Program.WSO, "jail enforcement": Program.JEM, "jem": Program.JEM, "task force": Program.TFM,
    "tfm": Program.TFM,
}  # fmt: skip
AGENCY_KINDS = {
    "county": Jurisdiction.Kind.COUNTY,
    "municipality": Jurisdiction.Kind.MUNICIPALITY,
    "municipal": Jurisdiction.Kind.MUNICIPALITY,
    "state agency": Jurisdiction.Kind.STATE,
    "state": Jurisdiction.Kind.STATE,
}
LINK_WORDS = ("", "link", "links", "moa", "addendum")
REDIRECT = ".safelinks.protection.outlook.com"
REDIRECTS = 10  # filters behind filters
MAX_ADDRESS = 2_000


def text_of(cell) -> str:
    """A cell's text, tidied; empty for a blank cell and for what stands for one (#N/A)."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = tidy(str(cell))
    return "" if text.casefold() in EMPTY else text


def read_state(cell) -> tuple[str, str]:
    text = text_of(cell)
    if not text:
        return "", "no state is given"
    known = state_named(text)
    if known:
        return known, ""
    written = text.title()
    return (written if len(written) <= 60 else ""), "no state or territory has this name"


def read_agency(cell) -> tuple[str, str]:
    text = text_of(cell)
    key = key_of(text)
    if not key:
        return "", "no agency is named"
    return (text, "") if max(len(text), len(key)) <= 160 else ("", "the name is longer than 160 characters")


def read_kind(cell) -> tuple[str, str]:
    text = text_of(cell)
    known = AGENCY_KINDS.get(key_of(text), Jurisdiction.Kind.UNKNOWN)
    return known, "unknown type of agency" if text and known == Jurisdiction.Kind.UNKNOWN else ""


def read_program(cell) -> tuple[str, str]:
    """The support type: spelled out or short, with or without "Model"."""
    text = text_of(cell)
    if not text:
        return "", "no support type is given"
    name = re.sub(r" (model|program)$", "", key_of(re.sub(r"\(.*?\)", " ", text)))
    known = PROGRAMS.get(name)
    return (known, "") if known else ("", "unknown support type")


def read_county(cell) -> tuple[str, str]:
    text = text_of(cell)
    if not text:
        return "", ""
    if not any(letter.isalpha() for letter in text) or text.startswith("#"):
        return "", "not a county's name"
    name = county_of(text)
    return (name, "") if len(name) <= 80 else ("", "the name is longer than 80 characters")


def read_signed_on(cell, latest: date) -> tuple[date | None, str]:
    """The date signed; none when it can't be read, or is before the program or after the list's own date."""
    if not text_of(cell):
        return None, ""
    day = date_in(cell)
    if day is None:
        return None, "can't be read as a date"
    if day < PROGRAM_STARTED:
        return None, "implausible: before 2002, when the program began"
    return (day, "") if day <= latest else (None, "implausible: after the date of this list")


def date_in(cell) -> date | None:
    """The day a cell names: a spreadsheet's day number, 2025-05-08, 5/8/2025, 5/8/25 or May 8, 2025."""
    text = text_of(cell)
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float) or re.fullmatch(r"\d{5}", text):
        return FIRST_DAY + timedelta(int(float(text))) if 1 <= float(text) < DAYS else None
    if iso := ISO.fullmatch(text):
        return _day(*iso.groups())
    if us := MONTH_FIRST.fullmatch(text):
        month, _, day, year = us.groups()
        return _day(year if len(year) == 4 else f"20{year}", month, day)
    return next(filter(None, (_in_words(text, pattern) for pattern in IN_WORDS)), None)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _in_words(text: str, pattern: str) -> date | None:
    try:
        return datetime.strptime(text, pattern).date()
    except ValueError:
        return None


def read_link(cell, target: str) -> tuple[str, bool, str]:
    """The address behind a cell, and whether the list says that it is pending."""
    text = text_of(cell)
    pending = "pending" in text.casefold()
    behind = target.strip() or ("" if only_says_link(text) else text)
    if not behind:
        return "", pending, ""
    address = unwrapped(behind)
    return (address, pending, "") if is_web_address(address) else ("", pending, "not a web address of a document")


def only_says_link(text: str) -> bool:
    """Whether a cell says only that there is a link, or will be: link, link pending, link | addendum."""
    words = text.casefold()
    if "pending" in words and "://" not in words:
        return True
    return all(part.strip() in LINK_WORDS for part in words.split("|"))


def unwrapped(address: str) -> str:
    """The real target of an address that a mail filter's redirect may wrap, more than once."""
    for _ in range(REDIRECTS):
        try:
            parts = urlsplit(address)
            wrapped = parse_qs(parts.query, max_num_fields=50).get("url") if _redirects(parts) else None
        except ValueError:
            return ""
        if wrapped is None:
            return "" if _redirects(parts) else address
        address = wrapped[0].strip()
    return ""


def _redirects(parts) -> bool:
    return (parts.hostname or "").endswith(REDIRECT)


def is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= MAX_ADDRESS
    except ValueError:
        return False
