"""May this officer serve, and why (not)? The one place that decides; everything else asks here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from agreements.memoranda.terms import Terms

from .models import Span
from .requirements import AUTHORITY, REQUIREMENTS, basis_of, clause_of


@dataclass(frozen=True)
class Reason:
    """One requirement at one moment. `since`: met since, or last met until; `until`: met until, or met again from."""

    code: str
    met: bool
    basis: str
    clause: str
    sentence: str
    cure: str
    since: datetime | None
    until: datetime | None
    policy: str = ""  # what of it rests on policy, although the requirement is the MOA's
    cure_url: str = ""  # filled by the page, for those who may take the step


@dataclass(frozen=True)
class Decision:
    """The answer for one officer at one moment, with every reason.

    `powers` are the warrants that the letter in force names (8 USC 1357(g)(5); App. A): the answer is for these only.
    """

    at: datetime
    reasons: tuple[Reason, ...]
    powers: tuple[str, ...] = ()

    @property
    def unmet(self) -> list[Reason]:
        return [reason for reason in self.reasons if not reason.met]

    @property
    def authorized(self) -> bool:
        """All requirements but the credential (IV.D)."""
        return all(reason.met for reason in self.reasons if reason.code in AUTHORITY)

    @property
    def may_serve(self) -> bool:
        """Authority, and a credential in hand: an officer shall carry it (IV.D)."""
        return not self.unmet

    @property
    def first(self) -> Reason | None:
        """The first reason against, in the order of the facts."""
        return next(iter(self.unmet), None)

    @property
    def since(self) -> datetime | None:
        """For a yes: the instant from which all requirements have been met."""
        return max((r.since for r in self.reasons if r.met and r.since), default=None) if self.may_serve else None

    @property
    def ending(self) -> Reason | None:
        """For a yes: the requirement that ends first, if any has an end on record."""
        ends = [(reason.until, place) for place, reason in enumerate(self.reasons) if reason.until]
        return self.reasons[min(ends)[1]] if self.may_serve and ends else None

    @property
    def until(self) -> datetime | None:
        """For a yes: the instant it ends by what is on record today."""
        return self.ending.until if self.ending else None


@dataclass(frozen=True)
class Met:
    """When one officer meets each requirement, for all time: ranges by code, and the letter's ranges with powers."""

    ranges: dict[str, list]
    powers: list[tuple]


def authority_of(officer, at: datetime, terms: Terms) -> Decision:
    """The decision for an officer at any moment, past or future, by one query on the rule itself."""
    return decide(met_by([officer.pk])[officer.pk], at, terms)


def decisions(terms_by_officer: dict[int, Terms], at: datetime) -> dict[int, Decision]:
    """The decisions for one page of officers (ids, each with its agreement's terms), by one query."""
    met = met_by(terms_by_officer)
    return {pk: decide(met[pk], at, terms) for pk, terms in terms_by_officer.items()}


def met_by(officers: Iterable[int]) -> dict[int, Met]:
    """When each of these officers (ids) meets each requirement, by one query."""
    found = {pk: Met({code: [] for code in REQUIREMENTS}, []) for pk in officers}
    for pk, code, during, powers in _asked("SELECT * FROM authority_met_of(%s)", list(found)):
        found[pk].ranges[code].append(during)
        if powers:
            found[pk].powers.append((during, tuple(powers)))
    return found


def decide(met: Met, at: datetime, terms: Terms) -> Decision:
    """The decision that follows from when each requirement is met."""
    powers = next((names for during, names in met.powers if covers(during, at)), ())
    return Decision(at, tuple(reason_at(code, met.ranges[code], at, terms) for code in REQUIREMENTS), powers)


def reason_at(code: str, ranges: list, at: datetime, terms: Terms) -> Reason:
    """One requirement at a moment, from the ranges in which it is met."""
    rule = REQUIREMENTS[code]
    basis, clause, policy = basis_of(code, terms), clause_of(code, terms).where, rule.policy
    for during in ranges:
        if covers(during, at):
            return Reason(code, True, basis, clause, rule.met, "", during.lower, during.upper, policy)
    last = max((during.upper for during in ranges if during.upper and during.upper <= at), default=None)
    coming = min((during.lower for during in ranges if during.lower and during.lower > at), default=None)
    sentence, cure = rule.unmet, rule.cure
    if last and rule.lapsed:
        sentence, cure = rule.lapsed, rule.lapsed_cure or cure
    elif coming and rule.coming:
        sentence = rule.coming
    return Reason(code, False, basis, clause, sentence, cure, last, coming, policy)


def covers(during, at: datetime) -> bool:
    """Whether a range of instants, from included and until excluded, holds a moment."""
    return (during.lower is None or during.lower <= at) and (during.upper is None or at < during.upper)


def authorized(officers: QuerySet, at: datetime) -> QuerySet:
    """Those officers who have authority at a moment, with or without a credential in hand."""
    return _within(officers, Span.Kind.AUTHORITY, at)


def may_serve(officers: QuerySet, at: datetime) -> QuerySet:
    """Those officers who may serve at a moment: authority and a credential in hand (IV.D)."""
    return _within(officers, Span.Kind.SERVICE, at)


def _asked(sql: str, *parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _within(officers: QuerySet, kind: str, at: datetime) -> QuerySet:
    return officers.filter(Exists(Span.objects.filter(officer=OuterRef("pk"), kind=kind, during__contains=at)))
