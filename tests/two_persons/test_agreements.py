"""Who had a part in one side of an agreement does not record the other, by the pages; a colleague does."""

import pytest

from agreements.memoranda import workflow
from agreements.memoranda.models import Agreement
from pages.files import token_of
from records.documents import Kept, store
from tests.cast import NOW
from tests.memoranda.conftest import DESIGNEE, SHERIFF, block
from tests.papers import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(pinellas, office, both):
    def make(part=""):
        agreement = workflow.draft(pinellas, "WSO", "R4", by=both if part == "draft" else office, at=NOW)
        workflow.send(agreement, seen=agreement.version, by=office, at=NOW)
        return agreement

    return make


def signature(agreement, person) -> dict:
    """What the form posts once this person has looked at page 1 of the other side's copy."""
    kept = Kept(store(pdf(words="The other side")), "other.pdf", "copy", person.pk)
    return block() | {"copy_kept": token_of(kept), "copy_seen": "on", "version": agreement.version}


@pytest.mark.parametrize("part", ["draft", "sign_agency"])
def test_who_acts_for_the_agency_does_not_record_ices_signature(
    both, administrator, manager, sent, refused, copy, part
):
    agreement = sent(part)
    agencys = both if part == "sign_agency" else administrator
    workflow.sign(agreement, "agency", SHERIFF, copy, seen=agreement.version, by=agencys, at=NOW)
    path = f"/agreements/{agreement.pk}/sign-ice/"
    assert refused(both, path, signature(agreement, both)) and Agreement.objects.get().status == "sent"
    refused(manager, path, signature(agreement, manager))
    assert Agreement.objects.get().status == "signed"


def test_who_records_ices_signature_does_not_record_the_agencys(both, administrator, sent, refused, copy):
    agreement = sent()
    workflow.sign(agreement, "ice", DESIGNEE, copy, seen=agreement.version, by=both, at=NOW)
    path = f"/agreements/{agreement.pk}/sign-agency/"
    assert refused(both, path, signature(agreement, both)) and Agreement.objects.get().status == "sent"
    refused(administrator, path, signature(agreement, administrator))
    assert Agreement.objects.get().status == "signed"
