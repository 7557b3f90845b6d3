"""Files of agreements: page 1 is shown first, and a wrong agency, state or copy is told before the file counts."""

import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.jurisdictions.naming import misnaming
from agreements.memoranda import workflow
from agreements.memoranda.copies import ONE_COPY
from agreements.memoranda.states import Side
from records.actions import Refused
from records.documents import Kept, attach, store
from records.models import AccessLog, Attachment
from tests import facts
from tests.cast import NOW, agency
from tests.memoranda.conftest import DESIGNEE, SHERIFF, block
from tests.papers import PNG, file_seen, post_reviewed, post_with_file

pytestmark = pytest.mark.django_db
SAMPLES = Path(os.environ.get("WSO_SAMPLES", "/nowhere")) / "moa"


def url(agreement, verb="sign_agency"):
    return reverse(f"memoranda:{verb}", args=[agreement.pk])


def given(agreement, file) -> dict:
    return block() | {"version": agreement.version, "copy": file}


def test_page_1_is_shown_before_the_file_counts(client, administrator, sent, pdf):
    client.force_login(administrator)
    page = client.post(url(sent), given(sent, pdf()))
    assert "Look at page 1 of your file below" in page.text and "Page 1 of 1" in page.text
    assert 'src="data:image/png;base64,' in page.text and 'value="Bob Gualtieri"' in page.text
    assert not sent.signatures.exists() and not Attachment.objects.exists()
    rest = {name: value for name, value in given(sent, "").items() if name != "copy"}
    unseen = {name: value for name, value in file_seen(page).items() if name != "copy_seen"}
    assert "Look at page 1" in client.post(url(sent), rest | unseen).text and not sent.signatures.exists()
    client.post(url(sent), rest | file_seen(page))
    assert sent.signatures.count() == 1 and Attachment.objects.count() == 1


def test_another_file_is_looked_at_anew(client, administrator, sent, pdf):
    client.force_login(administrator)
    page = client.post(url(sent), given(sent, pdf()))
    both = given(sent, pdf(words="Another file")) | file_seen(page)
    assert "Look at page 1" in client.post(url(sent), both).text and not sent.signatures.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n" + b"x" * 51, "The end of this PDF is missing"),
        (b"%PDF-1.7\n" + b"x" * 46 + b"%%EOF", "can&#x27;t be opened"),
        (PNG, "This file is a picture. Scan the whole agreement to one PDF"),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00", "This file is a picture."),
    ],
    ids=["cut", "sixty bytes", "a PNG", "a JPEG"],
)
def test_what_is_no_pdf_is_refused_and_the_rest_kept(client, administrator, sent, content, words):
    client.force_login(administrator)
    page = client.post(url(sent), given(sent, SimpleUploadedFile("signed.pdf", content)))
    assert words in page.text and 'value="Bob Gualtieri"' in page.text and "is uploaded" not in page.text


def test_another_agencys_agreement_is_told_and_answered(client, administrator, sent, pdf, miami):
    agency("Pasco County Sheriff's Office", "Florida", "Pasco", miami)
    client.force_login(administrator)
    wrong = "This MOA is between ICE and the Pasco County Sheriffs Office."
    page = client.post(url(sent), given(sent, pdf(words=wrong)))
    told = "This file names Pasco County Sheriff&#x27;s Office, not Pinellas County Sheriff&#x27;s Office."
    assert told in page.text and "The file is right, although:" in page.text
    rest = {name: value for name, value in given(sent, "").items() if name != "copy"}
    assert told in client.post(url(sent), rest | file_seen(page)).text and not sent.signatures.exists()
    forged = file_seen(page) | {"copy_sure": "on"}
    assert told in client.post(url(sent), rest | forged).text and not sent.signatures.exists()
    client.post(url(sent), rest | file_seen(page, sure=True))
    assert sent.signatures.count() == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("signed by the Hernando County Sheriff's Office", "Hernando County Sheriff's Office, not Pinellas"),
        ("HERNANDO  COUNTY\nSHERIFF’S OFFICE", "Hernando County Sheriff's Office, not Pinellas"),
        ("Pinellas County Sheriffs Office, with the Hernando County Sheriff's Office", ""),
        ("the New Hernando County Sheriff's Officers' Fund", ""),
        ("the West Hernando County Sheriff's Office", ""),
        ("in Hernando County", ""),
        ("Holbrook, Arizona 86025", "names Arizona, not Florida"),
        ("Holbrook, Arizona; Tampa, Florida", ""),
        ("Charleston, West Virginia", "names West Virginia, not Florida"),
        ("Pennsylvania Avenue NW, Washington, D.C. 20044", ""),
        ("Washington County, and the Iowa City road", ""),
        ("", ""),
    ],
)
def test_what_a_text_names(pinellas, hernando, miami, text, told):
    agency("West Hernando County Sheriff's Office", "Florida", "Hernando", miami)
    found = " ".join(misnaming(text, pinellas))
    if text.startswith("the West"):
        assert "West Hernando" in found and found.count("Hernando") == 1
    else:
        assert (told in found) if told else not found


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs WSO_SAMPLES")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("wso_moa_2019_hernando_fl.pdf", "names Hernando County Sheriff's Office, not Pinellas"),
        ("wso_moa_rev_2025-02-15_navajo_az.pdf", "names Arizona, not Florida"),
    ],
)
def test_a_real_agreement_of_another_agency_is_told(pinellas, hernando, dallas, name, told):
    navajo = agency("Navajo County Sheriff's Office", "Arizona", "Navajo", dallas, "America/Phoenix")
    own = hernando if "hernando" in name else navajo
    with (SAMPLES / name).open("rb") as file:
        text = store(SimpleUploadedFile(name, file.read())).contents.text
    assert told in " ".join(misnaming(text, pinellas)) and misnaming(text, own) == []
    assert misnaming(text, navajo if own == hernando else hernando)


