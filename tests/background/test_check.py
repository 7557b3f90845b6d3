"""The check's page: the adjudicators' alone, and every look is logged."""

import pytest
from django.urls import reverse

from officers.background import workflow
from records.models import AccessLog
from tests import facts
from tests.cast import NOW


def test_it_works(client, adjudicator, accepted):
    client.force_login(adjudicator)
    answer = client.get(f"/background/{accepted.pk}/")
    page = answer.content.decode()
    assert "Fingerprints" in page and "Not started" in page and "decide/" in page
    assert "no-store" in answer["Cache-Control"]
    assert "<textarea" not in page


def test_every_look_is_logged(client, adjudicator, accepted):
    client.force_login(adjudicator)
    client.get(f"/background/{accepted.pk}/")
    row = AccessLog.objects.get()
    assert (row.reader, row.subject, row.jurisdiction) == (adjudicator, accepted.subject, accepted.jurisdiction)


def test_once_closed_it_shows_the_outcome_and_no_button(client, adjudicator, accepted):
    workflow.decide(
        check := workflow.check_of(accepted), "not_required", "clearance", seen=check.version, by=adjudicator, at=NOW
    )
    client.force_login(adjudicator)
    page = client.get(f"/background/{accepted.pk}/").content.decode()
    assert "Not required by ICE" in page and "federal clearance" in page and "decide/" not in page


def test_it_explains_the_refusal(client, adjudicator, pinellas, accepted):
    waiting = facts.nomination(facts.officer(pinellas), accepted.agreement, status="submitted")
    client.force_login(adjudicator)
    page = client.get(f"/background/{waiting.pk}/").content.decode()
    assert (
        "The field office has not accepted this nomination, so no background check can start" in page
        and "decide/" not in page
    )


@pytest.mark.parametrize("name", ["check", "record_step", "decide"])
def test_viewer_gets_403(name, client, viewer, administrator, office, director, manager, accepted):
    for user in (viewer, administrator, office, director, manager):
        client.force_login(user)
        url = reverse(f"background:{name}", args=[accepted.pk])
        assert client.get(url).status_code == 403 and client.post(url).status_code == 403
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("name", ["check", "record_step", "decide"])
def test_other_jurisdiction_gets_404(name, client, other_administrator, dallas_office, accepted):
    for user in (other_administrator, dallas_office):
        client.force_login(user)
        assert client.get(reverse(f"background:{name}", args=[accepted.pk])).status_code == 404


def test_it_costs_few_queries(client, adjudicator, accepted, django_assert_max_num_queries):
    for kind in ("fingerprints", "questionnaire"):
        workflow.record_steps(
            check := workflow.check_of(accepted),
            [kind],
            "received",
            NOW.date(),
            seen=check.version,
            by=adjudicator,
            at=NOW,
        )
        accepted = type(accepted).objects.get(pk=accepted.pk)
    client.force_login(adjudicator)
    client.get("/background/")
    with django_assert_max_num_queries(13):
        client.get(f"/background/{accepted.pk}/")
