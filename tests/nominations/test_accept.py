"""Accept: then the nomination waits for the adjudicator. Against send back, one is done and one refused."""

import copy

import pytest

from agreements.memoranda.models import Agreement
from officers.nominations import workflow
from officers.nominations.models import Nomination
from records.actions import Refused
from tests.cast import NOW


def test_it_works(client, office, administrator, adjudicator, submitted):
    client.force_login(office)
    answer = client.post(f"/nominations/{submitted.pk}/accept/", {"version": 1}, follow=True)
    assert b"Nomination accepted." in answer.content
    submitted.refresh_from_db()
    assert submitted.status == "accepted" and submitted.accepted_at == submitted.since
    assert list(Nomination.objects.with_adjudicator(submitted.accepted_at)) == [submitted]
    assert adjudicator.notifications.get().path == f"/background/{submitted.pk}/"
    assert administrator.notifications.get().path == f"/nominations/{submitted.pk}/"


@pytest.mark.parametrize("first", ["accept", "send_back"])
def test_accept_against_send_back_one_is_refused(first, office, submitted):
    other = copy.copy(submitted)
    acts = {
        "accept": lambda record: workflow.accept(record, seen=record.version, by=office, at=NOW),
        "send_back": lambda record: workflow.send_back(record, "Which badge?", seen=record.version, by=office, at=NOW),
    }
    acts.pop(first)(submitted)
    with pytest.raises(Refused):
        next(iter(acts.values()))(other)
    assert Nomination.objects.get().version == 2


def test_stale_page_is_refused(client, office, submitted):
    client.force_login(office)
    page = client.post(f"/nominations/{submitted.pk}/accept/", {"version": 7}, follow=True)
    assert b"Someone has changed this record" in page.content


def test_it_explains_the_refusal(office, submitted):
    Agreement.objects.update(ends_at=NOW)
    submitted.refresh_from_db()
    with pytest.raises(Refused, match="has ended"):
        workflow.accept(submitted, seen=submitted.version, by=office, at=NOW)


def test_it_rejects_get(client, office, submitted):
    client.force_login(office)
    assert client.get(f"/nominations/{submitted.pk}/accept/").status_code == 405


def test_other_jurisdiction_gets_404(client, dallas_office, other_administrator, submitted):
    for user in (dallas_office, other_administrator):
        client.force_login(user)
        assert client.post(f"/nominations/{submitted.pk}/accept/").status_code == 404


def test_viewer_gets_403(client, viewer, administrator, adjudicator, manager, submitted):
    for user in (viewer, administrator, adjudicator, manager):
        client.force_login(user)
        assert client.post(f"/nominations/{submitted.pk}/accept/").status_code == 403
