"""Whose turn it is on a letter and on a credential, and what waits under an agreement, in the order of IV.D."""

from datetime import datetime
from typing import Any

from django.db.models import Value

from accounts.roles import Role
from records.actions import Action
from records.turns import AGENCY, OFFICE, Turn

from .models import Authorization, Certification, Credential, Letter
from .querysets import certifiable
from .states import (
    CERTIFY_NAMES,
    COPY_TO_AGENCY,
    EXECUTE_FORM,
    ISSUE,
    RECALLED,
    RECEIVE,
    RETURN,
    RETURN_TO_DUTY,
    SIGN_LETTER,
    SURRENDER,
    Status,
)  # fmt: skip

OF_AGENCY = (Role.ADMINISTRATOR, Role.VIEWER)
GIVE_COPY = Turn(
    name="copy", holder=OFFICE, next_step="record the agency's copy", actions=(COPY_TO_AGENCY,),
    task="Letter without a copy to the agency",
)  # fmt: skip
FORM = Turn(
    name="form", holder=OFFICE, next_step="record Form 70-006", actions=(EXECUTE_FORM,),
    task="Officer without Form 70-006", waiting="Authorized, awaiting Form 70-006", watchers=OF_AGENCY,
)  # fmt: skip
RECEIPT = Turn(
    name="receipt", holder=OFFICE, next_step="record the officer's receipt", actions=(RECEIVE,),
    task="Officer who has not received the letter and Form 70-006",
    waiting="Form 70-006 signed, awaiting the officer's receipt", watchers=OF_AGENCY,
)  # fmt: skip
HAND_IN = Turn(
    name="hand_in", holder=AGENCY, next_step="return it to ICE", actions=(SURRENDER,),
    task="Credential to return to ICE", waiting="Credential to return to ICE", watchers=(Role.VIEWER,),
)  # fmt: skip
RECALL = Turn(
    name="recall", holder=OFFICE, next_step="record the return", actions=(RETURN,), task="Credential due back",
    waiting="Credential on its way to ICE", watchers=OF_AGENCY,
)  # fmt: skip
STOOD_DOWN = Turn(
    name="stood_down", holder=AGENCY, next_step="return to duty", actions=(RETURN_TO_DUTY,),
    task="Officer stood down by your agency", waiting="Stood down by the agency",
    watchers=(Role.VIEWER, Role.FIELD_OFFICE),
)  # fmt: skip
TURNS = (GIVE_COPY, FORM, RECEIPT, HAND_IN, RECALL, STOOD_DOWN)

# What is listed as waiting under an agreement, in order, each with its words.
STEPS = {
    CERTIFY_NAMES: "Passed, awaiting ICE certification",
    SIGN_LETTER: "Certified, awaiting a letter",
    COPY_TO_AGENCY: "Letters without a copy to the agency",
    EXECUTE_FORM: "Named in a letter, awaiting Form 70-006",
    RECEIVE: "Awaiting receipt of the letter and Form 70-006",
    ISSUE: "Authorized, awaiting a credential",
}


def turn_of_letter(letter: Letter, at: datetime) -> Turn | None:
    """Give what waits on a letter first: the agency's copy, the forms, the receipts. Nothing once it has ended."""
    own = {"letter": letter}
    waiting = (
        (GIVE_COPY, Letter.objects.without_copy(at).filter(pk=letter.pk)),
        (FORM, Authorization.objects.without_form(at).filter(**own)),
        (RECEIPT, Authorization.objects.without_receipt(at).filter(**own)),
    )
    first, *rest = [rows.order_by().annotate(turn=Value(turn.name)).values_list("turn") for turn, rows in waiting]
    found = {name for (name,) in first.union(*rest)}
    return next((turn for turn, _ in waiting if turn.name in found), None)


def turn_of_credential(credential: Credential) -> Turn | None:
    """Give who acts next on a credential that ICE wants back: the agency, then the field office (IV.D).

    It was read by `with_recall(at)`.
    """
    if credential.annulled_at:
        return None
    if credential.status == Status.GIVEN_UP:
        return RECALL
    wanted = any(getattr(credential, reason) for reason in RECALLED)
    return HAND_IN if wanted and SURRENDER.suits(credential.status) else None


def waiting_under(agreement, at: datetime) -> dict[Action, list[int]]:
    """Give for each step the number of its page's record, once for each officer or letter that waits: one query."""
    under = {"agreement": agreement}
    lists = {
        CERTIFY_NAMES: (certifiable(at).filter(nomination__agreement=agreement), "nomination__agreement"),
        SIGN_LETTER: (Certification.objects.without_letter(at).filter(**under), "agreement"),
        COPY_TO_AGENCY: (Letter.objects.without_copy(at).filter(**under), "pk"),
        EXECUTE_FORM: (Authorization.objects.without_form(at).filter(**under), "letter"),
        RECEIVE: (Authorization.objects.without_receipt(at).filter(**under), "letter"),
        ISSUE: (Authorization.objects.without_credential(at).filter(**under), "officer"),
    }
    first, *rest = [
        found.order_by().annotate(step=Value(action.name)).values_list("step", where)
        for action, (found, where) in lists.items()
    ]
    named: dict[str, list[int]] = {action.name: [] for action in lists}
    for step, pk in first.union(*rest, all=True):
        named[step].append(pk)
    return {action: sorted(named[action.name]) for action in lists if named[action.name]}


def first_records(agreement, waiting: dict[Action, list[int]]) -> dict[Action, Any]:
    """Give each step that waits with the record of its page: the first letter or officer that waits, the agreement."""
    letters = agreement.letters.select_related("agreement__jurisdiction").in_bulk(
        [waiting[action][0] for action in (COPY_TO_AGENCY, EXECUTE_FORM, RECEIVE) if action in waiting]
    )
    officers = agreement.jurisdiction.officers.select_related("jurisdiction").in_bulk(waiting.get(ISSUE, [])[:1])
    found = {COPY_TO_AGENCY: letters, EXECUTE_FORM: letters, RECEIVE: letters, ISSUE: officers}
    return {action: found[action][pks[0]] if action in found else agreement for action, pks in waiting.items()}
