"""How many random cases a run tries. WSO_HISTORIES=1500 before a release, or by night, finds what is rare."""

import os

USUAL = 75  # histories of the rule; the other numbers grow with it
HISTORIES = int(os.environ.get("WSO_HISTORIES", USUAL))


def seeds(*usual: int) -> list[int]:
    """The seeds of a usual run, and further ones where more histories are asked for."""
    further = len(usual) * max(0, HISTORIES // USUAL - 1)
    return [*usual, *range(100, 100 + further)]
