"""The rule and the oracle give the same answers over random histories, at every instant at which anything changes.

tests/chance.py says how many histories.
"""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from agreements.memoranda.terms import R4
from officers.authority import answer
from officers.authority.answer import authorized, may_serve
from officers.authority.keeping import differences
from officers.nominations.models import Officer
from tests.chance import HISTORIES

from . import histories, oracle
from .known import load
from .rule import compare, tell
from .story import START, TICKS, day

pytestmark = pytest.mark.slow

CHUNK = 50
SECOND = timedelta(seconds=1)
# The others bring a second reason with them: without an agreement no letter authorizes, for one.
ALONE = (
    "agreement_not_suspended", "background", "letter", "receipt", "supervisor", "not_suspended",
    "not_stood_down", "not_departed", "credential",
)  # fmt: skip


def around(points):
    """Each change point, a second before it and a second after it; a few moments of no meaning, and far away."""
    dice = Random(len(points))  # noqa: S311
    chosen = {point + shift for point in points for shift in (-SECOND, timedelta(), SECOND)}
    chosen |= {START + timedelta(seconds=dice.randint(0, 900 * 86400)) for _ in range(3)}
    return sorted(chosen | {day(-TICKS), day(4 * TICKS)})


@pytest.mark.django_db
@pytest.mark.parametrize("first", range(0, HISTORIES, CHUNK))
def test_every_answer_is_the_oracles(first):
    officers = histories.make(range(first, first + CHUNK))
    found = compare(officers, around)
    assert not found, tell(found)
    assert differences() == 0


@pytest.mark.django_db
def test_the_lists_of_officers_are_the_oracles():
    """authorized() and may_serve() over a whole queryset, which the roster and the jail's list use."""
    told = load(histories.make(range(CHUNK)))
    everyone, dice = Officer.objects.all(), Random(1)  # noqa: S311
    for tick in dice.sample(range(TICKS), 12):
        at = day(tick) + dice.choice([-SECOND, timedelta(), SECOND])
        expected = {pk for pk, history in told.items() if oracle.answer(history, at).authorized}
        assert set(authorized(everyone, at).values_list("pk", flat=True)) == expected, at
        expected = {pk for pk, history in told.items() if oracle.answer(history, at).may_serve}
        assert set(may_serve(everyone, at).values_list("pk", flat=True)) == expected, at


@pytest.mark.django_db
def test_the_rows_of_a_list_are_the_whole_answers():
    """What is not met, of which the roster tells the first, is what the officer's own page says."""
    officers, dice = histories.make(range(CHUNK)), Random(2)  # noqa: S311
    met, sentences = answer.met_by([officer.pk for officer in officers]), set()
    for tick in dice.sample(range(TICKS), 12):
        at = day(tick) + dice.choice([-SECOND, timedelta(), SECOND])
        rows = answer.listed(met, at)
        for pk, legs in met.items():
            whole = answer.decision_from(legs, at, R4)
            expected = answer.Listed(until=whole.until, powers=whole.powers)
            if whole.first:
                expected = answer.Listed({reason.code: reason.sentence for reason in whole.unmet})
            assert rows[pk] == expected, (pk, at)
            sentences.update(expected.unmet.values())
    assert len(sentences) > 12  # met before, met later and never met have words of their own


@pytest.mark.django_db
def test_the_dice_show_every_reason():
    """A comparison is worth as much as its histories: somewhere all is well, somewhere one reason is all that lacks."""
    seen, warrants = Counter(), Counter()
    officers = [one for first in range(0, 4 * CHUNK, CHUNK) for one in histories.make(range(first, first + CHUNK))]
    for history in load(officers).values():
        for point in oracle.change_points(history):
            said = oracle.answer(history, point)
            seen[frozenset(said.unmet)] += 1
            warrants[tuple(sorted(said.powers))] += 1
    assert {frozenset([code]) for code in ALONE} <= set(seen), seen
    assert frozenset(["form_70_006", "receipt"]) in seen  # no receipt without the form
    assert set().union(*seen) == set(oracle.REQUIREMENTS)
    assert seen[frozenset()] > 200, seen
    assert set(warrants) == {(), ("I-200",), ("I-205",), ("I-200", "I-205")}