def test_one_sides_copy_is_not_the_others_by_mistake(client, sent, administrator, manager, pdf, copy):
    workflow.sign(sent, Side.AGENCY, SHERIFF, copy, seen=sent.version, by=administrator, at=NOW)
    with pytest.raises(Refused, match="the same file"):
        workflow.sign(sent, Side.ICE, DESIGNEE, copy, seen=sent.version, by=manager, at=NOW)
    client.force_login(manager)
    ices = given(sent, pdf()) | {"name": "Kay Dorn", "signed_on": "2026-02-27"}
    page = post_with_file(client, url(sent, "sign_ice"), ices)
    assert "This is the same file that is on record for the other side" in page.text
    assert sent.signatures.count() == 1
    post_with_file(client, url(sent, "sign_ice"), given(sent, pdf()) | {"signed_on": "2026-02-27"}, sure=True)
    sent.refresh_from_db()
    assert sent.status == "signed" and Attachment.objects.of(sent).count() == 2


def test_one_who_answered_the_doubt_records_it(sent, administrator, manager, copy):
    workflow.sign(sent, Side.AGENCY, SHERIFF, copy, seen=sent.version, by=administrator, at=NOW)
    both = Kept(copy.document, copy.name, accepted=(ONE_COPY,))
    workflow.sign(sent, Side.ICE, DESIGNEE, both, seen=sent.version, by=manager, at=NOW)
    assert sent.status == "signed"


def test_a_file_of_another_agencys_agreement_is_told(client, administrator, sent, pdf, hernando, copy):
    attach(copy.document, "x.pdf", facts.agreement(hernando), label="Signed copy", by=facts.clerk(), at=NOW)
    client.force_login(administrator)
    page = client.post(url(sent), given(sent, pdf()))
    assert "This file is already filed for Hernando County Sheriff&#x27;s Office, Mar 2, 2026." in page.text


def test_the_second_person_sees_page_1_and_still_opens_the_file(client, office, manager, pinellas, copy):
    recorded = workflow.record_copy(pinellas, "WSO", "R4", SHERIFF, DESIGNEE, copy, by=office, at=NOW)
    client.force_login(manager)
    page = client.get(url(recorded, "confirm"))
    assert "Page 1 of 1" in page.text and 'src="data:image/png;base64,' in page.text
    assert [log.subject for log in AccessLog.objects.all()] == [f"document-{Attachment.objects.get().pk}-page-1"]
    page = client.post(url(recorded, "confirm"), {"opened": "on", "version": recorded.version})
    assert "Open the signed copy here first" in page.text


def test_page_1_of_a_notice_is_shown_too(client, office, in_force, pdf):
    client.force_login(office)
    notice = {"kind": "termination", "addressee": "Dana Cole", "received_on": "2026-03-01", "version": in_force.version}
    page = client.post(url(in_force, "receive_notice"), notice | {"copy": pdf()})
    assert "Page 1 of 1" in page.text and not in_force.notices.exists()
    post_reviewed(client, url(in_force, "receive_notice"), notice | file_seen(page))
    assert in_force.notices.count() == 1


def test_a_misfiled_file_is_replaced_and_no_longer_served(
    client, administrator, viewer, office, manager, sent, copy, pdf
):
    workflow.sign(sent, Side.AGENCY, SHERIFF, copy, seen=sent.version, by=administrator, at=NOW)
    wrong = Attachment.objects.get()
    path, file = reverse("memoranda:replace_file", args=[wrong.pk]), reverse("documents:document", args=[wrong.pk])
    client.force_login(office)
    assert path in client.get(reverse("memoranda:agreement", args=[sent.pk])).text
    given = {"reason": "This is Pasco County's", "version": sent.version}
    page = post_with_file(client, path, given | {"copy": pdf("right.pdf", "The right one")}, follow=True)
    assert "Misfiled file replaced:" in page.text and "right.pdf" in page.text and "signed.pdf" not in page.text
    for someone, status in ((viewer, 404), (office, 404), (administrator, 200), (manager, 200)):
        client.force_login(someone)
        assert client.get(file).status_code == status
    page = client.get(reverse("memoranda:agreement", args=[sent.pk]))
    assert "Misfiled" in page.text and "This is Pasco County&#x27;s" in page.text and path not in page.text
    sent.refresh_from_db()
    with pytest.raises(Refused, match="already marked"):
        workflow.replace_file(sent, wrong, "Again", copy, seen=sent.version, by=manager, at=NOW)


def test_who_may_replace_a_file(client, sent, administrator, manager, viewer, other_administrator, copy, second_copy):
    workflow.sign(sent, Side.ICE, DESIGNEE, copy, seen=sent.version, by=manager, at=NOW)
    wrong = Attachment.objects.get()
    path = reverse("memoranda:replace_file", args=[wrong.pk])
    for someone, status in ((viewer, 403), (other_administrator, 404)):
        client.force_login(someone)
        assert client.post(path).status_code == status
    with pytest.raises(Refused, match="Another person filed this"):
        workflow.replace_file(sent, wrong, "Wrong", second_copy, seen=sent.version, by=administrator, at=NOW)
    with pytest.raises(Refused, match="Someone has changed"):
        workflow.replace_file(sent, wrong, "Wrong", second_copy, seen=sent.version - 1, by=manager, at=NOW)
    workflow.replace_file(sent, wrong, "Wrong", second_copy, seen=sent.version, by=manager, at=NOW)
    assert Attachment.objects.filed_rightly().get().document == second_copy.document
