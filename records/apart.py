"""What somebody sent is read in a child process with limits, so that no file can hold up who serves pages."""

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path
from typing import IO

from django.conf import settings

ROOT = Path(__file__).parents[1]
CHILDREN_AT_ONCE = 2  # children on this machine
# Nothing secret: the child knows neither the database nor the keys.
ENVIRONMENT = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"} | {
    name: environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in environ
}


class TooManyChildren(Exception):
    """No place for another child became free in time."""


class ChildEnded(Exception):
    """A limit of time or memory ended the child."""


class ChildFailed(Exception):
    """The child broke down, mostly for want of memory."""


def module_command(module: str) -> list[str]:
    """Give the command that starts one of our modules as a child."""
    return [sys.executable, "-m", module]


@contextmanager
def child_slot(patience: float) -> Iterator[None]:
    """Hold one of the few places for a child on this machine. Raises TooManyChildren after `patience` seconds."""
    folder, end = Path(settings.VAR) / "reading", time.monotonic() + patience
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        for number in range(CHILDREN_AT_ONCE):
            with (folder / f"{number}.lock").open("w") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        if time.monotonic() > end:
            raise TooManyChildren
        time.sleep(0.1)


def run_child(command: list[str], given: IO[bytes], told: IO[bytes], *, wall: float) -> None:
    """Run a child to its end, at most `wall` seconds: `given` is its input, `told` takes its output.

    Raises ChildEnded and ChildFailed.
    """
    try:
        done = subprocess.run(  # noqa: S603 (our own module; the file is its input, not an argument)
            command, stdin=given, stdout=told, stderr=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT, timeout=wall,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ChildEnded from error
    if done.returncode < 0:
        raise ChildEnded
    if done.returncode:
        raise ChildFailed
