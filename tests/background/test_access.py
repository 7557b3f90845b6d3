"""ICE's access to disciplinary records: a record of its own that lives on after the check (IV.B)."""

from datetime import date

import pytest

from agreements.memoranda.terms import R4
from notifications.models import Notification
from officers.authority.answer import authority_of
from officers.background.models import RecordsAccess
from officers.background.records_access import end_access, grant_access
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW

CONSENT, SINCE = date(2025, 4, 1), date(2025, 5, 1)


@pytest.fixture
def access(accepted, adjudicator):
    return grant_access(accepted.officer, CONSENT, SINCE, by=adjudicator, at=NOW)


def test_it_works(client, adjudicator, accepted):
    facts.cleared(accepted)
    client.force_login(adjudicator)
    check = f"/background/{accepted.pk}/"
    url = f"/background/officers/{accepted.officer_id}/access/"
    assert url in client.get(check).content.decode()
    assert client.post(url, {"authorized_on": CONSENT, "from_on": SINCE})["Location"] == check
    page = client.get(check).content.decode()
    assert "Since <time" in page and "May 1, 2025" in page and "Apr 1, 2025" in page and url not in page


def test_ended_it_stays_on_record_and_the_director_is_told(client, adjudicator, director, office, access):
    client.force_login(adjudicator)
    url = f"/background/access/{access.pk}/end/"
    assert client.post(url, {"ended_on": "2026-02-01", "because": "officer"}).status_code == 302
    access.refresh_from_db()
    assert access.ended_on == date(2026, 2, 1)
    assert Event.objects.of(access).filter(verb="end_access").exists()
    mail = Notification.objects.get(rule="background.access_ended")
    assert mail.recipient == director
    assert "authorization" not in mail.body
    page = client.get(f"/background/{access.officer.nominations.get().pk}/").content.decode()
    assert "Feb 1, 2026" in page
    assert "The officer withdrew the written authorization" in page
    assert f"/background/officers/{access.officer_id}/access/" in page  # it may be granted again


def test_it_explains_the_refusal(adjudicator, access):
    with pytest.raises(Refused, match="already on record"):
        grant_access(access.officer, CONSENT, SINCE, by=adjudicator, at=NOW)
    with pytest.raises(Refused, match="can't end before it starts"):
        end_access(access, date(2025, 4, 30), "agency", by=adjudicator, at=NOW)
    with pytest.raises(Refused, match="in the future"):
        end_access(access, date(2027, 1, 1), "agency", by=adjudicator, at=NOW)
    end_access(access, date(2026, 2, 1), "agency", by=adjudicator, at=NOW)
    access.refresh_from_db()
    with pytest.raises(Refused, match="already ended"):
        end_access(access, date(2026, 2, 1), "agency", by=adjudicator, at=NOW)


def test_it_needs_the_officers_authorization_first(adjudicator, accepted):
    with pytest.raises(Refused, match="before the officer's written authorization"):
        grant_access(accepted.officer, SINCE, CONSENT, by=adjudicator, at=NOW)
    assert not RecordsAccess.objects.exists()


def test_a_wrong_entry_is_voided_and_entered_again(client, adjudicator, access):
    client.force_login(adjudicator)
    url = f"/background/access/{access.pk}/void/"
    assert client.post(url, {"why": "She was suspended in 1999"}).status_code == 200
    assert client.post(url, {"why": "A date was wrong"}).status_code == 302
    grant_access(access.officer, CONSENT, date(2025, 6, 1), by=adjudicator, at=NOW)
    assert Event.objects.of(access).filter(verb="void_access").exists()
    assert RecordsAccess.objects.live().get().from_on == date(2025, 6, 1)
    assert RecordsAccess.objects.count() == 2


def test_nobody_else_reaches_it(client, administrator, office, director, access):
    for user in (administrator, office, director):
        client.force_login(user)
        assert client.get(f"/background/access/{access.pk}/end/").status_code == 404
        assert client.get(f"/background/officers/{access.officer_id}/access/").status_code == 403


def test_the_answer_does_not_change(access, adjudicator):
    """What follows from an end is the director's to decide (IV.D): a policy, never a silent stop."""
    before = authority_of(access.officer, NOW, R4).reasons
    end_access(access, date(2026, 2, 1), "agency", by=adjudicator, at=NOW)
    assert authority_of(access.officer, NOW, R4).reasons == before
