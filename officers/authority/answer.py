"""May this officer serve, and why (not)? The one place that decides; everything else asks here."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from agreements.memoranda.terms import R1, Terms

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
    cure_url: str = ""  # filled by the page, for those who may take the step


@dataclass(frozen=True)
class Decision:
    """The answer for one officer at one moment, with every reason."""

    at: datetime
    reasons: tuple[Reason, ...]

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


def authority_of(officer, at: datetime, terms: Terms = R1) -> Decision:
    """The decision for an officer at any moment, past or to come, by one query on the rule itself."""
    spans: dict[str, list] = {code: [] for code in REQUIREMENTS}
    for code, during in _asked("SELECT code, during FROM authority_met_of(%s)", [officer.pk]):
        spans[code].append(during)
    return Decision(at, tuple(reason_at(code, spans[code], at, terms) for code in REQUIREMENTS))


def reason_at(code: str, spans: list, at: datetime, terms: Terms = R1) -> Reason:
    """One requirement at a moment, from the ranges in which it is met."""
    rule = REQUIREMENTS[code]
    basis, clause = basis_of(code, terms), clause_of(code, terms).where
    for span in spans:
        if (span.lower is None or span.lower <= at) and (span.upper is None or at < span.upper):
            return Reason(code, True, basis, clause, rule.met, "", span.lower, span.upper)
    last = max((span.upper for span in spans if span.upper and span.upper <= at), default=None)
    coming = min((span.lower for span in spans if span.lower and span.lower > at), default=None)
    return Reason(code, False, basis, clause, rule.unmet, rule.cure, last, coming)


def missing(officers, at: datetime) -> dict[int, list[str]]:
    """For one page of officers (ids), the codes each does not meet at a moment, by one query."""
    unmet = {pk: list(REQUIREMENTS) for pk in officers}
    sql = "SELECT officer_id, code FROM authority_met_of(%s) WHERE during @> %s"
    for pk, code in _asked(sql, list(unmet), at):
        unmet[pk].remove(code)
    return unmet


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
