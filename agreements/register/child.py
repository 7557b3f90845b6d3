"""Read one list in a process of its own: the file from standard input, rows as JSON lines to standard output.

Run by `apart`. It knows no Django and no database; its limits are the operating system's.
"""

import json
import sys

from records.limits import limit_this_process

CPU_SECONDS = 20
MEMORY = 512 * 1024 * 1024


def main(arguments: list[str]) -> None:
    limit_this_process(*map(int, arguments))
    from . import reading  # after the limits: the libraries count too
    from .sheets import Unreadable

    write = sys.stdout.write
    try:
        table = reading.table_in(sys.stdin.buffer.read())
    except Unreadable as problem:
        write(json.dumps({"unreadable": problem.message, "option": problem.option}))
        return
    except (MemoryError, RecursionError):
        write(json.dumps({"unreadable": reading.HOLDS_TOO_MUCH}))
        return
    write(json.dumps({"headings": table.headings, "places": table.places}) + "\n")
    for row in table.rows:
        write(json.dumps([row.number, row.cells, row.links]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
