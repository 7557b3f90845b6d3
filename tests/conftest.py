"""What every test shares: the test run's own database cluster, a clean cache, and how a browser is started."""

import gc
import os
from contextlib import ExitStack
from functools import lru_cache

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase
from hypothesis import HealthCheck

from records import opening, paging
from tests import databases
from tests.browser import chromium
from tests.patience import LONG
from wso_portal import clock, embedded

hypothesis.settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.settings.load_profile("unhurried")
SERVICES = ExitStack()
pytest_plugins = ["tests.cast", "tests.world"]

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in the thread that asks the database


def pytest_configure(config: pytest.Config) -> None:
    """The embedded services live as long as the run (each worker of a parallel run holds them too)."""
    SERVICES.enter_context(
        embedded.running(settings.CLUSTER, database=settings.EMBEDDED_DATABASE, broker=settings.EMBEDDED_BROKER)
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Whoever leaves last stops it."""
    SERVICES.close()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Says in which order the tests run, so that a run can be repeated."""
    seed = getattr(session.config.option, "randomly_seed", None)
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if seed is not None and not hasattr(session.config, "workerinput"):
        terminal.write_line(f"Tests in random order: --randomly-seed={seed} repeats it, -p no:randomly keeps to files.")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walk in the browser comes first, then the slow files: at the end no process waits long for another."""
    first = {item.path for item in items if item.get_closest_marker("browser")}
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path not in first, item.path not in slow))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the garbage collector need not look at it again (an eighth of the time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker) -> None:
    """The database of this process is a copy of one that has every migration."""
    with django_db_blocker.unblock():
        made = databases.template(settings.CLUSTER.folder / "template.lock")
    settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = made


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """A test that commits leaves the tables as the migrations made them; Django's own way (flush) takes seconds."""
    with django_db_blocker.unblock():
        kept = databases.rows()
    TransactionTestCase._fixture_teardown = lambda self: databases.restore(kept)


@pytest.fixture(autouse=True)
def _empty_cache():
    """Limits on sign-in attempts must not count from one test to the next."""
    yield
    cache.clear()


@pytest.fixture
def still(monkeypatch) -> None:
    """The portal's clock stands still, so that no midnight falls between two looks at it."""
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture(autouse=True)
def _pdfs_open_here(request, monkeypatch):
    """To start a process for each small PDF takes time; the tests of the process itself start it."""
    if "starts_a_process" not in request.keywords:
        monkeypatch.setattr(opening, "look_into", looked_into_here)


looked_into_here = lru_cache(maxsize=256)(paging.told)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The machine's own Chromium or Chrome; without one the test is skipped, and script/test says so loudly."""
    found = chromium.find()
    if found is None:
        pytest.skip("no Chromium or Chrome on PATH")
    flags = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "executable_path": found, "args": flags, "timeout": LONG * 1000}
