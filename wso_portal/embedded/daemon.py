"""One background service. Whether it lives is asked of the kernel: it holds a lock on its file from birth to death,
so a stale pid file or socket, a kill -9 or a reused pid mislead nobody."""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wso_portal.embedded import places

PATIENCE = 30  # seconds for a start or a stop


class StartFailed(Exception):
    """The service did not come up; the message says what its log says."""


@dataclass(frozen=True)
class Daemon:
    """A service: its command, how to ask it whether it answers, and its two files."""

    name: str
    command: list[str]
    answers: Callable[[], bool]
    lock: Path
    log: Path
    leftovers: tuple[Path, ...] = ()  # files that only a living service may have
    stop_signal: signal.Signals = signal.SIGTERM

    def start(self) -> None:
        """Does nothing when it answers already. Raises StartFailed."""
        if self.answers():
            return
        self._bury()
        for path in self.leftovers:
            path.unlink(missing_ok=True)
        with self.lock.open("a+") as lock, self.log.open("ab") as log:
            fcntl.flock(lock, fcntl.LOCK_EX)
            process = run_as_account(self.command, stdout=log, stderr=log, lock=lock.fileno())
            lock.truncate(0)
            lock.write(str(process.pid))
        if not patiently(lambda: self.answers() or process.poll() is not None) or process.poll() is not None:
            raise StartFailed(f"{self.name} did not start. The end of {self.log}:\n{tail(self.log)}")

    def stop(self) -> None:
        """Asks it to stop and waits until it has; a service that does not listen is killed."""
        if is_free(self.lock):
            return
        self._send(self.stop_signal)
        if not patiently(lambda: is_free(self.lock)):
            self._send(signal.SIGKILL)
            patiently(lambda: is_free(self.lock))
        reap(int(self.lock.read_text()))

    def _bury(self) -> None:
        """One that lives without answering gets time to recover or to die, then no more."""
        if not patiently(lambda: is_free(self.lock) or self.answers(), PATIENCE / 2):
            self.stop()

    def _send(self, what: signal.Signals) -> None:
        try:
            os.kill(int(self.lock.read_text()), what)
        except (ProcessLookupError, ValueError):  # its children alone still hold the lock: they are leaving
            return


def reap(pid: int) -> None:
    """Lets a finished process go, if it was a child of ours."""
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        return


def run_as_account(command: list[str], *, stdout, stderr, lock: int) -> subprocess.Popen:
    """Starts a command in its own session, as the account that root lends; it inherits the lock."""
    lent = places.account()
    who: dict[str, Any] = {"user": lent.pw_uid, "group": lent.pw_gid, "extra_groups": []} if lent else {}
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, cwd="/", start_new_session=True,
        pass_fds=(lock,), env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"}, **who,
    )  # fmt: skip


def patiently(done: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Asks again and again until `done`, at most for so long; whether it came true."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def is_free(lock: Path) -> bool:
    """True when no living process holds the lock."""
    if not lock.exists():
        return True
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """Holds the lock alone for a while; waits for it."""
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def tail(log: Path) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-12:])
