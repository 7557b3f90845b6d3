import pytest

from agreements.register import apart, reading
from tests.patience import LONG


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    """Uploads of a test leave nothing behind."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _in_this_process(request, monkeypatch):
    """Lists are read in this process, which takes no time to start, but in the tests of the child process."""
    if "in_a_child" not in request.fixturenames:
        monkeypatch.setattr(apart, "read_apart", reading.table_in)


@pytest.fixture
def in_a_child(settings, tmp_path, monkeypatch):
    """The test reads lists as the portal does; no other process takes the places, and the machine may be busy."""
    settings.VAR = tmp_path
    monkeypatch.setattr(apart, "SLOT_PATIENCE", LONG)
    monkeypatch.setattr(apart, "WALL_SECONDS", LONG)
