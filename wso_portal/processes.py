"""The processes that script/server starts and watches, each the leader of a group of its own."""

import fcntl
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from wso_portal.embedded.daemon import is_free, patiently, tail

DEATHS = 5  # in a minute: more of them are no accident
SECONDS_WITHOUT_PULSE = 60  # a paused or stuck process is ended; a busy one moves its pulse
LARGEST_LOG = 10 * 1024 * 1024  # bytes
OLDER_LOGS = 5  # kept of each


class Unstable(Exception):
    """A process died again and again; the message says what its log says."""


@dataclass
class Child:
    """One process group. It holds a lock from birth to death, so that the next start finds what a kill -9 left."""

    name: str
    command: list[str]
    folder: Path
    log: Path
    inherited: tuple[int, ...] = ()
    pulse: Path | None = None  # a file whose date a living process moves each second
    last_beat: tuple[int, float] = (0, 0.0)  # that date, and since when it has been the same
    deaths: list[float] = field(default_factory=list)
    process: subprocess.Popen | None = None

    @property
    def lock(self) -> Path:
        """Held as long as any process of the group lives; its content is the group's number."""
        return lock_of(self.folder, self.name)

    def start(self) -> None:
        """Start it in a new session: Ctrl-C in the terminal reaches script/server alone."""
        with self.lock.open("a+") as lock, self.log.open("ab") as log:
            fcntl.flock(lock, fcntl.LOCK_SH)
            self.process = subprocess.Popen(
                self.command, env=dict(os.environ), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, pass_fds=(lock.fileno(), *self.inherited),
            )  # fmt: skip
            lock.truncate(0)
            lock.write(str(self.process.pid))
        self.last_beat = (0, monotonic())

    def died(self) -> bool:
        """True when it has ended without being asked to. Raises Unstable when that happens again and again."""
        if self.process is None or self.process.poll() is None:
            return False
        signal_group(self.process.pid, signal.SIGKILL)  # its own children, if it left any
        self.deaths = [moment for moment in self.deaths if monotonic() - moment < 60] + [monotonic()]
        if len(self.deaths) > DEATHS:
            raise Unstable(f"The {self.name} process keeps dying. The end of {self.log}:\n{tail(self.log)}")
        return True

    def is_stuck(self) -> bool:
        """True when its pulse has not moved for a long time."""
        if self.pulse is None or self.has_stopped():
            return False
        moved = self.pulse.stat().st_mtime_ns if self.pulse.exists() else 0
        if moved != self.last_beat[0]:
            self.last_beat = (moved, monotonic())
        return monotonic() - self.last_beat[1] > SECONDS_WITHOUT_PULSE

    def ask_to_stop(self) -> None:
        """SIGTERM, which each of them takes as: finish what you do, then leave."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def has_stopped(self) -> bool:
        """True when the leader has left."""
        return self.process is None or self.process.poll() is not None

    def kill(self) -> None:
        """Kill what is left of the group (SIGKILL)."""
        if self.process is not None:
            signal_group(self.process.pid, signal.SIGKILL)
            self.process.wait()


def lock_of(folder: Path, name: str) -> Path:
    """The lock of a process by its name."""
    return folder / f"{name}.lock"


def bury(folder: Path, name: str) -> bool:
    """End the group that an earlier, killed script/server left behind; whether there was any."""
    lock = lock_of(folder, name)
    if is_free(lock):
        return False
    signal_group(int(lock.read_text() or 0), signal.SIGKILL)
    return patiently(lambda: is_free(lock))


def signal_group(group: int, what: signal.Signals) -> None:
    """Signal a whole group; one that has left already needs none."""
    if group <= 1:
        return
    try:
        os.killpg(group, what)
    except ProcessLookupError:
        return


def rotate(folder: Path) -> None:
    """Keep the logs of a folder small: one that has grown large is copied aside and emptied, so that whoever writes
    to it goes on undisturbed (all of them append). A line written between copy and emptying is lost."""
    for log in folder.glob("*.log"):
        if log.stat().st_size < LARGEST_LOG:
            continue
        for number in range(OLDER_LOGS, 1, -1):
            older = log.with_suffix(f".log.{number - 1}")
            if older.exists():
                older.replace(log.with_suffix(f".log.{number}"))
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)
