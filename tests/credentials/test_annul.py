"""Annul: with a reason, by those who enter such papers; what rested on the entry follows, and it is entered again."""

import pytest
from django.core.exceptions import PermissionDenied

from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.authority.keeping import differences
from officers.credentials.annulment import KINDS, annul
from officers.credentials.holding_workflow import stand_down, suspend
from officers.credentials.workflow import certify, execute_form, give_copy, receive, sign_letter
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW
from tests.papers import post_reviewed

from .conftest import TODAY, letter_for


@pytest.fixture
def ana(pinellas, agreement):
    return facts.serving(pinellas, "Ana Ruiz", agreement)


def test_it_works(client, director, agreement, ana):
    letter = agreement.letters.get()
    client.force_login(director)
    page = f"/credentials/annul/letter/{letter.pk}/"
    assert "Void this entry" in client.get(page).content.decode()
    answer = post_reviewed(client, page, {"reason": "Signed for another agency"}, follow=True)
    assert b"Entry voided:" in answer.content and b"Signed for another agency" in answer.content
    assert "letter" in {r.code for r in authority_of(ana, NOW, R4).unmet} and differences() == 0
    assert Event.objects.about(ana.subject).get(verb="annul_signed").reason == "Signed for another agency"
    sign_letter(letter_for(agreement), [ana.certifications.get()], by=director, at=NOW)  # entered again


@pytest.mark.parametrize("reason", ["", "   "])
def test_it_explains_the_refusal(client, director, agreement, ana, reason):
    letter = agreement.letters.get()
    with pytest.raises(Refused, match="Enter the reason for voiding"):
        annul("letter", letter, reason, by=director, at=NOW)
    client.force_login(director)
    client.post(f"/credentials/annul/letter/{letter.pk}/", {"reason": reason})
    letter.refresh_from_db()
    assert letter.annulled_at is None


def test_a_second_time_is_refused(office, ana):
    row = ana.certifications.get()
    annul("certification", row, "Wrong day", by=office, at=NOW)
    with pytest.raises(Refused, match="changed"):
        annul("certification", row, "Wrong day", by=office, at=NOW)


def test_a_certification_entered_anew_carries_its_letter(office, agreement, ana):
    row = ana.certifications.get()
    annul("certification", row, "Wrong day", by=office, at=NOW)
    unmet = ["certification", "letter", "form_70_006", "receipt"]  # no letter without a certification behind it
    assert [r.code for r in authority_of(ana, NOW, R4).unmet] == unmet
    certify(agreement, [row.examination], "Ada Crane, Chief", row.certified_on, by=office, at=NOW)
    assert authority_of(ana, NOW, R4).may_serve and differences() == 0


def test_form_receipt_and_copy_are_taken_off_and_entered_anew(office, ana):
    row = ana.authorizations.get()
    give_copy(row.letter, TODAY, by=office, at=NOW)
    with pytest.raises(Refused, match="depends on Form 70-006"):
        annul("form", row, "Wrong day", by=office, at=NOW)
    annul("receipt", row, "Wrong day", by=office, at=NOW)
    row.refresh_from_db()
    annul("form", row, "Wrong day", by=office, at=NOW)
    row.letter.refresh_from_db()
    annul("copy", row.letter, "Wrong day", by=office, at=NOW)
    assert {r.code for r in authority_of(ana, NOW, R4).unmet} == {"form_70_006", "receipt"}
    reasons = Event.objects.about(ana.subject).filter(verb="annul").values_list("reason", flat=True)
    assert "Form 70-006 of Jul 15, 2025: Wrong day" in reasons
    row.refresh_from_db()
    execute_form(row.letter, [row], TODAY, by=office, at=NOW)
    receive(row.letter, [row], TODAY, by=office, at=NOW)
    assert authority_of(ana, NOW, R4).may_serve


def test_one_name_alone(director, pinellas, agreement, ana):
    bo = facts.serving(pinellas, "Bo Lee", agreement)
    annul("authorization", ana.authorizations.get(), "Not in this letter", by=director, at=NOW)
    assert "letter" in {r.code for r in authority_of(ana, NOW, R4).unmet} and authority_of(bo, NOW, R4).may_serve


def test_suspension_and_credential(director, office, ana):
    suspension = suspend(ana, NOW, NOW, by=director, at=NOW)
    annul("suspension", suspension, "Wrong officer", by=director, at=NOW)
    assert authority_of(ana, NOW, R4).may_serve
    annul("credential", ana.credentials.get(), "Wrong number", by=office, at=NOW)
    assert [r.code for r in authority_of(ana, NOW, R4).unmet] == ["credential"]


def test_staff_do_not_annul_what_the_director_signed(office, director, agreement, ana):
    with pytest.raises(PermissionDenied):
        annul("letter", agreement.letters.get(), "Wrong", by=office, at=NOW)
    with pytest.raises(PermissionDenied):
        annul("certification", ana.certifications.get(), "Wrong", by=director, at=NOW)


@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_doors(client, kind, director, administrator, viewer, other_administrator, agreement, ana):
    records = {
        "certification": ana.certifications.get, "letter": agreement.letters.get, "copy": agreement.letters.get,
        "supervision": ana.supervisions.get, "credential": ana.credentials.get,
        "suspension": lambda: suspend(ana, NOW, NOW, by=director, at=NOW),
        "stand_down": lambda: stand_down(ana, "An inquiry", by=administrator, at=NOW),
        "withdrawal": lambda: agreement.withdrawals.create(
            signed_by="D. Cole", notified_at=NOW, effective_at=NOW, recorded_by=director, recorded_at=NOW
        ),
    }  # fmt: skip
    record = records.get(kind, ana.authorizations.get)()
    for person, status in ((other_administrator, 404), (viewer, 403)):
        client.force_login(person)
        assert client.get(f"/credentials/annul/{kind}/{record.pk}/").status_code == status
