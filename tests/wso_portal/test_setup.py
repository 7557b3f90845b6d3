"""script/setup keeps the virtual environment while it works, and takes it from nobody who runs from it."""

import fcntl
import importlib.util
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow


@pytest.fixture
def setup(tmp_path, monkeypatch):
    """script/setup.py for a checkout of its own, with an environment that works."""
    spec = importlib.util.spec_from_file_location("setup_script", settings.BASE_DIR / "script" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.delenv("WSO_VAR", raising=False)
    monkeypatch.delenv("PYTHON", raising=False)
    venv = tmp_path / ".venv"
    places = {
        "ROOT": tmp_path, "VENV": venv, "PYTHON": venv / "bin" / "python", "STAMP": venv / "made-for",
        "LOG": tmp_path / "var" / "log" / "setup.log",
    }  # fmt: skip
    for name, value in places.items():
        monkeypatch.setattr(module, name, value)
    module.LOG.parent.mkdir(parents=True)
    (tmp_path / "var" / "server").mkdir()
    module.PYTHON.parent.mkdir(parents=True)
    module.PYTHON.symlink_to(sys.executable)
    module.STAMP.write_text(str(venv))
    return module


@pytest.fixture
def serving(setup):
    """A server of the checkout runs."""
    with (setup.ROOT / "var" / "server" / "serving.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def refuses(*arguments, **options):
    raise AssertionError(f"the environment is made again: {arguments}")


def breaks(setup):
    setup.PYTHON.unlink()
    setup.PYTHON.symlink_to("/no/such/python")


def moves(setup):
    setup.STAMP.write_text("/another/checkout/.venv")


def test_another_python_on_the_path_keeps_it(setup, monkeypatch):
    monkeypatch.setattr(setup, "sys", type("AnotherPython", (), {"version": "3.99", "executable": "/no/python3.99"}))
    monkeypatch.setattr(setup, "make_venv_without_ensurepip", refuses)
    setup.make_venv()


def test_a_stamp_with_the_version_in_it_is_understood(setup):
    setup.STAMP.write_text(f"{sys.version} {setup.VENV}")
    assert setup.why_remake() is None


@pytest.mark.parametrize("spoil", [breaks, moves])
def test_it_is_taken_from_no_running_server(setup, serving, spoil):
    spoil(setup)
    with pytest.raises(SystemExit, match="serving.lock is locked"):
        setup.make_venv()
    assert setup.STAMP.exists()


@pytest.mark.parametrize("spoil", [breaks, moves])
def test_a_broken_one_is_made_again(setup, spoil):
    spoil(setup)
    setup.make_venv()
    assert setup.why_remake() is None
    assert subprocess.run([setup.PYTHON, "-c", "import pip"]).returncode == 0
