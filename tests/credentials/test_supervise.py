"""The supervising official changes now or later, for one officer or a whole agency."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.credentials.annulment import annul
from officers.credentials.holding_workflow import supervise
from records.actions import Refused
from tests import facts
from tests.cast import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def ana(pinellas, agreement):
    return facts.serving(pinellas, "Ana Ruiz", agreement)


def change(officers, by, starts_at=NOW, official="Kim Lane"):
    supervise(officers, official, "Deportation Officer", starts_at, by=by, at=NOW)


def test_it_works(client, office, pinellas, agreement, ana):
    bo = facts.serving(pinellas, "Bo Lee", agreement)
    client.force_login(office)
    page = client.get(f"/credentials/agreements/{agreement.pk}/supervise/")
    assert page.context["form"]["officers"].initial == [bo, ana]  # all, by last name
    entered = {"officers": [ana.pk, bo.pk], "official": "Kim Lane", "position": "Deportation Officer"}
    answer = client.post(f"/credentials/agreements/{agreement.pk}/supervise/", entered, follow=True)
    assert b"Supervising official changed:" in answer.content
    for officer in (ana, bo):
        before, after = officer.supervisions.order_by("starts_at")
        assert before.ends_at == after.starts_at == NOW and after.official == "Kim Lane"
        assert authority_of(officer, NOW, R4).may_serve


def test_for_one_officer_and_later(client, office, ana):
    client.force_login(office)
    entered = {"officers": [ana.pk], "official": "Kim Lane", "position": "Officer", "starts_on": "2026-03-03"}
    client.post(f"/credentials/officers/{ana.pk}/supervise/", entered)
    assert ana.supervisions.get(official="Kim Lane").starts_at == facts.moment("2026-03-03T05:00:00+00:00")


def test_it_explains_the_refusal(office, ana):
    with pytest.raises(Refused, match="now or later"):
        change([ana], office, NOW - HOUR)
    change([ana], office)
    with pytest.raises(Refused, match="already"):
        change([ana], office, NOW + HOUR)


def test_the_next_on_record_takes_over(office, ana):
    change([ana], office, NOW + 2 * HOUR, "Lee Moss")
    change([ana], office, NOW + HOUR)
    spans = [(s.official, s.starts_at, s.ends_at) for s in ana.supervisions.order_by("starts_at")][1:]
    assert spans == [("Kim Lane", NOW + HOUR, NOW + 2 * HOUR), ("Lee Moss", NOW + 2 * HOUR, None)]


def test_before_a_later_official_the_first_one_stops_when_that_one_starts(office, ana):
    ana.supervisions.update(starts_at=NOW + 2 * HOUR)
    change([ana], office)
    spans = [(s.official, s.starts_at, s.ends_at) for s in ana.supervisions.order_by("starts_at")]
    assert spans == [("Kim Lane", NOW, NOW + 2 * HOUR), ("Sam Ortiz", NOW + 2 * HOUR, None)]


def test_annulled_the_one_before_goes_on(office, ana):
    change([ana], office)
    annul("supervision", ana.supervisions.get(official="Kim Lane"), "Wrong name", by=office, at=NOW)
    assert ana.supervisions.live().get().ends_at is None
    assert authority_of(ana, NOW, R4).may_serve


def test_a_time_needs_its_day(client, office, ana):
    client.force_login(office)
    entered = {"officers": [ana.pk], "official": "Kim Lane", "position": "Officer", "starts_time": "10:00"}
    assert b"Enter the date for this time" in client.post(f"/credentials/officers/{ana.pk}/supervise/", entered).content


def test_without_a_letter_there_is_nobody_to_supervise(office, pinellas, ana):
    with pytest.raises(Refused, match="names Bo Lee. Sign a letter first"):
        change([ana, facts.officer(pinellas, "Bo Lee")], office)
    assert ana.supervisions.count() == 1


def test_only_the_field_office(administrator, ana):
    with pytest.raises(PermissionDenied):
        change([ana], administrator)


def test_other_jurisdiction_gets_404(client, dallas_office, ana, agreement):
    client.force_login(dallas_office)
    for page in (f"officers/{ana.pk}", f"agreements/{agreement.pk}"):
        assert client.get(f"/credentials/{page}/supervise/").status_code == 404


def test_viewer_gets_403(client, viewer, ana):
    client.force_login(viewer)
    assert client.post(f"/credentials/officers/{ana.pk}/supervise/", {}).status_code == 403
