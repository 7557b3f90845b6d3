"""Every static file that a page or a style sheet names can be served."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
NAMED = {path for file in TEMPLATES for path in re.findall(r"{%\s*static\s+['\"]([^'\"]+)['\"]", file.read_text())}


@pytest.mark.parametrize("path", sorted(NAMED))
def test_what_templates_name_is_found(path):
    assert finders.find(path)


def test_what_the_style_sheet_names_is_found():
    styles = Path(finders.find("uswds/css/uswds.min.css"))
    named = set(re.findall(r"url\([\"']?\.\./([^\"')?#]+)", styles.read_text()))
    assert named
    assert [path for path in named if not finders.find(f"uswds/{path}")] == []


def test_nothing_else_of_the_design_system_is_served():
    assert not finders.find("uswds/scss/stylesheets/uswds.scss")
    assert not finders.find("uswds/../package.json")
