"""Who records undoes: what ICE's director gave is the director's; a departure past its last day the field office's."""

from datetime import timedelta

import pytest

from agreements.memoranda import workflow
from agreements.memoranda.models import Agreement, Notice
from agreements.memoranda.terms import R4
from notifications.models import Notification
from officers.authority.answer import authority_of
from officers.nominations.models import Departure
from officers.nominations.workflow import depart
from tests import facts
from tests.cast import NOW
from tests.memoranda.conftest import notice
from tests.papers import post_reviewed

pytestmark = pytest.mark.django_db
WHY = {"reason": "Entered for another county"}


@pytest.fixture
def agreement(pinellas):
    return facts.agreement(pinellas)


def given(agreement, by, side, kind):
    words = "" if side == "agency" and kind == "termination" else "Riot"
    effective_at = NOW if words else None
    return workflow.give_notice(
        agreement, notice(side, kind, effective_at=effective_at, exigency=words), seen=agreement.version, by=by, at=NOW
    )


def status(client, user, path, data) -> int:
    client.force_login(user)
    assert client.get(path).status_code in (200, 403)
    return post_reviewed(client, path, data).status_code


@pytest.mark.parametrize("kind", ["termination", "suspension"])
def test_staff_do_not_annul_what_the_director_gave(client, office, director, agreement, kind):
    """ANNUL_ICE_NOTICE."""
    wrong = given(agreement, director, "ice", kind)
    path, page = f"/agreements/notices/{wrong.pk}/annul/", WHY | {"version": agreement.version}
    assert status(client, office, path, page) == 403 and Notice.objects.get().annulled_at is None
    assert path not in client.get(f"/agreements/{agreement.pk}/").content.decode()
    assert status(client, director, path, page) == 302 and Notice.objects.get().annulled_by == director


def test_staff_do_not_end_the_directors_suspension(client, office, director, agreement):
    """RESUME_ICE."""
    riot = given(agreement, director, "ice", "suspension")
    path, page = f"/agreements/notices/{riot.pk}/resume/", {"version": agreement.version}
    assert status(client, office, path, page) == 403 and Agreement.objects.suspended(NOW).exists()
    assert path not in client.get(f"/agreements/{agreement.pk}/").content.decode()
    assert status(client, director, path, page) == 302 and Notice.objects.get().ended_at


def test_the_agencys_notice_is_the_field_offices(client, office, director, agreement):
    riot = given(agreement, office, "agency", "suspension")
    for path, page in (("resume", {}), ("annul", WHY)):
        agreement.refresh_from_db()
        data = page | {"version": agreement.version}
        assert status(client, director, f"/agreements/notices/{riot.pk}/{path}/", data) == 403
        assert status(client, office, f"/agreements/notices/{riot.pk}/{path}/", data) == 302


@pytest.fixture
def serving(pinellas):
    return facts.serving(pinellas)


def left(officer, by):
    """Gone since the end of last Friday."""
    day = NOW.date() - timedelta(days=3)
    return depart(officer, day, day, by=by, at=NOW)


def test_the_agency_does_not_annul_a_departure_past_its_last_day(client, administrator, office, serving):
    """annul_past_departure."""
    path = f"/nominations/departures/{left(serving, administrator).pk}/annul/"
    assert status(client, administrator, path, WHY) == 403 and not authority_of(serving, NOW, R4).may_serve
    assert status(client, office, path, WHY) == 302 and authority_of(serving, NOW, R4).may_serve
    told = Notification.objects.get(rule="officer.stays")
    assert told.recipient == administrator and WHY["reason"] in told.body


def test_who_recorded_the_departure_does_not_annul_it(client, both, office, serving, refused):
    departure = left(serving, both)
    path = f"/nominations/departures/{departure.pk}/annul/"
    assert refused(both, path, WHY) and Departure.objects.get().annulled_at is None
    refused(office, path, WHY)
    assert Departure.objects.get().annulled_by == office


def test_within_the_last_day_the_agency_annuls(client, administrator, office, serving):
    departure = depart(serving, NOW.date(), NOW.date(), by=administrator, at=NOW)
    path = f"/nominations/departures/{departure.pk}/annul/"
    assert status(client, office, path, WHY) == 403
    assert status(client, administrator, path, WHY) == 302
