"""A process of its own that tells of a PDF on standard input: its pages, what page 1 looks like, and its text.

A small file can unpack to gigabytes, so time and memory are limited before the first byte is read. It has no Django.
"""

import base64
import io
import json
import sys

from records.limits import limit_this_process

TALLEST = 900  # pixels of the picture's longer side
GRAYS = 16
MOST_PAGES = 2_000
MOST_TEXT = 200_000  # characters
END_WITHIN = 2_048  # bytes at the end of a whole PDF that hold its end mark
ASKS_PASSWORD = 4  # PDFium's code of a file that asks for a password


def told(data: bytes) -> dict:
    """Give `answer` (pages, none, locked, cut or broken), and of a PDF with pages their number, picture and text."""
    import pypdfium2 as pdfium

    if b"%%EOF" not in data[-END_WITHIN:]:
        return {"answer": "cut"}
    try:
        paper = pdfium.PdfDocument(data)
        if pdfium.raw.FPDF_GetSecurityHandlerRevision(paper) != -1:
            return {"answer": "locked"}
        if not 0 < len(paper) <= MOST_PAGES:
            return {"answer": "none" if not len(paper) else "broken"}
        return {"answer": "pages", "pages": len(paper), "picture": picture_of(paper[0]), "text": all_text(paper)}
    except pdfium.PdfiumError as error:
        return {"answer": "locked" if error.err_code == ASKS_PASSWORD else "broken"}


def picture_of(page) -> str:
    """Give a page as a gray PNG, in base64."""
    picture = io.BytesIO()
    drawn = page.render(scale=TALLEST / max(*page.get_size(), 1), grayscale=True).to_pil()
    drawn.quantize(GRAYS).save(picture, "PNG", optimize=True)
    return base64.b64encode(picture.getvalue()).decode()


def all_text(paper) -> str:
    """Give the text of all pages on one line; empty when the PDF is a picture only."""
    pages: list[str] = []
    for page in paper:
        pages.append(page.get_textpage().get_text_range())
        if sum(map(len, pages)) > MOST_TEXT:
            break
    return " ".join(" ".join(pages).split())[:MOST_TEXT].replace("\0", "")


if __name__ == "__main__":
    limit_this_process(*map(int, sys.argv[1:]))
    json.dump(told(sys.stdin.buffer.read()), sys.stdout)
