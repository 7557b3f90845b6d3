"""Correct: name and badge of a draft or of what was sent back; what stood there before stays on the timeline."""

import pytest

from officers.nominations import workflow
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW

FIELDS = {"first_name": "Anna", "last_name": "Ruiz", "badge": "B1", "version": 1}


def test_it_works(client, administrator, draft):
    client.force_login(administrator)
    url = f"/nominations/{draft.pk}/correct/"
    assert b'value="Ana"' in client.get(url).content
    answer = client.post(url, FIELDS)
    assert answer["Location"] == f"/nominations/{draft.pk}/submit/"
    draft.officer.refresh_from_db()
    assert draft.officer.first_name == "Anna"
    assert Event.objects.of(draft).get().reason == "Before: Ana Ruiz, badge B1"


def test_stale_page_is_refused(client, administrator, draft):
    client.force_login(administrator)
    page = client.post(f"/nominations/{draft.pk}/correct/", FIELDS | {"version": 0})
    assert b"Someone has changed" in page.content and b'value="Anna"' in page.content
    draft.officer.refresh_from_db()
    assert draft.officer.first_name == "Ana"


def test_another_officers_badge_is_refused(client, administrator, draft, pinellas):
    facts.officer(pinellas, badge="B77")
    client.force_login(administrator)
    page = client.post(f"/nominations/{draft.pk}/correct/", FIELDS | {"badge": "B77"})
    assert b"badge number already" in page.content


def test_a_name_on_accepted_papers_stays(administrator, pinellas):
    officer = facts.officer(pinellas)
    facts.nomination(officer, facts.agreement(pinellas, ends_at=NOW - facts.DAY))
    again = facts.nomination(officer, facts.agreement(pinellas, effective_at=NOW - facts.DAY), status="draft")
    with pytest.raises(Refused, match="accepted before"):
        workflow.correct(again, workflow.Nominee("X", "Y", "Z"), seen=again.version, by=administrator, at=NOW)


def test_it_explains_the_refusal(administrator, submitted):
    with pytest.raises(Refused, match="not possible now.*Submitted"):
        workflow.correct(submitted, workflow.Nominee("X", "Y", "Z"), seen=submitted.version, by=administrator, at=NOW)


def test_other_jurisdiction_gets_404(client, other_administrator, draft):
    client.force_login(other_administrator)
    assert client.get(f"/nominations/{draft.pk}/correct/").status_code == 404


def test_viewer_gets_403(client, viewer, office, draft):
    for user in (viewer, office):
        client.force_login(user)
        assert client.post(f"/nominations/{draft.pk}/correct/", FIELDS).status_code == 403
