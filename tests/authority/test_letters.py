"""Letters one after the other: each counts for itself, with its own form, receipt and powers (IV.D; 1357(g)(5))."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.authority.keeping import differences
from officers.authority.models import Course, Span
from officers.credentials.annulment import annul
from officers.credentials.holding_workflow import suspend
from officers.credentials.models import Authorization, Letter, Withdrawal
from officers.credentials.workflow import execute_form, receive, sign_letter, withdraw
from records.actions import Refused
from tests import facts
from tests.cast import NOW

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def unmet(officer, at=NOW) -> list[str]:
    return [reason.code for reason in authority_of(officer, at, R4).unmet]


def letter_of(agreement, signed, *, until=None, powers=("I-200", "I-205"), from_on=None) -> Letter:
    """A letter signed at 9 a.m. on a day so many days from NOW's (a Monday), not saved."""
    on = NOW.date() + signed * DAY
    return Letter(
        agreement=agreement, signed_by="Dana Cole", title="Field Office Director", signed_on=on, signed_time=time(9),
        from_on=NOW.date() + from_on * DAY if from_on is not None else on,
        until_on=NOW.date() + until * DAY if until is not None else None, powers=list(powers), official="Sam Ortiz",
        position="Supervisory Detention and Deportation Officer",
    )  # fmt: skip


def notice(agreement, notified, effective=None) -> Withdrawal:
    at = NOW + notified * DAY
    effective_at = at if effective is None else NOW + effective * DAY
    return Withdrawal(agreement=agreement, signed_by="Dana Cole", notified_at=at, effective_at=effective_at)


def with_papers(letter, officer, *, office, at):
    """Form and receipt of a letter on the moment."""
    rows = list(letter.authorizations.filter(officer=officer))
    execute_form(letter, rows, at.date(), by=office, at=at)
    receive(letter, rows, at.date(), by=office, at=at)


@pytest.fixture
def ana(pinellas):
    return facts.serving(pinellas)


@pytest.fixture
def agreement(ana):
    return ana.jurisdiction.agreements.get()


@pytest.fixture
def certification(ana):
    return ana.certifications.get()


def test_a_withdrawn_letter_never_covers_again(ana, agreement, certification, director, office):
    withdraw(notice(agreement, 0), [ana], by=director, at=NOW)
    second = sign_letter(letter_of(agreement, 9, until=20), [certification], by=director, at=NOW + 9 * DAY)
    with_papers(second, ana, office=office, at=NOW + 9 * DAY)
    assert unmet(ana, NOW + DAY) == ["not_withdrawn", "letter"]
    assert unmet(ana, NOW + 10 * DAY) == []
    assert unmet(ana, NOW + 22 * DAY) == ["letter"]
    assert not Course.objects.in_stage("out", NOW + 22 * DAY).exists() and differences() == 0


def test_withdrawn_twice_is_withdrawn(ana, agreement, certification, director, office):
    withdraw(notice(agreement, 0), [ana], by=director, at=NOW)
    second = sign_letter(letter_of(agreement, 9), [certification], by=director, at=NOW + 9 * DAY)
    with_papers(second, ana, office=office, at=NOW + 9 * DAY)
    assert unmet(ana, NOW + 10 * DAY) == []
    withdraw(notice(agreement, 12), [ana], by=director, at=NOW + 12 * DAY)
    assert unmet(ana, NOW + 12 * DAY) == unmet(ana, NOW + 90 * DAY) == ["not_withdrawn", "letter"]
    assert Course.objects.in_stage("out", NOW + 12 * DAY).get().officer == ana


def test_who_is_authorized_again_can_be_withdrawn_and_suspended_again(ana, agreement, certification, director, office):
    withdraw(notice(agreement, 0), [ana], by=director, at=NOW)
    second = sign_letter(letter_of(agreement, 9, until=20), [certification], by=director, at=NOW + 9 * DAY)
    with_papers(second, ana, office=office, at=NOW + 9 * DAY)
    at = NOW + 10 * DAY
    suspend(ana, at, at, by=director, at=at)
    withdraw(notice(agreement, 11), [ana], by=director, at=NOW + 11 * DAY)
    assert unmet(ana, NOW + 12 * DAY) == ["not_withdrawn", "letter", "not_suspended"]


