"""The adjudicators' queue: accepted nominations, oldest first, until they are closed."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.memoranda.models import Agreement
from officers.background import workflow
from officers.nominations.models import Nomination
from tests import facts
from tests.cast import NOW


def test_it_works(client, adjudicator, pinellas, accepted):
    newer = facts.nomination(facts.officer(pinellas, "Zoe Young"), accepted.agreement, at=NOW - 2 * facts.DAY)
    facts.nomination(facts.officer(pinellas, "Dee Draft"), accepted.agreement, status="draft")
    client.force_login(adjudicator)
    page = client.get("/background/").content.decode()
    assert page.index("Ana Ruiz") < page.index("Zoe Young") and "Dee Draft" not in page
    assert "Not started" in page and "2 background checks" in page
    facts.questionnaire(newer)
    workflow.decide(check := workflow.check_of(newer), "favorable", seen=check.version, by=adjudicator, at=NOW)
    assert "Zoe Young" not in client.get("/background/").content.decode()
    closed = client.get("/background/?show=closed").content.decode()
    assert "Zoe Young" in closed and "Favorable" in closed and "Ana Ruiz" not in closed


def test_it_is_empty_when_done(client, adjudicator):
    client.force_login(adjudicator)
    assert b"No background checks to complete" in client.get("/background/").content


def test_what_leads_nowhere_does_not_wait(accepted, administrator):
    assert list(Nomination.objects.with_adjudicator(NOW)) == [accepted]
    Agreement.objects.update(ends_at=NOW)
    assert not Nomination.objects.with_adjudicator(NOW).exists()


def test_rows_cost_no_queries(client, adjudicator, pinellas, accepted, django_assert_num_queries):
    client.force_login(adjudicator)
    client.get("/background/")
    with CaptureQueriesContext(connection) as one:
        client.get("/background/")
    for _ in range(9):
        facts.nomination(facts.officer(pinellas), accepted.agreement)
    with django_assert_num_queries(len(one)):
        client.get("/background/")


def test_viewer_gets_403(client, viewer, administrator, office, manager, director):
    for user in (viewer, administrator, office, manager, director):
        client.force_login(user)
        assert client.get("/background/").status_code == 403


def test_who_has_left_does_not_wait(accepted):
    gone = {"notice_on": NOW.date(), "last_day_on": NOW.date(), "departs_at": NOW, "shortfall": "Moved"}
    accepted.officer.departures.create(recorded_by=facts.clerk(), recorded_at=NOW, **gone)
    assert not Nomination.objects.with_adjudicator(NOW).exists()
    assert Nomination.objects.with_adjudicator(NOW - facts.DAY).exists()
