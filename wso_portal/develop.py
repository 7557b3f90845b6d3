"""script/dev after the set-up: Django's own server with its reloader in the terminal, so that breakpoint() works.

Worker and beat beside it start again when a Python file changes. The cluster, with the demo in it, is kept in var/dev.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings

from wso_portal import embedded, prepare
from wso_portal.processes import Child, bury
from wso_portal.serve import HOST, announce_address, clockwork, listen, restart_dead, run_portal, say, stop

NOT_SOURCES = {".venv", "node_modules", "var", "tests"}


def main() -> None:
    """Serve for a developer until Ctrl-C; ends with status 1 and a sentence where it cannot."""
    run_portal(develop)


def develop(folder: Path) -> None:
    """Everything between the first service up and the last one down."""
    for name in ("worker", "beat"):
        bury(folder, name)
    with embedded.running(settings.CLUSTER, database=settings.EMBEDDED_DATABASE, broker=settings.EMBEDDED_BROKER):
        with listen() as listener:
            port = listener.getsockname()[1]
        django.setup()
        prepare.everything(say)
        children = clockwork(folder)
        web = subprocess.Popen([sys.executable, "manage.py", "runserver", f"{HOST}:{port}"], cwd=settings.BASE_DIR)
        try:
            for child in children:
                child.start()
            announce_address(f"http://localhost:{port}")
            watch_files(web, children)
        finally:
            web.terminate()
            stop(children)
            web.wait()


def watch_files(web: subprocess.Popen, children: list[Child]) -> None:
    """Until the web process leaves: starts the others again when they die or when a source has changed."""
    seen = newest(settings.BASE_DIR)
    while web.poll() is None:
        time.sleep(1)
        restart_dead(children)
        found = newest(settings.BASE_DIR)
        if found != seen:
            seen = found
            restart(children)


def restart(children: list[Child]) -> None:
    """End them and start them with the sources as they are now; a task that is cut off is done again."""
    say("Python files changed: worker and beat start again")
    for child in children:
        child.kill()
        child.start()


def newest(root: Path) -> int:
    """When a Python source was last changed, in nanoseconds."""
    return max((path.stat().st_mtime_ns for path in sources(root)), default=0)


def sources(root: Path) -> Iterator[Path]:
    """The Python files below a folder that the portal itself runs."""
    for folder in root.iterdir():
        if folder.is_dir() and folder.name not in NOT_SOURCES:
            yield from folder.rglob("*.py")


if __name__ == "__main__":
    main()
