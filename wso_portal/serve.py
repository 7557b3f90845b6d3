"""script/server after the set-up: brings up the services, fills an empty database with the demo, and keeps web,
worker and beat alive until Ctrl-C. It stops whatever it started."""

import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import Error as DatabaseTrouble

from wso_portal import embedded, environment, prepare
from wso_portal.processes import SECONDS_WITHOUT_PULSE, Child, Unstable, bury, rotate

HOST = "127.0.0.1"
PORTS = range(8000, 8100)
SECONDS_TO_START = 60
SECONDS_TO_STOP = 10
WITH_A_LOCK = ("web*", "worker", "beat")
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # http_proxy does not know our loopback


class Interrupted(Exception):
    """Ctrl-C, or a polite end from outside."""


class Refusal(Exception):
    """The server cannot start; the message says why and what to do."""


def main() -> None:
    """Serve until it is interrupted; ends with status 1 and a sentence where it cannot."""
    run_portal(serve)


def run_portal(serving: Callable[[Path], None]) -> None:
    """Run what serves, alone in the cluster's folder, until it is interrupted. Exits with a sentence on trouble."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wso_portal.settings")
    listen_to_signals(interrupt)
    try:
        with only_one(settings.CLUSTER.folder):
            serving(settings.CLUSTER.folder)
    except Interrupted:
        say("Stopped.")
    except DatabaseTrouble as error:
        sys.exit(f"\nThe database does not do what the portal needs (DATABASE_URL says which one it is): {error}")
    except (Refusal, embedded.StartFailed, Unstable, ImproperlyConfigured, CommandError) as error:
        sys.exit(f"\n{error}")


def serve(folder: Path) -> None:
    """Everything between the first service up and the last one down."""
    for lock in sorted(lock for name in WITH_A_LOCK for lock in folder.glob(f"{name}.lock")):
        if bury(folder, lock.stem):
            say(f"An earlier run left its {lock.stem} process behind: it is stopped.")
    with (
        listen() as listener,
        embedded.running(settings.CLUSTER, database=settings.EMBEDDED_DATABASE, broker=settings.EMBEDDED_BROKER),
    ):
        address = f"http://localhost:{listener.getsockname()[1]}"
        os.environ.setdefault("PORTAL_URL", address)
        (folder / "serving.lock").write_text(address)
        django.setup()
        prepare.everything(say)
        children = make_children(folder, listener)
        try:
            start(address, children)
            announce_address(address)
            watch(children)
        finally:
            stop(children)


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """One server a checkout. Raises Refusal when another one runs."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "serving.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise Refusal(f"This checkout is being served already: {lock.read() or 'it is just starting'}") from error
        yield


@contextmanager
def listen() -> Iterator[socket.socket]:
    """An open port on the loopback address: PORT, or the next free one from 8000. Raises Refusal."""
    wanted = [environment.number("PORT", 1)] if os.environ.get("PORT") else PORTS
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if not any(takes(listener, port) for port in wanted):
            raise Refusal(f"Port {wanted[0]} is taken (PORT names another; unset, the next free one from 8000 serves).")
        yield listener


def takes(listener: socket.socket, port: int) -> bool:
    """Bind the socket to a port; False when somebody else has it. Raises Refusal for a port that cannot exist."""
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OverflowError as error:
        raise Refusal(f"PORT is {port}: it must be a number from 1 to 65535.") from error
    except OSError:
        return False
    return True


def make_children(folder: Path, listener: socket.socket) -> list[Child]:
    """The web processes, worker and beat. Each web process is given the open port, so no other can take it while one
    restarts; the first is `web`, the others `web-2` and so on."""
    logs = settings.VAR / "log"
    children = []
    for number in range(1, environment.number("WEB_WORKERS", min(os.cpu_count() or 1, 4)) + 1):
        name = "web" if number == 1 else f"web-{number}"
        pulse = folder / f"{name}.pulse"
        command = [sys.executable, "-m", "wso_portal.web", str(listener.fileno()), str(pulse)]
        children.append(Child(name, command, folder, logs / "web.log", (listener.fileno(),), pulse))
    return [*children, *clockwork(folder)]


def clockwork(folder: Path) -> list[Child]:
    """Worker and beat."""
    for stale in folder.glob("beat-schedule*"):  # the schedule is static: an old or broken file has nothing to say
        stale.unlink()
    logs = settings.VAR / "log"
    celery = [sys.executable, "-m", "celery", "-A", "wso_portal"]
    worker = [*celery, *"worker -l INFO --concurrency 2 --without-gossip --without-mingle".split()]
    beat = [*celery, *"beat -l INFO --pidfile= --schedule".split(), str(folder / "beat-schedule")]
    return [Child("worker", worker, folder, logs / "worker.log"), Child("beat", beat, folder, logs / "beat.log")]


def start(address: str, children: list[Child]) -> None:
    """Start them all, the web processes first: the others would only slow them down. Raises Refusal when none of the
    web processes answers."""
    web = [child for child in children if child.pulse]
    for child in web:
        child.start()
    end = time.monotonic() + SECONDS_TO_START
    while not answers(address):
        restart_dead(web)
        if time.monotonic() > end:
            raise Refusal(f"The web process does not answer: see {web[0].log}")
        time.sleep(0.05)
    for child in children:
        if child not in web:
            child.start()


def announce_address(address: str) -> None:
    """Print the address and the demo accounts."""
    accounts = prepare.demo_accounts()
    say(f"The portal is at {address} (Ctrl-C stops it; logs are in {settings.VAR / 'log'})")
    print(*accounts, sep="\n   ", flush=True)


def answers(address: str) -> bool:
    """Whether the web process answers."""
    try:
        with DIRECTLY.open(f"{address}/healthz", timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def watch(children: list[Child]) -> None:
    """Restart what dies, without waiting for a slow or silent service. Raises Unstable or
    StartFailed when that does not help."""
    services = settings.CLUSTER.watches(database=settings.EMBEDDED_DATABASE, broker=settings.EMBEDDED_BROKER)
    while True:
        time.sleep(1)
        for done in settings.CLUSTER.glance(services):
            say(done)
        restart_dead(children)
        rotate(settings.VAR / "log")


def restart_dead(children: list[Child]) -> None:
    """Restart the processes that ended without being asked to."""
    for child in children:
        if child.is_stuck():
            say(f"The {child.name} process has been stuck for {SECONDS_WITHOUT_PULSE} seconds: it is ended")
            child.kill()
        if child.died():
            say(f"The {child.name} process died: it is started again (see {child.log})")
            child.start()


def stop(children: list[Child]) -> None:
    """Ask all to stop, and kill them after a while or at a second Ctrl-C."""
    hurry: list[int] = []
    listen_to_signals(lambda number, frame: hurry.append(number))
    for child in children:
        child.ask_to_stop()
    end = time.monotonic() + SECONDS_TO_STOP
    while not all(child.has_stopped() for child in children) and time.monotonic() < end and not hurry:
        time.sleep(0.05)
    for child in children:
        child.kill()


def listen_to_signals(handler) -> None:
    """Ctrl-C, kill, and a closed terminal all mean the same."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, handler)


def interrupt(number: int, frame) -> None:
    """The first signal ends the serving; while it ends, a second one is not an error."""
    listen_to_signals(signal.SIG_IGN)
    raise Interrupted


def say(text: str) -> None:
    """One line of progress."""
    print(f"== {text}", flush=True)


if __name__ == "__main__":
    main()
