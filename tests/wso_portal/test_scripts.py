"""The scripts tell how they are used, and do nothing else when they are asked."""

import os
import subprocess

import pytest
from django.conf import settings

from tests.patience import LONG

SCRIPTS = sorted(
    path for path in (settings.BASE_DIR / "script").iterdir() if path.is_file() and os.access(path, os.X_OK)
)


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_it_tells_how_it_is_used(script, option):
    answer = subprocess.run([script, option], capture_output=True, text=True, check=True, timeout=LONG)
    lines = answer.stdout.splitlines()
    assert lines[0].startswith(f"Usage: script/{script.name}") and len(lines) <= 30
    assert "Options:" in lines and any(line.startswith("Environment") for line in lines)
