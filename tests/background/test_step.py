"""Steps: items, states and days; the first one starts the check; a wrong one is annulled for a reason from a list."""

from datetime import date

import pytest

from officers.background import workflow
from officers.background.models import BackgroundCheck, BackgroundStep
from officers.nominations.models import Nomination
from officers.nominations.states import NOMINATE
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW, did

FIELDS = {"kinds": ["fingerprints", "questionnaire"], "state": "received", "done_on": "2025-05-01", "version": 0}


def record(nomination, by, kind="fingerprints", state="received", day=date(2026, 3, 1), at=NOW):
    fresh = Nomination.objects.get(pk=nomination.pk)
    workflow.record_steps(check := workflow.check_of(fresh), [kind], state, day, seen=check.version, by=by, at=at)


def test_it_works(client, adjudicator, accepted):
    client.force_login(adjudicator)
    url = f"/background/{accepted.pk}/step/"
    assert client.get(url).status_code == 200
    assert client.post(url, FIELDS)["Location"] == f"/background/{accepted.pk}/"
    check = BackgroundCheck.objects.get()
    assert (check.status, check.version, check.steps.count()) == ("open", 2, 2)
    page = client.get(f"/background/{accepted.pk}/").content.decode()
    assert "Received <time" in page and "May 1, 2025" in page


def test_only_adjudicators_find_steps_on_the_timeline(adjudicator, office, accepted):
    record(accepted, adjudicator)
    seen = Event.objects.about(accepted.subject)
    assert [event.done for event in seen.visible_to(office)] == ["Background check started"]
    assert seen.visible_to(adjudicator).count() == 2


def test_stale_page_is_refused(client, adjudicator, accepted):
    record(accepted, adjudicator)
    client.force_login(adjudicator)
    page = client.post(f"/background/{accepted.pk}/step/", FIELDS)
    assert b"Someone has changed this record" in page.content
    assert BackgroundStep.objects.count() == 1


def test_two_who_begin_at_once_one_is_refused(adjudicator, accepted):
    first, second = (workflow.check_of(Nomination.objects.get(pk=accepted.pk)) for _ in range(2))
    workflow.record_steps(first, ["fingerprints"], "received", NOW.date(), seen=first.version, by=adjudicator, at=NOW)
    with pytest.raises(Refused, match="Someone has changed this record"):
        workflow.record_steps(
            second, ["authorization"], "received", NOW.date(), seen=second.version, by=adjudicator, at=NOW
        )


def test_the_same_step_twice_is_refused(adjudicator, accepted):
    record(accepted, adjudicator)
    with pytest.raises(Refused, match="already recorded"):
        record(accepted, adjudicator)


def test_a_day_ahead_is_refused(adjudicator, accepted):
    with pytest.raises(Refused, match="Record the step after it happens"):
        record(accepted, adjudicator, day=date(2026, 3, 3))
    assert not BackgroundCheck.objects.exists()


def test_days_that_contradict_the_order_are_refused(adjudicator, accepted):
    record(accepted, adjudicator, state="received", day=date(2026, 2, 1))
    record(accepted, adjudicator, state="requested", day=date(2026, 1, 1))
    with pytest.raises(Refused, match="requested, then received, then reviewed"):
        record(accepted, adjudicator, state="reviewed", day=date(2026, 1, 31))


@pytest.mark.parametrize("day", ["2999-01-01", "9999-12-31", "0001-01-01", "1e5", ""])
def test_an_absurd_day_is_refused(day, client, adjudicator, accepted):
    client.force_login(adjudicator)
    page = client.post(f"/background/{accepted.pk}/step/", FIELDS | {"done_on": day})
    assert page.status_code == 200 and not BackgroundStep.objects.exists()


def test_who_nominated_does_not_adjudicate(adjudicator, accepted):
    did(adjudicator, NOMINATE, accepted)
    with pytest.raises(Refused, match="not an MOA requirement"):
        record(accepted, adjudicator)


def test_annulled_it_may_be_entered_anew(client, adjudicator, accepted):
    record(accepted, adjudicator)
    step = BackgroundStep.objects.get()
    client.force_login(adjudicator)
    url = f"/background/steps/{step.pk}/annul/"
    assert b"another nominee" in client.get(url).content
    assert client.post(url, {"why": "He was arrested in 1999"}).status_code == 200
    assert client.post(url, {"why": "The date was wrong"}).status_code == 302
    record(accepted, adjudicator, day=date(2026, 2, 1))
    assert BackgroundStep.objects.live().get().done_on == date(2026, 2, 1)


def test_steps_of_a_closed_check_stay(client, adjudicator, accepted):
    record(accepted, adjudicator, kind="questionnaire")
    workflow.decide(
        check := workflow.check_of(Nomination.objects.get()), "favorable", seen=check.version, by=adjudicator, at=NOW
    )
    with pytest.raises(Refused, match="is complete"):
        workflow.annul_step(BackgroundStep.objects.get(), "The date was wrong", by=adjudicator, at=NOW)
    with pytest.raises(Refused, match="is complete"):
        record(accepted, adjudicator, kind="authorization")


def test_nobody_else_reaches_a_step(client, administrator, office, adjudicator, accepted):
    record(accepted, adjudicator)
    for user in (administrator, office):
        client.force_login(user)
        assert client.get(f"/background/steps/{BackgroundStep.objects.get().pk}/annul/").status_code == 404


def test_it_explains_the_refusal(adjudicator, pinellas, accepted):
    waiting = facts.nomination(facts.officer(pinellas), accepted.agreement, status="submitted")
    with pytest.raises(Refused, match="has not accepted.*IV.B"):
        record(waiting, adjudicator)
