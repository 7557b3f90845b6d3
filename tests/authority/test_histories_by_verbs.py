"""When people enter the facts through the verbs: the oracle's answers, the same on all pages, in any order of entry."""

from datetime import time
from itertools import permutations
from random import Random

import pytest
from django.db import transaction

from agreements.memoranda.models import Agreement
from officers.authority.answer import may_serve
from officers.authority.keeping import differences
from officers.authority.models import Course
from officers.authority.verdicts import verdict_of
from officers.credentials.annulment import annul
from officers.credentials.models import Letter, Withdrawal
from officers.credentials.workflow import execute_form, receive, sign_letter, withdraw
from officers.nominations.models import Officer
from records.actions import Refused
from tests import facts
from tests.cast import NOW
from tests.chance import HISTORIES
from tests.facts import DAY

from .acts import Game, misplaced, play
from .agreeing import disagreements, listed_as
from .rule import asked, compare, tell
from .test_oracle import SECOND, around

pytestmark = pytest.mark.slow

SEEDS, ACTS = HISTORIES // 15, 15
NOTIFIED, EFFECTIVE = NOW - 100 * DAY, NOW - 90 * DAY


@pytest.mark.parametrize("seed", range(SEEDS))
def test_rule_pages_and_filters_agree(seed, pinellas, office, director, administrator, onlookers):
    """One history: the oracle's answers, the same turn on all pages, and each officer listed once under its verdict."""
    officers = [facts.officer(pinellas, name) for name in ("Ana Ruiz", "Bo Lee")]
    game = Game(Random(seed), pinellas, officers, office, director, administrator, at=NOW - 700 * DAY)  # noqa: S311
    play(game, ACTS)
    assert game.done, game.refused
    assert not misplaced(game), tell_game(game)
    found = compare(officers, around)
    assert not found, f"{tell(found)}\n{tell_game(game)}"
    assert differences() == 0
    everyone = list(Officer.objects.select_related("jurisdiction__field_office"))
    assert not disagreements(everyone, onlookers, game.at), tell_game(game)
    serving = set(may_serve(Officer.objects.all(), game.at).values_list("pk", flat=True))
    courses = Course.objects.with_turn(game.at)
    verdicts = {course.pk: {verdict_of(course.pk in serving, course).key} for course in courses}
    assert listed_as(game.at) == verdicts, tell_game(game)


def tell_game(game: Game) -> str:
    return "\n".join([*misplaced(game), f"done {dict(game.done)}", f"refused {dict(game.refused)}"])


@pytest.fixture
def entries(pinellas, office, director):
    """What may be entered about one officer, each as a function: letters, notices, and the annulment of a notice."""
    agreement = facts.agreement(pinellas)
    officer = facts.officer(pinellas)
    certification = facts.certified(facts.examined(facts.nomination(officer, agreement)))

    def letter(signed, start, end):
        """A letter with its form and receipt; days before NOW."""
        day = [(NOW - days * DAY).date() for days in (signed, start, end)]
        paper = Letter(
            agreement=agreement, signed_by="Dana Cole", title="Field Office Director", signed_on=day[0],
            signed_time=time(10), from_on=day[1], until_on=day[2], powers=["I-200"], official="Sam Ortiz",
            position="Supervisory Officer",
        )  # fmt: skip
        sign_letter(paper, [certification], by=director, at=NOW)
        execute_form(paper, list(paper.authorizations.all()), day[1], by=office, at=NOW)
        receive(paper, list(paper.authorizations.all()), day[1], by=office, at=NOW)

    def notice(notified_at, effective_at):
        paper = Withdrawal(
            agreement=Agreement.objects.get(), signed_by="Dana Cole", notified_at=notified_at, effective_at=effective_at
        )
        withdraw(paper, [officer], by=director, at=NOW)

    def mistake(effective_at):
        annul("withdrawal", Withdrawal.objects.get(effective_at=effective_at), "Wrong name", by=director, at=NOW)

    return officer, letter, notice, mistake


def in_every_order(officer, acts) -> list[tuple]:
    """The answers of every day, once for each order of entry that no verb refuses; each is the oracle's too."""
    told = []
    for order in permutations(acts):
        with transaction.atomic():
            try:
                for act, *given in order:
                    act(*given)
            except (Refused, Withdrawal.DoesNotExist):
                transaction.set_rollback(True)
                continue
            found = compare([officer], around)
            assert not found, tell(found)
            decide = asked([officer])
            decisions = [decide(officer, NOW - days * DAY) for days in range(220)]
            told.append(tuple((frozenset(reason.code for reason in one.unmet), one.authorized) for one in decisions))
            transaction.set_rollback(True)
    return told


@pytest.mark.parametrize(("signed", "stands"), [(120, False), (100, False), (99, True), (89, True)])
@pytest.mark.parametrize("start", [70, 40])
def test_a_letter_and_a_notice_in_any_order(entries, signed, start, stands):
    """What is signed when the agency is notified ends; what the director signs after that stays."""
    officer, letter, notice, _ = entries
    told = in_every_order(officer, [(letter, 200, 200, 75), (letter, signed, start, 0), (notice, NOTIFIED, EFFECTIVE)])
    assert len(told) >= 2 and len(set(told)) == 1
    unmet, _ = told[0][start - 5]
    assert ("letter" in unmet, "not_withdrawn" in unmet) == (not stands, not stands)
    assert "not_withdrawn" in told[0][85][0] and "not_withdrawn" not in told[0][95][0]


def test_an_annulled_notice_leaves_its_place_to_another(entries):
    """Whatever the order of entry, the letters end by the notices that are not annulled."""
    officer, letter, notice, mistake = entries
    letter(200, 200, 0)
    later = EFFECTIVE + 20 * DAY
    told = in_every_order(officer, [(notice, NOTIFIED, EFFECTIVE), (notice, NOTIFIED, later), (mistake, EFFECTIVE)])
    told += in_every_order(officer, [(notice, NOTIFIED, later)])
    assert len(told) >= 3 and len(set(told)) == 1
    assert "not_withdrawn" not in told[0][75][0] and "not_withdrawn" in told[0][65][0]


def test_the_first_of_two_notices_counts(entries):
    officer, letter, notice, _ = entries
    letter(200, 200, 0)
    told = in_every_order(officer, [(notice, NOTIFIED, EFFECTIVE), (notice, NOTIFIED + SECOND, EFFECTIVE + 20 * DAY)])
    assert told and len(set(told)) == 1
    assert "not_withdrawn" not in told[0][95][0] and "not_withdrawn" in told[0][85][0]
