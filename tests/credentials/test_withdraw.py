"""Withdrawal: named officers, by written notice, not before the agency was notified."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.authority.keeping import differences
from officers.credentials.annulment import annul
from officers.credentials.models import Authorization, Certification, Credential, Withdrawal
from officers.credentials.states import WITHDRAW
from officers.credentials.workflow import sign_letter, withdraw
from records.actions import Refused
from records.models import Event
from records.offers import offer_of
from tests import facts
from tests.cast import NOW
from tests.papers import post_reviewed

from .conftest import TODAY, letter_for

HOUR = timedelta(hours=1)


def notice(agreement, notified_at=NOW - HOUR, effective_at=None) -> Withdrawal:
    return Withdrawal(
        agreement=agreement, signed_by="Dana Cole, Field Office Director", notified_at=notified_at,
        effective_at=effective_at or notified_at,
    )  # fmt: skip


@pytest.fixture
def ana(pinellas, agreement):
    return facts.serving(pinellas, "Ana Ruiz", agreement)


@pytest.fixture
def bo(pinellas, agreement):
    return facts.serving(pinellas, "Bo Lee", agreement)


def test_it_works(client, director, office, administrator, agreement, ana, bo):
    client.force_login(director)
    page = client.get(f"/credentials/withdraw/{agreement.pk}/")
    assert page.context["form"]["officers"].initial == []
    entered = {
        "officers": [ana.pk], "signed_by": "Dana Cole, Director", "notified_on": "2026-03-02", "notified_time": "09:00",
        "effective_on": "2026-03-02", "effective_time": "09:30",
    }  # fmt: skip
    answer = post_reviewed(client, f"/credentials/withdraw/{agreement.pk}/", entered, follow=True)
    assert b"Notice of withdrawal given:" in answer.content and b"Ana Ruiz" in answer.content
    effective = facts.moment("2026-03-02T14:30:00+00:00")
    assert authority_of(ana, effective - timedelta(seconds=1), R4).may_serve
    assert [r.code for r in authority_of(ana, effective, R4).unmet] == ["not_withdrawn", "letter"]
    assert authority_of(bo, NOW, R4).may_serve and differences() == 0
    assert Event.objects.about(ana.subject).get(verb="withdrawn").actor == director
    assert Event.objects.about(agreement.subject).filter(verb="withdraw").exists()
    assert office.notifications.exists() and administrator.notifications.exists()
    assert [c.officer for c in Credential.objects.to_return(NOW)] == [ana]
    assert not Certification.objects.without_letter(NOW).exists()


def test_without_a_day_it_takes_effect_on_notice(client, director, agreement, ana):
    client.force_login(director)
    entered = {"officers": [ana.pk], "signed_by": "D. Cole", "notified_on": "2026-03-02", "notified_time": "09:00"}
    post_reviewed(client, f"/credentials/withdraw/{agreement.pk}/", entered)
    assert Withdrawal.objects.get().effective_at == facts.moment("2026-03-02T14:00:00+00:00")


@pytest.mark.parametrize(
    ("notified_at", "effective_at", "words"),
    [
        (NOW + HOUR, NOW + HOUR, "can't be in the future"),
        (NOW - HOUR, NOW - 2 * HOUR, "on notice to the agency, not before"),
        (
            NOW - facts.YEAR,
            NOW - facts.YEAR,
            "No letter in force at that time and signed before this notice names Ana Ruiz",
        ),
    ],
)
def test_it_explains_the_refusal(director, agreement, ana, notified_at, effective_at, words):
    if notified_at < NOW - facts.DAY:
        withdraw(notice(agreement), [ana], by=director, at=NOW)
    with pytest.raises(Refused, match=words):
        withdraw(notice(agreement, notified_at, effective_at), [ana], by=director, at=NOW)


def test_a_letter_still_to_come_gives_nothing(director, agreement, certified):
    row = certified()
    sign_letter(letter_for(agreement, from_on=TODAY + 5 * facts.DAY), [row], by=director, at=NOW)
    withdraw(notice(agreement), [row.officer], by=director, at=NOW)
    authorization = row.officer.authorizations.get()
    assert authorization.withdrawn_at == authorization.starts_at


def test_only_the_director_withdraws(office, agreement, ana):
    with pytest.raises(PermissionDenied):
        withdraw(notice(agreement), [ana], by=office, at=NOW)


def test_other_jurisdiction_gets_404(client, dallas_office, agreement):
    client.force_login(dallas_office)
    assert client.get(f"/credentials/withdraw/{agreement.pk}/").status_code == 404


def test_viewer_gets_403(client, viewer, agreement):
    client.force_login(viewer)
    assert client.post(f"/credentials/withdraw/{agreement.pk}/", {}).status_code == 403


def test_annulled_it_counts_in_no_answer(director, agreement, ana):
    given = withdraw(notice(agreement), [ana], by=director, at=NOW)
    annul("withdrawal", given, "Wrong officer", by=director, at=NOW)
    assert authority_of(ana, NOW, R4).may_serve and differences() == 0
    assert Event.objects.about(ana.subject).get(verb="annul_signed").reason == "Wrong officer"


def test_a_notice_that_a_letter_followed_is_annulled_after_that_letter(client, director, agreement, ana):
    given = withdraw(notice(agreement), [ana], by=director, at=NOW)
    page, papers = f"/credentials/annul/withdrawal/{given.pk}/", f"/credentials/agreements/{agreement.pk}/"
    client.force_login(director)
    assert page in client.get(papers).text
    row = ana.certifications.get()
    later = sign_letter(letter_for(agreement, signed_time=time(9, 30)), [row], by=director, at=NOW)
    assert page not in client.get(papers).text
    with pytest.raises(Refused, match="two letters would authorize"):
        annul("withdrawal", given, "Wrong officer", by=director, at=NOW)
    annul("letter", later, "Wrong officer", by=director, at=NOW)
    annul("withdrawal", given, "Wrong officer", by=director, at=NOW)
    assert authority_of(ana, NOW, R4).may_serve


def test_without_a_letter_there_is_nobody_to_withdraw(director, agreement, certified):
    officer = certified().officer
    assert "no authority to withdraw" in offer_of(WITHDRAW, agreement, director, NOW).refused.reason
    with pytest.raises(Refused, match="no authority to withdraw"):
        withdraw(notice(agreement), [officer], by=director, at=NOW)


def test_a_new_letter_stands_for_itself(director, agreement, ana):
    withdraw(notice(agreement), [ana], by=director, at=NOW)
    row = ana.certifications.get()
    sign_letter(letter_for(agreement, signed_time=NOW.time().replace(hour=9, minute=30)), [row], by=director, at=NOW)
    missing = {r.code for r in authority_of(ana, NOW, R4).unmet}
    assert "not_withdrawn" not in missing and "form_70_006" in missing


def test_not_before_notice_even_in_sql(agreement, ana):
    with pytest.raises(IntegrityError), transaction.atomic():
        row = notice(agreement, NOW, NOW - HOUR)
        row.recorded_by, row.recorded_at = facts.clerk(), NOW
        row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Authorization.objects.filter(officer=ana).update(withdrawn_at=NOW)


def test_a_letter_that_is_over_is_not_withdrawn(director, agreement, certified):
    row = facts.authorized(certified(), facts.letter(agreement, ends_at=NOW - facts.DAY))
    with pytest.raises(Refused, match="No letter in force"):
        withdraw(notice(agreement), [row.officer], by=director, at=NOW)
