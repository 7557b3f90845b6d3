"""The portal's rule, asked about many officers and moments, and set against the oracle.

`asked` is the one place that knows how the rule is asked quickly.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from agreements.memoranda.terms import R4
from officers.authority import answer
from officers.authority.models import Span
from officers.nominations.models import Officer

from . import oracle
from .oracle import History

NAMES_POWERS = hasattr(answer.Decision, "powers") or "powers" in answer.Decision.__dataclass_fields__


@dataclass
class Difference:
    """One question that the rule and the oracle answer differently."""

    history: History
    at: datetime
    about: str
    rule: object
    oracle: object

    def __str__(self) -> str:
        where = f"{self.history.officer.badge} at {self.at:%Y-%m-%d %H:%M:%S}"
        return f"{where}: {self.about}: rule {self.rule}, oracle {self.oracle}"


def asked(officers: list[Officer]) -> Callable[[Officer, datetime], answer.Decision]:
    """A function that gives the rule's decision on one of these officers at a moment: all of them by one query."""
    if not hasattr(answer, "met_by"):
        return lambda officer, at: answer.authority_of(officer, at, R4)
    met = answer.met_by([officer.pk for officer in officers])
    return lambda officer, at: answer.decide(met[officer.pk], at, R4)


def kept(officers: list[Officer]) -> dict[tuple[int, str], list[Span]]:
    """The kept spans by officer and kind."""
    found = defaultdict(list)
    for span in Span.objects.filter(officer__in=officers):
        found[span.officer_id, span.kind].append(span)
    return found


def compare(officers: list[Officer], moments: Callable[[list[datetime]], Iterable[datetime]]) -> list[Difference]:
    """All differences at the moments that `moments` picks from each history's change points."""
    decide, spans = asked(officers), kept(officers)
    found = []
    for history in oracle.load(officers).values():
        points = oracle.change_points(history)
        for at in moments(points):
            decision = decide(history.officer, at)
            found += [*answers(history, at, decision, points), *keeping(history, at, spans)]
    return found


def answers(history: History, at: datetime, decision: answer.Decision, points: list[datetime]) -> list[Difference]:
    """Where a decision of the rule is not what the oracle says."""
    unmet = oracle.unmet(history, at)
    pairs = [
        ("unmet", {reason.code for reason in decision.unmet}, unmet),
        ("authorized", decision.authorized, unmet <= {"credential"}),
        ("may serve", decision.may_serve, not unmet),
    ]
    if NAMES_POWERS:
        pairs.append(("powers", set(decision.powers), oracle.powers(history, at)))
    if not unmet and decision.may_serve:
        pairs.append(("until", decision.until, oracle.holds_until(history, at, points)))
    return [Difference(history, at, *pair) for pair in pairs if pair[1] != pair[2]]


def keeping(history: History, at: datetime, spans: dict[tuple[int, str], list[Span]]) -> list[Difference]:
    """Where the kept spans are not what the oracle says: exactly one over each yes, with the letter's powers."""
    found = []
    expected = {Span.Kind.AUTHORITY: oracle.authorized(history, at), Span.Kind.SERVICE: oracle.may_serve(history, at)}
    for kind, yes in expected.items():
        over = [span for span in spans[history.officer.pk, kind] if contains(span.during, at)]
        if len(over) != yes:
            found.append(Difference(history, at, f"kept spans of {kind}", len(over), int(yes)))
        elif yes and NAMES_POWERS and set(over[0].powers) != (powers := oracle.powers(history, at)):
            found.append(Difference(history, at, f"powers of the kept span of {kind}", set(over[0].powers), powers))
    return found


def contains(during, at: datetime) -> bool:
    """Whether a range [from, until) contains a moment; a missing bound is open."""
    return (during.lower is None or during.lower <= at) and (during.upper is None or at < during.upper)


def tell(differences: list[Difference]) -> str:
    """How many differences of which kind, and the first of them with all its rows."""
    if not differences:
        return ""
    kinds = defaultdict(int)
    for one in differences:
        kinds[kind_of(one)] += 1
    counts = "\n".join(f"{count:6} {kind}" for kind, count in sorted(kinds.items(), key=lambda pair: -pair[1]))
    first = differences[0]
    return f"{len(differences)} differences\n{counts}\nThe first: {first}\n{dump(first.history)}"


def kind_of(difference: Difference) -> str:
    """For reasons which ones only one side names; otherwise what the question was about."""
    if difference.about != "unmet":
        return difference.about
    only_rule = ", ".join(sorted(difference.rule - difference.oracle))
    only_oracle = ", ".join(sorted(difference.oracle - difference.rule))
    return f"unmet: only the rule says [{only_rule}], only the oracle [{only_oracle}]"


WITHOUT = {"recorded_at", "recorded_by_id", "annulled_by_id", "drafted_at", "drafted_by_id", "officer_id", "since"}


def dump(history: History) -> str:
    """The rows of a history, one a line, with the columns on which an answer can rest."""
    lines = []
    for row in history.rows:
        columns = {
            column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields
            if column.attname not in WITHOUT and not column.attname.endswith("_on")
            and (column.attname.endswith(("_at", "_id")) or column.attname in DUMPED)
        }  # fmt: skip
        told = " ".join(
            f"{name.removesuffix('_at')}={value:%Y-%m-%d}" if isinstance(value, datetime) else f"{name}={value}"
            for name, value in columns.items() if value is not None
        )  # fmt: skip
        lines.append(f"  {type(row).__name__} {row.pk}: {told}")
    return "\n".join(lines)


DUMPED = {"program", "status", "kind", "score", "retake_score", "powers", "number"}
