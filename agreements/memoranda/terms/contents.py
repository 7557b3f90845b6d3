"""The paper from front to back, and how to find a section in it by revision and letter."""

from dataclasses import dataclass

from pages.citations import slug_of

from .closing import CLOSING
from .complaints import COMPLAINTS
from .duties import DUTIES
from .kinds import SIDE_BY_SIDE, Revision, Section
from .media import MEDIA
from .opening import OPENING
from .procedures import PROCEDURES
from .reporting import REPORTING
from .staffing import STAFFING


@dataclass(frozen=True)
class PartOfPaper:
    """A part of the paper with its sections."""

    title: str
    sections: tuple[Section, ...]


PAPER = (
    PartOfPaper("Sections II and III: Purpose and authority", OPENING),
    PartOfPaper("Section IV: Responsibilities", STAFFING + DUTIES),
    PartOfPaper("Section V: Reporting and documentation", REPORTING),
    PartOfPaper("Sections VI to VIII: Changes, contacts, and term", CLOSING),
    PartOfPaper("Appendix A: Standard operating procedures", PROCEDURES),
    PartOfPaper("Appendix B: Complaints", COMPLAINTS),
    PartOfPaper("Appendix C: Media contacts", MEDIA),
)
SECTIONS = tuple(section for part in PAPER for section in part.sections)
# M22: what no revision mentions. Whatever the portal does about these is policy.
SILENT = (
    "Statistics and reports of arrests",
    "Computer systems and access to them",
    "How long an officer's authority lasts",
    "Refresher training",
)


def column_of(revision: str) -> int:
    """Give the place of a revision among the three that are compared. R3 reads as R4. Raises ValueError for others."""
    return SIDE_BY_SIDE.index(Revision.R4 if Revision(revision) == Revision.R3 else Revision(revision))


def section_of(revision: str, slug: str) -> Section | None:
    """Give the section that a letter names in a revision: V.C is outreach in R1, release of information in R4.

    A letter that the revision does not print names the section that has it in another revision: V.D in R4 is the
    release of information, which is V.C there. None for a letter that no revision prints.
    """
    column = column_of(revision)
    own = (section for section in SECTIONS if slug_of(section.letters[column]) == slug)
    other = (section for section in SECTIONS if slug in [slug_of(letter) for letter in section.letters])
    return next(own, None) or next(other, None)


def letter_of(section: Section, revision: str) -> str:
    """Give the letter of a section in a revision; where the revision dropped it, the one of R1."""
    return section.letters[column_of(revision)] or section.letters[0]
