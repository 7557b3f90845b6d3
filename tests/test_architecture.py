"""The guards of the house: sizes, names, closed doors. A guard that blocks good code is changed here, with a reason."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, get_resolver

from dashboards.workflows import tables, workflows_document
from tests.mutants import misplaced, mutants

ROOT = settings.BASE_DIR
APPS = [
    config for config in apps.get_app_configs() if Path(config.path).is_relative_to(ROOT) and ".venv" not in config.path
]
HOUSE = ["wso_portal", "records", "pages", "notifications", "accounts", "lists", "agreements", "officers", "dashboards"]
HOMELESS = {"utils", "helpers", "services", "managers", "signals", "constants", "mixins"}
# A public name is in two modules only for one of these reasons. A verb and its page share their name by design.
SHARED_NAMES = {
    "urlpatterns": "Django reads it", "app_name": "Django reads it", "Command": "Django reads it",
    "register": "the template library of Django; elsewhere the verb of a registry", "main": "where a program starts",
    "CACHES": "a setting of Django", "MIDDLEWARE": "a setting of Django, and the bare page's own",
    "ACTIONS": "each app's table", "TURNS": "each app's table", "turn_of": "each app's own records",
    "Status": "each app's own records", "Stage": "each app's own records", "statement": "one SQL statement",
    "OFFICE": "roles in states, the holder's name in turns", "DIRECTOR": "roles in states, the holder's name in turns",
    "INSTRUCTOR": "roles in states, the holder's name in turns",
    "AGENCY": "roles in states, the holder's name in turns",
    "CORRECT": "an act of nominations and one of training", "TAKE_BACK": "an act of agreements and one of nominations",
    "take_back": "the verb of each", "correct": "the verb of each", "logger": "each module has its own",
    "deliver": "a task and what it runs", "plan": "a task and what it runs", "plan_rule": "a task and what it runs",
    "sweep": "a task and what it runs", "due": "a tag of templates", "moment": "a tag of templates",
    "annul": "the act on any fact, and the one on a paper with its consequences", "Span": "the rule's answer",
}  # fmt: skip
# Pages that are open without signing in, each with the reason.
OPEN = {
    "healthz": "a load balancer asks, and learns nothing",
    "readyz": "a load balancer asks, and learns nothing",
    "session": "the page asks how long one is still signed in; a visitor reads 0",
    "dashboards:help": "whoever cannot sign in needs it",
    "dashboards:accessibility": "a public statement",
    "dashboards:privacy": "a public statement",
    "dashboards:complaints": "anyone may complain (App. B)",
}
# Whole trees that belong to a library and close themselves.
LIBRARIES = ("account_", "admin:")


def sources():
    """Our own Python files but migrations and tests."""
    for room in HOUSE:
        yield from (path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)


def functions(path):
    tree = ast.parse(path.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node) -> int:
    return node.end_lineno - node.lineno + 1


def urls(patterns=None, namespace=""):
    """Every address of the portal: (name with namespace, pattern)."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or str(pattern.pattern)), pattern
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from urls(pattern.url_patterns, inner)


def ours():
    return [(name, pattern) for name, pattern in urls() if not name.startswith(LIBRARIES)]


def test_files_are_small():
    sizes = {path: len(path.read_text().splitlines()) for path in sources()}
    assert [str(path) for path, lines in sizes.items() if lines > 400] == []
    assert median(sizes.values()) <= 72  # was 60, 70: splitting a file only to lower the number helps no reader


def test_functions_are_small():
    sizes = {f"{path}:{node.name}": length(node) for path in sources() for node in functions(path)}
    assert [name for name, lines in sizes.items() if lines > 50] == []
    assert median(sizes.values()) <= 8


def test_views_are_small():
    views = {
        f"{path}:{node.name}": length(node) for path in sources() if path.stem == "views" for node in functions(path)
    }
    assert [name for name, lines in views.items() if lines > 27] == []  # 25 and up to two lines of decorator


