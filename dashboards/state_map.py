"""The map of the states: a square for each, about where it lies, with its number and a shade for it."""

from dataclasses import dataclass

from agreements.jurisdictions.areas import ABBREVIATIONS

# One line of the map a row, two letters and a space a square.
MAP_ROWS = """
AK .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. VT NH
WA ID MT ND MN WI MI .. NY MA RI
OR NV WY SD IA IL IN OH PA NJ CT
CA UT CO NE MO KY WV VA MD DE ..
.. AZ NM KS AR TN NC SC DC .. ..
GU AS .. OK LA MS AL GA .. .. VI
HI MP .. TX .. .. .. .. FL .. PR
"""
SHADES = 4
SIDE = 46  # of a square with its gap, in the map's own units


@dataclass(frozen=True)
class Square:
    """One state on the map: where its square begins, its letters, its number, and its shade (0: none)."""

    x: int
    y: int
    letters: str
    state: str
    value: int
    shade: int


def squares_of(numbers: dict[str, int]) -> list[Square]:
    """Give a square for each state, by the numbers of the states by name; none when no state has one."""
    most = max(numbers.values(), default=0)
    rows = [line.split() for line in MAP_ROWS.split("\n") if line]
    return [
        Square(SIDE * column, SIDE * row, letters, ABBREVIATIONS[letters], value, shade_of(value, most))
        for row, line in enumerate(rows)
        for column, letters in enumerate(line)
        if most and letters in ABBREVIATIONS
        for value in [numbers.get(ABBREVIATIONS[letters], 0)]
    ]


def shade_of(value: int, most: int) -> int:
    """The shade of a number: 0 for nothing, SHADES for the largest quarter."""
    return -(-SHADES * value // most) if value else 0
