"""What a workbook may hold before a library loads it: each part is measured as it streams by, and kept nowhere."""

import re
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from .sheets import MAX_CELL, Unreadable

MAX_PARTS = 2_000
MAX_PART = 32 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
MAX_RATIO, SMALL = 200, 1024 * 1024  # how much a larger part may expand; ICE's expand ten to twenty times
MAX_DEPTH = 60
MAX_ELEMENTS = 3_000_000
MAX_LINKED = 1_000  # cells of one range that share one target
CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
CHUNK = 64 * 1024
# Elements that cost a library far more than they weigh, with what the program that wrote them allows.
MOST_ELEMENTS = {
    "xf": 130_000, "font": 66_000, "fill": 66_000, "border": 66_000, "numFmt": 66_000, "cellStyle": 66_000,
    "dxf": 66_000, "si": 300_000, "hyperlink": 65_530, "Relationship": 66_000, "sheet": 1_000, "definedName": 66_000,
}  # fmt: skip
ELEMENT_WORDS = {"si": "different texts", "hyperlink": "links", "sheet": "sheets"}
WITHIN_TEXT = {"t", "r", "rPr", "rPh", "phoneticPr", "f", "v", "is"}
RESAVE = "Copy the list into a new workbook or save it as CSV, and try again."


def must_unpack_to_little(package: ZipFile) -> None:
    """Raise Unreadable for a package that unpacks to too much; the ZIP reader never gives more than it tells."""
    parts = package.infolist()
    if len(parts) > MAX_PARTS:
        raise Unreadable(f"This workbook has more than {MAX_PARTS:,} parts. {RESAVE}")
    swollen = [p for p in parts if p.file_size > SMALL and p.file_size > MAX_RATIO * max(p.compress_size, 1)]
    if swollen or max(p.file_size for p in parts) > MAX_PART or sum(p.file_size for p in parts) > MAX_UNPACKED:
        raise Unreadable(f"This workbook is larger than any list ({MAX_PART // 1024**2} MB a part). {RESAVE}")
    for part in parts:
        if is_markup(package, part):
            Scan(MAX_CELL if part.filename.startswith("xl/") else MAX_PART).run(package, part)


def is_markup(package: ZipFile, part: ZipInfo) -> bool:
    """Whether a part begins like XML, whatever its name: a sheet may have any. Old drawings (.vml) are not read."""
    if part.filename.lower().endswith(".vml"):
        return False
    with package.open(part) as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


class Scan:
    """One part of a package, read once: how deep it is, how much it holds, how long its texts are."""

    def __init__(self, longest: int = MAX_CELL):
        self.longest = longest
        self.depth = self.elements = self.text = 0
        self.counts = dict.fromkeys(MOST_ELEMENTS, 0)

    def run(self, package: ZipFile, part: ZipInfo) -> None:
        """Raise Unreadable where the part breaks a limit or is no XML."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self.characters, self.doctype
        try:
            with package.open(part) as file:
                while chunk := file.read(CHUNK):
                    parser.Parse(chunk)
                parser.Parse(b"", True)
        except expat.ExpatError as error:
            message = f"This workbook is damaged ({part.filename}). Save it as a new file and try again."
            raise Unreadable(message) from error

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise Unreadable(f"This workbook is larger than any list. {RESAVE}")
        if name not in WITHIN_TEXT:
            self.text = 0
        if name in MOST_ELEMENTS:
            self.counts[name] += 1
            if self.counts[name] > MOST_ELEMENTS[name]:
                what = ELEMENT_WORDS.get(name, "styles or names")
                raise Unreadable(f"This workbook has more than {MOST_ELEMENTS[name]:,} {what}. {RESAVE}")
        if name == "hyperlink" and cells_in_range(attributes.get("ref", "")) > MAX_LINKED:
            raise Unreadable(
                f"One link in this workbook covers more than {MAX_LINKED:,} cells. Remove links from whole rows, "
                "columns and sheets, and try again."
            )

    def end(self, tag: str) -> None:
        self.depth -= 1

    def characters(self, data: str) -> None:
        self.text += len(data)
        if self.text > self.longest:
            raise Unreadable(f"A cell in this workbook holds more than {MAX_CELL:,} characters. {RESAVE}")

    def doctype(self, *told) -> None:
        raise Unreadable(f"This workbook declares its own XML entities, which lists do not need. {RESAVE}")


def cells_in_range(ref: str) -> int:
    """How many cells a range has (G2: 1; A1:C2: 6), counted from its ends; too many for whole rows, 0 for no range."""
    ends = [CELL.fullmatch(end) for end in ref.split(":")]
    if not all(ends):
        return MAX_LINKED + 1 if ":" in ref else 0
    columns, rows = [column_number(end[1]) for end in ends if end], [int(end[2]) for end in ends if end]
    return (abs(columns[-1] - columns[0]) + 1) * (abs(rows[-1] - rows[0]) + 1)


def column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
