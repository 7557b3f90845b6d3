"""People of two agencies, the ledger's rows for them, and a real SMTP server on loopback."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from accounts.models import Membership, User
from notifications.ledger import announce
from notifications.models import Notification
from tests.notifications.sink import Sink

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
DELIVER = (
    "import django; django.setup(); from notifications.delivery import deliver; from wso_portal import clock; "
    "deliver(clock.now(), seconds=60)"
)


def person(email, role, **place):
    user = User.objects.create_user(email, "rehearsal", name=email.partition("@")[0].title())
    Membership.objects.create(user=user, role=role, from_on=date(2020, 1, 1), **place)
    return user


@pytest.fixture
def cast(db):
    """An agency under a field office with the people of both, and another county's administrator."""
    office = apps.get_model("jurisdictions.FieldOffice").objects.create(name="Miami", zone="America/New_York")
    counties = [
        apps.get_model("jurisdictions.Jurisdiction").objects.create(
            name=f"{name} County Sheriff's Office", key=name.lower(), state="Florida", county=name, kind="county",
            field_office=office, zone="America/New_York",
        )
        for name in ("Pinellas", "Hernando")
    ]  # fmt: skip
    return SimpleNamespace(
        office=office,
        pinellas=counties[0],
        hernando=counties[1],
        administrator=person("admin@pinellas.example", "administrator", jurisdiction=counties[0]),
        viewer=person("viewer@pinellas.example", "viewer", jurisdiction=counties[0]),
        outsider=person("admin@hernando.example", "administrator", jurisdiction=counties[1]),
        staff=person("office@miami.example", "field_office", field_office=office),
        manager=person("manager@hq.example", "program_manager"),
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
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
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
