"""Measure the mail loop: one process over one connection to a mail server on loopback, then the same, killed."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import override_settings

from accounts.models import User
from notifications.delivery import deliver
from notifications.ledger import announce
from notifications.models import Notification
from wso_portal import clock

MAILS, KILLS = 5_000, 5
MAIL_RULE = "scale"
SECONDS = 600
DELIVER = (
    "import django; django.setup(); from notifications.delivery import deliver; from wso_portal import clock; "
    f"deliver(clock.now(), seconds={SECONDS})"
)


def measured_mail(mails: int = MAILS, kills: int = KILLS) -> dict:
    """Mails a second without a kill; with kills, how many were lost, came twice, or are shown as unknown."""
    with sink() as (port, _), smtp(port):
        fill_ledger(mails)
        start = time.monotonic()
        deliver(clock.now(), seconds=SECONDS)
        taken = time.monotonic() - start
    with sink() as (port, log), smtp(port):
        fill_ledger(mails)
        for kill in range(kills):
            kill_after(log, (kill + 1) * mails // (kills + 1), port)
        deliver(clock.now(), seconds=SECONDS)
        arrived = Counter(lines(log))
    unknown = {row.message_id for row in ours() if row.claimed_at and not row.sent_at}
    known = {row.message_id for row in ours()}
    ours().delete()
    return {
        "mails": mails,
        "a_second": round(mails / taken, 1),
        "kills": kills,
        "lost": len(known - arrived.keys() - unknown),
        "doubled": sum(times > 1 for times in arrived.values()),
        "unknown": len(unknown),
    }


def ours():
    return Notification.objects.filter(rule=MAIL_RULE)


def fill_ledger(mails: int) -> None:
    """So many mails to one person about their own account, in the place of those before."""
    ours().delete()
    person = User.objects.get(email="manager@scale.example")
    announce(
        MAIL_RULE, to=[person], record=person, subject="A nomination was accepted", body="See the record.",
        path="/officers/7/", at=clock.now(), key="first",
    )  # fmt: skip
    columns = {field.attname: getattr(ours().get(), field.attname) for field in Notification._meta.concrete_fields}
    copies = ({**columns, "id": None, "key": f"{MAIL_RULE}:{number}"} for number in range(1, mails))
    Notification.objects.bulk_create((Notification(**copy) for copy in copies), batch_size=1_000)


def kill_after(log: Path, arrived: int, port: int) -> None:
    """Start a process that delivers, and kill it (-9) once so many mails have arrived in all."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "wso_portal.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
    }
    child = subprocess.Popen([sys.executable, "-c", DELIVER], env=environment)  # noqa: S603 no word of it is a user's
    while len(lines(log)) < arrived and child.poll() is None:
        time.sleep(0.005)
    child.kill()
    child.wait()


def lines(log: Path) -> list[str]:
    """The Message-IDs of the mails that have arrived."""
    return log.read_text().split()[1:]


@contextmanager
def sink() -> Iterator[tuple[int, Path]]:
    """A mail server: its port, and the file of what it took."""
    with TemporaryDirectory() as folder:
        log = Path(folder) / "taken"
        with log.open("w") as out:
            server = subprocess.Popen([sys.executable, "-m", "dashboards.scale.sink"], stdout=out)
        try:
            while not log.read_text().endswith("\n"):
                time.sleep(0.01)
            yield int(log.read_text()), log
        finally:
            server.kill()
            server.wait()


def smtp(port: int) -> override_settings:
    """The settings that name it as the mail server."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port)
