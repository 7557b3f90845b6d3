"""Documents that the portal makes: a template of ours and facts in, a tagged PDF (PDF/UA-1) out.

Every word that a person entered reaches the template as data, so none of it is ever read as markup.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from html import unescape
from typing import Any

import typst
from django.conf import settings
from django.utils.html import strip_tags

from .templatetags.show import moment

PDF = "application/pdf"
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")  # no glyph; some turn what follows around
NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
STAND_IN = "\N{REPLACEMENT CHARACTER}"  # printed for a character that no font has
MOST_TRIES = 4


@dataclass(frozen=True)
class Paper:
    """One document: its template (a path in the project), who issues it, and what it says.

    `facts` are what somebody signs, or acts on. `more` is the rest: notes, what was recorded of the signature.
    `standing` is said in a box above all else, when the document is not in force.
    """

    template: str
    title: str
    issuer: str
    facts: dict[str, Any]
    more: dict[str, Any] = field(default_factory=dict)
    standing: str = ""
    about: str = ""

    @property
    def digest(self) -> str:
        """Tell whether two papers say the same: the hash of the facts, whoever prints them and when."""
        said = [self.template, self.title, self.issuer, self.facts]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def typeset(paper: Paper, *, by, at: datetime, zone: str) -> bytes:
    """Make the PDF, printed by a person at a moment; the same data gives the same bytes.

    A character that no font has is printed as a stand-in: the standard refuses a document that hides one.
    """
    data = clean({
        "title": paper.title, "issuer": paper.issuer, "facts": paper.facts, "more": paper.more,
        "standing": paper.standing, "about": paper.about or paper.title,
        "printed": {"at": plain(moment(at, zone)), "by": str(by)},
    })  # fmt: skip
    text = json.dumps(data, ensure_ascii=False)
    for _ in range(MOST_TRIES):
        try:
            return compiled(paper.template, text, at)
        except typst.TypstError as error:
            missing = without_glyph(error.diagnostic)
            if not missing:
                raise
            text = re.sub(f"[{re.escape(missing)}]", STAND_IN, text)
    return compiled(paper.template, re.sub(r"[^\x00-\u024f]", STAND_IN, text), at)


def compiled(template: str, text: str, at: datetime) -> bytes:
    """The PDF of a template and its data. Raises typst.TypstError."""
    root = settings.BASE_DIR
    compiler = typst.Compiler(root / template, root=root, font_paths=fonts(), ignore_system_fonts=True)
    made = compiler.compile(
        format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": text}, timestamp=int(at.timestamp())
    )
    return made  # type: ignore[return-value]  # one PDF, as no output was named


@cache
def fonts() -> typst.Fonts:
    """The fonts that come with Typst, so that a document looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False)


def without_glyph(diagnostic: str) -> str:
    """The characters that the fonts lack, as Typst names them."""
    named = "".join(NO_GLYPH.findall(diagnostic))
    return ESCAPE.sub(lambda code: chr(int(code[1], 16)), named).replace("\\", "")


def plain(shown: str) -> str:
    """What a page shows (a date, a moment), as words for paper."""
    return unescape(strip_tags(shown))


def clean(value: Any) -> Any:
    """The same data without control characters, which print as nothing or turn the text after them around."""
    if isinstance(value, str):
        return UNSEEN.sub("", value)
    if isinstance(value, dict):
        return {key: clean(one) for key, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list | tuple) else value
