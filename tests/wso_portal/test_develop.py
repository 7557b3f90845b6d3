"""What script/dev adds: it notices a changed source, and its pages may carry the style of Django's error pages."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.patience import LONG
from wso_portal.develop import newest


def test_it_sees_a_changed_source_and_nothing_else(tmp_path):
    for folder in ("records", "var", "tests"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.py").touch()
        os.utime(tmp_path / folder / "a.py", (1, 1))
    (tmp_path / "records" / "note.txt").touch()
    assert newest(tmp_path) == 1_000_000_000
    os.utime(tmp_path / "var" / "a.py", (2, 2))
    assert newest(tmp_path) == 1_000_000_000
    os.utime(tmp_path / "records" / "a.py", (3, 3))
    assert newest(tmp_path) == 3_000_000_000


@pytest.mark.parametrize(("debug", "allowed"), [("0", False), ("1", True)])
def test_only_a_debug_server_allows_style_in_the_page(debug, allowed):
    program = "from wso_portal.settings import CONTENT_SECURITY_POLICY as p; print(p['DIRECTIVES']['style-src'])"
    environment = {**os.environ, "DEBUG": debug}
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True,
        check=True, timeout=LONG,
    )  # fmt: skip
    assert ("unsafe-inline" in answer.stdout) is allowed
