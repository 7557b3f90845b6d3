"""Where the next step toward a requirement is done, and by whom: the link beside a reason, and the page's one button."""

from django.urls import reverse

from accounts.roles import Role
from agreements.memoranda.states import DRAFT
from officers.background.states import START
from officers.credentials import states as credentials
from officers.nominations.states import ACCEPT, NOMINATE
from officers.training.states import TAKE_SEAT

READ = tuple(Role)


def cure_of(code: str, officer, agreement, nomination, user) -> dict | None:
    """The link (label, url) to the step that cures a reason, if this person may take it; else None."""
    label, roles, url = step(code, officer, agreement, nomination)
    return {"label": label, "url": url} if url and user.holds(roles, officer.jurisdiction) else None


def step(code: str, officer, agreement, nomination) -> tuple[str, tuple[str, ...], str]:
    """The step toward one requirement: its label, who takes it, and where; no address when nothing can be done yet."""
    under = agreement.pk if agreement else None
    steps = {
        "agreement": ("Open the jurisdiction", DRAFT.roles, ("dashboards:jurisdiction", officer.jurisdiction_id)),
        "nomination": nomination_step(officer, nomination),
        "background": ("Adjudicate", START.roles, ("background:check", nomination and nomination.pk)),
        "examination": ("Enroll in a class", TAKE_SEAT.roles, ("training:classes", 0)),
        "certification": (credentials.CERTIFY.label, credentials.CERTIFY.roles, ("credentials:certify", under)),
        "letter": (credentials.SIGN_LETTER.label, credentials.SIGN_LETTER.roles, ("credentials:sign_letter", under)),
        "form_70_006": (credentials.EXECUTE_FORM.label, credentials.EXECUTE_FORM.roles, ("credentials:papers", under)),
        "receipt": (credentials.RECEIVE.label, credentials.RECEIVE.roles, ("credentials:papers", under)),
        "not_withdrawn": (credentials.SIGN_LETTER.label, credentials.SIGN_LETTER.roles, ("credentials:sign_letter", under)),
        "supervisor": (credentials.SUPERVISE.label, credentials.SUPERVISE.roles, ("credentials:supervise", officer.pk)),
        "not_suspended": (credentials.LIFT.label, credentials.LIFT.roles, ("credentials:lift", officer.pk)),
        "credential": (credentials.ISSUE.label, credentials.ISSUE.roles, ("credentials:issue", officer.pk)),
    }
    label, roles, (name, pk) = steps.get(code, ("", READ, ("", None)))
    if pk is None:
        return label, roles, ""
    return label, roles, reverse(name, args=[pk] if pk else [])


def nomination_step(officer, nomination) -> tuple[str, tuple[str, ...], tuple[str, int | None]]:
    """A nomination is corrected or accepted where it stands; without one, the agency begins one."""
    if nomination is None:
        return NOMINATE.label, NOMINATE.roles, ("nominations:renominate", officer.pk)
    return "Open the nomination", NOMINATE.roles + ACCEPT.roles, ("nominations:nomination", nomination.pk)
