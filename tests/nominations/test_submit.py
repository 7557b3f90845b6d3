"""Submit: four attestations made now; a page that is old, or a second click, changes nothing."""

import copy

import pytest
from django.core.exceptions import PermissionDenied

from agreements.memoranda.models import Agreement
from officers.nominations import workflow
from officers.nominations.states import ATTESTATIONS
from records.actions import Refused
from tests import facts
from tests.cast import NOW
from tests.nominations.conftest import ATTESTED

ALL = {field for field, _ in ATTESTATIONS}


def test_it_works(client, administrator, draft):
    client.force_login(administrator)
    url = f"/nominations/{draft.pk}/submit/"
    assert b"What happens next" in client.get(url).content
    assert client.post(url, {**ATTESTED, "version": 1}).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.attested_by, draft.version) == ("submitted", administrator, 2)


def test_it_explains_the_refusal(client, administrator, draft):
    client.force_login(administrator)
    page = client.post(f"/nominations/{draft.pk}/submit/", {"citizen": "on", "version": 1}).content.decode()
    assert 'href="#id_enforced_laws"' in page and "Error: " in page
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_the_verb_names_what_is_missing(administrator, draft):
    with pytest.raises(Refused, match="citizen of the United States.*IV.B"):
        workflow.submit(draft, ALL - {"citizen"}, seen=draft.version, by=administrator, at=NOW)


def test_stale_page_is_refused(client, administrator, draft):
    client.force_login(administrator)
    workflow.correct(draft, workflow.Nominee("Ana", "Ruiz", "9"), seen=draft.version, by=administrator, at=NOW)
    page = client.post(f"/nominations/{draft.pk}/submit/", {**ATTESTED, "version": 1})
    assert b"Someone has changed this record" in page.content
    page = client.post(f"/nominations/{draft.pk}/submit/", ATTESTED)
    assert b"Someone has changed this record" in page.content


def test_two_at_once_one_is_refused(administrator, draft):
    other = copy.copy(draft)
    workflow.submit(draft, ALL, seen=draft.version, by=administrator, at=NOW)
    with pytest.raises(Refused):
        workflow.submit(other, ALL, seen=other.version, by=administrator, at=NOW)


def test_not_under_an_ended_agreement(administrator, draft):
    Agreement.objects.update(ends_at=NOW)
    draft.refresh_from_db()
    with pytest.raises(Refused, match="has ended"):
        workflow.submit(draft, ALL, seen=draft.version, by=administrator, at=NOW)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_attestations_are_renewed_after_it_was_sent_back(administrator, office, submitted):
    workflow.send_back(submitted, "The badge is missing a digit.", seen=submitted.version, by=office, at=NOW)
    assert [sentence for _, sentence, ticked in submitted.attestations if ticked] == []
    assert submitted.attested_by is None
    workflow.submit(submitted, ALL, seen=submitted.version, by=administrator, at=NOW + facts.DAY)
    assert (submitted.attested_by, submitted.attested_at) == (administrator, NOW + facts.DAY)


def test_other_jurisdiction_gets_404(client, other_administrator, draft):
    client.force_login(other_administrator)
    assert client.post(f"/nominations/{draft.pk}/submit/", ATTESTED).status_code == 404


def test_viewer_gets_403(client, viewer, draft):
    client.force_login(viewer)
    assert client.post(f"/nominations/{draft.pk}/submit/", ATTESTED).status_code == 403
    with pytest.raises(PermissionDenied):
        workflow.submit(draft, set(), seen=draft.version, by=viewer, at=NOW)
