"""Nobody but an adjudicator can read the outcome: on no page, timeline, address, mail or Event."""

import pytest

from notifications.models import Notification
from officers.background import workflow
from officers.background.models import BackgroundCheck, BackgroundStep
from records.models import Event
from tests.cast import NOW

OUTCOMES = [("favorable", ""), ("not_favorable", ""), ("not_required", "clearance")]
WORDS = ("favor", "not_required", "not required", "waive", "clearance")
PAGES = ("/nominations/", "/nominations/{}/", "/officers/", "/officers/{officer}/")


def words_in(text: str) -> list[str]:
    return [word for word in WORDS if word in text.lower()]


@pytest.fixture(params=OUTCOMES, ids=[outcome for outcome, _ in OUTCOMES])
def closed(request, accepted, adjudicator, administrator, office, director, viewer, manager):
    """A nomination whose check is closed, after a step."""
    workflow.record_steps(
        check := workflow.check_of(accepted),
        ["fingerprints", "questionnaire"],
        "received",
        NOW.date(),
        seen=check.version,
        by=adjudicator,
        at=NOW,
    )
    fresh = type(accepted).objects.get(pk=accepted.pk)
    workflow.decide(check := workflow.check_of(fresh), *request.param, seen=check.version, by=adjudicator, at=NOW)
    return fresh


def test_no_page_says_it(client, closed, administrator, office, director, viewer, manager):
    for user in (administrator, office, director, viewer, manager):
        client.force_login(user)
        for page in PAGES:
            url = page.format(closed.pk, officer=closed.officer_id)
            answer = client.get(url)
            assert answer.status_code == 200 and not words_in(answer.content.decode()), (user, url)


def test_no_event_that_others_may_read_says_it(closed, administrator, office, manager):
    for user in (administrator, office, manager):
        seen = Event.objects.visible_to(user).about(closed.subject)
        assert [event.done for event in seen.order_by("pk")] == [
            "Background check started",
            "Background check complete",
        ]
        for row in seen.values():
            assert not words_in(str(row))


def test_no_mail_says_it(closed, administrator, office):
    rows = Notification.objects.filter(rule="background.closed")
    assert {row.recipient for row in rows} == {administrator, office}
    for row in Notification.objects.values():
        assert not words_in(str(row))


def test_no_address_says_it(client, closed, adjudicator):
    client.force_login(adjudicator)
    page = client.get(f"/background/{closed.pk}/").content.decode()
    assert not [part for part in page.split('href="')[1:] if words_in(part.split('"')[0])]


def test_the_rows_are_the_adjudicators(closed, administrator, office, manager, adjudicator):
    for user in (administrator, office):
        assert not BackgroundCheck.objects.visible_to(user).exists()
        assert not BackgroundStep.objects.visible_to(user).exists()
    assert not BackgroundCheck.objects.visible_to(manager).exists()
    assert BackgroundCheck.objects.visible_to(adjudicator).exists()
