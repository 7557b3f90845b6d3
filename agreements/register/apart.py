"""A list is read in a child process with limits of time and memory, so that no file can hold up who serves pages."""

import fcntl
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path
from typing import IO

from django.conf import settings

from . import child
from .reading import HOLDS_TOO_MUCH, ListTable, RawRow, is_workbook
from .sheets import Unreadable

ROOT = Path(__file__).parents[2]
CHILDREN_AT_ONCE = 2  # children on this machine
SLOT_PATIENCE = 15.0  # seconds until a place is free
WALL_SECONDS = 40.0  # as long as a child may take on a busy machine
CPU_SECONDS, MEMORY = child.CPU_SECONDS, child.MEMORY
READERS_BUSY = "Other lists are being read right now. Try again in a minute."
# Nothing secret: the child knows neither the database nor the keys.
ENVIRONMENT = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"} | {
    name: environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in environ
}
COMMAND = [sys.executable, "-m", "agreements.register.child"]


def read_apart(content: bytes) -> ListTable:
    """The list in a file's bytes. Raises Unreadable, with what to do, also for a file that takes too long."""
    is_workbook(content)  # what is too large or something else needs no child
    with child_slot(), tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        given.write(content)
        given.seek(0)
        run_child(given, told)
        told.seek(0)
        return table_of(told)


@contextmanager
def child_slot() -> Iterator[None]:
    """One of the few places for a child on this machine. Raises Unreadable when none becomes free."""
    folder, end = Path(settings.VAR) / "reading", time.monotonic() + SLOT_PATIENCE
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
            raise Unreadable(READERS_BUSY)
        time.sleep(0.1)


def run_child(given: IO[bytes], told: IO[bytes]) -> None:
    """Run the child to its end. Raises Unreadable when it is ended by a limit or breaks down."""
    limits = [str(CPU_SECONDS), str(MEMORY)]
    try:
        done = subprocess.run(  # noqa: S603 (our own module; the file is its input, not an argument)
            [*COMMAND, *limits], stdin=given, stdout=told, stderr=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT,
            timeout=WALL_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Unreadable(too_long()) from error
    if done.returncode < 0:
        raise Unreadable(too_long())
    if done.returncode:
        raise Unreadable(HOLDS_TOO_MUCH)


def too_long() -> str:
    return f"This file could not be read within {CPU_SECONDS} seconds. Save the list as CSV and try again."


def table_of(told: IO[bytes]) -> ListTable:
    """What the child told: the headings and every row, or why there is none."""
    lines = map(json.loads, told)
    head = next(lines)
    if "unreadable" in head:
        raise Unreadable(head["unreadable"], head.get("option", ""))
    rows = (RawRow(n, tuple(cells), {int(at): to for at, to in links.items()}) for n, cells, links in lines)
    return ListTable(tuple(head["headings"]), head["places"], tuple(rows))
