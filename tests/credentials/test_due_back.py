"""Stopping at once: a credential lost, called back, or due back while suspended; supervision that just ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from agreements.memoranda.terms import R4
from dashboards.queue import collect
from dashboards.waiting import MINE
from officers.authority.answer import authority_of
from officers.credentials.holding_workflow import (
    call_back,
    close_credential,
    correct_number,
    end_supervision,
    lift,
    supervise,
)  # fmt: skip
from officers.credentials.models import Credential
from officers.credentials.states import CALL_BACK, LOSE, SURRENDER
from records.actions import Refused
from records.models import Event
from records.offers import offer_of
from tests import facts
from tests.cast import NOW
from tests.papers import post_reviewed

from .conftest import TODAY

HOUR = timedelta(hours=1)


@pytest.fixture
def ana(pinellas, agreement):
    return facts.serving(pinellas, "Ana Ruiz", agreement)


@pytest.fixture
def card(ana):
    return ana.credentials.get()


def tasks(user) -> set[str]:
    """What Home lists for a person to do."""
    return {group.row.heading for group in collect(MINE, user, NOW, each=1)}


def stage(card):
    return Credential.objects.with_recall(NOW).get(pk=card.pk).stage(NOW).value


@pytest.mark.parametrize("action", ["lose", "steal"])
def test_the_agency_reports_a_loss_or_a_theft(client, administrator, office, viewer, ana, card, action):
    client.force_login(administrator)
    path = f"/credentials/{card.pk}/{action}/"
    assert path in client.get(f"/officers/{ana.pk}/").text
    given = {"left_on": "2026-03-02", "left_time": "08:30", "version": card.version}
    assert "Date of loss or theft" in client.post(path, given).text and stage(card) == "in_hand"
    given["reason"] = "The bag was taken from a car"
    page = client.post(path, given, follow=True)
    assert "taken from a car" in page.text
    left = facts.moment("2026-03-02T13:30:00+00:00")
    assert authority_of(ana, left - timedelta(seconds=1), R4).may_serve and not authority_of(ana, left, R4).may_serve
    assert office.notifications.get().path == f"/credentials/{card.pk}/"
    client.force_login(viewer)
    assert client.post(path, given).status_code == 403


def test_found_again_ice_records_it(client, office, administrator, card):
    reason = "In the jail's parking lot"
    close_credential(card, LOSE, TODAY, None, reason, seen=card.version, by=administrator, at=NOW)
    client.force_login(office)
    page = client.post(f"/credentials/{card.pk}/recover/", {"version": card.version}, follow=True)
    assert "Credential recovered by ICE:" in page.text and stage(card) == "returned"


def test_the_director_calls_it_back_and_the_agency_returns_it(client, director, office, administrator, ana, card):
    client.force_login(director)
    given = {"reason": "A new series of credentials", "version": card.version}
    page = client.post(f"/credentials/{card.pk}/call-back/", given, follow=True)
    assert "Due back: called back by ICE" in page.text and "A new series of credentials" in page.text
    assert authority_of(ana, NOW, R4).may_serve  # until it is taken
    assert administrator.notifications.get().path == f"/credentials/{card.pk}/"
    assert "Credential to return to ICE" in tasks(administrator) and "Credential due back" in tasks(office)
    card.refresh_from_db()
    with pytest.raises(Refused, match="already called this credential back"):
        call_back(card, "Again", seen=card.version, by=director, at=NOW)
    client.force_login(administrator)
    assert "Due back: called back by ICE" in client.get(f"/officers/{ana.pk}/").text
    given = {"left_on": "2026-03-02", "left_time": "09:00", "version": card.version}
    client.post(f"/credentials/{card.pk}/surrender/", given)
    assert stage(card) == "given_up" and not authority_of(ana, NOW, R4).may_serve
    assert "Credential to return to ICE" not in tasks(administrator) and "Credential due back" in tasks(office)
    assert card in Credential.objects.to_return(NOW)
    client.force_login(office)
    page = client.post(f"/credentials/{card.pk}/return/", {"version": card.version + 1}, follow=True)
    assert "Credential returned:" in page.text and stage(card) == "returned"
    assert "Credential due back" not in tasks(office)


def test_what_is_not_due_back_stays_with_the_officer(administrator, office, card):
    assert "is not due back" in offer_of(SURRENDER, card, administrator, NOW).refused.reason
    with pytest.raises(Refused, match="is not due back"):
        close_credential(card, SURRENDER, TODAY, None, seen=card.version, by=administrator, at=NOW)
    with pytest.raises(PermissionDenied):
        call_back(card, "A new series", seen=card.version, by=office, at=NOW)
    assert offer_of(CALL_BACK, card, office, NOW) is None


@pytest.mark.parametrize("due", [True, False])
def test_a_suspended_officers_credential_is_due_where_the_director_says_so(
    client, director, administrator, office, ana, card, due
):
    client.force_login(director)
    given = {"notified_on": "2026-03-02", "notified_time": "09:00"} | ({"credential_due": "on"} if due else {})
    post_reviewed(client, f"/credentials/officers/{ana.pk}/suspend/", given)
    assert stage(card) == ("is_suspended" if due else "in_hand")
    assert ("Credential to return to ICE" in tasks(administrator)) == due == ("Credential due back" in tasks(office))
    client.force_login(administrator)
    page = client.get(f"/officers/{ana.pk}/").text
    assert ("Due back: the officer is suspended" in page) == due == (f"/credentials/{card.pk}/surrender/" in page)
    lift(ana.suspensions.get(), by=director, at=NOW)
    assert stage(card) == "in_hand" and "Credential to return to ICE" not in tasks(administrator)


def test_a_number_is_corrected_in_the_open(client, office, director, pinellas, agreement, card):
    other = facts.serving(pinellas, "Bo Lee", agreement).credentials.get()
    client.force_login(office)
    path, old = f"/credentials/{card.pk}/number/", card.number
    assert f'value="{old}"' in client.get(path).text
    given = {"number": "C-777", "reason": "Two digits were swapped", "version": card.version}
    page = client.post(path, given, follow=True).text
    assert "Credential C-777" in page and old in page and "Two digits were swapped" in page
    card.refresh_from_db()
    for number, words in (("C-777", "the number on record"), (other.number, "number is already on record")):
        with pytest.raises(Refused, match=words):
            correct_number(card, number, "Wrong", seen=card.version, by=office, at=NOW)
    with pytest.raises(Refused, match="changed this record"):
        correct_number(card, "C-778", "Wrong", seen=card.version - 1, by=office, at=NOW)
    with pytest.raises(PermissionDenied):
        correct_number(card, "C-778", "Wrong", seen=card.version, by=director, at=NOW)
    assert Event.objects.of(card).filter(verb="correct_number").count() == 1


def test_supervision_ends_without_a_successor(client, office, administrator, pinellas, agreement, ana):
    bo = facts.serving(pinellas, "Bo Lee", agreement)
    client.force_login(office)
    path = f"/credentials/agreements/{agreement.pk}/end-supervision/"
    assert f"{path}?officer={ana.pk}" in client.get(f"/officers/{ana.pk}/").text
    page = client.get(f"{path}?officer={ana.pk}")
    assert page.context["form"]["officers"].initial == [ana]
    given = {"officers": [ana.pk], "ends_on": "2026-03-02", "ends_time": "12:00"}
    shown = client.post(path, given)
    assert "Ana Ruiz" in shown.text and "(no supervising official)" in shown.text and "Bo Lee" not in shown.text
    page = post_reviewed(client, path, given, follow=True)
    assert "Supervision ended without a successor:" in page.text
    ends = NOW + 2 * HOUR
    assert authority_of(ana, ends - timedelta(seconds=1), R4).may_serve and authority_of(bo, ends, R4).may_serve
    assert [reason.code for reason in authority_of(ana, ends, R4).unmet] == ["supervisor"]
    assert administrator.notifications.exists()


def test_home_tells_who_needs_a_supervisor(office, agreement, ana):
    before = tasks(office)
    end_supervision(agreement, [ana], by=office, at=NOW)
    (found,) = tasks(office) - before
    assert "supervis" in found
    supervise([ana], "Kim Lane", "Deportation Officer", by=office, at=NOW)
    assert tasks(office) == before


def test_ending_supervision_explains_the_refusal(office, administrator, pinellas, agreement, ana):
    with pytest.raises(Refused, match="now or later"):
        end_supervision(agreement, [ana], NOW - HOUR, by=office, at=NOW)
    with pytest.raises(Refused, match="Select at least one"):
        end_supervision(agreement, [], by=office, at=NOW)
    with pytest.raises(PermissionDenied):
        end_supervision(agreement, [ana], by=administrator, at=NOW)
    end_supervision(agreement, [ana], by=office, at=NOW)
    with pytest.raises(Refused, match="No officer under this agreement has a supervising official"):
        end_supervision(agreement, [ana], by=office, at=NOW)


def test_an_official_on_record_for_later_begins_then(office, agreement, ana):
    supervise([ana], "Kim Lane", "Deportation Officer", NOW + 2 * HOUR, by=office, at=NOW)
    end_supervision(agreement, [ana], NOW + HOUR, by=office, at=NOW)
    assert not authority_of(ana, NOW + HOUR, R4).may_serve and authority_of(ana, NOW + 2 * HOUR, R4).may_serve


@pytest.mark.parametrize("page", ["number", "call-back", "surrender"])
def test_other_jurisdiction_gets_404_and_viewer_403(client, dallas_office, viewer, card, page):
    client.force_login(dallas_office)
    assert client.get(f"/credentials/{card.pk}/{page}/").status_code == 404
    client.force_login(viewer)
    assert client.post(f"/credentials/{card.pk}/{page}/", {}).status_code == 403
