"""The test run's databases: migrated once into a template, of which each process gets a copy in a fraction of a second.

The template's name holds what the migrations come to, so that a changed migration or rule makes another one.
"""

import fcntl
import os
from hashlib import sha256
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from wso_portal import embedded, prepare

ROOT = Path(__file__).parent.parent
PREFIX = "migrated_"
KEPT = 4  # templates of the last states of the code
# What a migration runs or reads: itself, SQL beside the code, the modules that migrations import, Django and packages.
READ = ("migrations/*.py", "*.sql", "install.py", "offices.py")
PACKAGES = ROOT / "requirements.txt"
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"


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
        prepare.migrate()
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


def rows() -> dict[str, str]:
    """What the tables hold now, as JSON by table: of a new database what the migrations put into it."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT json_agg(one)::text FROM {name} AS one")  # noqa: S608 (names of our own tables)
            found[name] = cursor.fetchone()[0]
    return {name: content for name, content in found.items() if content}


def restore(kept: dict[str, str]) -> None:
    """Take away all rows and put these back: after a test that commits.

    Only what has rows is touched, since to truncate a hundred tables takes seconds; no trigger keeps or forbids it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TABLES)
        looks = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for (name,) in cursor.fetchall()]  # noqa: S608
        cursor.execute(" UNION ALL ".join(looks))
        changed = {row[0] for row in cursor.fetchall()} | set(kept)
        cursor.execute(";".join(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in changed))
        deletions = (f"gone_{n} AS (DELETE FROM {name})" for n, name in enumerate(changed))  # noqa: S608
        cursor.execute(f"WITH {', '.join(deletions)} SELECT")  # one statement: at its end no key points to nothing
        for name, content in kept.items():
            put_back = f"INSERT INTO {name} SELECT * FROM json_populate_recordset(NULL::{name}, %s)"  # noqa: S608
            cursor.execute(put_back, [content])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(";".join(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in changed))


def main() -> None:
    """Make the template before the tests ask for it, while another core does something else."""
    django.setup()
    with embedded.running(settings.CLUSTER, database=settings.EMBEDDED_DATABASE, broker=settings.EMBEDDED_BROKER):
        template(settings.CLUSTER.folder / "template.lock")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    main()
