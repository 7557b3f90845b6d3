"""The portal's rule, asked about many officers and moments, and set against the oracle.

`asked` is the one place that knows how the rule is asked quickly. It reads the kept requirements; that these equal the
views is what differences() counts.
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
from .known import History, load
from .oracle import Answer

NAMES_POWERS = "powers" in answer.Decision.__dataclass_fields__


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
    met = answer.met_by([officer.pk for officer in officers])
    return lambda officer, at: answer.decision_from(met[officer.pk], at, R4)


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
    for history in load(officers).values():
        told = {at: oracle.answer(history, at) for at in oracle.change_points(history)}
        for at in moments(list(told)):
            said = told.get(at) or oracle.answer(history, at)
            later = [(point, then) for point, then in told.items() if point > at]
            pairs = answers(decide(history.officer, at), said, oracle.holds_until(said, later))
            pairs += keeping(spans, history.officer, at, said)
            found += [Difference(history, at, *pair) for pair in pairs if pair[1] != pair[2]]
    return found


def answers(decision: answer.Decision, said: Answer, until: datetime | None) -> list[tuple]:
    """What each question is about, what the rule says, what the oracle says."""
    pairs = [
        ("unmet", {reason.code for reason in decision.unmet}, said.unmet),
        ("authorized", decision.authorized, said.authorized),
        ("may serve", decision.may_serve, said.may_serve),
    ]
    if NAMES_POWERS:
        pairs.append(("powers", set(decision.powers), said.powers))
    if said.may_serve and decision.may_serve:
        pairs.append(("until", decision.until, until))
    return pairs


def keeping(spans: dict[tuple[int, str], list[Span]], officer: Officer, at: datetime, said: Answer) -> list[tuple]:
    """The same of the kept spans: exactly one covers each yes, with the letter's powers."""
    pairs = []
    for kind, yes in ((Span.Kind.AUTHORITY, said.authorized), (Span.Kind.SERVICE, said.may_serve)):
        over = [span for span in spans[officer.pk, kind] if contains(span.during, at)]
        pairs.append((f"kept spans of {kind}", len(over), int(yes)))
        if over and yes and NAMES_POWERS:
            pairs.append((f"powers of the kept span of {kind}", set(over[0].powers), said.powers))
    return pairs


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
