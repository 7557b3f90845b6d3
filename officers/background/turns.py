"""Whose turn it is with a background check."""

from datetime import datetime

from accounts.roles import Role
from officers.nominations.checks import must_stand
from officers.nominations.models import Nomination
from officers.nominations.states import CLOSE
from officers.nominations.states import Status as NominationStatus
from records.actions import Refused
from records.turns import Turn

from .states import START

TO_COMPLETE = Turn(
    name="accepted",
    holder="ICE adjudicator",
    next_step="complete the background check",
    actions=(START, CLOSE),
    task="Background check to complete",
    waiting="With ICE for background check",
    watchers=(Role.ADMINISTRATOR, Role.VIEWER, Role.FIELD_OFFICE),
)
TURNS = (TO_COMPLETE,)


def turn_of(nomination: Nomination, at: datetime) -> Turn | None:
    """Give the adjudicator's turn from acceptance until the check is complete.

    None once the nomination leads nowhere.
    """
    if nomination.status != NominationStatus.ACCEPTED or nomination.checked_at:
        return None
    try:
        must_stand(nomination, at)
    except Refused:
        return None
    return TO_COMPLETE