def test_an_earlier_withdrawal_entered_later_counts_and_can_be_voided(ana, agreement, director):
    first = withdraw(notice(agreement, 0, 30), [ana], by=director, at=NOW)
    second = withdraw(notice(agreement, 5, 5), [ana], by=director, at=NOW + 5 * DAY)
    assert "not_withdrawn" in unmet(ana, NOW + 5 * DAY)
    annul("withdrawal", second, "Meant for another officer", by=director, at=NOW + 6 * DAY)
    assert unmet(ana, NOW + 5 * DAY) == [] and "not_withdrawn" in unmet(ana, NOW + 30 * DAY)
    annul("withdrawal", first, "Meant for another officer", by=director, at=NOW + 6 * DAY)
    assert unmet(ana, NOW + 31 * DAY) == [] and differences() == 0


def test_a_form_does_not_serve_the_letter_before_its_own(pinellas, agreement, director, office):
    bo = facts.nomination(facts.officer(pinellas, "Bo Lee"), agreement)
    facts.cleared(bo)
    certification = facts.certified(facts.examined(bo))
    first = sign_letter(letter_of(agreement, 0, until=20), [certification], by=director, at=NOW)
    second = sign_letter(letter_of(agreement, 9, from_on=21), [certification], by=director, at=NOW + 9 * DAY)
    with_papers(second, bo.officer, office=office, at=NOW + 9 * DAY)
    assert {"form_70_006", "receipt"} <= set(unmet(bo.officer, NOW + 10 * DAY))
    assert unmet(bo.officer, NOW + 22 * DAY) == ["credential"] and first.ends_at == second.starts_at


def test_the_form_of_a_letter_that_never_began_counts_never(pinellas, agreement, director, office):
    bo = facts.nomination(facts.officer(pinellas, "Bo Lee"), agreement)
    facts.cleared(bo)
    certification = facts.certified(facts.examined(bo))
    first = sign_letter(letter_of(agreement, 0, until=40), [certification], by=director, at=NOW)
    future = sign_letter(letter_of(agreement, 1, from_on=41), [certification], by=director, at=NOW + DAY)
    with_papers(future, bo.officer, office=office, at=NOW + DAY)
    withdraw(notice(agreement, 2), [bo.officer], by=director, at=NOW + 2 * DAY)
    third = sign_letter(letter_of(agreement, 3), [certification], by=director, at=NOW + 3 * DAY)
    for at in (NOW + 4 * DAY, NOW + 60 * DAY):
        assert unmet(bo.officer, at) == ["form_70_006", "receipt", "credential"]
    assert first.starts_at < third.starts_at < future.starts_at and differences() == 0


def test_a_letter_withdrawn_before_it_began_ends_no_other(ana, agreement, certification, director, office):
    Authorization.objects.update(ends_at=NOW + DAY)
    sign_letter(letter_of(agreement, 0, from_on=30), [certification], by=director, at=NOW)
    withdraw(notice(agreement, 0), [ana], by=director, at=NOW)
    later = sign_letter(letter_of(agreement, 14), [certification], by=director, at=NOW + 14 * DAY)
    with_papers(later, ana, office=office, at=NOW + 14 * DAY)
    assert unmet(ana, NOW + 15 * DAY) == unmet(ana, NOW + 31 * DAY) == []


def test_an_agreement_with_an_empty_term_takes_over_nothing(ana, pinellas, client, administrator, monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)
    facts.agreement(pinellas, effective_at=NOW - DAY, ends_at=NOW - DAY)
    assert unmet(ana) == [] and Course.objects.in_stage("credentialed", NOW).get().officer == ana
    client.force_login(administrator)
    assert "May serve warrants: YES" in client.get(reverse("authority:officer", args=[ana.pk])).text
    assert "no longer in force" not in client.get(reverse("dashboards:jurisdiction", args=[pinellas.pk])).text


def test_the_order_of_entry_does_not_matter(pinellas, ana, agreement, certification, director, office):
    """A notice of one day, a letter signed nine days later: whichever is entered first."""
    bo = facts.serving(pinellas, "Bo Lee", agreement)
    Authorization.objects.update(ends_at=NOW + 8 * DAY)
    withdraw(notice(agreement, 0), [ana], by=director, at=NOW)
    late = NOW + 30 * DAY
    letter = sign_letter(letter_of(agreement, 9), [certification, bo.certifications.get()], by=director, at=late)
    for officer in (ana, bo):
        with_papers(letter, officer, office=office, at=late)
    withdraw(notice(agreement, 0), [bo], by=director, at=late)
    for at in (NOW - DAY, NOW + DAY, NOW + 10 * DAY, NOW + 31 * DAY):
        assert unmet(ana, at) == unmet(bo, at), at
    assert unmet(bo, NOW + 31 * DAY) == [] and "not_withdrawn" in unmet(bo, NOW + DAY)


