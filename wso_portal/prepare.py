"""Prepare the first page: tables, static files, and the demo in an empty embedded database."""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import StringIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from . import environment
from .checks import no_demo_accounts


def everything(say: Callable[[str], None]) -> None:
    """Check the database, migrate it, collect static files meanwhile, and fill an empty embedded database.
    Raises SystemCheckError and other CommandErrors, DatabaseError."""
    with collecting(say):
        call_command("check", databases=["default"], stdout=StringIO(), stderr=StringIO())
        migrate()
        call_command("createcachetable", verbosity=0)
        if wants_demo():
            say("Filling the empty database with the demo")
            with transaction.atomic():  # an interrupted demo leaves the database empty for the next start
                call_command("seed_demo", verbosity=0)
        must_not_open_the_demo()
        call_command("check_authority", repair=True, stdout=StringIO())
    connections.close_all()


def migrate() -> None:
    """Apply the migrations that are missing, without the garbage collector: of the ten thousands of models that a new
    database takes nothing becomes garbage, and to look at them was a third of the time."""
    gc.disable()
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        gc.enable()


def must_not_open_the_demo() -> None:
    """Raise CommandError where others could sign in with the demo's accounts: their password is public."""
    if settings.BEHIND_TLS or environment.foreign(settings.OWN_HOSTS):
        for error in no_demo_accounts(None):
            raise CommandError(f"{error.msg} {error.hint}")


def wants_demo() -> bool:
    """Only an empty database of our own is filled."""
    return settings.EMBEDDED_DATABASE and settings.DEMO and not get_user_model().objects.exists()


@contextmanager
def collecting(say: Callable[[str], None]) -> Iterator[None]:
    """Collect static files beside the block, unless these very files are collected. Raises CommandError."""
    files = static_files()
    stamp = settings.VAR / "static.collected"
    if settings.DEBUG or (stamp.exists() and stamp.read_text() == files):
        yield
        return
    say("Collecting static files")
    command = [sys.executable, "manage.py", "collectstatic", "--clear", "--no-input", "--verbosity=0"]
    with subprocess.Popen(command, cwd=settings.BASE_DIR) as process:
        yield
    if process.returncode != 0:
        raise CommandError("The static files could not be collected.")
    stamp.write_text(files)


def static_files() -> str:
    """One hash over the names, sizes and dates of all static files."""
    names = sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            names.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}".encode())
    return names.hexdigest()


def demo_accounts() -> list[str]:
    """The demo's people, one line each, for the terminal; none where there is no demo."""
    if not settings.DEMO:
        return []
    people = get_user_model().objects.filter(is_active=True, email__endswith=".example").order_by("pk")[:12]
    lines = [f"{person.email:28} {', '.join(map(str, person.memberships.all()))}" for person in people]
    connections.close_all()
    title = f"Demo accounts (people and events are invented), password {settings.DEMO_PASSWORD}:"
    return [title, *lines] if lines else []
