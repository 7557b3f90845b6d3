"""Read a list in a child process with limits of time and memory, so that no file can hold up the web server."""

import json
import tempfile
from typing import IO

from records.apart import ChildEnded, ChildFailed, TooManyChildren, child_slot, module_command, run_child

from . import child
from .reading import HOLDS_TOO_MUCH, ListTable, RawRow, is_workbook
from .sheets import Unreadable

SLOT_PATIENCE = 15.0  # seconds until a place is free
WALL_SECONDS = 40.0  # as long as a child may take on a busy machine
CPU_SECONDS, MEMORY = child.CPU_SECONDS, child.MEMORY
READERS_BUSY = "The portal is reading other files. Try again in a minute."
COMMAND = module_command("agreements.register.child")


def read_apart(content: bytes) -> ListTable:
    """The list in a file's bytes. Raises Unreadable, with what to do, also for a file that takes too long."""
    is_workbook(content)  # what is too large or something else needs no child
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        given.write(content)
        given.seek(0)
        read_list(given, told)
        told.seek(0)
        return table_of(told)


def read_list(given: IO[bytes], told: IO[bytes]) -> None:
    """Run the child to its end. Raises Unreadable when it is ended by a limit, breaks down, or finds no place."""
    try:
        with child_slot(SLOT_PATIENCE):
            run_child([*COMMAND, str(CPU_SECONDS), str(MEMORY)], given, told, wall=WALL_SECONDS)
    except TooManyChildren as error:
        raise Unreadable(READERS_BUSY) from error
    except ChildEnded as error:
        raise Unreadable(too_long()) from error
    except ChildFailed as error:
        raise Unreadable(HOLDS_TOO_MUCH) from error


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
