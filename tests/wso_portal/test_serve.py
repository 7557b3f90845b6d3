"""The life of script/server: it comes up, mends what is killed, refuses a second one, and leaves nothing behind."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from tests.patience import LONG, comes_true
from wso_portal.embedded.daemon import is_free
from wso_portal.serve import DIRECTLY

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "wso_portal.serve"]
# The same for a machine that is slow or busy: there a start may take minutes.
PATIENT = f"""from wso_portal import embedded, processes, serve
embedded.daemon.PATIENCE = serve.SECONDS_TO_START = processes.SECONDS_WITHOUT_PULSE = {LONG}
serve.main()"""
PATIENTLY = [sys.executable, "-c", PATIENT]
NOWHERE = "http://127.0.0.1:9"
PROXIES = {name: NOWHERE for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy")}
PARTS = ("web", "worker", "beat", "postgres", "valkey")


@pytest.fixture(scope="module")
def var():
    folder = Path(tempfile.mkdtemp(prefix="wso-serve-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def environment(var):
    """A server of its own, without the demo, on a machine whose proxy is down; DEBUG saves collecting static files."""
    ours = ("DATABASE_URL", "CELERY_BROKER_URL", "PORT", "DJANGO_SETTINGS_MODULE", "PORTAL_URL")
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    return {**inherited, "WSO_VAR": str(var), "WSO_CLUSTER": "test", "DEMO": "0", "DEBUG": "1", **PROXIES}


@pytest.fixture
def start(environment):
    """Starts a server; whatever becomes of the test, none is left."""
    started = []

    def start():
        process = subprocess.Popen(PATIENTLY, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.send_signal(signal.SIGINT)
        process.wait(LONG)


def address_of(server):
    for line in server.stdout:
        if found := re.search(r"http://localhost:\d+", line):
            return found[0]
    raise AssertionError("it never said where it is")


def is_ready(address):
    try:
        with DIRECTLY.open(f"{address}/readyz", timeout=LONG) as answer:
            return answer.status == 200
    except OSError:
        return False


def pid_of(var, part):
    """0 in the moment in which a new one is written."""
    return int((var / "test" / f"{part}.lock").read_text() or 0)


def test_it_lives_mends_and_leaves_nothing(start, environment, var):
    server = start()
    address = address_of(server)
    assert comes_true(lambda: is_ready(address))

    second = subprocess.run(
        COMMAND, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=LONG
    )
    assert second.returncode == 1
    assert address in second.stderr

    assert comes_true(lambda: all(pid_of(var, part) for part in PARTS))
    killed = {part: pid_of(var, part) for part in PARTS}
    for pid in killed.values():
        os.kill(pid, signal.SIGKILL)
    assert comes_true(lambda: all(pid_of(var, part) not in (0, pid) for part, pid in killed.items()))
    assert comes_true(lambda: is_ready(address))

    server.send_signal(signal.SIGINT)
    assert server.wait(LONG) == 0
    assert [part for part in PARTS if not is_free(var / "test" / f"{part}.lock")] == []


def test_what_a_killed_server_left_is_cleared_away(start, var):
    first = start()
    address_of(first)
    orphan = pid_of(var, "web")
    first.kill()
    first.wait()
    assert not is_free(var / "test" / "web.lock")

    second = start()
    address = address_of(second)
    assert comes_true(lambda: is_ready(address))
    assert pid_of(var, "web") != orphan
    second.send_signal(signal.SIGTERM)
    assert second.wait(LONG) == 0
    assert [part for part in PARTS if not is_free(var / "test" / f"{part}.lock")] == []


def test_an_impossible_port_is_refused_in_words(environment):
    with subprocess.Popen(
        COMMAND, cwd=settings.BASE_DIR, env={**environment, "PORT": "99999"}, stderr=subprocess.PIPE, text=True
    ) as server:
        assert "PORT is 99999" in server.stderr.read()
    assert server.returncode == 1
