"""Whose turn it is with an agreement that is not yet signed. Both sides may have the turn at once."""

from datetime import datetime

from accounts.roles import Role
from records.turns import AGENCY, OFFICE, Turn, holder_of

from .models import Agreement
from .states import CONFIRM, SEND, SIGN_AGENCY, SIGN_ICE, Side, Status

AGENCYS = (Role.ADMINISTRATOR, Role.VIEWER)

SENDS = Turn(
    name="send",
    holder=OFFICE,
    next_step="send for signature",
    actions=(SEND,),
    task="Draft to send for signature",
)
AGENCY_SIGNS = Turn(
    name="sign_agency",
    holder=AGENCY,
    next_step="record the agency's signature",
    actions=(SIGN_AGENCY,),
    task="Agreement for your agency to sign",
    waiting="Agreement awaiting the agency's signature",
    watchers=(Role.FIELD_OFFICE,),
)
ICE_SIGNS = Turn(
    name="sign_ice",
    holder="ICE",
    next_step="record ICE's signature",
    actions=(SIGN_ICE,),
    task="Agreement for ICE to sign",
    waiting="Agreement awaiting ICE's signature",
    watchers=(*AGENCYS, Role.FIELD_OFFICE),
)
CONFIRMS = Turn(
    name="confirm",
    holder="Field office or program manager",
    next_step="confirm the signed copy",
    actions=(CONFIRM,),
    task="Signed copy awaiting a second person's check",
)
TURNS = (SENDS, AGENCY_SIGNS, ICE_SIGNS, CONFIRMS)
SIDE_TURNS = {Side.AGENCY: AGENCY_SIGNS, Side.ICE: ICE_SIGNS}


def turns_of(agreement: Agreement) -> tuple[Turn, ...]:
    """Give the turns that are open: one for each side that has not signed; none once nobody needs to act."""
    if agreement.status == Status.SENT:
        signed = {signature.side for signature in agreement.signed()}
        return tuple(turn for side, turn in SIDE_TURNS.items() if side not in signed)
    return {Status.DRAFT: (SENDS,), Status.RECORDED: (CONFIRMS,)}.get(Status(agreement.status), ())


def turn_of(agreement: Agreement) -> Turn | None:
    """Give the first open turn; None once nobody needs to act."""
    return next(iter(turns_of(agreement)), None)


def turn_since(agreement: Agreement) -> datetime | None:
    """Give since when the turn is open: the sending, or else the draft or the record of the signed copy."""
    return agreement.sent_at if agreement.status == Status.SENT else agreement.drafted_at


def holders_of(agreement: Agreement) -> str:
    """Name who has the turn; both sides while both signatures are missing."""
    return " and ".join(holder_of(turn, agreement.jurisdiction) for turn in turns_of(agreement))


def next_steps_of(agreement: Agreement) -> str:
    """Say what comes next; while both signatures are missing, in one sentence."""
    turns = turns_of(agreement)
    if len(turns) > 1:
        return "both sides sign; the second signature puts the agreement in force"
    return turns[0].next_step if turns else ""
