"""What a person may do next with a nomination, what keeps them from it, and who holds it."""

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from accounts.roles import Role
from records.actions import Action, Refused

from . import checks as workflow
from .models import Nomination
from .states import (
    ACCEPT,
    ADJUDICATION,
    ADMINISTRATION,
    CORRECT,
    DEPART,
    FIELD_OFFICE,
    NOMINATE,
    SEND_BACK,
    STANDINGS,
    SUBMIT,
    TAKE_BACK,
    Stage,
    Status,
)  # fmt: skip

FIRST = {Status.DRAFT: SUBMIT, Status.SENT_BACK: CORRECT, Status.SUBMITTED: ACCEPT}
IN_ORDER = (SUBMIT, CORRECT, ACCEPT, SEND_BACK, TAKE_BACK)


def must_be_acceptable(nomination: Nomination, user, at: datetime) -> None:
    """Raises Refused when the nomination leads nowhere, or the person put it forward."""
    workflow.must_stand(nomination, at)
    workflow.must_be_another(nomination, user)


CHECKS = {
    SUBMIT: lambda nomination, user, at: workflow.must_stand(nomination, at),
    ACCEPT: must_be_acceptable,
    CORRECT: lambda nomination, user, at: workflow.must_be_correctable(nomination),
}


def choices(nomination: Nomination, user, at: datetime) -> tuple[dict | None, list[dict]]:
    """The one primary act (or None) and the quiet rest, each with label and url, or with why it is refused.

    Accepting posts at once, so its entry says `posts`.
    """
    status = Status(nomination.status)
    offered = [a for a in IN_ORDER if a.suits(status) and user.holds(a.roles, nomination.place)]
    entries = {action: entry(action, nomination, user, at) for action in offered}
    first = FIRST.get(status)
    primary = entries.get(first) if first else onward(nomination, user)
    if primary and "refused" in primary:
        primary = None
    others = [shown for shown in entries.values() if shown is not primary]
    return primary, others + leaving(nomination, user)


def entry(action: Action, nomination: Nomination, user, at: datetime) -> dict:
    """One act as the page lists it."""
    try:
        if action in CHECKS:
            CHECKS[action](nomination, user, at)
    except Refused as refusal:
        return {"label": action.label, "refused": refusal}
    url = reverse(f"nominations:{action.name}", args=[nomination.pk])
    return {"label": action.label, "url": url, "posts": action is ACCEPT}


def onward(nomination: Nomination, user) -> dict | None:
    """What comes after the nomination itself: the check, or a new nomination."""
    if nomination.status == Status.ACCEPTED and user.holds((Role.ADJUDICATOR,), nomination.place):
        return {"label": "Open the background check", "url": reverse("background:check", args=[nomination.pk])}
    again = nomination.status == Status.TAKEN_BACK and user.holds(NOMINATE.roles, nomination.place)
    if again and not nomination.officer.nominations.live().exists():
        query = urlencode({"officer": nomination.officer_id})
        return {"label": "Nominate again", "url": f"{reverse('nominations:nominate')}?{query}"}
    return None


def leaving(nomination: Nomination, user) -> list[dict]:
    """The departure of an accepted nominee, while none is recorded."""
    may = nomination.status == Status.ACCEPTED and user.holds(DEPART.roles, nomination.place)
    if may and not nomination.officer.departures.live().exists():
        return [{"label": DEPART.label, "url": reverse("nominations:depart", args=[nomination.officer_id])}]
    return []


def nominating(user, at: datetime) -> dict | None:
    """The way to a new nomination: None without the role, refused while no agency of the person has an agreement."""
    agencies = user.jurisdictions(*NOMINATE.roles)
    if workflow.effective(at).filter(jurisdiction__in=agencies).exists():
        return {"label": NOMINATE.label, "url": reverse("nominations:nominate")}
    agency = agencies.first()
    return {"label": NOMINATE.label, "refused": workflow.no_agreement(agency)} if agency else None


def held_by(nomination: Nomination, at: datetime) -> str:
    """Who holds it, by name where there is one; empty when nobody does."""
    holder = STANDINGS[nomination.stage].holder
    if holder == ADJUDICATION and workflow.ended(nomination.agreement, at):
        return ""
    office = nomination.jurisdiction.field_office
    return {
        ADMINISTRATION: str(nomination.jurisdiction),
        FIELD_OFFICE: f"{office} field office" if office else "No field office yet",
        ADJUDICATION: "ICE adjudicator",
    }.get(holder, "")


def stuck(nomination: Nomination, at: datetime) -> Refused | None:
    """Why an accepted nomination goes no further although nobody has said no: its agreement ended, the officer left."""
    try:
        workflow.must_stand(nomination, at)
    except Refused as refusal:
        return refusal if nomination.stage == Stage.CHECKING else None
    return None
