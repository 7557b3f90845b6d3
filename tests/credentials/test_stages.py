"""The stages of letters and credentials: one at each moment, and a tone for each."""

from datetime import timedelta

import pytest
from django.utils.html import escape

from agreements.memoranda.models import Agreement
from officers.credentials.models import Credential, Letter
from officers.credentials.states import RECALLED, CredentialStage, LetterStage, Status
from pages.templatetags.show import ICONS
from tests.cast import NOW

DAY = timedelta(days=1)


@pytest.mark.parametrize("stage", [*LetterStage, *CredentialStage], ids=str)
def test_every_stage_can_be_shown(stage):
    assert stage.tone in ICONS and stage.label


@pytest.mark.parametrize(
    ("dates", "agreement_ends_at", "stage"),
    [
        ({"starts_at": NOW}, None, LetterStage.IN_FORCE),
        ({"starts_at": NOW + DAY}, None, LetterStage.COMING),
        ({"starts_at": NOW - DAY, "ends_at": NOW}, None, LetterStage.ENDED),
        ({"starts_at": NOW - DAY, "ends_at": NOW + DAY}, NOW, LetterStage.ENDED),
        ({"starts_at": NOW - DAY, "annulled_at": NOW}, None, LetterStage.ANNULLED),
    ],
)
def test_a_letter_ends_with_its_agreement_at_the_latest(dates, agreement_ends_at, stage):
    assert Letter(agreement=Agreement(ends_at=agreement_ends_at), **dates).stage(NOW) is stage


@pytest.mark.parametrize(
    ("row", "recall", "stage"),
    [
        ({}, {}, CredentialStage.IN_HAND),
        ({"expires_at": NOW}, {}, CredentialStage.EXPIRED),
        ({"expires_at": NOW}, {"has_left": True}, CredentialStage.HAS_LEFT),
        ({}, {"agreement_ended": True, "has_left": True}, CredentialStage.AGREEMENT_ENDED),
        ({}, {"is_withdrawn": True}, CredentialStage.IS_WITHDRAWN),
        ({}, {"is_called_back": True}, CredentialStage.IS_CALLED_BACK),
        ({}, {"is_suspended": True}, CredentialStage.IS_SUSPENDED),
        ({"status": Status.LOST, "closed_at": NOW}, {"has_left": True}, CredentialStage.LOST),
        ({"status": Status.LOST, "closed_at": NOW + DAY}, {}, CredentialStage.IN_HAND),
        ({"annulled_at": NOW}, {"has_left": True}, CredentialStage.ANNULLED),
    ],
)
def test_a_credential_says_first_why_it_is_wanted_back(row, recall, stage):
    credential = Credential(**{"status": Status.ISSUED, "expires_at": NOW + DAY, **row})
    vars(credential).update(dict.fromkeys(RECALLED, False) | recall)
    assert credential.stage(NOW) is stage


@pytest.mark.parametrize("status", [status for status in Status if status != Status.ISSUED])
def test_every_status_after_issue_is_a_stage(status):
    assert CredentialStage(status).label == status.label


@pytest.mark.django_db
def test_list_and_page_show_the_same_stage(client, office, named):
    row = named()
    credential = Credential.objects.create(
        officer=row.officer, agreement=row.agreement, authorization=row, number="C-7", status=Status.ISSUED,
        issued_on=NOW.date(), issued_at=NOW, expires_on=NOW.date(), expires_at=NOW + DAY,
        recorded_by=office, recorded_at=NOW,
    )  # fmt: skip
    client.force_login(office)
    Agreement.objects.update(ends_at=NOW)
    words = escape(CredentialStage.AGREEMENT_ENDED.label)
    for address in ("/credentials/", f"/credentials/{credential.pk}/"):
        assert words in client.get(address).content.decode()
