"""What the portal keeps is closed to other users of the machine, also where it was open before; logs stay small."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from wso_portal import environment, processes
from wso_portal.embedded import places


def mode_of(path):
    return path.stat().st_mode & 0o777


@pytest.fixture
def umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def open_var(tmp_path, umask):
    """As an earlier version left it."""
    for name in ("mail", "log", "media"):
        (tmp_path / "var" / name).mkdir(parents=True)
    return tmp_path / "var"


def test_open_folders_are_closed(open_var):
    assert mode_of(open_var / "mail") == 0o755
    environment.keep_private(open_var)
    assert {mode_of(open_var / name) for name in ("mail", "log", "media")} == {0o700}
    assert mode_of(open_var) & 0o067 == 0


def test_what_is_written_from_then_on_is_private(open_var):
    environment.keep_private(open_var)
    (open_var / "mail" / "a-link").write_text("link")
    assert mode_of(open_var / "mail" / "a-link") == 0o600


@pytest.mark.slow
def test_every_command_does_so(tmp_path, umask):
    """One place, the settings, which every process of the portal reads."""
    code = "import os, django; django.setup(); print(oct(os.umask(0)))"
    variables = {**os.environ, "WSO_VAR": str(tmp_path / "var"), "DJANGO_SETTINGS_MODULE": "wso_portal.settings"}
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "0o77"
    assert mode_of(tmp_path / "var" / "mail") == 0o700


def test_the_account_that_root_lends_passes_and_nobody_else(umask):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)
        places.close(folder / "var", passage=True)
        assert places.enters(folder / "var" / "server")
        assert mode_of(folder / "var") & 0o047 == 0


def test_somebody_elses_state_is_refused_in_words(open_var, monkeypatch):
    def refuse(path, mode):
        raise PermissionError(1, "Operation not permitted", str(path))

    monkeypatch.setattr(type(open_var), "chmod", refuse)
    with pytest.raises(ImproperlyConfigured, match="belongs to another user.*WSO_VAR"):
        environment.keep_private(open_var)


def test_a_large_log_is_put_aside_while_it_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "LARGEST_LOG", 10)
    log = tmp_path / "web.log"
    with log.open("ab", buffering=0) as writer:
        for number in range(8):
            writer.write(b"line %d of the log\n" % number)
            processes.rotate(tmp_path)
        writer.write(b"the end\n")
    assert log.read_bytes() == b"the end\n"
    older = sorted(path.name for path in tmp_path.glob("web.log.*"))
    assert older == [f"web.log.{number}" for number in range(1, 6)]
    assert (tmp_path / "web.log.1").read_bytes() == b"line 7 of the log\n"
    assert (tmp_path / "web.log.5").read_bytes() == b"line 3 of the log\n"
