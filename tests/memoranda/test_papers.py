"""The documents on an agreement: ICE's blank template, its cover sheet, and the notices."""

import hashlib

import pytest
from django.urls import reverse

from agreements.memoranda.blanks import blank_of
from agreements.memoranda.models import Agreement, Blank, Notice
from agreements.memoranda.printing import recorded_notice
from records.models import AccessLog, Event, MadeDocument
from tests import facts
from tests.cast import NOW
from tests.papers import pdf, pdf_bytes
from tests.reading import must_be_accessible


@pytest.fixture(autouse=True)
def _there_and_then(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


@pytest.fixture
def sent(pinellas):
    return Agreement.objects.create(
        jurisdiction=pinellas, program="WSO", revision="R4", status="sent", drafted_by=facts.clerk(), drafted_at=NOW,
        sent_at=NOW,
    )  # fmt: skip


def add(client, manager, revision="R4", words="Blank"):
    client.force_login(manager)
    entered = {"program": "WSO", "revision": revision, "file": pdf("moa-template.pdf", words)}
    return client.post(reverse("memoranda:blanks"), entered, follow=True)


def cover(client, user, agreement):
    client.force_login(user)
    return must_be_accessible(client.get(reverse("memoranda:cover_pdf", args=[agreement.pk])).content)


def test_a_program_manager_adds_a_blank_once(client, manager, office, sent):
    page = add(client, manager).text
    assert "Blank template added." in page and hashlib.sha256(pdf_bytes("Blank")).hexdigest() in page
    assert Event.objects.get(verb="file_blank").actor == manager and blank_of(sent).name == "moa-template.pdf"
    assert "already on record. Void it first" in add(client, manager, words="Another").text
    blank = Blank.objects.get()
    client.post(reverse("memoranda:void_blank", args=[blank.pk]), {"reason": "A scan of a signed one"})
    assert blank_of(sent) is None and Event.objects.filter(verb="void_blank").count() == 1
    assert "Void" in add(client, manager, words="Right").text and blank_of(sent) is not None
    client.force_login(office)
    assert client.get(reverse("memoranda:blanks")).status_code == 403


def test_a_picture_is_no_template(client, manager):
    client.force_login(manager)
    entered = {"program": "WSO", "revision": "R4", "file": pdf("x.pdf")}
    entered["file"].seek(0)
    entered["file"].file.write(b"\x89PNG\r\n\x1a\n")
    assert "Blank template added" not in client.post(reverse("memoranda:blanks"), entered, follow=True).text


def test_the_agreement_is_signed_on_ices_own_template(client, manager, administrator, other_administrator, sent):
    add(client, manager)
    client.force_login(administrator)
    page = client.get(reverse("memoranda:agreement", args=[sent.pk])).text
    file = reverse("memoranda:blank_file", args=[sent.pk])
    assert "The agreement to sign" in page and file in page and "Cover sheet (PDF)" in page
    answer = client.get(file)
    assert b"".join(answer.streaming_content) == pdf_bytes("Blank") and answer["X-Content-Type-Options"] == "nosniff"
    assert AccessLog.objects.filter(subject=f"blank-{sent.pk}", reader=administrator).exists()
    found = cover(client, administrator, sent)
    for said in (
        "Cover sheet for the agreement", "moa-template.pdf", "Pinellas County Sheriff's Office", "Florida",
        "R4 · printed Revised 02/15/2025",
        "Admin", "admin@pinellas.example", "Sign the agreement itself, not this sheet",
        "VII, Points of contact", "Field Office Director, Miami",
    ):  # fmt: skip
        assert said in found.text.replace("’", "'"), said
    assert hashlib.sha256(pdf_bytes("Blank")).hexdigest() in found.text.replace(" ", "")
    client.force_login(other_administrator)
    assert client.get(file).status_code == 404


def test_without_a_template_the_sheet_says_what_to_put_where(client, administrator, sent):
    found = cover(client, administrator, sent)
    assert "Fill-in sheet" in found.text and "This sheet is not the agreement" in found.text
    assert "not on record" in found.text and "bottom of each page" in found.text
    assert client.get(reverse("memoranda:blank_file", args=[sent.pk])).status_code == 404
    assert "Fill-in sheet (PDF)" in client.get(reverse("memoranda:agreement", args=[sent.pk])).text


@pytest.mark.parametrize(
    ("status", "words"),
    [("draft", "DRAFT: do not sign"), ("declined", "DO NOT SIGN"), ("taken_back", "DO NOT SIGN"), ("sent", "")],
)
def test_a_sheet_of_what_is_not_to_be_signed_says_so(client, administrator, pinellas, status, words):
    agreement = Agreement.objects.create(
        jurisdiction=pinellas, program="WSO", revision="R2", status=status, drafted_by=facts.clerk(), drafted_at=NOW
    )
    found = cover(client, administrator, agreement)
    assert words in found.text and (words or "DO NOT SIGN" not in found.text)


def test_ices_notice_is_seen_before_it_is_delivered(client, director, pinellas):
    agreement = facts.agreement(pinellas)
    address = reverse("memoranda:give_notice", args=[agreement.pk])
    client.force_login(director)
    assert "View the notice (PDF)" in client.get(address).text
    entered = {
        "kind": "termination",
        "addressee": "Sheriff Bob Gualtieri",
        "document": "1",
        "version": agreement.version,
    }
    found = must_be_accessible(client.post(address, entered).content)
    for said in (
        "Notice of termination",
        "Sheriff Bob Gualtieri",
        "90 days after the agency receives it",
        "certified or registered mail",
        "Signature",
    ):
        assert said in found.text, said
    assert not Notice.objects.exists() and Event.objects.get(verb="make_notice").actor == director
    assert MadeDocument.objects.get().attachment.place == pinellas
    entered |= {"kind": "suspension", "effective_on": "2026-03-05", "exigency": "A riot in the jail"}
    text = must_be_accessible(client.post(address, entered).content).text
    assert "Mar 5, 2026" in text and "A riot in the jail" in text


def test_the_agencys_notice_is_its_own_document(client, office, pinellas):
    agreement = facts.agreement(pinellas)
    client.force_login(office)
    assert "View the notice (PDF)" not in client.get(reverse("memoranda:receive_notice", args=[agreement.pk])).text


def test_a_notice_on_record(client, viewer, other_administrator, pinellas):
    agreement = facts.agreement(pinellas)
    notice = Notice.objects.create(
        agreement=agreement, side="agency", kind="suspension", method="hand", received_at=NOW - facts.DAY,
        earliest_at=NOW + 89 * facts.DAY, effective_at=NOW + 89 * facts.DAY, recorded_by=facts.clerk(), recorded_at=NOW,
    )  # fmt: skip
    link = reverse("memoranda:notice_pdf", args=[notice.pk])
    client.force_login(viewer)
    assert link in client.get(reverse("memoranda:agreement", args=[agreement.pk])).text
    text = must_be_accessible(client.get(link).content).text
    assert "Record of the agency's notice of suspension" in text.replace("’", "'") and "By hand" in text
    assert "Mar 1, 2026, 10:00 a.m. EST" in text and "NOT IN FORCE" not in text
    assert recorded_notice(notice, NOW).standing == ""
    notice.ended_at = notice.effective_at
    assert "canceled before it took effect" in recorded_notice(notice, NOW).standing
    notice.ended_at = notice.effective_at + facts.DAY
    assert (
        recorded_notice(notice, notice.ended_at).standing
        == "NO LONGER IN EFFECT: the suspension ended May 31, 2026, 11:00 a.m. EDT"
    )
    notice.annulled_at = NOW
    assert recorded_notice(notice, NOW).standing == "NOT IN FORCE: this entry was voided Mar 2, 2026"
    client.force_login(other_administrator)
    assert client.get(link).status_code == 404
