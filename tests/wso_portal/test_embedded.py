"""PostgreSQL and Valkey from wheels survive whatever is done to them, and disturb nobody."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import psycopg2
import pytest

from wso_portal.embedded import Cluster, running
from wso_portal.embedded.daemon import is_free


@pytest.fixture(scope="module")
def folder():
    folder = Path(tempfile.mkdtemp(prefix="wso-test-"))
    folder.chmod(0o755)  # root lends the services another account, which must be able to enter
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def cluster(folder):
    return Cluster(folder / "server", durable=False)


def connect(cluster):
    return psycopg2.connect(host=cluster.database["HOST"], user="wso", dbname="wso")


def ask(cluster, question):
    connection = connect(cluster)
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone()
    connection.close()
    return answer


def kill(daemon):
    os.kill(int(daemon.lock.read_text()), signal.SIGKILL)


def test_the_last_to_leave_stops_them(cluster):
    with running(cluster):
        with running(cluster):
            assert cluster.valkey.answers()
        assert ask(cluster, "SELECT 1") == (1,)
    assert is_free(cluster.postgres.lock)
    assert is_free(cluster.valkey.lock)


def test_the_role_is_no_superuser_but_has_what_it_needs(cluster):
    with running(cluster, broker=False):
        assert ask(cluster, "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user") == (False, True)
        connection = connect(cluster)
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm")
        connection.close()


def test_sockets_are_private_and_there_is_no_port(cluster):
    with running(cluster, broker=False):
        assert cluster.run.stat().st_mode & 0o777 == 0o700
        assert ask(cluster, "SELECT inet_server_addr(), current_setting('listen_addresses')") == (None, "")


def test_a_kill_is_healed(cluster):
    with running(cluster):
        for daemon in (cluster.postgres, cluster.valkey):
            kill(daemon)
            daemon.start()
            assert daemon.answers()


def test_a_lost_socket_is_healed(cluster, monkeypatch):
    monkeypatch.setattr("wso_portal.embedded.daemon.PATIENCE", 2)
    with running(cluster, database=False):
        next(cluster.run.glob("valkey.sock")).unlink()
        cluster.start(database=False, broker=True)
        assert cluster.valkey.answers()


def test_what_a_dead_user_left_running_is_adopted_and_stopped(cluster):
    with running(cluster, broker=False):
        pass
    cluster.start(database=True, broker=False)  # and then its user was killed: no one holds the users' lock
    with running(cluster, broker=False):
        assert ask(cluster, "SELECT 1") == (1,)
    assert is_free(cluster.postgres.lock)


def test_stale_files_mislead_nobody(cluster):
    with running(cluster, broker=False):
        pass
    cluster.postgres.lock.write_text(str(os.getpid()))
    pid_file = cluster.state / "postgres" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{cluster.state / 'postgres'}\n1\n5432\n{cluster.run}\n\n  0 0\nready\n")
    with running(cluster, broker=False):
        assert ask(cluster, "SELECT 1") == (1,)


def test_a_long_path_odd_characters_and_an_interrupted_first_start(folder):
    cluster = Cluster(folder / ("long name, " * 12), durable=False)
    (cluster.folder / "postgres.new").mkdir(parents=True)
    (cluster.folder / "postgres.new" / "PG_VERSION").write_text("18")
    with running(cluster, broker=False):
        assert ask(cluster, "SELECT 1") == (1,)
    assert len(str(cluster.run)) < 80
    shutil.rmtree(cluster.run)
