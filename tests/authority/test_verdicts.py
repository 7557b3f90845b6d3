"""Yes, Not yet and No: one verdict for page, roster, search, filters and numbers. Only what was stopped is a No."""

from html import unescape
from random import Random

import pytest

from dashboards.searching import found as found_by_search
from officers.authority.answer import may_serve
from officers.authority.models import Course
from officers.authority.officer_page import OfficerPage
from officers.authority.turns import BY_NAME, STOPPED
from officers.authority.verdicts import TOLD_FIRST, Verdict, first_reason, verdict_of
from officers.nominations.models import Officer
from tests import facts
from tests.authority.acts import Game, play
from tests.authority.test_histories_by_verbs import ACTS, SEEDS
from tests.authority.test_turns import PLACES, without
from tests.cast import NOW
from tests.facts import DAY

pytestmark = pytest.mark.django_db
WAY = (
    "draft sent_back submitted accepted cleared class_ahead attendance score review_due retake_due passed certified "
    "letter_ahead form receipt no_supervisor authorized"
).split()
EXPECTED = {name: Verdict.NO for name in PLACES} | {name: Verdict.NOT_YET for name in WAY} | {"serving": Verdict.YES}


@pytest.fixture
def _then(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


def listed_as(at) -> dict[int, set[str]]:
    """The verdicts under which the roster's filters and numbers list each officer, by key."""
    found: dict[int, set[str]] = {officer.pk: set() for officer in Officer.objects.all()}
    rows = {
        Verdict.YES.key: may_serve(Officer.objects.all(), at).values_list("pk", flat=True),
        Verdict.NO.key: Course.objects.stopped(at).values_list("pk", flat=True),
        Verdict.NOT_YET.key: Course.objects.underway(at).values_list("pk", flat=True),
    }
    for key, officers in rows.items():
        for pk in officers:
            found[pk].add(key)
    return found


@pytest.mark.parametrize("name", PLACES)
def test_every_place_has_its_verdict_on_page_search_and_filters(name, pinellas, office, _then):
    PLACES[name](pinellas)
    officer = Officer.objects.select_related("jurisdiction__field_office").get()
    page = OfficerPage(officer, NOW, office)
    assert page.verdict is EXPECTED[name] and page.heading == f"May serve warrants: {page.verdict.word.upper()}"
    assert listed_as(NOW) == {officer.pk: {page.verdict.key}}
    answer = unescape(found_by_search(office, officer.badge, NOW).officers[0].answer)
    assert page.verdict.word in answer
    if page.unmet:
        assert page.unmet[0].sentence in answer and page.unmet[0] in page.needed


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_filters_list_each_officer_once_under_its_verdict(seed, pinellas, office, director, administrator):
    officers = [facts.officer(pinellas, name) for name in ("Ana Ruiz", "Bo Lee")]
    game = Game(Random(seed), pinellas, officers, office, director, administrator, at=NOW - 700 * DAY)  # noqa: S311
    play(game, ACTS)
    serving = set(may_serve(Officer.objects.all(), game.at).values_list("pk", flat=True))
    courses = Course.objects.with_turn(game.at)
    expected = {course.pk: {verdict_of(course.pk in serving, course).key} for course in courses}
    assert listed_as(game.at) == expected, game.done


@pytest.mark.parametrize(("missing", "step"), [(("form", "receipt"), "form"), (("receipt",), "receipt")])
def test_who_once_had_a_credential_is_stopped_by_a_paper_that_is_missing(missing, step, pinellas, office, _then):
    officer = facts.serving(pinellas)
    without(officer.authorizations.get(), *missing)
    page = OfficerPage(officer, NOW, office)
    assert page.turn.name == step and page.verdict is Verdict.NO and page.steps[-1]["state"] == "stopped"


def test_each_turn_tells_a_reason_and_each_verdict_has_a_tone():
    assert set(TOLD_FIRST) == set(BY_NAME) - {"serving", "unmet"}
    assert [verdict.tone for verdict in Verdict] == ["good", "stop", "ahead"]
    assert first_reason("withdrawn", {"letter": "No letter.", "not_withdrawn": "Withdrawn."})[0] == "not_withdrawn"
    assert first_reason("unmet", {"letter": "No letter."}) == ("letter", "No letter.")


@pytest.mark.parametrize("name", WAY)
def test_what_is_needed_now_is_apart_from_what_is_still_ahead(name, pinellas, office, _then):
    PLACES[name](pinellas)
    page = OfficerPage(Officer.objects.select_related("jurisdiction").get(), NOW, office)
    assert 1 <= len(page.needed) <= 3 and [reason for reason in page.ahead if reason.cure or reason.cure_url] == []
    assert len(page.needed) + len(page.ahead) == len(page.unmet)
    assert [step for step in page.steps if step["state"] == "stopped"] == []


@pytest.mark.parametrize("name", [*STOPPED, "withdrawn", "suspended", "agreement_suspended", "credential_ended"])
def test_the_strip_ends_where_the_officer_was_stopped(name, pinellas, office, _then):
    PLACES[name](pinellas)
    page = OfficerPage(Officer.objects.select_related("jurisdiction").get(), NOW, office)
    *before, last = [step["state"] for step in page.steps]
    assert last == "stopped" and set(before) <= {"done"}
