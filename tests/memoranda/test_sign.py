from dataclasses import replace
from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from agreements.memoranda import workflow
from agreements.memoranda.models import Agreement
from agreements.memoranda.states import Side
from notifications.models import Notification
from records.actions import Refused
from records.models import Attachment
from tests import facts, papers
from tests.cast import EACH_REVISION, LONG_AGO, NOW
from tests.memoranda.conftest import DESIGNEE, SHERIFF, block

pytestmark = pytest.mark.django_db


def post(client, agreement, verb, pdf, version=None, **changes):
    given = block(**changes) | {"version": version or agreement.version, "copy": pdf}
    return papers.post_with_file(client, reverse(f"memoranda:{verb}", args=[agreement.pk]), given, follow=True)


@pytest.mark.parametrize("revision", EACH_REVISION)
def test_it_works(client, administrator, manager, office, sent, pdf):
    client.force_login(administrator)
    page = post(client, sent, "sign_agency", pdf()).content.decode()
    assert "Agency's signature recorded:" in page.replace("&#x27;", "'") and "Bob Gualtieri" in page
    client.force_login(manager)
    sent.refresh_from_db()
    page = post(
        client,
        sent,
        "sign_ice",
        pdf(words="ICE signed"),
        name="Kay Dorn",
        title="Deputy Director",
        signed_on="2026-02-27",
    )
    assert "In force" in page.content.decode()
    sent.refresh_from_db()
    assert sent.status == "signed" and sent.effective_at == facts.moment("2026-02-27T05:00:00+00:00")
    assert Attachment.objects.of(sent).count() == 2
    assert Notification.objects.filter(rule="agreement_execute", recipient=office).exists()


def test_the_later_signature_counts_whoever_is_recorded_first(sent, manager, administrator, copy, second_copy):
    workflow.sign(
        sent, Side.ICE, replace(DESIGNEE, signed_time=time(14, 5)), copy, seen=sent.version, by=manager, at=NOW
    )
    assert sent.status == "sent" and sent.effective_at is None
    workflow.sign(sent, Side.AGENCY, SHERIFF, second_copy, seen=sent.version, by=administrator, at=NOW)
    assert sent.effective_at == facts.moment("2026-02-27T19:05:00+00:00")


def test_a_day_counts_in_the_agencys_zone(dallas_office, tarrant, manager, copy):
    sent = workflow.draft(tarrant, "WSO", "R4", by=dallas_office, at=NOW)
    workflow.send(sent, seen=sent.version, by=dallas_office, at=NOW)
    workflow.sign(sent, Side.ICE, DESIGNEE, copy, seen=sent.version, by=manager, at=NOW)
    assert sent.signatures.get().signed_at == facts.moment("2026-02-27T06:00:00+00:00")


def test_other_jurisdiction_gets_404(client, other_administrator, sent, pdf):
    client.force_login(other_administrator)
    assert post(client, sent, "sign_agency", pdf()).status_code == 404
    assert post(client, sent, "sign_ice", pdf()).status_code == 404


def test_viewer_gets_403(client, viewer, office, administrator, manager, sent, pdf):
    for someone, verb in ((viewer, "sign_agency"), (viewer, "sign_ice"), (office, "sign_ice")):
        client.force_login(someone)
        assert post(client, sent, verb, pdf()).status_code == 403
    client.force_login(administrator)
    assert post(client, sent, "sign_ice", pdf()).status_code == 403
    client.force_login(manager)
    assert post(client, sent, "sign_agency", pdf()).status_code == 403


def test_who_drafted_does_not_record_ices_signature(client, sent, office, copy):
    office.memberships.create(role=Role.PROGRAM_MANAGER, from_on=LONG_AGO)
    drafter = type(office).objects.get(pk=office.pk)
    with pytest.raises(Refused, match="not an MOA requirement"):
        workflow.sign(sent, Side.ICE, DESIGNEE, copy, seen=sent.version, by=drafter, at=NOW)
    client.force_login(drafter)
    page = client.get(reverse("memoranda:agreement", args=[sent.pk])).content.decode()
    assert "so a colleague must record ICE" in page
    sent.refresh_from_db()
    assert sent.version == 2 and not sent.signatures.exists()


def test_without_the_role_the_two_person_rule_is_not_told(sent, office, copy):
    with pytest.raises(PermissionDenied):
        workflow.sign(sent, Side.ICE, DESIGNEE, copy, seen=sent.version, by=office, at=NOW)


