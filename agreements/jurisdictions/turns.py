"""Whose turn it is with an agency that has no field office yet."""

from records.turns import Turn

from .models import Jurisdiction
from .states import ASSIGN

PLACES = Turn(
    name="place",
    holder="Program manager",
    next_step="choose the field office",
    actions=(ASSIGN,),
    task="Agency whose field office is unknown",
)
TURNS = (PLACES,)


def turn_of(jurisdiction: Jurisdiction) -> Turn | None:
    """Give whose turn it is; None once the agency has its field office."""
    return PLACES if jurisdiction.field_office_id is None else None
