"""Behind PgBouncer in transaction mode, where each transaction may be another connection of the server."""

import shutil
import socket
import subprocess
from contextlib import ExitStack, closing

import psycopg2
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse

from accounts.models import User
from notifications import delivery, planning
from tests.patience import comes_true
from wso_portal import clock, environment
from wso_portal.embedded import places

PROGRAM = shutil.which("pgbouncer")
POOL = 3  # connections that it has to the server, each used in turn
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(PROGRAM is None, reason="pgbouncer is not installed (Debian: apt-get install pgbouncer)"),
    pytest.mark.skipif(not settings.EMBEDDED_DATABASE, reason="PgBouncer is put before the embedded database"),
]


@pytest.fixture
def pooler(tmp_path, transactional_db):
    """The port of a PgBouncer before the test run's database."""
    process, port = next(filter(None, (started(tmp_path) for _try in range(5))))
    try:
        fill(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def started(folder):
    """A PgBouncer that answers, and its port; None when somebody else took the port meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lines = [
        "[databases]", f"* = host={settings.CLUSTER.run} user=wso",
        "[pgbouncer]", "listen_addr = 127.0.0.1", f"listen_port = {port}", "unix_socket_dir =", "auth_type = any",
        "pool_mode = transaction", f"default_pool_size = {POOL}", "server_round_robin = 1",
    ]  # fmt: skip
    configuration = folder / "pgbouncer.ini"
    configuration.write_text("\n".join(lines))
    account = places.account()
    command = [PROGRAM, "--quiet", *(["--user", account.pw_name] if account else []), str(configuration)]
    process = subprocess.Popen(command)
    assert comes_true(lambda: process.poll() is not None or answers(port)), "PgBouncer does not answer"
    return (process, port) if process.poll() is None else None


def connect(port):
    return psycopg2.connect(host="127.0.0.1", port=port, user="wso", dbname=connection.settings_dict["NAME"])


def answers(port):
    try:
        connect(port).close()
    except psycopg2.OperationalError:
        return False
    return True


def fill(port):
    """Opens all connections to the server: from now on no two transactions in a row have the same one."""
    with ExitStack() as stack:
        opened = [stack.enter_context(closing(connect(port))) for _number in range(POOL)]
        for each in opened:
            each.cursor().execute("SELECT 1")
        for each in opened:
            each.rollback()  # one that is closed within a transaction takes its server's connection with it


@pytest.fixture
def pooled(pooler):
    """Django's connection through the pooler, as DATABASE_POOLED=1 sets it."""
    yield from through(pooler, environment.pooling(True))


@pytest.fixture
def unaware(pooler):
    """The same without the setting."""
    yield from through(pooler, environment.pooling(False))


def through(port, pooling):
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update({"HOST": "127.0.0.1", "PORT": port, **pooling})
    yield
    connection.close()
    connection.settings_dict.clear()
    connection.settings_dict.update(before)


def test_one_signs_in_and_reads(client, viewer, pooled):
    answer = client.post(reverse("account_login"), {"login": viewer.email, "password": "rehearsal"})
    assert answer.status_code == 302
    for path in ("/", "/officers/", "/agreements/"):
        assert client.get(path).status_code == 200


def test_records_are_read_in_parts(viewer, pooled):
    assert [user.pk for user in User.objects.iterator()] == [viewer.pk]


def test_the_ledger_is_walked(viewer, pooled):
    for rule in planning.REMINDERS:
        planning.plan_rule(rule, clock.now())
    delivery.deliver(clock.now())


def test_a_transaction_is_one(viewer, pooled):
    with transaction.atomic():
        User.objects.filter(pk=viewer.pk).update(name="Another")
        transaction.set_rollback(True)
    viewer.refresh_from_db()
    assert viewer.name == "Viewer"


def test_without_the_setting_it_does_not_work(viewer, unaware):
    with pytest.raises(psycopg2.errors.InvalidCursorName, match="cursor .* does not exist"):
        list(User.objects.iterator())
