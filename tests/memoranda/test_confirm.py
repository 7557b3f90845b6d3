"""RECORD_COPY, CONFIRM: paper that exists is recorded by one person and counts once another has opened it (VIII)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from agreements.memoranda import workflow
from agreements.memoranda.models import Agreement
from notifications.models import Notification
from officers.nominations.checks import effective
from records.models import Attachment, Event
from tests import facts
from tests.cast import NOW, person
from tests.memoranda.conftest import block
from tests.papers import post_with_file

pytestmark = pytest.mark.django_db


def url(jurisdiction):
    return reverse("memoranda:record_copy", args=[jurisdiction.pk])


def check_url(agreement):
    return reverse("memoranda:confirm", args=[agreement.pk])


def paper(pdf, **changes) -> dict:
    """A paper of 2019, signed by both on different days."""
    sides = block("agency_", signed_on="2019-04-24") | block(
        "ice_", name="Kay Dorn", title="FOD", signed_on="2019-05-06"
    )
    return {"program": "WSO", "revision": "R1", "copy": pdf} | sides | changes


@pytest.fixture
def colleague(miami):
    return person("colleague@miami.example", "field_office", field_office=miami)


@pytest.fixture
def recorded(client, office, pinellas, pdf):
    client.force_login(office)
    post_with_file(client, url(pinellas), paper(pdf()))
    return Agreement.objects.get()


def opens(client, agreement):
    """Downloads the signed copy, as its link does."""
    copy = Attachment.objects.of(agreement).get()
    assert client.get(reverse("documents:document", args=[copy.pk])).status_code == 200


def test_it_works(client, office, manager, colleague, administrator, pinellas, pdf):
    client.force_login(office)
    page = post_with_file(client, url(pinellas), paper(pdf()), follow=True).content.decode()
    agreement = Agreement.objects.get()
    assert "Signed copy recorded:" in page and "Awaiting a second person" in page and agreement.effective_at is None
    assert agreement.signatures.count() == 2 and Attachment.objects.of(agreement).get().label == "Signed copy"
    assert set(Notification.objects.values_list("recipient", flat=True)) == {manager.pk, colleague.pk}
    assert not effective(NOW).exists()
    client.force_login(colleague)
    assert "signed.pdf" in client.get(check_url(agreement)).content.decode()
    opens(client, agreement)
    page = client.post(check_url(agreement), {"opened": "on", "version": 1}, follow=True).content.decode()
    assert "Signed copy confirmed:" in page and "In force" in page
    agreement.refresh_from_db()
    assert agreement.effective_at == facts.moment("2019-05-06T04:00:00+00:00")
    assert list(Event.objects.of(agreement).order_by("pk").values_list("actor", flat=True)) == [office.pk, colleague.pk]
    assert Notification.objects.filter(recipient=administrator).count() == 1


def test_who_recorded_it_does_not_confirm_it(client, office, recorded):
    page = client.post(check_url(recorded), {"opened": "on", "version": 1}).content.decode()
    assert "so a colleague must open it and confirm it" in page and "Portal policy (not an " in page
    recorded.refresh_from_db()
    assert recorded.status == "recorded" and recorded.effective_at is None
    page = client.get(reverse("memoranda:agreement", args=[recorded.pk])).content.decode()
    assert "so a colleague must open it" in page and check_url(recorded) not in page


def test_a_program_manager_may_be_the_second_person(client, manager, recorded):
    client.force_login(manager)
    opens(client, recorded)
    client.post(check_url(recorded), {"opened": "on", "version": 1})
    recorded.refresh_from_db()
    assert recorded.status == "signed"


def test_the_copy_is_opened_first(client, colleague, recorded):
    client.force_login(colleague)
    page = client.post(check_url(recorded), {"version": 1}).content.decode()
    assert "Open the signed copy below" in page and Agreement.objects.get().status == "recorded"
    client.head(reverse("documents:document", args=[Attachment.objects.get().pk]))  # reads nothing
    page = client.post(check_url(recorded), {"opened": "on", "version": 1}).content.decode()
    assert "Open the signed copy here first" in page and Agreement.objects.get().status == "recorded"


def test_stale_page_is_refused(client, colleague, recorded):
    client.force_login(colleague)
    page = client.post(check_url(recorded), {"opened": "on", "version": 7}).content.decode()
    assert "Someone has changed" in page and Agreement.objects.get().status == "recorded"


def test_a_wrong_record_is_taken_back_and_entered_anew(client, colleague, office, recorded, pinellas, pdf):
    client.force_login(colleague)
    client.post(reverse("memoranda:take_back", args=[recorded.pk]), {"reason": "Wrong year", "version": 1})
    client.force_login(office)
    post_with_file(client, url(pinellas), paper(pdf()))
    assert sorted(Agreement.objects.values_list("status", flat=True)) == ["recorded", "taken_back"]


def test_the_caller_may_hand_over_what_the_list_says(client, office, pinellas):
    client.force_login(office)
    page = client.get(url(pinellas), {"signed_on": "2019-04-24", "program": "JEM"}).content.decode()
    assert page.count("list says Apr 24, 2019. Enter the date on the document.") == 2
    assert 'value="2019-04-24"' not in page and '<option value="JEM" selected>' in page
    assert client.get(url(pinellas), {"signed_on": "<script>", "program": "no"}).status_code == 200


def test_other_jurisdiction_gets_404(client, dallas_office, pinellas, pdf, recorded):
    client.force_login(dallas_office)
    assert post_with_file(client, url(pinellas), paper(pdf())).status_code == 404
    assert client.post(check_url(recorded), {"opened": "on", "version": 1}).status_code == 404


def test_viewer_gets_403(client, viewer, administrator, manager, recorded, pinellas, pdf):
    for someone in (viewer, administrator, manager):
        client.force_login(someone)
        assert post_with_file(client, url(pinellas), paper(pdf())).status_code == 403
    client.force_login(administrator)
    assert client.post(check_url(recorded), {"opened": "on", "version": 1}).status_code == 403
    with pytest.raises(PermissionDenied):
        workflow.confirm(recorded, seen=recorded.version, by=administrator, at=NOW)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ice_name": ""}, "Enter the name as signed"),
        ({"agency_signed_on": "2001-12-31"}, "Check the year"),
        ({"ice_signed_on": "2098-01-01"}, "The signature date can&#x27;t be in the future."),
        ({"revision": "R3"}, "This template was printed on 02/14/2025"),
        ({"revision": "R9"}, "Choose an answer from the list"),
        ({"copy": ""}, "Choose a file"),
    ],
)
def test_it_explains_the_refusal(client, office, pinellas, pdf, changes, message):
    client.force_login(office)
    page = post_with_file(client, url(pinellas), paper(pdf(), **changes)).content.decode()
    assert message in page and not Agreement.objects.exists()


def test_its_time_does_not_overlap_anothers(client, office, pinellas, pdf):
    facts.agreement(pinellas, effective_at=NOW - 30 * facts.DAY)
    client.force_login(office)
    page = post_with_file(client, url(pinellas), paper(pdf())).content.decode()
    assert "another agreement of this program in force at that time." in page
    assert Agreement.objects.count() == 1


def test_another_program_stands_beside(client, office, colleague, pinellas, pdf):
    facts.agreement(pinellas, effective_at=NOW - 30 * facts.DAY)
    client.force_login(office)
    post_with_file(client, url(pinellas), paper(pdf(), program="JEM"))
    client.force_login(colleague)
    own = Agreement.objects.get(program="JEM")
    opens(client, own)
    page = client.post(check_url(own), {"opened": "on", "version": 1}, follow=True).content.decode()
    assert (
        "JEM agreement" in page
        and "A notice takes effect on the date that it states." in page
        and "Effect of termination" not in page
    )