def test_templates_are_small():
    long = [path for path in (ROOT / "templates").rglob("*.html") if len(path.read_text().splitlines()) > 80]
    assert long == []


def test_every_module_has_a_name_of_its_own():
    assert [path for path in sources() if path.stem in HOMELESS] == []


def test_every_app_stands_in_the_import_order():
    contract = (ROOT / "pyproject.toml").read_text()
    assert [config.name for config in APPS if f'"{config.name}"' not in contract and config.name != "wso_portal"] == []


def test_no_inline_style_or_script():
    inline = re.compile(
        r"\sstyle=|\son[a-z]+=[\"']|<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|\bhx-on"
    )
    assert [path for path in (ROOT / "templates").rglob("*.html") if inline.search(path.read_text())] == []


def test_every_address_is_closed_and_says_who_may_come():
    unmarked = {name for name, pattern in ours() if not getattr(pattern.callback, "allowed_roles", None)}
    assert unmarked - set(OPEN) == set(), "open it with pages.access.allow or allow_on"
    assert set(OPEN) - unmarked == set(), "stale entries in OPEN"


def test_every_address_redirects_strangers_to_sign_in(client, db):
    for name, pattern in ours():
        if name in OPEN or pattern.pattern.converters:
            continue
        response = client.get("/" + full_path(name))
        assert response.status_code in (302, 405), name


def full_path(name):
    from django.urls import reverse

    return reverse(name).lstrip("/")


def test_every_action_has_a_test():
    """Named in its app's tests or in those of two persons: its name, its constant, its status, or its words."""
    untested = []
    for config, actions in tables():
        rooms = (ROOT / "tests" / config.label, ROOT / "tests" / "two_persons")
        told = "\n".join(path.read_text() for room in rooms for path in room.rglob("*.py"))
        for action in actions:
            names = [action.name, action.name.upper(), str(action.target) or action.name, action.done]
            if not any(re.search(rf"\b{re.escape(name)}\b", told) for name in names):
                untested.append(f"{config.label}.{action.name}")
    assert untested == []


def test_the_document_of_workflows_is_current():
    assert (ROOT / "docs" / "workflows.md").read_text() == workflows_document(), "run manage.py write_workflows"


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.stem)
def test_decisions_are_short_and_numbered(path):
    assert re.match(r"\d{4}-[a-z0-9-]+$", path.stem) and len(path.read_text().splitlines()) <= 40


def test_nothing_of_this_tree_saves_by_side_effect():
    told = {str(path): path.read_text() for path in sources()}
    assert [
        path
        for path, text in told.items()
        if re.search(r"def save\(|post_save|pre_save|@receiver|except Exception|except:", text)
    ] == []


def test_every_planted_fault_still_has_its_place():
    assert {one.name: why for one in mutants() if (why := misplaced(one))} == {}, "change tests/mutants.toml too"
    assert len({one.name for one in mutants()}) == len(mutants())


def public_names(path) -> set[str]:
    """The top-level names of a module that others may import."""
    names = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return {name for name in names if not name.startswith("_")}


def test_a_public_name_means_one_thing():
    """In the whole house; a page (in a module of views) may bear the name of the verb that it calls."""
    homes: dict[str, list[str]] = {}
    for path in sources():
        for name in public_names(path):
            homes.setdefault(name, []).append(str(path.relative_to(ROOT)))
    doubled = {
        name: places
        for name, places in homes.items()
        if len([place for place in places if not place.endswith("views.py")]) > 1
    }
    assert {name: places for name, places in doubled.items() if name not in SHARED_NAMES} == {}


def test_the_glossary_fits_on_one_screen():
    assert len((ROOT / "docs" / "glossary.md").read_text().splitlines()) <= 60


def test_no_test_waits_for_seconds_or_measures_them():
    """A slow machine takes longer: wait for the fact (tests/patience.py), or move a clock."""
    timers = {f"time.{name}" for name in ("sleep", "monotonic", "perf_counter")}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "tests").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in timers
    ]
    assert found == []
