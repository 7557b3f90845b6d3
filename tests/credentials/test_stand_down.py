"""Stand down: an agency stops its own officer at once, keeps the reason to itself, and ends it again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.authority.hindsight import entered_later
from officers.authority.keeping import differences
from officers.credentials.annulment import annul
from officers.credentials.holding_workflow import return_to_duty, stand_down
from officers.credentials.models import StandDown
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW
from tests.papers import post_reviewed

HOUR, SECRET = timedelta(hours=1), "An internal inquiry into a shift report"


@pytest.fixture
def ana(pinellas, agreement):
    return facts.serving(pinellas, "Ana Ruiz", agreement)


def page_of(client, user, officer) -> str:
    client.force_login(user)
    return client.get(f"/officers/{officer.pk}/").text


def test_it_works_at_once_and_ends_again(client, administrator, office, ana):
    path = f"/credentials/officers/{ana.pk}/stand-down/"
    assert path in page_of(client, administrator, ana)
    shown = client.post(path, {"reason": SECRET})
    assert "stood down by the agency" in shown.text and not StandDown.objects.exists()
    page = post_reviewed(client, path, {"reason": SECRET}, follow=True).text
    assert "Officer stood down by the agency:" in page and "The agency stood this officer down." in page
    assert "The agency returns the officer to duty." in page
    decision = authority_of(ana, NOW, R4)
    assert [(r.code, r.basis) for r in decision.unmet] == [("not_stood_down", "Agency policy")]
    assert authority_of(ana, NOW - HOUR, R4).may_serve and differences() == 0
    assert office.notifications.get().path == f"/officers/{ana.pk}/"
    back = f"/credentials/officers/{ana.pk}/return-to-duty/"
    assert back in page and SECRET in client.get(back).text
    page = post_reviewed(client, back, {"ends_on": "", "ends_time": ""}, follow=True).text
    assert "Stand-down ended by the agency:" in page and authority_of(ana, NOW, R4).may_serve and differences() == 0
    assert client.get(back).url == f"/officers/{ana.pk}/"


def test_from_a_date_until_a_date(administrator, ana):
    stand_down(ana, SECRET, NOW + HOUR, NOW + 3 * HOUR, by=administrator, at=NOW)
    second = timedelta(seconds=1)
    for at, serves in (
        (NOW, True), (NOW + HOUR - second, True), (NOW + HOUR, False), (NOW + 3 * HOUR - second, False),
        (NOW + 3 * HOUR, True),
    ):  # fmt: skip
        assert authority_of(ana, at, R4).may_serve == serves
    assert authority_of(ana, NOW, R4).until == NOW + HOUR


def test_the_reason_stays_with_the_agency(client, administrator, office, director, manager, ana):
    stand_down(ana, SECRET, by=administrator, at=NOW)
    event = Event.objects.about(ana.subject).get(verb="stand_down")
    assert event.reason == "" and SECRET not in office.notifications.get().body
    for user in (office, director, manager):
        page = page_of(client, user, ana)
        assert "The agency stood this officer down." in page and SECRET not in page
        assert "return-to-duty" not in page
        assert client.get(f"/credentials/officers/{ana.pk}/return-to-duty/").status_code == 403


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "words"),
    [
        (NOW - HOUR, None, "now or later"),
        (NOW + HOUR, NOW + HOUR, "end can't be before the start"),
        (None, NOW - HOUR, "end can't be before the start"),
    ],
)
def test_it_explains_the_refusal(administrator, ana, starts_at, ends_at, words):
    with pytest.raises(Refused, match=words):
        stand_down(ana, SECRET, starts_at, ends_at, by=administrator, at=NOW)


def test_one_at_a_time(administrator, pinellas, ana):
    row = stand_down(ana, SECRET, by=administrator, at=NOW)
    with pytest.raises(Refused, match="already stood down"):
        stand_down(ana, SECRET, by=administrator, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        StandDown.objects.create(
            officer=ana, reason="x", starts_at=NOW, recorded_by=facts.clerk(), recorded_at=NOW, ends_at=None
        )
    with pytest.raises(Refused, match="now or later"):
        return_to_duty(row, NOW - HOUR, by=administrator, at=NOW)
    stale = StandDown.objects.get()
    return_to_duty(row, NOW + HOUR, by=administrator, at=NOW)
    with pytest.raises(Refused, match="changed this record"):
        return_to_duty(stale, by=administrator, at=NOW)
    with pytest.raises(Refused, match="no authority to stop"):
        stand_down(facts.officer(pinellas, "Bo Lee"), SECRET, by=administrator, at=NOW)


def test_one_that_has_not_begun_is_taken_back(administrator, ana):
    row = stand_down(ana, SECRET, NOW + HOUR, by=administrator, at=NOW)
    return_to_duty(row, by=administrator, at=NOW)
    assert authority_of(ana, NOW + 2 * HOUR, R4).may_serve
    with pytest.raises(Refused, match="is not stood down"):
        return_to_duty(StandDown.objects.get(), by=administrator, at=NOW)


def test_hindsight_tells_of_it(administrator, ana):
    stand_down(ana, SECRET, by=administrator, at=NOW)
    StandDown.objects.update(starts_at=NOW - 3 * HOUR)
    assert "Stand-down by the agency" in [what for what, *_ in entered_later(ana, NOW - HOUR)]


def test_only_the_agencys_administrator(client, office, director, viewer, other_administrator, ana):
    for person in (office, director, viewer):
        with pytest.raises(PermissionDenied):
            stand_down(ana, SECRET, by=person, at=NOW)
        client.force_login(person)
        assert client.post(f"/credentials/officers/{ana.pk}/stand-down/", {}).status_code == 403
    client.force_login(other_administrator)
    for page in ("stand-down", "return-to-duty"):
        assert client.get(f"/credentials/officers/{ana.pk}/{page}/").status_code == 404


def test_a_wrong_one_is_voided_with_a_reason(client, administrator, office, other_administrator, ana):
    """From its start on: the time since counts again. After a day somebody else than who entered it voids it."""
    row = stand_down(ana, SECRET, NOW, by=administrator, at=NOW)
    path, reason = f"/credentials/annul/stand_down/{row.pk}/", {"reason": "The wrong officer"}
    page = page_of(client, administrator, ana)
    assert path in page and SECRET in page
    for user, status in ((office, 403), (other_administrator, 404)):
        client.force_login(user)
        assert client.post(path, reason).status_code == status
    assert path not in page_of(client, office, ana)
    with pytest.raises(Refused, match="a colleague must void it"):
        annul("stand_down", row, "Mine", by=administrator, at=NOW + 25 * HOUR)
    client.force_login(administrator)
    page = post_reviewed(client, path, reason, follow=True).text
    assert "Stand-down voided by the agency" in page and path not in page
    assert authority_of(ana, NOW, R4).may_serve and differences() == 0
    event = Event.objects.about(ana.subject).get(verb="annul_stand_down")
    assert event.reason == "The wrong officer"


def test_home_names_who_is_stood_down(client, administrator, office, viewer, pinellas, ana):
    stand_down(ana, SECRET, by=administrator, at=NOW)
    stand_down(facts.serving(pinellas, "Bo Lee"), SECRET, NOW + HOUR, by=administrator, at=NOW)
    back = f'href="/credentials/officers/{ana.pk}/return-to-duty/"'
    for user, words in ((administrator, "Officer stood down by your agency"), (office, "Stood down by the agency")):
        client.force_login(user)
        page = client.get("/", {"show": "others"} if user is office else {}).text
        assert words in page and (back in page) == (user is administrator) and SECRET not in page
        assert "Bo Lee" not in page
    return_to_duty(StandDown.objects.get(officer=ana), by=administrator, at=NOW)
    client.force_login(administrator)
    assert back not in client.get("/").text
