"""Whose turn it is with an agency that ICE lists but that has no agreement on record."""

from agreements.memoranda.states import DRAFT, RECORD_COPY
from records.turns import OFFICE, Turn

from .models import Listing

RECORDS_COPY = Turn(
    name="record_copy",
    holder=OFFICE,
    next_step="record a signed copy",
    actions=(RECORD_COPY,),
    task="Listed by ICE as signed; signed copy not yet on file",
)
DRAFTS_AGREEMENT = Turn(
    name="draft_agreement",
    holder=OFFICE,
    next_step="draft an agreement",
    actions=(DRAFT,),
    task="Pending on ICE's list; no agreement drafted yet",
)
TURNS = (RECORDS_COPY, DRAFTS_AGREEMENT)


def turn_of(listing: Listing) -> Turn | None:
    """Give whose turn it is while no agreement is on record; None for what is no longer listed."""
    if listing.no_longer_listed_at is not None:
        return None
    return RECORDS_COPY if listing.standing == Listing.Standing.SIGNED else DRAFTS_AGREEMENT