def test_one_side_signs_once(client, administrator, sent, pdf):
    client.force_login(administrator)
    post(client, sent, "sign_agency", pdf())
    sent.refresh_from_db()
    page = post(client, sent, "sign_agency", pdf(words="Again")).content.decode().replace("&#x27;", "'")
    assert "This side's signature is already recorded." in page
    assert sent.signatures.count() == 1


def test_stale_page_is_refused(client, administrator, manager, sent, copy, pdf):
    stale = sent.version
    workflow.sign(sent, Side.ICE, DESIGNEE, copy, seen=sent.version, by=manager, at=NOW)
    client.force_login(administrator)
    page = post(client, sent, "sign_agency", pdf(words="The agency's"), version=stale).content.decode()
    assert "Someone has changed this record since you opened the page." in page
    assert "signed.pdf is uploaded" in page and sent.signatures.count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Enter the name as signed, or check below that it is not legible."),
        ({"illegible": "on"}, "Enter the name or check “not legible”, not both."),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"name": "Bob\x00"}, "invisible character"),
        ({"title": " "}, "Enter the signer&#x27;s title"),
        ({"signed_on": "0001-01-01"}, "Check the year"),
        ({"signed_on": "9999-12-31"}, "Check the year"),
        ({"signed_on": "2026-02-31"}, "Enter a date as month"),
        ({"signed_on": "2098-01-01"}, "The signature date can&#x27;t be in the future."),
        ({"signed_on": "2025-02-14"}, "This template was printed on 02/15/2025"),
        ({"signed_time": "25:00"}, "Enter a time such as"),
    ],
)
def test_it_explains_the_refusal(client, administrator, sent, pdf, changes, message):
    client.force_login(administrator)
    page = post(client, sent, "sign_agency", pdf(), **changes).content.decode()
    assert message in page and not sent.signatures.exists()


def test_the_signed_pdf_is_needed(client, administrator, sent):
    client.force_login(administrator)
    assert "Choose a file" in post(client, sent, "sign_agency", "").content.decode()
    picture = SimpleUploadedFile("signed.pdf", papers.PNG, "application/pdf")
    assert "This file is a picture." in post(client, sent, "sign_agency", picture).content.decode()
    assert not sent.signatures.exists()


def test_a_name_that_cannot_be_read(client, administrator, sent, pdf):
    client.force_login(administrator)
    page = post(client, sent, "sign_agency", pdf(), name="", illegible="on", by_direction="on").content.decode()
    assert "Name not legible (by direction)" in page


def test_a_second_agreement_in_force_is_refused(pinellas, sent, manager, administrator, copy):
    facts.agreement(pinellas)
    workflow.sign(sent, Side.ICE, DESIGNEE, copy, seen=sent.version, by=manager, at=NOW)
    with pytest.raises(Refused, match="Record the second signature after that"):
        workflow.sign(sent, Side.AGENCY, SHERIFF, copy, seen=sent.version, by=administrator, at=NOW)
    sent.refresh_from_db()
    assert sent.status == "sent" and sent.signatures.count() == 1


def test_a_draft_is_not_signed(drafted, manager, copy):
    with pytest.raises(Refused, match="The status is “Draft”"):
        workflow.sign(drafted, Side.ICE, DESIGNEE, copy, seen=drafted.version, by=manager, at=NOW)


def test_where_it_waits(sent, manager, copy):
    assert Agreement.objects.unsigned_by(Side.ICE).exists() and Agreement.objects.unsigned_by(Side.AGENCY).exists()
    workflow.sign(sent, Side.ICE, DESIGNEE, copy, seen=sent.version, by=manager, at=NOW)
    assert not Agreement.objects.unsigned_by(Side.ICE).exists()
    assert list(Agreement.objects.unsigned_by(Side.AGENCY)) == [sent] and not Agreement.objects.drafted().exists()


def test_a_signature_of_this_hour_counts_from_it(sent, manager, copy):
    today = replace(DESIGNEE, signed_on=date(2026, 3, 2), signed_time=time(10, 0))
    workflow.sign(sent, Side.ICE, today, copy, seen=sent.version, by=manager, at=NOW)
    assert sent.signatures.get().signed_at == NOW


def test_a_signature_of_tomorrow_is_refused(sent, administrator, copy):
    with pytest.raises(Refused, match="can't be in the future"):
        workflow.sign(
            sent,
            Side.AGENCY,
            replace(SHERIFF, signed_on=date(2026, 3, 3)),
            copy,
            seen=sent.version,
            by=administrator,
            at=NOW,
        )
