import pytest
from django.urls import reverse

from accounts.models import User
from agreements.memoranda import workflow
from agreements.memoranda.models import Agreement
from agreements.memoranda.states import DRAFT, RECORD_COPY
from notifications.models import Notification
from records.actions import Refused
from records.models import Event
from records.offers import offer_of
from tests.cast import NOW

pytestmark = pytest.mark.django_db
GIVEN = {"program": "WSO", "revision": "R4"}


def draft_url(jurisdiction):
    return reverse("memoranda:draft", args=[jurisdiction.pk])


def test_it_works(client, office, administrator, manager, viewer, pinellas):
    client.force_login(office)
    assert "Draft an agreement" in client.get(draft_url(pinellas)).content.decode()
    page = client.post(draft_url(pinellas), GIVEN, follow=True).content.decode()
    agreement = Agreement.objects.get()
    assert "Agreement drafted:" in page and "Send for signature" in page
    page = client.post(reverse("memoranda:send", args=[agreement.pk]), {"version": 1}, follow=True).content.decode()
    agreement.refresh_from_db()
    assert agreement.status == "sent" and agreement.sent_at and "was sent for signature. We told" in page
    told = Notification.objects.filter(rule="agreement_send").values_list("recipient", flat=True)
    assert set(told) == {administrator.pk, manager.pk}


def test_other_jurisdiction_gets_404(client, dallas_office, other_administrator, pinellas, drafted):
    for someone in (dallas_office, other_administrator):
        client.force_login(someone)
        assert client.get(draft_url(pinellas)).status_code == 404
        assert client.post(reverse("memoranda:send", args=[drafted.pk])).status_code == 404


def test_viewer_gets_403(client, viewer, administrator, manager, pinellas, drafted):
    for someone in (viewer, administrator):
        client.force_login(someone)
        assert client.get(draft_url(pinellas)).status_code == 403
        assert client.post(reverse("memoranda:send", args=[drafted.pk]), {"version": 1}).status_code == 403


def test_stale_page_is_refused(client, office, administrator, drafted):
    client.force_login(office)
    for version in ("7", ""):
        page = client.post(reverse("memoranda:send", args=[drafted.pk]), {"version": version}, follow=True)
        assert "Someone has changed this record since you opened the page." in page.content.decode()
    for version in ("x", "9" * 30):
        client.post(reverse("memoranda:send", args=[drafted.pk]), {"version": version})
    drafted.refresh_from_db()
    assert drafted.status == "draft"


def test_it_explains_the_refusal(client, office, administrator, pinellas, sent):
    client.force_login(office)
    page = client.post(draft_url(pinellas), GIVEN).content.decode()
    assert "This agency already has an agreement of this program in progress" in page
    page = client.post(reverse("memoranda:send", args=[sent.pk]), {"version": sent.version}, follow=True)
    assert "The status is “Sent for signature”" in page.content.decode()


def test_a_draft_of_another_program_stands_beside(office, pinellas, drafted):
    assert workflow.draft(pinellas, "JEM", "R4", by=office, at=NOW).pk


def test_taken_back_it_makes_room_for_another(client, office, administrator, pinellas, sent):
    client.force_login(office)
    url = reverse("memoranda:take_back", args=[sent.pk])
    assert "Enter the reason" in client.post(url, {"version": sent.version, "reason": " "}).content.decode()
    page = client.post(url, {"version": sent.version, "reason": "Wrong revision"}, follow=True).content.decode()
    assert "Draft canceled:" in page and "“Wrong revision”" in page
    assert Notification.objects.filter(rule="agreement_take_back", recipient=administrator).exists()
    assert workflow.draft(pinellas, "WSO", "R4", by=office, at=NOW).pk


def test_either_side_declines_with_a_reason(client, administrator, office, sent):
    client.force_login(administrator)
    url = reverse("memoranda:decline", args=[sent.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"version": sent.version, "reason": "The board voted against it"})
    sent.refresh_from_db()
    assert sent.status == "declined"
    assert Event.objects.of(sent).get(verb="decline").reason == "The board voted against it"
    with pytest.raises(Refused, match="The status is “Declined”"):
        workflow.take_back(sent, "no", seen=sent.version, by=office, at=NOW)


def test_nobody_but_the_two_sides_declines(client, office, viewer, sent):
    for someone in (office, viewer):
        client.force_login(someone)
        assert client.post(reverse("memoranda:decline", args=[sent.pk])).status_code == 403
        assert someone is office or client.post(reverse("memoranda:take_back", args=[sent.pk])).status_code == 403


def test_nothing_is_drafted_while_each_program_is_under_way(client, office, pinellas):
    for program in ("WSO", "JEM", "TFM"):
        workflow.draft(pinellas, program, "R4", by=office, at=NOW)
    for action in (DRAFT, RECORD_COPY):
        assert "already" in offer_of(action, pinellas, office, NOW).refused.reason
    client.force_login(office)
    page = client.post(draft_url(pinellas), GIVEN).content.decode()
    assert "This agency already has an agreement in progress for each program" in page


def test_one_reads_who_receives_it(client, office, administrator, drafted):
    client.force_login(office)
    page = client.get(reverse("memoranda:send", args=[drafted.pk])).text
    assert f"We will tell {administrator} and the program managers" in page and "first and last name" not in page
    sent = client.post(reverse("memoranda:send", args=[drafted.pk]), {"version": drafted.version}, follow=True).text
    assert f"We told {administrator} and the program managers." in sent


INVITED = {"name": "Lee Sanders", "email": "Lee.Sanders@pinellas.example"}


def test_the_first_administrator_is_invited_in_the_same_step(client, office, pinellas, drafted):
    client.force_login(office)
    url = reverse("memoranda:send", args=[drafted.pk])
    assert "The agency has no administrator yet. Invite one" in client.get(url).text
    page = client.post(url, {"version": drafted.version, **INVITED}, follow=True).text
    assert "We told Lee Sanders and the program managers" in page
    invited = User.objects.get(email="lee.sanders@pinellas.example")
    assert invited.holds(["administrator"], pinellas) and not invited.has_usable_password()
    told = Notification.objects.filter(recipient=invited).values_list("rule", flat=True)
    assert set(told) == {"welcome", "agreement_send"}
    assert Event.objects.get(verb="invite").actor == office
    assert client.get(reverse("dashboards:jurisdiction", args=[pinellas.pk])).status_code == 200


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "Lee Sanders", "email": "OFFICE@miami.example"}, "already has an account"),
        ({"name": "Lee Sanders", "email": "lee"}, "usa-error-message"),
        ({"name": "", "email": "lee@pinellas.example"}, "usa-error-message"),
    ],
)
def test_an_invitation_that_cannot_be_sends_nothing(client, office, drafted, given, words):
    client.force_login(office)
    page = client.post(reverse("memoranda:send", args=[drafted.pk]), {"version": drafted.version, **given}).text
    assert words in page and given["email"] in page  # what was entered is kept
    drafted.refresh_from_db()
    assert drafted.status == "draft" and User.objects.count() == 1  # nobody new


def test_a_refused_sending_invites_nobody(office, drafted):
    with pytest.raises(Refused, match="Someone has changed this record"):
        workflow.send(drafted, *INVITED.values(), seen=7, by=office, at=NOW)
    assert not User.objects.filter(email__iexact=INVITED["email"]).exists()


def test_a_used_address_sends_nothing(office, dallas_office, drafted):
    with pytest.raises(Refused, match="already has an account"):
        workflow.send(drafted, "Ruth Palmer", "Office@Dallas.example", seen=drafted.version, by=office, at=NOW)
    assert type(drafted).objects.get().status == "draft"
