"""Departure: the last day ends authority in the agency's zone; short notice is told, not blocked."""

from datetime import UTC, date, datetime

import pytest

from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.nominations import workflow
from officers.nominations.models import Departure
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW
from tests.papers import confirmation, post_reviewed

LAST = date(2026, 3, 31)
END = datetime(2026, 4, 1, 4, tzinfo=UTC)  # midnight in Florida, summer time


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


def leave(officer, by, notice_on=date(2026, 3, 1), last_day_on=LAST, shortfall=""):
    return workflow.depart(officer, notice_on, last_day_on, shortfall, by=by, at=NOW)


def test_it_works(client, administrator, office, accepted):
    client.force_login(administrator)
    url = f"/nominations/officers/{accepted.officer_id}/depart/"
    assert b"90 days" in client.get(url).content
    fields = {"notice_on": "2026-03-01", "last_day_on": "2026-03-31", "shortfall": "Found another job"}
    review = client.post(url, fields)
    assert "Ana Ruiz" in review.content.decode() and not Departure.objects.exists()
    assert client.post(url, confirmation(review.context["review"]))["Location"] == f"/officers/{accepted.officer_id}/"
    departure = Departure.objects.get()
    assert departure.departs_at == END and departure.days_of_notice == 30
    page = client.get(f"/nominations/{accepted.pk}/").content.decode()
    assert "30 days' notice" in page and "Found another job" in page
    assert office.notifications.get().rule == "officer.departs"


def test_authority_ends_with_the_last_day(administrator, pinellas):
    officer = facts.serving(pinellas)
    leave(officer, administrator)
    assert authority_of(officer, END - facts.timedelta(seconds=1), R4).may_serve
    assert not authority_of(officer, END, R4).may_serve


def test_a_review_says_from_when_the_officer_may_not_serve(client, administrator, pinellas):
    officer = facts.serving(pinellas)
    client.force_login(administrator)
    fields = {"notice_on": "2026-03-01", "last_day_on": "2026-03-31"}
    page = client.post(f"/nominations/officers/{officer.pk}/depart/", fields).content.decode()
    assert "Nothing is recorded yet" in page and "(left the agency or the program)" in page
    assert "1 officer will no longer be allowed to serve" in page and "usa-button--secondary" in page


def test_short_notice_without_a_reason_is_no_obstacle(administrator, accepted):
    departure = leave(accepted.officer, administrator, last_day_on=date(2026, 2, 1))
    assert departure.days_of_notice == 0 and Event.objects.about(departure.subject).get().done == "Departure recorded"


@pytest.mark.parametrize(
    ("field", "day"),
    [("notice_on", "9999-12-31"), ("last_day_on", "9999-12-31"), ("last_day_on", "0001-01-01"), ("last_day_on", "1e5")],
)
def test_an_absurd_date_is_refused(field, day, client, administrator, accepted):
    client.force_login(administrator)
    fields = {"notice_on": "2026-03-01", "last_day_on": "2026-03-31", field: day}
    page = client.post(f"/nominations/officers/{accepted.officer_id}/depart/", fields)
    assert f'href="#id_{field}"'.encode() in page.content and not Departure.objects.exists()


def test_it_explains_the_refusal(administrator, accepted):
    with pytest.raises(Refused, match="date of the notice.*IV.D"):
        leave(accepted.officer, administrator, notice_on=date(2026, 3, 3))
    leave(accepted.officer, administrator)
    with pytest.raises(Refused, match="already recorded"):
        leave(accepted.officer, administrator)


def test_annulled_it_counts_no_more(client, administrator, pinellas):
    officer = facts.serving(pinellas)
    departure = leave(officer, administrator)
    client.force_login(administrator)
    url = f"/nominations/departures/{departure.pk}/annul/"
    assert b'href="#id_reason"' in client.post(url, {"reason": " "}).content
    assert post_reviewed(client, url, {"reason": "The officer stays"})["Location"] == f"/officers/{officer.pk}/"
    assert authority_of(officer, END, R4).may_serve
    assert b"already void" in client.post(url, {"reason": "Again"}).content
    assert leave(officer, administrator).pk != departure.pk
    assert Event.objects.filter(verb="annul_departure").count() == 1


def test_other_jurisdiction_gets_404(client, other_administrator, administrator, accepted):
    departure = leave(accepted.officer, administrator)
    client.force_login(other_administrator)
    assert client.get(f"/nominations/officers/{accepted.officer_id}/depart/").status_code == 404
    assert client.get(f"/nominations/departures/{departure.pk}/annul/").status_code == 404


def test_viewer_gets_403(client, viewer, office, administrator, accepted):
    departure = leave(accepted.officer, administrator)
    for user in (viewer, office):
        client.force_login(user)
        assert client.post(f"/nominations/officers/{accepted.officer_id}/depart/").status_code == 403
        assert client.post(f"/nominations/departures/{departure.pk}/annul/").status_code == 403
