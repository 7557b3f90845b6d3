"""What a PDF of the portal's says to its readers: its words, its pages, and the tags that a screen reader follows."""

from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2


@dataclass(frozen=True)
class Read:
    text: str
    pages: int
    title: str
    language: str
    claims_ua: bool
    tags: list[str]

    def count(self, tag: str) -> int:
        return self.tags.count(tag)


def read(pdf: bytes) -> Read:
    """Opens a PDF that has tags."""
    text, pages = text_of(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        root = opened.Root
        assert bool(root.MarkInfo.Marked)
        metadata = opened.open_metadata()
        return Read(
            text, pages, str(metadata.get("dc:title", "")),
            str(root.Lang), metadata.get("pdfuaid:part") == "1", list(tags_below(root.StructTreeRoot)),
        )  # fmt: skip


def words_of_answer(answer) -> str:
    """What an answer of the portal says, page or PDF."""
    content = b"".join(answer)
    return text_of(content)[0] if answer["Content-Type"] == "application/pdf" else content.decode()


def tags_below(node):
    """The types of all structure elements, in reading order."""
    kinds = node.get("/K")
    for kid in kinds if isinstance(kinds, pikepdf.Array) else [kinds]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S)[1:]
            yield from tags_below(kid)


def text_of(pdf: bytes) -> tuple[str, int]:
    """The words, with single blanks and without the places where a long one may break, and the number of pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        words = " ".join(page.get_textpage().get_text_range() for page in document)
        return " ".join(words.replace("\u200b", "").replace("\ufffe", "").split()), len(document)
    finally:
        document.close()


def must_be_accessible(pdf: bytes) -> Read:
    """Holds what PDF/UA asks as far as it can be read here; Typst's own check refuses the rest."""
    found = read(pdf)
    assert found.claims_ua and found.title and found.language.startswith("en"), found
    headings = [tag for tag in found.tags if tag in ("H1", "H2", "H3")]
    assert headings[:1] == ["H1"] and headings.count("H1") == 1, headings
    assert found.count("Table") <= found.count("TH"), "every table has headers"
    return found
