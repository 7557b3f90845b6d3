import pytest
from django.urls import reverse

from agreements.memoranda.models import Agreement
from notifications.models import Notification
from records.models import Attachment, Event
from tests import facts
from tests.cast import NOW
from tests.memoranda.conftest import block

pytestmark = pytest.mark.django_db


def url(jurisdiction):
    return reverse("memoranda:confirm", args=[jurisdiction.pk])


def paper(pdf, **changes) -> dict:
    """A paper of 2019, signed by both on different days."""
    sides = block("agency_", signed_on="2019-04-24") | block(
        "ice_", name="Kay Dorn", title="FOD", signed_on="2019-05-06"
    )
    return {"program": "WSO", "revision": "R1", "copy": pdf} | sides | changes


def test_it_works(client, office, administrator, pinellas, pdf):
    client.force_login(office)
    page = client.post(url(pinellas), paper(pdf()), follow=True).content.decode()
    agreement = Agreement.objects.get()
    assert "Confirmed from the signed copy." in page and "In force" in page
    assert agreement.effective_at == facts.moment("2019-05-06T04:00:00+00:00")
    assert agreement.signatures.count() == 2 and Attachment.objects.of(agreement).get().label == "Signed copy"
    assert Event.objects.of(agreement).get().actor == office
    assert Notification.objects.get().recipient == administrator


def test_the_caller_may_hand_over_what_the_list_says(client, office, pinellas):
    client.force_login(office)
    page = client.get(url(pinellas), {"signed_on": "2019-04-24", "program": "JEM"}).content.decode()
    assert page.count('value="2019-04-24"') == 2 and '<option value="JEM" selected>' in page
    assert client.get(url(pinellas), {"signed_on": "<script>", "program": "no"}).status_code == 200


def test_other_jurisdiction_gets_404(client, dallas_office, pinellas, pdf):
    client.force_login(dallas_office)
    assert client.post(url(pinellas), paper(pdf())).status_code == 404


def test_viewer_gets_403(client, viewer, administrator, manager, pinellas, pdf):
    for someone in (viewer, administrator, manager):
        client.force_login(someone)
        assert client.post(url(pinellas), paper(pdf())).status_code == 403


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ice_name": ""}, "Give the name as signed"),
        ({"agency_signed_on": "2001-12-31"}, "no 287(g) agreement is older than 2002"),
        ({"ice_signed_on": "2098-01-01"}, "A signature is recorded after it was given."),
        ({"revision": "R3"}, "This template was printed on 02/14/2025"),
        ({"revision": "R9"}, "Select a valid choice"),
        ({"copy": ""}, "This field is required"),
    ],
)
def test_it_explains_the_refusal(client, office, pinellas, pdf, changes, message):
    client.force_login(office)
    page = client.post(url(pinellas), paper(pdf(), **changes)).content.decode()
    assert message in page and not Agreement.objects.exists()


def test_its_time_does_not_overlap_anothers(client, office, pinellas, pdf):
    facts.agreement(pinellas, effective_at=NOW - 30 * facts.DAY)
    client.force_login(office)
    page = client.post(url(pinellas), paper(pdf())).content.decode()
    assert "Another agreement of this program is in force for this agency at that time." in page
    assert Agreement.objects.count() == 1


def test_another_program_stands_beside(client, office, pinellas, pdf):
    facts.agreement(pinellas, effective_at=NOW - 30 * facts.DAY)
    client.force_login(office)
    page = client.post(url(pinellas), paper(pdf(), program="JEM"), follow=True).content.decode()
    assert "JEM agreement" in page and "policy, not MOA" in page and "What ending it would do" not in page
