"""The pages of nominations: the list, and one nomination with what may be done with it and whose turn it is."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from officers.background.states import START
from officers.nominations import workflow
from officers.nominations.forms import NominationFilter, nomination_columns
from officers.nominations.models import Departure, Nomination, Officer
from officers.nominations.states import (
    ACCEPT,
    ALLOW_ANOTHER,
    CORRECT,
    DEPART,
    NOMINATE,
    SEND_BACK,
    STANDINGS,
    SUBMIT,
    TAKE_BACK,
    Stage,
    Status,
)  # fmt: skip
from pages.columns import sorted_list
from records.actions import Refused
from records.offers import Offer, Offers, arranged, offer_of
from records.turns import Turn, holder_of

from .forms import STAGE_NAMES
from .models import Course
from .turns import STOPPED, courses_of, turn_of

NOMINATION_ACTS = (SUBMIT, CORRECT, ACCEPT, SEND_BACK, TAKE_BACK)
AFTER_REFUSAL = ("disqualified", "not_approved")  # the turns after which the field office may allow another nomination


def nomination_offer(agency, user, at: datetime, officer: Officer | None = None) -> Offer | None:
    """The way to a new nomination at an agency: blocked while no agreement is in force there."""
    if not user.holds(NOMINATE.roles, agency):
        return None
    url, label = reverse("nominations:nominate"), NOMINATE.label
    if officer:
        url, label = f"{url}?officer={officer.pk}", "Nominate again"
    try:
        NOMINATE.check(officer or agency, by=user, at=at)
    except Refused as refusal:
        return Offer(NOMINATE, officer, url, refusal, label)
    return Offer(NOMINATE, officer, url, None, label)


def offers_after_refusal(nomination: Nomination, user, at: datetime) -> list[Offer | None]:
    """The field office's act to allow another nomination, and the agency's nomination once it is allowed."""
    again = nomination_offer(nomination.jurisdiction, user, at, nomination.officer)
    return [offer for offer in (allowance_offer(nomination, user, at), again) if offer and not offer.refused]


def allowance_offer(nomination: Nomination, user, at: datetime) -> Offer | None:
    """The field office's act to allow another nomination; nothing where ICE refused none, or it is allowed."""
    offer = offer_of(ALLOW_ANOTHER, nomination, user, at)
    return None if offer and offer.refused else offer


def offers_to_nominate(user, at: datetime) -> Offers:
    """The list's own act: open when one of the person's agencies has an agreement in force."""
    found = [nomination_offer(agency, user, at) for agency in user.jurisdictions(*NOMINATE.roles)[:20]]
    offers = sorted((offer for offer in found if offer), key=lambda offer: offer.refused is not None)
    return arranged(offers[:1], [NOMINATE])


def current(nomination: Nomination, course: Course | None) -> Course | None:
    """The officer's course, if this nomination is the one that it follows; an older one is nobody's turn."""
    return course if course and course.nomination_id == nomination.pk else None


def nominations_listed(user, query, at: datetime):
    """The form of the filters, and the nominations in a person's scope that pass them, the latest change first."""
    form = NominationFilter(query)
    mine = Nomination.objects.visible_to(user).whole().order_by("-since", "-pk")
    return form, sorted_list(form.rows(mine), nomination_columns(user), query)


@dataclass(frozen=True)
class NominationRow:
    """One nomination on the list: where it is, and whose turn it is."""

    nomination: Nomination
    tone: str
    state: str
    holder: str
    next_step: str
    since: datetime


def nomination_rows(nominations: list[Nomination], at: datetime) -> list[NominationRow]:
    """A page of the list with the turns of its officers, by one more query."""
    courses = courses_of([nomination.officer_id for nomination in nominations], at)
    return [
        nomination_row(nomination, current(nomination, courses.get(nomination.officer_id)))
        for nomination in nominations
    ]


def nomination_row(nomination: Nomination, course: Course | None) -> NominationRow:
    turn = turn_of(course) if course else None
    holder = holder_of(turn, nomination.jurisdiction) if turn else ""
    since = (course.turn_since if course and holder else None) or nomination.changed_at
    tone, state = state_of(nomination, course, turn)
    return NominationRow(nomination, tone, state, holder, turn.next_step if turn and holder else "", since)


def state_of(nomination: Nomination, course: Course | None, turn: Turn | None) -> tuple[str, str]:
    """The nomination's state with its tone; once it is cleared, how far the officer has come by it."""
    if nomination.stage == Stage.CLEARED and course and turn and course.stage != "cleared":
        return ("stop", turn.task) if course.stage == "out" else ("good", STAGE_NAMES[course.stage])
    return STANDINGS[nomination.stage].tone, nomination.stage.label


class NominationPage:
    """One nomination at the present moment, as one person may see it."""

    def __init__(self, nomination: Nomination, at: datetime, user):
        self.nomination, self.at, self.user = nomination, at, user

    @cached_property
    def course(self) -> Course | None:
        """The officer's course, if it follows this nomination."""
        return current(
            self.nomination, courses_of([self.nomination.officer_id], self.at).get(self.nomination.officer_id)
        )

    @property
    def turn(self) -> Turn | None:
        return turn_of(self.course) if self.course else None

    @property
    def row(self) -> NominationRow:
        """The same words as on the list."""
        return nomination_row(self.nomination, self.course)

    @property
    def stopped(self) -> str:
        """Why a nomination that nobody has refused goes no further; empty while it does."""
        if self.turn and self.turn.name in STOPPED and self.nomination.status == Status.ACCEPTED:
            return "" if self.turn.name == "not_approved" else self.turn.next_step
        return ""

    @property
    def sentence(self) -> str:
        """What the state means."""
        return STANDINGS[self.nomination.stage].sentence

    @cached_property
    def departure(self) -> Departure | None:
        """The departure on record from which the officer has not returned."""
        return self.nomination.officer.departures.standing().first()

    @property
    def annul_departure(self) -> Offer | None:
        """To annul the departure on record, for those who may."""
        if self.departure is None:
            return None
        self.departure.officer = self.nomination.officer
        return offer_of(workflow.annulling(self.departure, self.at), self.departure, self.user, self.at)

    @cached_property
    def offers(self) -> Offers:
        """What this person may do with the nomination now."""
        nomination, user, at = self.nomination, self.user, self.at
        found = [offer_of(action, nomination, user, at) for action in NOMINATION_ACTS]
        if self.turn and START in self.turn.actions:
            found.append(offer_of(START, nomination, user, at, label="Open the background check"))
        if self.turn and self.turn.name in ("taken_back", "departed"):
            found.append(nomination_offer(nomination.jurisdiction, user, at, nomination.officer))
        if self.turn and self.turn.name == "departed":
            found.append(allowance_offer(nomination, user, at))
        if self.turn and self.turn.name in AFTER_REFUSAL:
            found += offers_after_refusal(nomination, user, at)
        if self.turn and nomination.status == Status.ACCEPTED and self.departure is None:
            found.append(offer_of(DEPART, nomination.officer, user, at))
        turn = (*self.turn.actions, NOMINATE) if self.turn else ()
        if nomination.status == Status.DRAFT:
            turn = (SUBMIT,)
        return arranged([offer for offer in found if offer], turn)
