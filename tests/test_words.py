"""Words that no page, email, document or refusal uses; each has a plain one. Every app is held to it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

APPS = sorted(
    (str(path) for path in map(Path, (name.replace(".", "/") for name in settings.INSTALLED_APPS)) if path.is_dir()),
)
FOLDERS = sorted(path.name for path in Path("templates").iterdir() if path.is_dir())
ELSEWHERE = ("README.md", "CHANGELOG.md", "docs/glossary.md", "docs/workflows.md")  # what people read beside the pages
FORBIDDEN = {
    r"\bannul": "void",
    r"\b(take|takes|took|taken|taking)( it| them)? back\b": "cancel",
    r"\blies? (ahead|before|after|behind)\b": "is in the future, is before",
    r"\bstands\b(?! (the officer |its own officer )?down)": "is listed, is on file",
    r"\bas (it|they) stands?\b": "as it appears",
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
    r"\bgiven up\b": "surrendered",
    r"\b(under way|on the way)\b": "in progress",
    r"\b(nothing|nobody|what) waits\b": "no tasks, waiting on others",
    r"\bwaits? for (you|me|nobody)\b": "you have a task",
    r"\b(what|to) cures?( it)?\b": "to resolve",
    r"\bwhom (it|this) hits\b": "which officers this affects",
    r"\bof one's own\b": "your own",
    r"\bwhoever\b": "the person who",
    r"\bclos(e|es|ed|ing) (the|its|a) background check\b|\bbackground check (is )?closed\b": "complete",
    r"\bdraft taken\b": "draft canceled",
    r"\bcomes? about\b": "happens",
    r"\bpapers\b": "records, documents",
}
EXEMPT = {
    "notifications/post.py": r"MAIL FROM",
    "agreements/register/models.py": r"By column, as they stand",  # read in Django admin only, as the next
    "notifications/models.py": r"[Gg]iven up",
    "dashboards/scale/table.py": r"mails",  # a key of the bench's figures, and its console
    "pages/typesetting.py": r"\\",
}
STYLE = {
    r"\banew\b": "again", r"\bof one's own\b": "their own", r"\blies? (ahead|behind)\b": "is in the future, is past",
}  # fmt: skip


def words_of_template(path: Path) -> str:
    """What a template shows: without tags, comments and the addresses in them."""
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.S)
    tags = re.findall(r"\{%.*?%\}", text, re.S)
    quoted = " ".join(words for tag in tags for words in re.findall(r'"([^"]* [^"]*)"', tag))
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text, flags=re.S) + " " + quoted


def words_of_document(path: Path) -> str:
    """What a document of ours says: without comments and code."""
    return re.sub(r"//.*|#[a-z]+\([^)\n]*\)", " ", path.read_text())


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def words_of_module(path: Path) -> list[str]:
    """The sentences and labels of a module: its strings without docstrings and names."""
    shown = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    silent = {id(node.value) for node in ast.walk(parsed(path)) if isinstance(node, ast.Expr)}
    return [node.value for node in shown if id(node) not in silent and " " in node.value.strip()]


def docstrings_of(path: Path) -> list[str]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return [ast.get_docstring(node) or "" for node in ast.walk(parsed(path)) if isinstance(node, documented)]


def modules_of(app: str) -> list[Path]:
    return [path for path in Path(app).rglob("*.py") if "migrations" not in path.parts]


def found_in(text: str, words=FORBIDDEN) -> list[str]:
    if not any_of(tuple(words)).search(text):
        return []
    return [pattern for pattern in words if re.search(pattern, text, re.IGNORECASE)]


@cache
def any_of(words: tuple[str, ...]) -> re.Pattern:
    """All of the words as one pattern: most sentences have none of them."""
    return re.compile("|".join(words), re.IGNORECASE)


@pytest.mark.parametrize("app", APPS)
def test_sentences_of_an_app_are_plain(app):
    said = [(str(path), text) for path in modules_of(app) for text in words_of_module(path)]
    assert len(said) > 1
    wrong = [(path, found_in(text), text) for path, text in said if found_in(text)]
    assert [one for one in wrong if not re.search(EXEMPT.get(one[0], "(?!)"), one[2])] == []


@pytest.mark.parametrize("app", APPS)
def test_docstrings_are_plain(app):
    told = [(str(path), text) for path in modules_of(app) for text in docstrings_of(path)]
    assert [(path, text) for path, text in told if found_in(text, STYLE)] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_sentences_of_templates_are_plain(folder):
    pages = sorted(Path("templates", folder).rglob("*.html"))
    assert [(str(path), found_in(words_of_template(path))) for path in pages if found_in(words_of_template(path))] == []


def test_error_pages_are_plain():
    pages = [path for path in sorted(Path("templates").glob("*.html"))]
    assert len(pages) > 5 and [path for path in pages if found_in(words_of_template(path))] == []


def test_documents_are_plain():
    papers = [path for app in APPS for path in Path(app).rglob("*.typ")]
    assert len(papers) > 7
    assert [
        (str(path), found_in(words_of_document(path))) for path in papers if found_in(words_of_document(path))
    ] == []


@pytest.mark.parametrize("path", ELSEWHERE)
def test_what_is_told_of_the_portal_is_plain(path):
    assert [line for line in Path(path).read_text().splitlines() if found_in(line)] == []


def test_every_app_and_folder_is_read():
    assert {"dashboards", "officers/nominations", "officers/credentials", "officers/authority"} <= set(APPS)
    assert {"authority", "credentials", "dashboards", "nominations"} <= set(FOLDERS) and len(APPS) > 13


def test_the_guard_sees_what_it_forbids():
    assert found_in("Annul this entry") and found_in("It lies ahead.") and found_in("Why you got these e-mails")
    assert found_in("Take back this notice") and not found_in("Cancel this notice and void the email.")
