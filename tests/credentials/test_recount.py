"""After a change of an agency's time zone: the dates that would move are listed, and a person decides."""

from datetime import date, time

import pytest

from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.authority.keeping import differences
from officers.credentials.holding_workflow import issue
from officers.credentials.models import Authorization, Letter, Withdrawal
from officers.credentials.recounting import digest, find_moves, recount
from officers.credentials.workflow import execute_form, receive, sign_letter, withdraw
from officers.nominations.workflow import depart
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW

from .conftest import letter_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(certified, agreement, director, office, administrator):
    """An officer whose papers were entered through the verbs, with last days."""
    row = certified()
    agreement.signatures.create(
        side="ice", name="X", title="Y", signed_on=agreement.effective_at.date(), signed_at=agreement.effective_at,
        signed_time=agreement.effective_at.astimezone(facts.zone_of(agreement)).time(),
        recorded_by=office, recorded_at=NOW,
    )  # fmt: skip
    type(row).objects.update(certified_time=row.certified_at.astimezone(facts.zone_of(agreement)).time())
    letter = letter_for(agreement, signed_on=date(2026, 2, 2), from_on=date(2026, 2, 5), until_on=date(2026, 6, 30))
    letter = sign_letter(letter, [row], by=director, at=NOW)
    named = list(letter.authorizations.all())
    execute_form(letter, named, date(2026, 2, 6), by=office, at=NOW)
    receive(letter, named, date(2026, 2, 7), by=office, at=NOW)
    issue(row.officer, "C-1", date(2026, 2, 8), date(2026, 12, 31), by=office, at=NOW)
    depart(row.officer, date(2026, 3, 1), date(2026, 5, 31), "Retires", by=administrator, at=NOW)
    return row.officer


def moved(pinellas) -> Jurisdiction:
    Jurisdiction.objects.filter(pk=pinellas.pk).update(zone="America/Chicago", version=2)
    return Jurisdiction.objects.get(pk=pinellas.pk)


def test_nothing_moves_by_itself(client, office, pinellas, ana):
    client.force_login(office)
    page = f"/credentials/agencies/{pinellas.pk}/dates/"
    assert client.get(page).status_code == 302
    client.post(f"/jurisdictions/{pinellas.pk}/confirm-zone/", {"zone": "America/Chicago", "version": 1})
    assert Letter.objects.get().ends_at == facts.moment("2026-07-01T04:00:00+00:00")
    text = client.get(page).text
    assert "Letter in force until" in text and "Departure takes effect" in text and "Credential valid until" in text
    client.get(f"/jurisdictions/{pinellas.pk}/")
    assert authority_of(ana, facts.moment("2026-06-01T04:30:00+00:00"), R4).may_serve is False


def test_it_moves_what_was_shown(client, office, pinellas, ana):
    client.force_login(office)
    agency = moved(pinellas)  # by another colleague
    before = facts.moment("2026-06-01T04:30:00+00:00")  # 11:30 p.m. of the last day in Chicago
    assert not authority_of(ana, before, R4).may_serve
    page = f"/credentials/agencies/{pinellas.pk}/dates/"
    answer = client.post(page, {"shown": digest(find_moves(agency))}, follow=True)
    assert "Dates recounted" in answer.text
    assert authority_of(ana, before, R4).may_serve and find_moves(agency) == [] and differences() == 0
    assert Letter.objects.get().ends_at == facts.moment("2026-07-01T05:00:00+00:00")
    assert "America/Chicago" in Event.objects.get(verb="recount").reason


def test_stale_page_is_refused(office, pinellas, ana):
    with pytest.raises(Refused, match="changed after"):
        recount(moved(pinellas), "0" * 16, by=office, at=NOW)


def test_viewer_gets_403(client, viewer, pinellas):
    client.force_login(viewer)
    assert client.get(f"/credentials/agencies/{pinellas.pk}/dates/").status_code == 403


def test_other_jurisdiction_gets_404(client, dallas_office, pinellas):
    client.force_login(dallas_office)
    assert client.get(f"/credentials/agencies/{pinellas.pk}/dates/").status_code == 404


def test_who_changed_the_zone_does_not_recount(client, office, pinellas, ana):
    client.force_login(office)
    client.post(f"/jurisdictions/{pinellas.pk}/confirm-zone/", {"zone": "America/Chicago", "version": 1})
    agency = Jurisdiction.objects.get(pk=pinellas.pk)
    with pytest.raises(Refused, match="a colleague must recount"):
        recount(agency, digest(find_moves(agency)), by=office, at=NOW)


def test_no_zone_frees_a_letter_from_its_withdrawal(office, director, pinellas, ana, agreement):
    notice = Withdrawal(agreement=agreement, signed_by="D", notified_at=NOW, effective_at=NOW + 3 * facts.DAY)
    withdraw(notice, [ana], by=director, at=NOW)
    Jurisdiction.objects.filter(pk=pinellas.pk).update(zone="Pacific/Honolulu", version=2)
    agency = Jurisdiction.objects.get(pk=pinellas.pk)
    before = Authorization.objects.get().withdrawn_at
    recount(agency, digest(find_moves(agency)), by=office, at=NOW)
    assert Authorization.objects.get().withdrawn_at == before == notice.effective_at
    assert not authority_of(ana, NOW + 4 * facts.DAY, R4).authorized and differences() == 0


def test_letters_in_a_row_and_papers_of_the_day_move(office, director, pinellas, agreement, certified):
    row = certified()
    type(row).objects.update(certified_time=row.certified_at.astimezone(facts.zone_of(agreement)).time())
    early = letter_for(agreement, signed_on=date(2026, 2, 2), from_on=date(2026, 2, 5), until_on=date(2026, 3, 31))
    sign_letter(early, [row], by=director, at=NOW)
    today = letter_for(agreement, signed_time=time(10), from_on=date(2026, 4, 1))
    sign_letter(today, [row], by=director, at=NOW)
    recount(moved(pinellas), digest(find_moves(moved(pinellas))), by=office, at=NOW)
    first, second = Letter.objects.order_by("starts_at")
    assert first.ends_at == second.starts_at == facts.moment("2026-04-01T05:00:00+00:00")
    assert second.signed_at == NOW and find_moves(moved(pinellas)) == []


@pytest.mark.parametrize(("returned", "leaves"), [("2026-06-02T12:00Z", "05:00"), ("2026-06-01T04:30Z", "04:30")])
def test_the_departure_of_who_has_returned_moves_too(pinellas, ana, returned, leaves):
    """To the end of the last day in the new zone, but never past the return."""
    departure = ana.departures.get()
    type(departure).objects.update(ended_at=facts.moment(returned.replace("Z", ":00+00:00")))
    (move,) = [move for move in find_moves(moved(pinellas)) if move.record == departure]
    assert move.changes == {"departs_at": facts.moment(f"2026-06-01T{leaves}:00+00:00")}
