"""Yes, Not yet and No: one verdict for page, roster, search, filters and numbers. Only what was stopped is a No."""

from html import unescape

import pytest

from dashboards.searching import found as found_by_search
from officers.authority.officer_page import OfficerPage
from officers.authority.turns import BY_NAME, STOPPED
from officers.authority.verdicts import TOLD_FIRST, Verdict, first_reason
from officers.nominations.models import Officer
from tests import facts
from tests.authority.agreeing import listed_as
from tests.authority.test_turns import PLACES, without
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WAY = (
    "draft sent_back submitted accepted cleared class_ahead attendance score review_due retake_due passed certified "
    "letter_ahead form receipt no_supervisor authorized"
).split()
EXPECTED = {name: Verdict.NO for name in PLACES} | {name: Verdict.NOT_YET for name in WAY} | {"serving": Verdict.YES}


@pytest.fixture
def _then(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


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
