"""Plants known faults in the rules, one at a time, and tells which the tests that concern them do not find.

Each fault of mutants.toml goes into a copy of the tree of its own; `old` names its place and is in its file once.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).parent.parent
VAR = Path(os.environ.get("WSO_VAR") or ROOT / "var").resolve()
LIST = Path(__file__).with_name("mutants.toml")
NOT_COPIED = shutil.ignore_patterns("var", ".venv", "node_modules", ".git", "__pycache__", ".*_cache", ".hypothesis")
SECONDS = 300  # a fault may make its tests run for ever
FOUND, SURVIVED = 1, 0  # what pytest returns when tests fail, and when all pass


@dataclass(frozen=True)
class Mutant:
    """One fault: in `file` the text `old` becomes `new`; `tests` are the files that ought to find it."""

    name: str
    file: str
    old: str
    new: str
    tests: list[str]


def mutants() -> list[Mutant]:
    """The list, by file: those of one SQL file are together and last."""
    found = [Mutant(**entry) for entry in tomllib.loads(LIST.read_text())["mutant"]]
    return sorted(found, key=lambda one: (one.file.endswith(".sql"), one.file))


def misplaced(mutant: Mutant) -> str:
    """Why a fault cannot be planted; empty when it can."""
    file = ROOT / mutant.file
    if not file.exists():
        return f"{mutant.file} does not exist"
    times = file.read_text().count(mutant.old)
    missing = [name for name in mutant.tests if not (ROOT / name).exists()]
    if times != 1:
        return f"its text is in {mutant.file} {times} times, not once: {mutant.old!r}"
    return f"no such tests: {', '.join(missing)}" if missing else ""


def planted(mutant: Mutant, copy: Path) -> None:
    """Puts the fault into a copy of the tree."""
    file = copy / mutant.file
    file.write_text(file.read_text().replace(mutant.old, mutant.new))


def run(tests: list[str], tree: Path, database: str) -> int:
    """pytest's own exit code for some test files in a tree; FOUND when they run too long."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--create-db", "-p", "no:randomly", "-p", "no:cacheprovider"]
    surroundings = {
        **os.environ, "WSO_CLUSTER": "test", "WSO_VAR": str(VAR), "WSO_TEST_DATABASE": database, "PYTHONPATH": ".",
        "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(VAR / "pycache"),
    }  # fmt: skip
    try:
        done = subprocess.run(
            [*command, *tests], cwd=tree, env=surroundings, timeout=SECONDS, capture_output=True, text=True
        )
    except subprocess.TimeoutExpired:
        return FOUND
    if done.returncode not in (FOUND, SURVIVED):
        print(done.stdout[-2000:], done.stderr[-2000:], sep="\n", file=sys.stderr)
    return done.returncode


def attempt(mutant: Mutant | None, tests: list[str], databases: Queue) -> int:
    """The exit code of the tests in a copy with the fault (None: without one)."""
    database = databases.get()
    tree = VAR / "mutants" / database  # always the same place, so that Python's bytecode is found again
    try:
        shutil.rmtree(tree, ignore_errors=True)
        shutil.copytree(ROOT, tree, ignore=NOT_COPIED, symlinks=True)
        (tree / "node_modules").symlink_to((ROOT / "node_modules").resolve())
        if mutant:
            planted(mutant, tree)
        return run(tests, tree, database)
    finally:
        shutil.rmtree(tree, ignore_errors=True)
        databases.put(database)


def verdicts(chosen: list[Mutant], processes: int) -> Iterator[tuple[Mutant, int]]:
    """Each fault with the exit code of its tests, as they come."""
    databases: Queue = Queue()
    for number in range(processes):
        databases.put(f"test_mutant_{number}")
    with ThreadPoolExecutor(processes) as pool:
        results = [(mutant, pool.submit(attempt, mutant, mutant.tests, databases)) for mutant in chosen]
        yield from ((mutant, result.result()) for mutant, result in results)


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/mutants", description=__doc__)
    parser.add_argument("words", nargs="*", help="only faults whose name or file contains one of these words")
    parser.add_argument("--processes", type=int, default=int(os.environ.get("TEST_PROCESSES", 2)))
    given = parser.parse_args()
    chosen = [one for one in mutants() if not given.words or any(w in f"{one.name} {one.file}" for w in given.words)]
    lost = {one.name: why for one in chosen if (why := misplaced(one))}
    if lost or not chosen:
        print(*(f"{name}: {why}" for name, why in lost.items()), "Nothing was planted.", sep="\n", file=sys.stderr)
        return 1
    alone: Queue = Queue()
    alone.put("test_mutant_0")
    if attempt(None, sorted({name for one in chosen for name in one.tests}), alone) != SURVIVED:
        print("The tests fail without any fault. Nothing was planted.", file=sys.stderr)
        return 1
    survivors = []
    for mutant, code in verdicts(chosen, given.processes):
        word = {FOUND: "found", SURVIVED: "SURVIVED"}.get(code, f"BROKEN ({code})")
        survivors += [] if code == FOUND else [mutant]
        print(f"{word:9} {mutant.file}: {mutant.name}", flush=True)
    print(f"{len(chosen)} faults, {len(survivors)} survivors")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
