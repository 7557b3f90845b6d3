"""What a workbook's sheet and a delimited text have in common: rows of cells, and the targets behind them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

MAX_ROWS = 50_000
MAX_COLUMNS = 200  # cells further right are not read
MAX_CELL = 32_767  # characters, as in any spreadsheet


class Unreadable(Exception):
    """A file that cannot be taken as a list: why, and what to do. `option` is what to say at the command line."""

    def __init__(self, message: str, option: str = ""):
        super().__init__(message)
        self.message, self.option = message, option


def no_links() -> dict[tuple[int, int], str]:
    return {}


@dataclass(frozen=True)
class Sheet:
    """`rows` gives (number from 1, cells) from the top each time; `links` the targets by (row number, position)."""

    name: str
    rows: Callable[[], Iterator[tuple[int, tuple]]]
    links: Callable[[], dict[tuple[int, int], str]] = no_links
    visible: bool = True


def trimmed(cells) -> tuple:
    """The cells without the empty ones at the end."""
    end = len(cells)
    while end and cells[end - 1] in (None, ""):
        end -= 1
    return tuple(cells[:end])
