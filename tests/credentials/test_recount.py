"""After a change of an agency's time zone: the dates that would move are listed, and a person decides."""

from datetime import date

import pytest

from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.authority.keeping import differences
from officers.credentials.holding_workflow import issue
from officers.credentials.models import Letter
from officers.credentials.recounting import digest, moves, recount
from officers.credentials.workflow import execute_form, receive, sign_letter
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
    assert "Letter in force until" in text and "Leaves at" in text and "Credential valid until" in text
    client.get(f"/jurisdictions/{pinellas.pk}/")
    assert authority_of(ana, facts.moment("2026-06-01T04:30:00+00:00"), R4).may_serve is False


def test_it_moves_what_was_shown(client, office, pinellas, ana):
    client.force_login(office)
    agency = moved(pinellas)
    before = facts.moment("2026-06-01T04:30:00+00:00")  # 11:30 p.m. of the last day in Chicago
    assert not authority_of(ana, before, R4).may_serve
    answer = client.post(f"/credentials/agencies/{pinellas.pk}/dates/", {"seen": digest(moves(agency))}, follow=True)
    assert "Dates recounted" in answer.text
    assert authority_of(ana, before, R4).may_serve and moves(agency) == [] and differences() == 0
    assert Letter.objects.get().ends_at == facts.moment("2026-07-01T05:00:00+00:00")
    assert "America/Chicago" in Event.objects.get(verb="recount").reason


def test_stale_page_is_refused(office, pinellas, ana):
    with pytest.raises(Refused, match="have changed"):
        recount(moved(pinellas), "0" * 16, by=office, at=NOW)


def test_viewer_gets_403(client, viewer, pinellas):
    client.force_login(viewer)
    assert client.get(f"/credentials/agencies/{pinellas.pk}/dates/").status_code == 403


def test_other_jurisdiction_gets_404(client, dallas_office, pinellas):
    client.force_login(dallas_office)
    assert client.get(f"/credentials/agencies/{pinellas.pk}/dates/").status_code == 404
