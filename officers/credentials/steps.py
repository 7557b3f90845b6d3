"""What waits under one agreement, in the order of IV.D: how many, whose turn, and where it is done."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Value
from django.urls import reverse

from records.actions import Action

from .models import Authorization, Certification, Letter
from .querysets import certifiable
from .states import CERTIFY_NAMES, COPY_TO_AGENCY, EXECUTE_FORM, ISSUE, RECEIVE, SIGN_LETTER

# Each step and the page where it is done; the record of that page is the first that waits, or the agreement (None).
PAGES = {
    CERTIFY_NAMES: ("credentials:certify", "Passed, not certified yet"),
    SIGN_LETTER: ("credentials:sign_letter", "Certified, without a letter"),
    COPY_TO_AGENCY: ("credentials:copy", "Letters without a copy to the agency"),
    EXECUTE_FORM: ("credentials:form", "Named in a letter, without Form 70-006"),
    RECEIVE: ("credentials:receipt", "Have not received the letter and Form 70-006"),
    ISSUE: ("credentials:issue", "Authorized, without a credential"),
}


@dataclass(frozen=True)
class Step:
    """One step that waits: of how many officers (or letters), where it is done, and whether this person may do it."""

    action: Action
    number: int
    url: str
    may: bool

    @property
    def label(self) -> str:
        return self.action.label

    @property
    def what(self) -> str:
        return PAGES[self.action][1]


def steps_under(agreement, user, at: datetime) -> list[Step]:
    """The steps that wait under an agreement, by one query."""
    waits, place = waiting(agreement, at), agreement.jurisdiction
    return [
        Step(action, len(waits[action]), reverse(page, args=[waits[action][0]]), user.holds(action.roles, place))
        for action, (page, _) in PAGES.items()
        if waits[action]
    ]


def letter_steps(letter: Letter, rows: list[Authorization], user) -> list[Step]:
    """The steps that wait on one letter: the agency's copy, the forms, the receipts."""
    live = [row for row in rows if not row.annulled_at and not letter.annulled_at]
    numbers = {
        COPY_TO_AGENCY: 1 if live and not letter.copied_on else 0,
        EXECUTE_FORM: sum(not row.form_on for row in live),
        RECEIVE: sum(bool(row.form_on and not row.receipt_on) for row in live),
    }
    return [
        Step(action, number, reverse(PAGES[action][0], args=[letter.pk]), user.holds(action.roles, letter.place))
        for action, number in numbers.items()
        if number
    ]


def offered(steps: list[Step], more: list) -> dict:
    """The page's one button, which is the first step that the person may take, and the quiet list beside it."""
    primary = next((step for step in steps if step.may), None)
    return {"primary": primary, "others": [act for act in more if not primary or act["label"] != primary.label]}


def waiting(agreement, at: datetime) -> dict[Action, list[int]]:
    """For each step the number of the page's record, once for each that waits."""
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
    named: dict[Action, list[int]] = {action: [] for action in lists}
    by_name = {action.name: action for action in lists}
    for step, pk in first.union(*rest, all=True):
        named[by_name[step]].append(pk)
    return {action: sorted(pks) for action, pks in named.items()}
