"""One background service. Whether it lives is asked of the kernel: it holds a lock on its file from birth to death,
so a stale pid file or socket, a kill -9 or a reused pid mislead nobody. Not to answer for a moment is not to be dead:
the files of a living service are left alone, and one that stays silent is killed before it is started again."""

import enum
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

PATIENCE = 30  # seconds for a start or a stop, and for a living service that does not answer
LONG_RECOVERY = 600  # seconds for a start of one that says that it recovers after a crash
PROC = Path("/proc")
FAILED_STARTS = 5  # in a row, without one answer between them: more of them are no accident


class StartFailed(Exception):
    """The service did not come up; the message says what its log says."""


class DaemonAnswer(enum.Enum):
    """What a service says when it is asked."""

    READY = "it serves"
    BUSY = "it lives and says that it cannot serve yet (it starts, or recovers after a crash)"
    SILENT = "nothing, within the time that a question may take"


@dataclass(frozen=True)
class Daemon:
    """A service: its command, how to ask it whether it serves (bounded in time), and its two files."""

    name: str
    command: list[str]
    ask: Callable[[], DaemonAnswer]
    lock: Path
    log: Path
    leftovers: tuple[Path, ...] = ()  # files that only a living service may have
    stop_signal: signal.Signals = signal.SIGTERM

    def answers(self) -> bool:
        """True when it serves."""
        return self.ask() is DaemonAnswer.READY

    def is_dead(self) -> bool:
        """True when no process of it is left."""
        return is_free(self.lock)

    def start(self) -> None:
        """Wait until it serves, and start it first when it is dead or stays silent. Raises StartFailed."""
        if self.answers():
            return
        if not patiently(lambda: self.is_dead() or self.ask() is not DaemonAnswer.SILENT, PATIENCE):
            self.kill()
        if self.is_dead():
            self.launch()
        if not patiently(lambda: self.answers() or self.is_dead()) and self.ask() is DaemonAnswer.BUSY:
            patiently(lambda: self.ask() is not DaemonAnswer.BUSY, LONG_RECOVERY)
        if not self.answers():
            raise StartFailed(self.failure())

    def launch(self) -> None:
        """Start its process and do not wait for it; only for a service that is dead."""
        with self.lock.open("a+") as lock, self.log.open("ab") as log:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for path in self.leftovers:
                path.unlink(missing_ok=True)
            process = run_as_account(self.command, stdout=log, stderr=log, lock=lock.fileno())
            lock.truncate(0)
            lock.write(str(process.pid))

    def stop(self) -> None:
        """Ask it to stop and wait until it has. Kill a service that does not respond."""
        if self.is_dead():
            return
        if self.pid() in self.processes():
            signal_process(self.pid(), self.stop_signal)
            signal_process(self.pid(), signal.SIGCONT)  # a paused process hears nothing until it goes on
        if not patiently(self.is_dead):
            self.kill()
        reap(self.pid())

    def kill(self) -> None:
        """SIGKILL to its process and to the children that it left behind; waits until all of them are gone."""
        for pid in self.processes():
            signal_process(pid, signal.SIGKILL)
        patiently(self.is_dead)
        reap(self.pid())

    def processes(self) -> list[int]:
        """Its process and the children of it that live, known by the lock that they hold: a pid alone may be another's
        by now. Where there is no /proc, its process alone."""
        if self.is_dead():
            return []
        if not PROC.exists():
            return [self.pid()]
        return holders(self.lock, Path(self.command[0]).name)

    def pid(self) -> int:
        """Its process, or the last one it had; 0 before the first."""
        return int(self.lock.read_text() or 0)

    def failure(self) -> str:
        """What a person is told when it does not come up."""
        return f"{self.name} did not start. The end of {self.log}:\n{tail(self.log)}"


@dataclass
class Watch:
    """Keeps one service alive, one glance at a time. A glance asks one question and waits for nothing else, so that
    whoever watches several services goes on watching the others."""

    daemon: Daemon
    silent_since: float | None = None
    failed_starts: int = 0

    def glance(self) -> str | None:
        """Start it when it is dead, and kill it when it has been silent too long. Give what was done, in words for the
        terminal. Raises StartFailed when one start after the other fails."""
        answer = self.daemon.ask()
        if answer is not DaemonAnswer.SILENT:
            self.silent_since = None
            if answer is DaemonAnswer.READY:
                self.failed_starts = 0
            return None
        if self.daemon.is_dead():
            return self._start_again()
        return self._wait_or_kill()

    def _start_again(self) -> str:
        reap(self.daemon.pid())
        if self.failed_starts >= FAILED_STARTS:
            raise StartFailed(self.daemon.failure())
        self.failed_starts += 1
        self.silent_since = None
        self.daemon.launch()
        return f"{self.daemon.name} died: it is started again (see {self.daemon.log})"

    def _wait_or_kill(self) -> str | None:
        self.silent_since = self.silent_since or time.monotonic()
        orphaned = self.daemon.pid() not in self.daemon.processes()  # children that cannot serve without it
        if not orphaned and time.monotonic() - self.silent_since < PATIENCE:
            return None
        self.silent_since = None
        self.daemon.kill()
        return None if orphaned else f"{self.daemon.name} did not answer for {PATIENCE} seconds: it is ended"


def holders(lock: Path, program: str) -> list[int]:
    """The processes of a program that have the lock open, asked of /proc."""
    found = []
    for process in PROC.glob("[0-9]*"):
        try:
            if (process / "exe").readlink().name.removesuffix(" (deleted)") != program:
                continue
            if any(each.samefile(lock) for each in (process / "fd").iterdir() if each.exists()):
                found.append(int(process.name))
        except OSError:  # it has left meanwhile, or is somebody else's
            continue
    return found


def signal_process(pid: int, what: signal.Signals) -> None:
    """Signal one process; one that has left already needs none."""
    if pid <= 1:
        return
    try:
        os.kill(pid, what)
    except ProcessLookupError:
        return


def reap(pid: int) -> None:
    """Let a finished process go, if it was a child of ours; never waits for one that still runs."""
    if pid <= 1:
        return
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return


def run_as_account(command: list[str], *, stdout, stderr, lock: int) -> subprocess.Popen:
    """Start a command in its own session, as the account that root lends; it inherits the lock."""
    lent = places.account()
    who: dict[str, Any] = {"user": lent.pw_uid, "group": lent.pw_gid, "extra_groups": []} if lent else {}
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, cwd="/", start_new_session=True,
        pass_fds=(lock,), env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"}, **who,
    )  # fmt: skip


def patiently(done: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Ask again and again until `done`, at most for so long; whether it came true."""
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
def held(lock: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock alone for a while; waits for it. Without `wait`: gives False at once when another has it."""
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def tail(log: Path) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-12:])
