"""/notifications/ and the delivery log."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.models import User
from notifications.delivery import deliver
from notifications.models import Notification
from tests.notifications.conftest import NOON
from wso_portal import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]


def test_it_works(client, cast, tell):
    tell(key="old", subject="An older one")
    tell(key="new", subject="A newer one", at=NOON + timedelta(days=1))
    tell(cast.viewer, subject="Another's")
    client.force_login(cast.administrator)
    page = client.get("/notifications/").content.decode()
    assert "2 unread" in page
    assert page.index("A newer one") < page.index("An older one")
    assert "you are an administrator of the Pinellas County Sheriff" in page
    assert "/officers/7/" in page
    assert "Another" not in page


def test_unread_and_the_nearest_date_come_first(client, cast, tell):
    rows = {key: tell(key=key, subject=f"Row {key}") for key in ("read", "plain", "far", "near")}
    for key, days in (("far", 60), ("near", 7)):
        day = clock.today("America/New_York") + timedelta(days=days)
        Notification.objects.filter(pk=rows[key].pk).update(due_on=day, threshold=days)
    Notification.objects.filter(pk=rows["read"].pk).update(read_at=NOON)
    client.force_login(cast.administrator)
    page = client.get("/notifications/").content.decode()
    places = [page.index(f"Row {key}<") for key in ("near", "far", "plain", "read")]
    assert places == sorted(places)
    assert "in 7 days" in page


def test_it_needs_sign_in(client):
    for name in ("index", "log"):
        assert client.get(reverse(f"notifications:{name}")).status_code == 302


def test_empty(client, cast):
    client.force_login(cast.viewer)
    assert "No notifications yet" in client.get("/notifications/").content.decode()


def test_pages(client, cast, tell, django_assert_max_num_queries):
    client.force_login(cast.administrator)
    for number in range(30):
        tell(key=str(number))
    with django_assert_max_num_queries(12):
        page = client.get("/notifications/?page=2").content.decode()
    assert "26 to 30 of 30" in page


def test_read(client, cast, tell):
    row = tell()
    client.force_login(cast.administrator)
    assert client.post(reverse("notifications:read", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.read_at is not None
    assert not Notification.objects.unread(cast.administrator).exists()


def test_read_rejects_get(client, cast, tell):
    row = tell()
    client.force_login(cast.administrator)
    assert client.get(reverse("notifications:read", args=[row.pk])).status_code == 405


def test_other_person_gets_404(client, cast, tell):
    row = tell()
    client.force_login(cast.viewer)
    assert client.post(reverse("notifications:read", args=[row.pk])).status_code == 404


def test_log(client, cast, tell):
    sent, parked = tell(key="sent", subject="Went out"), tell(key="parked", subject="Did not")
    Notification.objects.filter(pk=sent.pk).update(claimed_at=NOON, sent_at=NOON)
    Notification.objects.filter(pk=parked.pk).update(parked_at=NOON, error="550 no such person")
    client.force_login(cast.office)
    page = client.get("/notifications/log/").content.decode()
    assert "Went out" in page and "Did not" in page
    assert "550 no such person" in page
    assert page.count(">Send again<") == 1
    assert "state=stuck" in client.get("/notifications/").content.decode()
    page = client.get("/notifications/log/?state=stuck").content.decode()
    assert "Did not" in page and "Went out" not in page
    page = client.get("/notifications/log/?state=sent").content.decode()
    assert "Went out" in page and "Did not" not in page


def test_log_of_another_field_office_is_empty(client, cast, tell, dallas):
    tell()
    cast.office.memberships.update(field_office=dallas)
    client.force_login(cast.office)
    assert "No emails found" in client.get("/notifications/log/").content.decode()


def test_log_needs_the_role(client, cast):
    client.force_login(cast.administrator)
    assert client.get("/notifications/log/").status_code == 403


def test_log_pages_by_key(client, cast, tell, django_assert_max_num_queries):
    for number in range(60):
        tell(key=str(number), subject=f"Mail {number:02}")
    client.force_login(cast.manager)
    with django_assert_max_num_queries(12):
        page = client.get("/notifications/log/").content.decode()
    assert "Mail 59" in page and "Mail 34" not in page
    last = Notification.objects.get(subject_line="Mail 35").pk
    assert f"before={last}" in page
    page = client.get(f"/notifications/log/?before={last}").content.decode()
    assert "Mail 34" in page and "Mail 35" not in page
    assert client.get("/notifications/log/?before=x&state=nonsense").status_code == 200


def test_who_changes_agencies_reads_no_more_about_the_former(client, cast, tell, hernando):
    """Neither in the list, nor in the number, nor by its address; it comes back with the role."""
    row = tell(subject="About Pinellas")
    cast.administrator.memberships.update(jurisdiction=hernando)
    client.force_login(cast.administrator)
    page = client.get("/notifications/").content.decode()
    assert "About Pinellas" not in page and "You have read all notifications" in page and "Notifications (" not in page
    assert not Notification.objects.unread(cast.administrator).exists()
    for name in ("read", "send_again"):
        assert client.post(reverse(f"notifications:{name}", args=[row.pk])).status_code == 404
    cast.administrator.memberships.update(jurisdiction=cast.pinellas)
    assert "About Pinellas" in client.get("/notifications/").content.decode()


def test_who_changes_field_offices_reads_no_more_of_the_former(cast, tell, dallas):
    agency, office = tell(cast.office), tell(cast.office, key="office", record=SimpleNamespace(
        place=cast.miami, pk=cast.miami.pk, _meta=cast.miami._meta
    ))  # fmt: skip
    assert set(Notification.objects.of(cast.office)) == {agency, office}
    cast.office.memberships.update(field_office=dallas)
    moved = User.objects.get(pk=cast.office.pk)
    assert not Notification.objects.of(moved).exists()


def test_ones_own_account_concerns_one_always(cast, tell):
    row = tell(record=cast.administrator)
    cast.administrator.memberships.update(ended_at=NOON)
    gone = User.objects.get(pk=cast.administrator.pk)
    assert list(Notification.objects.of(gone)) == [row]
    assert deliver(NOON) == {"sent": 1}


@pytest.mark.parametrize("who", ["administrator", "viewer", "office", "manager", "outsider"])
def test_the_list_and_the_mail_say_alike_whom_it_concerns(cast, tell, miami, hernando, who):
    person = getattr(cast, who)
    unplaced = type(hernando).objects.create(
        name="Nowhere", key="nowhere", state="Texas", county="", kind="city", zone="America/Chicago", field_office=None
    )
    for number, record in enumerate((cast.pinellas, hernando, unplaced, cast.viewer)):
        tell(person, key=str(number), record=record)
    for row in Notification.objects.filter(recipient=person):
        concerned = row.is_about(person) or any(map(row.concerns, person.active_memberships()))
        assert concerned == Notification.objects.of(person).filter(pk=row.pk).exists(), row.place
