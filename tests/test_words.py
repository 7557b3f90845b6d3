"""Words that no page, email or refusal uses; each has a plain one. An app is listed here once it complies."""

import ast
import re
from pathlib import Path

import pytest

APPS = (
    "accounts", "agreements/memoranda", "agreements/register", "notifications", "officers/background",
    "officers/training", "pages", "records",
)  # fmt: skip
TEMPLATES = (
    "account", "accounts", "allauth", "background", "memoranda", "notifications", "parts", "register", "training",
    "uswds",
)  # fmt: skip
ELSEWHERE = ("README.md", "CHANGELOG.md", "docs/glossary.md")  # what people read beside the pages
FORBIDDEN = {
    r"\bannul": "void",
    r"\b(take|takes|took|taken|taking)( it| them)? back\b": "cancel",
    r"\blies? (ahead|before|after)\b": "is in the future, is before",
    r"\bstands\b": "is listed, is on file",
    r"\be-mail": "email",
    r"\btelephone\b": "phone",
    r"\bre-take": "retake",
    r"\bmails\b": "emails",
    r"\bUTC\b": "the zone's name: Eastern Time",
    r"\bin hand\b": "held by the officer",
    r"\bhands? over\b": "transfer",
    r"\banew\b": "again",
    r"\bany more\b": "no longer",
    r"\bwhatever its name\b": "what the file is",
    r"\bnot MOA\b": "not an MOA requirement",
    r"\b(from then|from now) on\b": "a date, or now",
}
EXEMPT = {
    "notifications/post.py": r"MAIL FROM",
    "pages/typesetting.py": r"\\",
    "records/facts.py": r"Say why this entry",  # a message of constraints in five apps
}


def words_of_template(path: Path) -> str:
    """What a template shows: without tags, comments and the addresses in them."""
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.S)
    tags = re.findall(r"\{%.*?%\}", text, re.S)
    quoted = " ".join(words for tag in tags for words in re.findall(r'"([^"]* [^"]*)"', tag))
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text, flags=re.S) + " " + quoted


def words_of_module(path: Path) -> list[str]:
    """The sentences and labels of a module: its strings without docstrings and names."""
    tree = ast.parse(path.read_text())
    shown = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [node.value for node in shown if id(node) not in silent and " " in node.value.strip()]


def found_in(text: str) -> list[str]:
    return [pattern for pattern in FORBIDDEN if re.search(pattern, text, re.IGNORECASE)]


@pytest.mark.parametrize("app", APPS)
def test_sentences_of_an_app_are_plain(app):
    modules = [path for path in Path(app).rglob("*.py") if "migrations" not in path.parts]
    said = [(str(path), text) for path in modules for text in words_of_module(path)]
    assert len(said) > 1
    wrong = [(path, found_in(text), text) for path, text in said if found_in(text)]
    assert [one for one in wrong if not re.search(EXEMPT.get(one[0], "(?!)"), one[2])] == []


@pytest.mark.parametrize("folder", TEMPLATES)
def test_sentences_of_templates_are_plain(folder):
    pages = sorted(Path("templates", folder).rglob("*.html"))
    assert pages
    assert [(str(path), found_in(words_of_template(path))) for path in pages if found_in(words_of_template(path))] == []


def test_error_pages_are_plain():
    pages = [path for path in sorted(Path("templates").glob("*.html"))]
    assert len(pages) > 5 and [path for path in pages if found_in(words_of_template(path))] == []


@pytest.mark.parametrize("path", ELSEWHERE)
def test_what_is_told_of_the_portal_is_plain(path):
    assert [line for line in Path(path).read_text().splitlines() if found_in(line)] == []


def test_the_guard_sees_what_it_forbids():
    assert found_in("Annul this entry") and found_in("It lies ahead.") and found_in("Why you got these e-mails")
    assert found_in("Take back this notice") and not found_in("Cancel this notice and void the email.")
