"""What every test shares: the test run's own database cluster, a clean cache, and how a browser is started."""

import os
import shutil
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.core.cache import cache

from wso_portal import embedded

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SERVICES = ExitStack()

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in the thread that asks the database


def pytest_configure(config: pytest.Config) -> None:
    """The embedded database lives as long as the run (each worker of a parallel run holds it too)."""
    SERVICES.enter_context(embedded.running(settings.CLUSTER, database=settings.EMBEDDED_DATABASE, broker=False))


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
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium or Chrome on PATH")
    flags = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "executable_path": found, "args": flags}
