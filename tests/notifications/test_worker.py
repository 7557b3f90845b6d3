"""The two ticks through a real Celery worker and a real broker."""

import sys

import pytest
from celery import Celery
from django.conf import settings

from notifications.models import Notification
from tests.notifications.conftest import environment
from tests.patience import comes_true
from wso_portal import clock, embedded

pytestmark = pytest.mark.slow

WORKER = (sys.executable, *"-m celery -A wso_portal worker --pool=solo --without-gossip -l ERROR".split())


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_what_is_due(tell, sink, process):
    row = tell(at=clock.now())
    with embedded.running(settings.CLUSTER, database=False, broker=settings.EMBEDDED_BROKER):
        url = environment(sink)["CELERY_BROKER_URL"]
        process(*WORKER)
        broker = Celery(broker=url)
        broker.send_task("notifications.tasks.plan")
        broker.send_task("notifications.tasks.deliver")
        assert comes_true(lambda: Notification.objects.filter(sent_at__isnull=False).exists())
        broker.close()
    assert sink.taken == {row.message_id: 1}
