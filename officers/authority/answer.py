"""Whether an officer may serve, and why. Only this module decides; all others ask it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from agreements.memoranda.terms import Terms

from .models import Span
from .requirements import AUTHORITY, REQUIREMENTS, Requirement, basis_of, clause_of

# The ranges of each requirement as rows; the letter's by the powers that it names.
LEGS = """
SELECT k.officer_id, leg.code, leg.during, leg.powers FROM authority_met_kept k CROSS JOIN LATERAL (
  SELECT one.code, unnest(one.met) AS during, NULL AS powers FROM (VALUES {legs}) one (code, met)
  UNION ALL SELECT 'letter', l.during, l.powers FROM unnest(k.letters, k.powers) l (during, powers)) leg
WHERE k.officer_id = ANY (%s)
""".format(legs=", ".join(f"('{code}', {code})" for code in REQUIREMENTS if code != "letter"))  # noqa: S608 only the codes above
# Each requirement at a moment in the order of REQUIREMENTS: empty when it is met, else what came before or will come.
STATE = "CASE WHEN {0} @> at THEN '' WHEN {0} && past THEN 'lapsed' WHEN {0} && ahead THEN 'coming' ELSE 'never' END"
LISTED_ANSWERS = """
SELECT k.officer_id, ARRAY[{states}], upper(s.during), s.powers
FROM (SELECT %s::timestamptz AS at) moment,
  LATERAL (SELECT tstzrange(NULL, at) AS past, tstzrange(at, NULL) AS ahead) around,
  authority_met_kept k
  LEFT JOIN authority_span s ON s.officer_id = k.officer_id AND s.kind = 'service' AND s.during @> %s::timestamptz
WHERE k.officer_id = ANY (%s)
""".format(states=", ".join(STATE.format(f"k.{code}") for code in REQUIREMENTS))


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
        """Authority, and a credential held by the officer, who shall carry it (IV.D)."""
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
class Listed:
    """The answer for one officer on a list: yes until a moment, for these powers; or what is not met.

    `unmet` has the sentence of each requirement that is not met, by its code; it is empty for a yes.
    """

    unmet: dict[str, str] = field(default_factory=dict)
    until: datetime | None = None
    powers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Met:
    """When one officer meets each requirement, for all time: ranges by code, and the letter's ranges with powers."""

    ranges: dict[str, list]
    powers: list[tuple]


def authority_of(officer, at: datetime, terms: Terms) -> Decision:
    """The decision for an officer at any moment, past or future, by one query."""
    return decision_from(met_by([officer.pk])[officer.pk], at, terms)


def met_by(officers: Iterable[int]) -> dict[int, Met]:
    """When each of these officers (ids) meets each requirement, by one query on what is kept of the rule."""
    found = {pk: Met({code: [] for code in REQUIREMENTS}, []) for pk in officers}
    for pk, code, during, powers in _asked(LEGS, list(found)):
        found[pk].ranges[code].append(during)
        if powers is not None:
            found[pk].powers.append((during, tuple(powers.split(",")) if powers else ()))
    return found


def listed(officers: Iterable[int], at: datetime) -> dict[int, Listed]:
    """The answers for one page of officers (ids), by one query: no more of each than a list shows."""
    found = {}
    for pk, states, until, powers in _asked(LISTED_ANSWERS, at, at, list(officers)):
        told = [(code, state) for code, state in zip(REQUIREMENTS, states, strict=True) if state]
        unmet = {code: words_of(REQUIREMENTS[code], state == "lapsed", state == "coming")[0] for code, state in told}
        found[pk] = Listed(unmet, until, tuple(powers or ()))
    return found


def decision_from(met: Met, at: datetime, terms: Terms) -> Decision:
    """The decision that follows from when each requirement is met."""
    powers = next((names for during, names in met.powers if range_covers(during, at)), ())
    return Decision(at, tuple(reason_at(code, met.ranges[code], at, terms) for code in REQUIREMENTS), powers)


def reason_at(code: str, ranges: list, at: datetime, terms: Terms) -> Reason:
    """One requirement at a moment, from the ranges in which it is met."""
    rule = REQUIREMENTS[code]
    basis, clause, policy = basis_of(code, terms), clause_of(code, terms).where, rule.policy
    for during in ranges:
        if range_covers(during, at):
            return Reason(code, True, basis, clause, rule.met, "", during.lower, during.upper, policy)
    last = max((during.upper for during in ranges if during.upper and during.upper <= at), default=None)
    coming = min((during.lower for during in ranges if during.lower and during.lower > at), default=None)
    sentence, cure = words_of(rule, lapsed=last is not None, coming=coming is not None)
    return Reason(code, False, basis, clause, sentence, cure, last, coming, policy)


def words_of(rule: Requirement, lapsed: bool, coming: bool) -> tuple[str, str]:
    """The sentence and the cure of a requirement that is not met; `lapsed`: it was before, `coming`: it will be."""
    if lapsed and rule.lapsed:
        return rule.lapsed, rule.lapsed_cure or rule.cure
    return (rule.coming if coming and rule.coming else rule.unmet), rule.cure


def range_covers(during, at: datetime) -> bool:
    """Whether a range of instants, from included and until excluded, holds a moment."""
    return (during.lower is None or during.lower <= at) and (during.upper is None or at < during.upper)


def authorized(officers: QuerySet, at: datetime) -> QuerySet:
    """Those officers who have authority at a moment, with or without a credential."""
    return _within(officers, Span.Kind.AUTHORITY, at)


def may_serve(officers: QuerySet, at: datetime) -> QuerySet:
    """Those officers who may serve at a moment: authority and a credential (IV.D)."""
    return _within(officers, Span.Kind.SERVICE, at)


def _asked(sql: str, *parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _within(officers: QuerySet, kind: str, at: datetime) -> QuerySet:
    return officers.filter(Exists(Span.objects.filter(officer=OuterRef("pk"), kind=kind, during__contains=at)))