def test_a_letter_signed_before_the_notice_and_entered_after_it_ends_by_it(ana, agreement, certification, director):
    Authorization.objects.update(ends_at=NOW + DAY)
    early = letter_of(agreement, -1, from_on=2)
    withdraw(notice(agreement, 0), [ana], by=director, at=NOW)
    sign_letter(early, [certification], by=director, at=NOW + 3 * DAY)
    assert unmet(ana, NOW + 4 * DAY) == ["not_withdrawn", "letter"]


def test_nobody_is_withdrawn_by_a_notice_older_than_the_letter(ana, agreement, director):
    with pytest.raises(Refused, match="signed before this notice names Ana Ruiz"):
        withdraw(notice(agreement, -300), [ana], by=director, at=NOW)
    assert not Withdrawal.objects.exists() and unmet(ana) == []


def test_the_answer_is_per_power(client, pinellas, ana, agreement, administrator, monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)
    Letter.objects.update(powers=["I-205"])
    assert authority_of(ana, NOW, R4).powers == ("I-205",)
    assert [span.powers for span in Span.objects.serving(NOW)] == [["I-205"]] and differences() == 0
    client.force_login(administrator)
    page = client.get(reverse("authority:officer", args=[ana.pk])).text
    assert "YES, " in page and "I-205</abbr> only" in page and "may not serve and execute warrants of arrest (" in page
    assert "I-205</abbr> only" in client.get(reverse("authority:roster")).text
    today = client.get(reverse("authority:today")).text
    assert 'data-label="Warrants">I-205<' in today and "the two administrative warrants" not in today


def test_a_letter_with_fewer_powers_follows_without_a_gap(ana, agreement, certification, director, office):
    Authorization.objects.update(ends_at=NOW + DAY)
    second = sign_letter(letter_of(agreement, 0, from_on=2, powers=["I-200"]), [certification], by=director, at=NOW)
    with_papers(second, ana, office=office, at=NOW)
    Authorization.objects.exclude(letter=second).update(ends_at=second.starts_at)
    first, then = Span.objects.filter(kind="service").order_by("during")
    assert first.powers == ["I-200", "I-205"] and then.powers == ["I-200"]
    assert authority_of(ana, NOW, R4).until == first.during.upper == then.during.lower == second.starts_at


@pytest.mark.parametrize(("ends", "words"), [(None, "suspended by notice"), (NOW - HOUR, "has ended")])
def test_three_sentences_of_an_agreement(client, ana, agreement, administrator, ends, words, monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)
    if ends:
        type(agreement).objects.update(ends_at=ends)
    else:
        agreement.notices.create(
            side="ice", kind="suspension", method="hand", received_at=NOW - 91 * DAY, earliest_at=NOW - DAY,
            effective_at=NOW - DAY, recorded_by=facts.clerk(), recorded_at=NOW,
        )  # fmt: skip
    client.force_login(administrator)
    assert words in client.get(reverse("authority:officer", args=[ana.pk])).text
    assert words in client.get(reverse("authority:roster")).text


def test_never_signed_is_said_so(pinellas):
    officer = facts.officer(pinellas)
    first = next(r for r in authority_of(officer, NOW, R4).unmet if r.code == "agreement")
    assert first.sentence == "The agency and ICE have not both signed a WSO agreement."
    facts.agreement(pinellas, effective_at=NOW + DAY)
    first = next(r for r in authority_of(officer, NOW, R4).unmet if r.code == "agreement")
    assert first.sentence == "The agency's WSO agreement has not taken effect yet." and first.until == NOW + DAY


def test_a_letter_does_not_serve_a_later_certification(ana, agreement, certification, office):
    annul("certification", certification, "The score was wrong", by=office, at=NOW)
    assert unmet(ana) == ["certification", "letter", "form_70_006", "receipt"]
    again = facts.certified(certification.examination, at=NOW - HOUR)
    assert unmet(ana) == ["letter", "form_70_006", "receipt"]
    type(again).objects.filter(pk=again.pk).update(certified_on=certification.certified_on)
    assert unmet(ana) == [] and differences() == 0
