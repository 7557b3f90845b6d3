"""The clauses of the template revisions as data. Rules, screens, reminders and letters read an agreement's terms.

Each module is a part of the paper, in plain words of our own. Sources: the WSO memoranda of 2019-05 (R1), 2020-07 (R2)
and 2025-02-15 (R4; R3 reads as R4).
"""

from .kinds import AGENCY_POLICY, MOA, PORTAL_POLICY, Clause, Revision
from .procedures import POWERS
from .values import PRINTED_ON, R1, R2, R4, TERMS, Terms, terms_of

__all__ = [
    "AGENCY_POLICY", "MOA", "PORTAL_POLICY", "POWERS", "PRINTED_ON", "R1", "R2", "R4", "TERMS",
    "Clause", "Revision", "Terms", "terms_of",
]  # fmt: skip
