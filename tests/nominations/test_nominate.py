"""A nomination begins: by the administrator, under an agreement in force, kept as a draft or submitted at once."""

import pytest
from django.core.exceptions import PermissionDenied

from officers.nominations import workflow
from officers.nominations.models import Nomination, Officer
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW
from tests.nominations.conftest import ATTESTED, NOMINEE

URL = "/nominations/new/"


def form(pinellas, **more):
    return {"jurisdiction": pinellas.pk, **NOMINEE, **more}


def test_it_works(client, administrator, pinellas, agreement, office):
    client.force_login(administrator)
    assert b"Submit nomination" in client.get(URL).content
    answer = client.post(URL, form(pinellas, **ATTESTED), follow=True)
    nomination = Nomination.objects.get()
    assert answer.redirect_chain[-1][0] == f"/nominations/{nomination.pk}/"
    assert (nomination.status, nomination.agreement, nomination.attested_by) == ("submitted", agreement, administrator)
    assert list(Event.objects.of(nomination).order_by("pk").values_list("verb", flat=True)) == ["nominate", "submit"]
    assert office.notifications.get().path == f"/nominations/{nomination.pk}/"


def test_a_draft_is_kept_without_attestations(client, administrator, pinellas, agreement):
    client.force_login(administrator)
    answer = client.post(URL, form(pinellas, citizen="on", draft="yes"), follow=True)
    assert b"Draft saved at" in answer.content
    nomination = Nomination.objects.get()
    assert (nomination.status, nomination.citizen, nomination.enforced_laws) == ("draft", True, False)
    assert nomination.attested_at is None


def test_a_missing_attestation_blocks_and_is_named(client, administrator, pinellas, agreement):
    client.force_login(administrator)
    page = client.post(URL, form(pinellas, **{**ATTESTED, "facility_trained": ""})).content.decode()
    assert 'href="#id_facility_trained"' in page and 'href="#id_citizen"' not in page
    assert "security of our facility" in page and 'value="Ana"' in page
    assert not Officer.objects.exists() and not Nomination.objects.exists()


def test_without_an_agreement_it_explains_the_refusal(client, administrator, pinellas):
    client.force_login(administrator)
    for answer in (client.get(URL, follow=True), client.post(URL, form(pinellas, draft="yes"), follow=True)):
        assert b"agreement in force" in answer.content and b"IV.B" in answer.content
    assert not Officer.objects.exists()


@pytest.mark.parametrize("dates", [{"ends_at": NOW}, {"effective_at": NOW + facts.DAY}])
def test_only_while_the_agreement_is_in_force(dates, administrator, pinellas):
    facts.agreement(pinellas, **dates)
    with pytest.raises(Refused, match="no WSO agreement"):
        workflow.nominate(Officer(jurisdiction=pinellas, **NOMINEE), set(), by=administrator, at=NOW)


def test_an_agreement_of_another_program_does_not_count(administrator, pinellas):
    facts.agreement(pinellas, program="JEM")
    with pytest.raises(Refused, match="no WSO agreement"):
        workflow.nominate(Officer(jurisdiction=pinellas, **NOMINEE), set(), by=administrator, at=NOW)


def test_a_badge_is_one_officers(client, administrator, pinellas, agreement):
    facts.officer(pinellas, badge="P-101")
    client.force_login(administrator)
    page = client.post(URL, form(pinellas, **ATTESTED))
    assert b"badge number already" in page.content and Officer.objects.count() == 1


def test_a_double_click_nominates_once(client, administrator, pinellas, agreement):
    client.force_login(administrator)
    first, second = (client.post(URL, form(pinellas, **ATTESTED)) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 200) and Nomination.objects.count() == 1


def test_an_officer_is_nominated_again_under_the_next_agreement(client, administrator, pinellas):
    before = facts.agreement(pinellas, ends_at=NOW - facts.DAY)
    officer = facts.officer(pinellas)
    facts.nomination(officer, before)
    after = facts.agreement(pinellas, effective_at=NOW - facts.DAY)
    client.force_login(administrator)
    assert b"Ana Ruiz" in client.get(f"{URL}?officer={officer.pk}").content
    client.post(f"{URL}?officer={officer.pk}", ATTESTED)
    assert officer.nominations.get(status="submitted").agreement == after
    again = client.post(f"{URL}?officer={officer.pk}", ATTESTED, follow=True)
    assert b"already nominated under this agreement" in again.content


def test_whoever_serves_several_agencies_chooses(client, administrator, pinellas, hernando, agreement):
    administrator.memberships.create(role="administrator", jurisdiction=hernando, from_on="2019-01-01")
    client.force_login(administrator)
    assert b"Hernando County" in client.get(URL).content
    refused = client.post(URL, {**NOMINEE, **ATTESTED, "jurisdiction": hernando.pk})
    assert b"Ask your field office about the agreement" in refused.content
    assert client.post(URL, form(pinellas, **ATTESTED)).status_code == 302


def test_another_agency_cannot_be_slipped_in(client, administrator, pinellas, hernando, agreement):
    facts.agreement(hernando)
    client.force_login(administrator)
    assert client.post(URL, {**NOMINEE, **ATTESTED, "jurisdiction": hernando.pk}).status_code == 200
    assert not Nomination.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "\x00", "a\x00b", "—", "x" * 61, "Ana\u202eziuR"])
def test_a_name_that_is_none_is_refused(name, client, administrator, pinellas, agreement):
    client.force_login(administrator)
    page = client.post(URL, form(pinellas, **ATTESTED) | {"first_name": name})
    assert page.status_code == 200 and b'href="#id_first_name"' in page.content


def test_other_jurisdiction_gets_404(client, other_administrator, pinellas, agreement):
    client.force_login(other_administrator)
    officer = facts.officer(pinellas)
    assert client.get(f"{URL}?officer={officer.pk}").status_code == 404
    assert client.get(f"{URL}?officer=1e5").status_code == 404


def test_viewer_gets_403(client, viewer, office, pinellas, agreement):
    for user in (viewer, office):
        client.force_login(user)
        assert client.get(URL).status_code == 403
    with pytest.raises(PermissionDenied):
        workflow.nominate(Officer(jurisdiction=pinellas, **NOMINEE), set(), by=viewer, at=NOW)


def test_a_viewer_elsewhere_nominates_only_at_home(client, administrator, hernando, agreement):
    administrator.memberships.create(role="viewer", jurisdiction=hernando, from_on="2019-01-01")
    client.force_login(administrator)
    assert client.get(f"{URL}?officer={facts.officer(hernando).pk}").status_code == 403
