"""What a person may do with an officer now, and which of the reasons against can be resolved by it."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from agreements.memoranda.models import Agreement
from officers.background.states import START
from officers.credentials import states as credentials
from officers.credentials.turns import turn_of_credential
from officers.nominations import states as nominations
from officers.nominations.workflow import annulling
from officers.training.states import ENROLL
from records.offers import Offer, Offers, arranged, offer_of

from .answer import Decision
from .models import Course
from .nominating import AFTER_REFUSAL, allowance_offer, nomination_offer, offers_after_refusal
from .requirements import REQUIREMENTS
from .turns import STOPPED, Turn, turn_of

# The acts that resolve each requirement: the link beside its reason.
RESOLVED_BY = {
    "nomination": (nominations.NOMINATE, nominations.SUBMIT, nominations.CORRECT, nominations.ACCEPT),
    "background": (START,),
    "examination": (ENROLL,),
    "certification": (credentials.CERTIFY_NAMES,),
    "not_withdrawn": (credentials.SIGN_LETTER,),
    "letter": (credentials.SIGN_LETTER,),
    "form_70_006": (credentials.EXECUTE_FORM,),
    "receipt": (credentials.RECEIVE,),
    "supervisor": (credentials.SUPERVISE,),
    "not_suspended": (credentials.LIFT,),
    "not_stood_down": (credentials.RETURN_TO_DUTY,),
    "credential": (credentials.ISSUE,),
}
# Before a letter only the requirement of the turn can be met: the others are still ahead.
OF_TURN = {
    "draft": "nomination", "sent_back": "nomination", "submitted": "nomination", "accepted": "background",
    "cleared": "examination", "class_ahead": "examination", "attendance": "examination", "score": "examination",
    "review_due": "examination", "retake_due": "examination", "passed": "certification", "certified": "letter",
    "letter_ended": "letter",
}  # fmt: skip
WITH_A_LETTER = ("form_70_006", "receipt", "supervisor", "not_suspended", "not_stood_down", "credential")
AFTER_A_FAILURE = {
    "review_due": "The instructor reviews the exam with the officer. Then the officer retakes it, once.",
    "retake_due": "The officer retakes the exam, once.",
}
NOMINATE_AGAIN = ("departed", "taken_back", "agreement_ended", "not_nominated")


def resolvable(turn: Turn, decision: Decision) -> dict[str, str]:
    """The requirements that can be met now, each with what to do: nothing for whom nothing can be done."""
    met = {reason.code for reason in decision.reasons if reason.met}
    cures = {reason.code: reason.cure for reason in decision.unmet}
    if turn.name in STOPPED:
        codes = ["nomination" if "agreement" in met else "agreement"] if turn.name in NOMINATE_AGAIN else []
    elif turn.name == "withdrawn":
        codes = ["not_withdrawn", "letter"]
    elif turn.name in OF_TURN:
        codes = [OF_TURN[turn.name], "agreement_not_suspended"]
    else:
        needed = {"receipt": "form_70_006"}  # the officer receives both, so the form comes first
        codes = [code for code in WITH_A_LETTER if needed.get(code, code) in met or code not in needed]
        codes.append("agreement_not_suspended")
    found = {code: cures[code] for code in codes if code in cures}
    if "examination" in found:
        found["examination"] = AFTER_A_FAILURE.get(turn.name, REQUIREMENTS["examination"].cure)
    return found


def officer_offers(officer, course: Course, cards: list, user, at: datetime) -> Offers:
    """The acts of the turn, then what else may be done with the officer; each with the record that it is done to.

    `cards` are the credentials in the officer's hand, expired ones too, read by `with_recall`.
    """
    turn = turn_of(course)
    found = [*of_turn(turn, officer, course.nomination, user, at), *further(turn, officer, course, cards, user, at)]
    kept: dict = {}
    for offer in found:
        if offer is not None:
            kept.setdefault(offer.action, offer)
    return arranged(list(kept.values()), turn.actions)


def of_turn(turn: Turn, officer, nomination: Any, user, at: datetime) -> list[Offer | None]:
    """What the turn asks for. The instructor's acts are on the page of the class."""
    found: list[Offer | None] = []
    for action in turn.actions:
        if action in (nominations.SUBMIT, nominations.CORRECT, nominations.ACCEPT, nominations.SEND_BACK, START):
            found.append(offer_of(action, nomination, user, at))
        elif action is ENROLL and user.holds(action.roles, officer.jurisdiction):
            found.append(Offer(action, officer, reverse("training:index"), None, "Enroll in a class"))
        elif action in (credentials.CERTIFY_NAMES, credentials.SIGN_LETTER):
            found.append(offer_of(action, nomination.agreement, user, at, query=named(officer)))
        elif action in (credentials.EXECUTE_FORM, credentials.RECEIVE):
            found += of_letter(action, officer, nomination.agreement, user, at)
        elif action in (credentials.SUPERVISE, credentials.ISSUE):
            found.append(offer_of(action, officer, user, at))
    return found


