"""Another nomination after a refusal: only when the field office says why; the refusal stays on record."""

import pytest

from officers.authority.turns import courses_of
from officers.nominations import workflow
from officers.nominations.models import Nomination
from officers.training.models import Examination
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW
from tests.nominations.conftest import ATTESTED
from tests.nominations.test_return import accept, leave, nominate_again

pytestmark = pytest.mark.django_db
WHY = {"reason": "The record was another person's"}


@pytest.fixture
def not_approved(accepted):
    facts.cleared(accepted, status="not_favorable")
    return Nomination.objects.get(pk=accepted.pk)


@pytest.fixture
def disqualified(accepted):
    facts.cleared(accepted)
    examination = facts.examined(accepted, score=50)
    Examination.objects.filter(pk=examination.pk).update(
        reviewed_on=examination.sat_on, retake_score=60, retake_on=examination.sat_on, retake_at=examination.sat_at
    )
    return Nomination.objects.get(pk=accepted.pk)


def url(nomination) -> str:
    return f"/nominations/{nomination.pk}/allow-another/"


def allow(nomination, by, reason="Passed a similar course since"):
    workflow.allow_another(nomination, reason, seen=nomination.version, by=by, at=NOW)


def test_it_works(client, office, administrator, not_approved):
    client.force_login(office)
    assert url(not_approved) in client.get(f"/nominations/{not_approved.pk}/").content.decode()
    assert url(not_approved) in client.get(f"/officers/{not_approved.officer_id}/").content.decode()
    assert "stays on record" in client.get(url(not_approved)).content.decode()
    assert client.post(url(not_approved), {**WHY, "version": not_approved.version}).status_code == 302
    event = Event.objects.get(verb="allow_another")
    assert event.reason == WHY["reason"] and "Portal policy" in event.clause
    assert administrator.notifications.get(rule="nomination.allowed_again")
    client.force_login(administrator)
    again = f"/nominations/new/?officer={not_approved.officer_id}"
    assert again in client.get(f"/officers/{not_approved.officer_id}/").content.decode()
    client.post(again, ATTESTED)
    assert Nomination.objects.filter(officer=not_approved.officer, agreement=not_approved.agreement).count() == 2


def test_every_step_starts_over(office, administrator, disqualified):
    with pytest.raises(Refused, match="allow another nomination"):
        nominate_again(disqualified.officer, administrator)
    allow(disqualified, office)
    accept(nominate_again(disqualified.officer, administrator), office)
    assert courses_of([disqualified.officer], NOW)[disqualified.officer_id].turn == "accepted"
    disqualified.refresh_from_db()
    assert disqualified.replaced_at == NOW and disqualified.examination.retake_score == 60


def test_it_explains_the_refusal(client, office, accepted, not_approved):
    other = facts.nomination(facts.officer(accepted.jurisdiction, "Bo Lee"), accepted.agreement)
    with pytest.raises(Refused, match="has not refused"):
        allow(other, office)
    with pytest.raises(Refused, match="Say why"):
        allow(not_approved, office, " ")
    allow(not_approved, office)
    with pytest.raises(Refused, match="already"):
        allow(not_approved, office)
    client.force_login(office)
    assert "error-summary" in client.post(url(not_approved), {"reason": "", "version": 9}).content.decode()


def test_a_departure_in_between_is_no_way_around(client, office, administrator, not_approved):
    officer = not_approved.officer
    leave(officer, administrator)
    with pytest.raises(Refused, match="Ask your field office to allow another"):
        nominate_again(officer, administrator)
    client.force_login(administrator)
    for page in (f"/officers/{officer.pk}/", f"/nominations/{not_approved.pk}/"):
        assert "Ask your field office to allow another" in client.get(page).text
    client.force_login(office)
    for page in (f"/officers/{officer.pk}/", f"/nominations/{not_approved.pk}/"):
        assert url(not_approved) in client.get(page).text
    allow(not_approved, office)
    accept(nominate_again(officer, administrator), office)
    assert courses_of([officer], NOW)[officer.pk].turn == "accepted"


def test_a_stale_page_is_refused(client, office, not_approved):
    client.force_login(office)
    page = client.post(url(not_approved), {**WHY, "version": not_approved.version + 1}).content.decode()
    assert "Someone has changed this record" in page
    assert Nomination.objects.get(pk=not_approved.pk).another_allowed_at is None


def test_other_roles_get_403_and_other_offices_404(client, administrator, viewer, dallas_office, not_approved):
    for user, status in ((administrator, 403), (viewer, 403), (dallas_office, 404)):
        client.force_login(user)
        assert client.get(url(not_approved)).status_code == status
