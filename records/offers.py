"""What a person may do with a record now: the one primary act, the others, and what is blocked with its reason.

Role, status and the action's own check decide, so what is offered here is what the verb allows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from .actions import Action, Refused


@dataclass(frozen=True)
class Offer:
    """One act as a page lists it: `url` where it is done, or `refused` with why it cannot be done now."""

    action: Action
    record: Any
    url: str
    refused: Refused | None = None
    label: str = ""

    @property
    def one_click(self) -> bool:
        """Whether the page posts it at once instead of linking to a form."""
        return self.action.one_click


@dataclass(frozen=True)
class Offers:
    """What a page offers: `primary` is the act that the record's turn asks of this person."""

    primary: Offer | None
    others: list[Offer]


def offer_of(action: Action, record, user, at: datetime, *, query: str = "", label: str = "") -> Offer | None:
    """Give the act for this person, with the reason when a fact forbids it.

    None without the role, in another status, or when the check leaves it to another person of the role (the instructor
    of the class).
    """
    if not user.holds(action.roles, record.place) or not suits(action, record):
        return None
    url = reverse(action.page, args=[record.pk]) + query
    try:
        action.check(record, by=user, at=at)
    except PermissionDenied:
        return None
    except Refused as refusal:
        return Offer(action, record, url, refusal, label or action.label)
    return Offer(action, record, url, None, label or action.label)


def suits(action: Action, record) -> bool:
    """Whether the record's status allows the act; one that makes a new record suits any."""
    return not action.sources or action.suits(record.status)


def offers_of(acts: Iterable[tuple[Action, Any]], user, at: datetime, *, turn: Iterable[Action] = ()) -> Offers:
    """What a person may do, from the acts of a page, each with the record that it is done to.

    The first act of the turn that the person may take is primary.
    """
    return arranged([offer for action, record in acts if (offer := offer_of(action, record, user, at))], turn)


def arranged(found: list[Offer], turn: Iterable[Action] = ()) -> Offers:
    """Offers with the primary one apart: the first act of the turn that is not blocked."""
    expected = list(turn)
    open_now = [offer for offer in found if not offer.refused and offer.action in expected]
    primary = min(open_now, key=lambda offer: expected.index(offer.action), default=None)
    return Offers(primary, [offer for offer in found if offer is not primary])
