"""What every test shares: the test run's own database cluster, a clean cache, and how a browser is started."""

import os
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.core.cache import cache

from tests import browser
from wso_portal import embedded

SERVICES = ExitStack()
pytest_plugins = ["tests.cast"]

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in the thread that asks the database


def pytest_configure(config: pytest.Config) -> None:
    """The embedded services live as long as the run (each worker of a parallel run holds them too)."""
    SERVICES.enter_context(
        embedded.running(settings.CLUSTER, database=settings.EMBEDDED_DATABASE, broker=settings.EMBEDDED_BROKER)
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Whoever leaves last stops it."""
    SERVICES.close()


@pytest.fixture(autouse=True)
def _empty_cache():
    """Limits on sign-in attempts must not count from one test to the next."""
    yield
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The machine's own Chromium or Chrome; without one the test is skipped, and script/test says so loudly."""
    found = browser.find()
    if found is None:
        pytest.skip("no Chromium or Chrome on PATH")
    flags = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "executable_path": found, "args": flags}
