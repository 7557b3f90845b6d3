"""The test run's databases: migrated once into a template, of which each process gets a copy in a fraction of a second.

The template's name holds what the migrations come to, so that a changed migration or rule makes another one.
"""

import fcntl
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).parent.parent
PREFIX = "migrated_"
KEPT = 4  # templates of the last states of the code
# What a migration runs or reads: itself, SQL beside the code, the modules that migrations import, Django and packages.
READ = ("migrations/*.py", "*.sql", "install.py", "offices.py")
PACKAGES = ROOT / "requirements.txt"


def template(lock: Path) -> str:
    """The name of a database with every migration applied: found, or made now while other processes wait for it."""
    name = PREFIX + fingerprint()
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [PREFIX])
            found = [row[0] for row in cursor.fetchall()]
            if name not in found:
                drafts = [one for one in found if one.endswith("_draft")]  # an interrupted run left it
                for old in {*drafts, *found[: -(KEPT - 1)]}:
                    cursor.execute(f"DROP DATABASE {old}")
                cursor.execute(f"CREATE DATABASE {name}_draft")
                migrate(f"{name}_draft")
                cursor.execute(f"ALTER DATABASE {name}_draft RENAME TO {name}")
    return name


def migrate(name: str) -> None:
    """Applies every migration to an empty database."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def fingerprint() -> str:
    """Sixteen letters for the content of everything that migrations run."""
    folders = [Path(app.path) for app in apps.get_app_configs() if ROOT in Path(app.path).parents]
    files = {file for folder in folders for pattern in READ for file in folder.glob(pattern)}
    digest = sha256()
    for file in [*sorted(files), PACKAGES]:
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
