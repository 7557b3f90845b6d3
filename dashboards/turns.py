"""The turns of all apps, for Home, the agency's page and docs/workflows.md. Most are defined by its record's app."""

from accounts.states import CONFIRM_ROLE
from agreements.jurisdictions.turns import PLACES
from agreements.memoranda.turns import AGENCY_SIGNS, CONFIRMS, ICE_SIGNS, SENDS
from agreements.register.turns import DRAFTS_AGREEMENT, RECORDS_COPY
from officers.credentials.turns import GIVE_COPY, HAND_IN, RECALL, STOOD_DOWN
from officers.training.turns import TO_ANSWER
from records.turns import Turn

from .states import Stage

CONFIRMS_ROLE = Turn(
    name="confirm_role", holder="Program manager", next_step="confirm or decline", actions=(CONFIRM_ROLE,),
    task="Role to confirm",
)  # fmt: skip

# Beside those of the officers (officers.authority.turns).
TURNS = (
    CONFIRMS_ROLE,
    PLACES,
    DRAFTS_AGREEMENT,
    RECORDS_COPY,
    CONFIRMS,
    SENDS,
    AGENCY_SIGNS,
    ICE_SIGNS,
    TO_ANSWER,
    GIVE_COPY,
    HAND_IN,
    RECALL,
    STOOD_DOWN,
)
# Before there is an agreement: the turn of a partnership.
OF_LISTING = {Stage.PENDING_LISTED: DRAFTS_AGREEMENT, Stage.LISTED: RECORDS_COPY}


def of_listing(stage: Stage | None) -> Turn | None:
    """Give whose turn it is while ICE lists a partnership and no agreement is on record."""
    return OF_LISTING[stage] if stage in OF_LISTING else None
