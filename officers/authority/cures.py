"""Where the next step toward a requirement is done, and by whom: the link beside a reason, and the one button."""

from typing import NamedTuple

from django.urls import reverse

from agreements.memoranda.states import DRAFT, RESUME
from officers.background.states import START
from officers.credentials import states as credentials
from officers.nominations.states import ACCEPT, NOMINATE
from officers.training.states import ENROLL
from records.actions import Action


class Step(NamedTuple):
    """An action, its page, and which record the page is about."""

    action: Action
    url: str
    on: str = ""


STEPS = {
    "agreement": Step(DRAFT, "memoranda:draft", "jurisdiction"),
    "agreement_not_suspended": Step(RESUME, "memoranda:agreement", "agreement"),
    "background": Step(START, "background:check", "nomination"),
    "examination": Step(ENROLL, "training:index"),
    "certification": Step(credentials.CERTIFIED, "credentials:certify", "agreement"),
    "letter": Step(credentials.SIGN_LETTER, "credentials:sign_letter", "agreement"),
    "form_70_006": Step(credentials.EXECUTE_FORM, "credentials:officer_form", "officer"),
    "receipt": Step(credentials.RECEIVE, "credentials:officer_receipt", "officer"),
    "not_withdrawn": Step(credentials.SIGN_LETTER, "credentials:sign_letter", "agreement"),
    "supervisor": Step(credentials.SUPERVISE, "credentials:supervise", "officer"),
    "not_suspended": Step(credentials.LIFT, "credentials:lift", "officer"),
    "credential": Step(credentials.ISSUE, "credentials:issue", "officer"),
}


def cure_of(code: str, officer, agreement, nomination, user) -> dict | None:
    """The link (label, url) to the step that cures a reason, if this person may take it; else None."""
    label, roles, url = step(code, officer, agreement, nomination)
    return {"label": label, "url": url} if url and user.holds(roles, officer.jurisdiction) else None


def step(code: str, officer, agreement, nomination) -> tuple[str, tuple[str, ...], str]:
    """The step toward one requirement: its label, who takes it, and where; no address when nothing can be done yet."""
    if code == "nomination":
        return nomination_step(officer, nomination)
    found = STEPS.get(code)
    pk = found and {
        "officer": officer,
        "jurisdiction": officer.jurisdiction,
        "agreement": agreement,
        "nomination": nomination,
    }.get(found.on)
    if not found or (found.on and not pk):
        return "", (), ""
    url = reverse(found.url, args=[pk.pk] if pk else [])
    return found.action.label, found.action.roles, url


def nomination_step(officer, nomination) -> tuple[str, tuple[str, ...], str]:
    """A nomination is corrected or accepted where it stands; without one, the agency begins one."""
    if nomination is None:
        return NOMINATE.label, NOMINATE.roles, f"{reverse('nominations:nominate')}?officer={officer.pk}"
    return "Open the nomination", NOMINATE.roles + ACCEPT.roles, reverse("nominations:nomination", args=[nomination.pk])