def of_letter(action, officer, agreement: Agreement, user, at: datetime) -> list[Offer | None]:
    """The act on the first letter of the officer that lacks Form 70-006, or the receipt."""
    if not user.holds(action.roles, officer.jurisdiction):
        return []
    lists = officer.authorizations.filter(agreement=agreement).select_related("letter")
    waiting = lists.without_form(at) if action is credentials.EXECUTE_FORM else lists.without_receipt(at)
    row = waiting.order_by("starts_at").first()
    if row is None:
        return []
    row.letter.agreement = agreement
    return [offer_of(action, row.letter, user, at, query=named(officer))]


def further(turn: Turn, officer, course: Course, cards: list, user, at: datetime) -> list[Offer | None]:
    """What else may be done: with a running letter, with a departure, with a credential that is due back."""
    found: list[Offer | None] = []
    nomination: Any = course.nomination
    if turn.name in NOMINATE_AGAIN:
        found.append(nomination_offer(officer.jurisdiction, user, at, officer))
    if turn.name == "departed":
        found.append(allowance_offer(nomination, user, at))
    if turn.name in AFTER_REFUSAL:
        found += offers_after_refusal(nomination, user, at)
    if turn.name == "withdrawn":
        found.append(offer_of(credentials.SIGN_LETTER, nomination.agreement, user, at, query=named(officer)))
    if course.stage in ("authorized", "credentialed") or turn.name in ("form", "receipt", "letter_ahead"):
        found += with_letter(officer, nomination.agreement, cards, user, at)
    for card in cards:
        if turn_of_credential(card):
            found += [offer_of(action, card, user, at) for action in (credentials.SURRENDER, credentials.RETURN)]
    return [*found, naming_offer(officer, user, at), departure_offer(turn, officer, course, user, at)]


def naming_offer(officer, user, at: datetime) -> Offer | None:
    """To record a later name or badge; before the acceptance the nomination is edited instead."""
    offer = offer_of(nominations.RECORD_NAME, officer, user, at)
    return None if offer and offer.refused else offer


def with_letter(officer, agreement: Agreement, cards: list, user, at: datetime) -> list[Offer | None]:
    """The acts on an officer whom a letter authorizes."""
    suspended = user.holds(credentials.LIFT.roles, officer.jurisdiction) and officer.suspensions.open(at).exists()
    down = offer_of(credentials.STAND_DOWN, officer, user, at)
    if down and down.refused:
        down = offer_of(credentials.RETURN_TO_DUTY, officer, user, at)
    has_credential = any(card.expires_at > at for card in cards)
    return [
        None if has_credential else offer_of(credentials.ISSUE, officer, user, at),
        offer_of(credentials.SUPERVISE, officer, user, at),
        offer_of(credentials.END_SUPERVISION, agreement, user, at, query=named(officer)),
        *(offer_of(action, card, user, at) for action in (credentials.LOSE, credentials.STEAL) for card in cards),
        offer_of(credentials.LIFT if suspended else credentials.SUSPEND, officer, user, at),
        down,
        offer_of(credentials.WITHDRAW, agreement, user, at, query=named(officer)),
    ]


def departure_offer(turn: Turn, officer, course: Course, user, at: datetime) -> Offer | None:
    """To report a departure, or to annul the one on record."""
    if not course.leaves:  # type: ignore[attr-defined]
        return None if turn.name in ("taken_back", "not_nominated") else offer_of(nominations.DEPART, officer, user, at)
    if not user.holds((*nominations.DEPART.roles, *nominations.ANNUL_PAST_DEPARTURE.roles), officer.jurisdiction):
        return None
    departure = officer.departures.standing().get()
    departure.officer = officer
    return offer_of(annulling(departure, at), departure, user, at)


def named(officer) -> str:
    """The page begins with this officer ticked."""
    return f"?officer={officer.pk}"
