"""The papers of the demo: one-page PDF files that say what they are and that they are invented."""

from django.core.files.base import ContentFile

from records.documents import Kept, store


def paper(title: str) -> Kept:
    """A stored one-page PDF with a title, ready to be attached."""
    name = f"{title}.pdf"
    return Kept(store(ContentFile(pdf([title, "Demonstration only: people and events are invented."]), name)), name)


def pdf(lines: list[str]) -> bytes:
    """A minimal PDF with a few lines of text."""
    shown = " ".join(f"({line.replace('(', '').replace(')', '')}) Tj 0 -24 Td" for line in lines)
    text = f"BT /F1 14 Tf 72 700 Td {shown} ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(body)
    return body + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (table, start)
    )
