"""PostgreSQL and Valkey from wheels survive whatever is done to them, and disturb nobody."""

import os
import shutil
import signal
import tempfile
from dataclasses import replace
from pathlib import Path

import psycopg2
import psycopg2.extras
import pytest

from tests.patience import comes_true
from wso_portal.embedded import Cluster, StartFailed, running
from wso_portal.embedded.daemon import Daemon, DaemonAnswer, Watch, is_free

pytestmark = pytest.mark.slow


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


def kill(daemon, what=signal.SIGKILL):
    os.kill(daemon.pid(), what)
    if what == signal.SIGKILL:
        assert comes_true(lambda: not daemon.answers())


def is_cut(connection):
    """Whether the server has ended a connection."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except psycopg2.Error:
        return True
    return False


def files_of(daemon):
    """The service's own files by their inodes: none may be taken from a living service."""
    return [path.stat().st_ino for path in daemon.leftovers]


def glance_until(watch, done):
    """What a supervisor does, only faster."""

    def glance():
        watch.glance()
        return done()

    assert comes_true(glance)


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


def test_a_crashed_backend_takes_no_file_of_the_living_server(cluster):
    """PostgreSQL ends all connections then, recovers by itself, and rejects new ones meanwhile."""
    with running(cluster, broker=False):
        server, files = cluster.postgres.pid(), files_of(cluster.postgres)
        victim, witness = connect(cluster), connect(cluster)
        os.kill(victim.info.backend_pid, signal.SIGKILL)
        assert comes_true(lambda: is_cut(witness))
        cluster.start(database=True, broker=False)
        assert ask(cluster, "SELECT 1") == (1,)
        assert (cluster.postgres.pid(), files_of(cluster.postgres)) == (server, files)


def waits(self):
    raise AssertionError(f"a glance waits for the start of {self.name}")


@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_a_paused_service_is_ended_and_started_again(cluster, monkeypatch, name):
    """A glance asks, and waits for no start: the other services are watched meanwhile."""
    with running(cluster):
        daemon = getattr(cluster, name)
        monkeypatch.setattr(Daemon, "start", waits)
        paused, watch = daemon.pid(), Watch(daemon)
        kill(daemon, signal.SIGSTOP)
        with monkeypatch.context() as hurry:
            hurry.setattr("wso_portal.embedded.daemon.PATIENCE", 1)
            hurry.setattr("wso_portal.embedded.cluster.QUESTION", 1)
            glance_until(watch, lambda: not daemon.processes() or daemon.pid() != paused)
        glance_until(watch, daemon.answers)
        assert daemon.pid() != paused


def test_a_service_that_is_silent_for_a_moment_is_left_alone(cluster, monkeypatch):
    with running(cluster, database=False):
        watch, paused = Watch(cluster.valkey), cluster.valkey.pid()
        kill(cluster.valkey, signal.SIGSTOP)
        with monkeypatch.context() as hurry:
            hurry.setattr("wso_portal.embedded.cluster.QUESTION", 0.2)
            assert watch.glance() is None
        kill(cluster.valkey, signal.SIGCONT)
        glance_until(watch, cluster.valkey.answers)
        assert cluster.valkey.pid() == paused


def test_a_paused_service_is_stopped_all_the_same(cluster):
    with running(cluster, database=False):
        kill(cluster.valkey, signal.SIGSTOP)
    assert is_free(cluster.valkey.lock)


def test_what_a_killed_server_was_doing_does_not_keep_it_from_coming_back(cluster):
    """A query that computes does not notice that its server is gone, and holds the lock."""
    with running(cluster, broker=False):
        connection = connect(cluster)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0)")
        busy = psycopg2.connect(host=cluster.database["HOST"], user="wso", dbname="wso", async_=True)
        psycopg2.extras.wait_select(busy)
        busy.cursor().execute("SELECT count(*) FROM generate_series(1, 10000000000)")
        at_work = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series%'"
        assert comes_true(lambda: ask(cluster, at_work) == (2,))  # and this question itself
        kill(cluster.postgres)
        glance_until(Watch(cluster.postgres), cluster.postgres.answers)
        assert ask(cluster, "SELECT 1") == (1,)


def test_one_failed_start_after_the_other_is_said(cluster, monkeypatch):
    with running(cluster, database=False):
        broken = replace(cluster.valkey, command=["/bin/false"], ask=lambda: DaemonAnswer.SILENT)
        kill(broken)
        watch = Watch(broken)
        with pytest.raises(StartFailed, match="Valkey did not start"):
            comes_true(lambda: watch.glance() and False)


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
