"""Suspend and lift: one officer, on notice to the agency, by the MOA (R1) or by policy."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.credentials.holding_workflow import lift, suspend
from officers.credentials.models import Suspension
from pages.citations import slug_of
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW
from tests.papers import post_reviewed

HOUR = timedelta(hours=1)


@pytest.fixture
def ana(pinellas, agreement):
    return facts.serving(pinellas, "Ana Ruiz", agreement)


@pytest.fixture
def suspension(ana, director):
    return suspend(ana, NOW - HOUR, NOW - HOUR, by=director, at=NOW)


def test_it_works(client, director, administrator, ana):
    client.force_login(director)
    entered = {"notified_on": "2026-03-02", "notified_time": "09:00", "starts_on": "2026-03-02", "starts_time": "09:30"}
    answer = post_reviewed(client, f"/credentials/officers/{ana.pk}/suspend/", entered, follow=True)
    assert b"Authority suspended:" in answer.content
    starts = facts.moment("2026-03-02T14:30:00+00:00")
    assert authority_of(ana, starts - timedelta(seconds=1), R4).may_serve
    assert [r.code for r in authority_of(ana, starts, R4).unmet] == ["not_suspended"]
    assert Event.objects.about(ana.subject).get(verb="suspend").clause == "IV.D"
    assert administrator.notifications.get().path == f"/officers/{ana.pk}/"


@pytest.mark.parametrize(("revision", "clause"), [("R1", "App. B 3.B"), ("R2", "IV.D"), ("R3", "IV.D"), ("R4", "IV.D")])
def test_each_revision_has_its_own_clause(client, director, pinellas, revision, clause):
    ana = facts.serving(pinellas, under=facts.agreement(pinellas, revision=revision))
    client.force_login(director)
    link = reverse("clauses:section", args=[revision, slug_of(clause)])
    assert (
        f'<a class="clause" href="{link}">MOA {clause}</a>'
        in client.get(f"/credentials/officers/{ana.pk}/suspend/").text
    )
    suspend(ana, NOW, NOW, by=director, at=NOW)
    assert Event.objects.about(ana.subject).get(verb="suspend").clause == clause


def test_lifted_at_once_and_later(client, director, ana, suspension):
    client.force_login(director)
    entered = {"ends_on": "2026-03-02", "ends_time": "11:00"}
    page = post_reviewed(client, f"/credentials/officers/{ana.pk}/lift/", entered, follow=True)
    assert "Suspension lifted:" in page.text
    assert not authority_of(ana, NOW + HOUR - timedelta(seconds=1), R4).may_serve
    assert authority_of(ana, NOW + HOUR, R4).may_serve
    post_reviewed(client, f"/credentials/officers/{ana.pk}/lift/", {"ends_on": "", "version": ""})
    assert authority_of(ana, NOW, R4).may_serve
    assert client.get(f"/credentials/officers/{ana.pk}/lift/").url == f"/officers/{ana.pk}/"


@pytest.mark.parametrize(
    ("notified_at", "starts_at", "words"),
    [
        (NOW + HOUR, NOW + HOUR, "can't be in the future"),
        (NOW - HOUR, NOW - 2 * HOUR, "on notice to the agency, not before"),
        (NOW - facts.DAY, NOW - facts.DAY, "already suspended for that time"),
    ],
)
def test_it_explains_the_refusal(director, ana, notified_at, starts_at, words):
    suspension = suspend(ana, NOW - 2 * HOUR, by=director, at=NOW)
    lift(suspension, NOW - HOUR, by=director, at=NOW - HOUR)
    with pytest.raises(Refused, match=words):
        suspend(ana, notified_at, starts_at, by=director, at=NOW)


@pytest.mark.parametrize("notified_at", [NOW, NOW - facts.YEAR])
def test_one_suspension_at_a_time(director, ana, suspension, notified_at):
    with pytest.raises(Refused, match="already suspended. Lift that suspension first"):
        suspend(ana, notified_at, by=director, at=NOW)


def test_one_that_is_to_be_lifted_is_followed_by_another(director, ana, suspension):
    lift(suspension, NOW + HOUR, by=director, at=NOW)
    suspend(ana, NOW, NOW + HOUR, by=director, at=NOW)
    assert not authority_of(ana, NOW + HOUR, R4).may_serve


def test_what_was_lifted_before_it_began_is_over(director, ana):
    taken_back = suspend(ana, NOW, NOW + HOUR, by=director, at=NOW)
    lift(taken_back, by=director, at=NOW)
    with pytest.raises(Refused, match="is not suspended"):
        lift(Suspension.objects.get(), by=director, at=NOW)


def test_power_is_not_back_dated(director, suspension):
    with pytest.raises(Refused, match="now or later"):
        lift(suspension, NOW - HOUR, by=director, at=NOW)


def test_stale_page_is_refused(director, suspension):
    other = Suspension.objects.get()
    lift(suspension, NOW + HOUR, by=director, at=NOW)
    with pytest.raises(Refused, match="changed"):
        lift(other, NOW, by=director, at=NOW)


def test_without_a_letter_there_is_nothing_to_suspend(director, pinellas):
    with pytest.raises(Refused, match="no authority to suspend"):
        suspend(facts.officer(pinellas), NOW, NOW, by=director, at=NOW)


def test_only_the_director(office, ana, suspension):
    with pytest.raises(PermissionDenied):
        suspend(ana, NOW, NOW, by=office, at=NOW)
    with pytest.raises(PermissionDenied):
        lift(suspension, NOW, by=office, at=NOW)


def test_other_jurisdiction_gets_404(client, dallas_office, ana):
    client.force_login(dallas_office)
    for page in ("suspend", "lift", "issue", "form", "receipt"):
        assert client.get(f"/credentials/officers/{ana.pk}/{page}/").status_code == 404


def test_viewer_gets_403(client, viewer, ana):
    client.force_login(viewer)
    for page in ("suspend", "lift", "issue", "supervise"):
        assert client.post(f"/credentials/officers/{ana.pk}/{page}/", {}).status_code == 403


def test_not_before_notice_even_in_sql(suspension):
    with pytest.raises(IntegrityError), transaction.atomic():
        Suspension.objects.update(starts_at=NOW - 2 * HOUR)


def test_one_that_has_not_begun_is_taken_back(director, ana):
    suspension = suspend(ana, NOW, NOW + 5 * HOUR, by=director, at=NOW)
    lift(suspension, NOW + HOUR, by=director, at=NOW)
    assert authority_of(ana, NOW + 6 * HOUR, R4).may_serve


def test_after_the_letters_end_there_is_nothing_to_suspend(director, agreement, certified):
    row = facts.authorized(certified(), facts.letter(agreement, ends_at=NOW - facts.DAY))
    with pytest.raises(Refused, match="no letter in force"):
        suspend(row.officer, NOW, NOW, by=director, at=NOW)
