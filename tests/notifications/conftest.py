"""Rows of the ledger for the cast, a real SMTP server on loopback, and processes that deliver."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from notifications.ledger import announce
from notifications.models import Notification
from tests.notifications.sink import Sink
from tests.patience import LONG

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
DELIVER = (
    "import django; django.setup(); from notifications.delivery import deliver; from wso_portal import clock; "
    "deliver(clock.now(), seconds=3600)"
)


@pytest.fixture
def cast(miami, pinellas, administrator, viewer, other_administrator, office, manager):
    """An agency, its field office, and the people of both beside an outsider."""
    return SimpleNamespace(
        miami=miami,
        pinellas=pinellas,
        administrator=administrator,
        viewer=viewer,
        outsider=other_administrator,
        office=office,
        manager=manager,
    )


@pytest.fixture
def tell(cast):
    """Writes one row of the ledger and gives it back."""

    def write(to=None, key="one", at=NOON, record=None, subject="A nomination was accepted"):
        to, record = to or cast.administrator, record or cast.pinellas
        announce(
            "test", to=[to], record=record, subject=subject, body="See the record.", path="/officers/7/", at=at, key=key
        )
        return Notification.objects.get(key=f"test:{key}:user-{to.pk}")

    return write


@pytest.fixture
def sink(settings):
    """The server that the settings name as the mail server."""
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, LONG
        yield server


def environment(sink) -> dict:
    """What another process needs to work on this test's database and mail server."""
    database = connection.settings_dict
    user = quote(database["USER"]) + (f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else "")
    port = f":{database['PORT']}" if database["PORT"] else ""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "wso_portal.settings",
        "DATABASE_URL": f"postgres://{user}@{quote(database['HOST'], safe='')}{port}/{database['NAME']}",
        "CELERY_BROKER_URL": settings.CLUSTER.broker_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
    }


@pytest.fixture
def process(sink):
    """Starts a process that delivers; it is killed at the end of the test at the latest."""
    started = []

    def start(*command):
        command = command or (sys.executable, "-c", DELIVER)
        started.append(subprocess.Popen(command, env=environment(sink), cwd=settings.BASE_DIR))
        return started[-1]

    yield start
    for child in started:
        child.kill()
        child.wait()
