import pytest
from django.urls import reverse

from notifications.delivery import deliver
from notifications.models import Notification
from records.models import Event
from tests.notifications.conftest import NOON
from wso_portal import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def parked(tell):
    row = tell()
    Notification.objects.filter(pk=row.pk).update(parked_at=NOON, attempts=12, error="550 no such person")
    return row


def post(client, row):
    return client.post(reverse("notifications:send_again", args=[row.pk]), follow=True)


def test_it_works(client, cast, parked, sink):
    client.force_login(cast.office)
    assert "again within a minute" in post(client, parked).content.decode()
    assert deliver(clock.now()) == {"sent": 1}
    event = Event.objects.get()
    assert (event.actor, event.verb, event.subject) == (cast.office, "send_again", parked.subject)


def test_what_was_sent_is_refused(client, cast, parked):
    Notification.objects.update(parked_at=None, claimed_at=NOON, sent_at=NOON)
    client.force_login(cast.office)
    assert "was already sent" in post(client, parked).content.decode()
    assert not Event.objects.exists()


def test_other_jurisdiction_gets_404(client, cast, parked):
    client.force_login(cast.outsider)
    assert post(client, parked).status_code == 404


def test_recipient_gets_403(client, cast, parked):
    client.force_login(cast.administrator)
    assert post(client, parked).status_code == 403


def test_it_rejects_get(client, cast, parked):
    client.force_login(cast.office)
    assert client.get(reverse("notifications:send_again", args=[parked.pk])).status_code == 405
