"""The set-up, with nothing but Python's own library: it runs before anything is installed."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "made-for"  # written when it is finished: the folder that it was made for
NODE_MODULES = ROOT / "node_modules"
LOG = ROOT / "var" / "log" / "setup.log"
PIP = ["-m", "pip", "--disable-pip-version-check", "--quiet", "--retries", "2", "--timeout", "30"]


def main(arguments: list[str]) -> None:
    """Bring the checkout up to its requirement files; `--dev` adds the test run's."""
    requirements = "requirements-dev.txt" if "--dev" in arguments else "requirements.txt"
    for folder in (LOG.parent.parent, LOG.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("a") as lock:  # a server and a test run may start together
        fcntl.flock(lock, fcntl.LOCK_EX)
        browser = start_browser() if "--dev" in arguments else None
        make_venv()
        npm = start_npm(shutil.which("npm"))
        try:
            install(requirements)
        except SystemExit:
            if npm is not None:
                npm.terminate()
            raise
        finish_npm(npm or start_npm(npm_from_wheel()))
        if browser is not None:
            browser.wait()


def make_venv() -> None:
    """Keep the virtual environment while it works, whichever Python is first on the PATH today; makes a new one when
    there is none, when its Python no longer runs, or when the checkout has moved."""
    reason = why_remake()
    if reason is None:
        if os.environ.get("PYTHON"):
            say(f"Keeping {VENV.name} as it is. To use another Python, stop the server and delete {VENV}.")
        return
    if VENV.exists() and (user := who_runs()):
        stop(
            f"The virtual environment must be made again: {reason}.\n"
            f"A server, worker or test run of this checkout still uses it ({user} is locked).\n"
            "Stop it (Ctrl-C in its terminal), then run the same command again."
        )
    say("Making the virtual environment")
    if not run(sys.executable, "-m", "venv", "--clear", str(VENV), quiet=True):
        make_venv_without_ensurepip()
    STAMP.write_text(str(VENV))


def why_remake() -> str | None:
    """Why the virtual environment cannot be kept; None when it can."""
    if not STAMP.exists():
        return "it is missing, or was never finished"
    if not STAMP.read_text().endswith(str(VENV)):
        return f"it was made for another folder than {VENV}"
    if not run(str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))", quiet=True):
        return f"{PYTHON} does not run, or is older than Python 3.11"
    return None


def who_runs() -> Path | None:
    """A lock that a running server, worker, database or command of this checkout holds; None when nothing runs."""
    var = Path(os.environ.get("WSO_VAR") or ROOT / "var").resolve()
    for path in sorted(var.glob("*/*.lock")):
        with path.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return path
    return None


def make_venv_without_ensurepip() -> None:
    """Debian keeps ensurepip in a package of its own; another pip can fill the environment as well."""
    if run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV), quiet=True) and run(
        sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "pip", quiet=True
    ):
        return
    version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing {version}")
        if run("apt-get", "update", "-qq") and run("apt-get", "install", "-y", "-qq", version):
            if run(sys.executable, "-m", "venv", "--clear", str(VENV)):
                return
    stop(f"Python cannot make a virtual environment with pip. Install it (Debian, Ubuntu: apt-get install {version}).")


def install(requirements: str) -> None:
    """The wheels of a requirement file, once for each content of it."""
    files = [ROOT / "requirements.txt", ROOT / requirements]
    stamp = VENV / f"installed-{requirements}"
    if fresh(stamp, files):
        return
    say(f"Installing the Python packages of {requirements}")
    if who_runs():
        say("A server of this checkout is running: start it again afterward, so that it uses the new packages.")
    if not run(str(PYTHON), *PIP, "install", "--no-compile", "-r", str(ROOT / requirements)):
        stop(
            "The Python packages could not be installed; pip's own message is above. Check that this machine reaches\n"
            "a package index (PIP_INDEX_URL names another one, HTTPS_PROXY a proxy), then run the same command again."
        )
    for name in {requirements, "requirements.txt"}:
        mark(VENV / f"installed-{name}", [ROOT / "requirements.txt", ROOT / name])


def start_browser() -> subprocess.Popen:
    """Begin to look for a browser for the tests, and to install one where it may; script/test says how that ended."""
    command = [sys.executable, str(ROOT / "tests" / "browser" / "chromium.py"), "--install"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)


def start_npm(npm: str | None) -> subprocess.Popen | None:
    """Begin to fetch the design system beside pip; None without npm, or when it is there already."""
    if npm is None or fresh(NODE_MODULES / ".fetched", [ROOT / "package-lock.json"]):
        return None
    say("Fetching the U.S. Web Design System")
    command = [npm, "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"]
    environment = {**os.environ, "PATH": f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def npm_from_wheel() -> str | None:
    """npm of the virtual environment, for a machine that has none; None when nothing is to be fetched."""
    if fresh(NODE_MODULES / ".fetched", [ROOT / "package-lock.json"]):
        return None
    npm = VENV / "bin" / "npm"
    if not npm.exists():
        say("No npm here: taking one from a wheel")
        install("requirements-node.txt")
    return str(npm)


def finish_npm(npm: subprocess.Popen | None) -> None:
    """Wait for npm."""
    if npm is None:
        return
    if npm.wait() != 0:
        stop(
            "The design system could not be fetched; npm's own message is above. Check that this machine reaches an\n"
            "npm registry (npm_config_registry names another one), then run the same command again."
        )
    mark(NODE_MODULES / ".fetched", [ROOT / "package-lock.json"])


def fresh(stamp: Path, files: list[Path]) -> bool:
    """True when the stamp was made from these very contents."""
    return stamp.exists() and stamp.read_text() == digest(files)


def mark(stamp: Path, files: list[Path]) -> None:
    """Remember that the work for these contents is done."""
    stamp.write_text(digest(files))


def digest(files: list[Path]) -> str:
    """One hash over the contents of files."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in sorted(set(files)))).hexdigest()


def run(*command: str, quiet: bool = False) -> bool:
    """Run a command in the checkout; whether it succeeded. Its output is shown when it failed (unless it is quiet)."""
    with LOG.open("w+") as log:
        try:
            status = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log).returncode
        except OSError as error:  # there is no such program, or it cannot run here
            log.write(f"{command[0]}: {error.strerror}\n")
            status = 127
        log.seek(0)
        if status and not quiet:
            print(*log.read().splitlines()[-20:], sep="\n", file=sys.stderr)
    return status == 0


def say(text: str) -> None:
    """One line of progress."""
    print(f"== {text}", flush=True)


def stop(text: str) -> None:
    """End the set-up with a message for a person."""
    sys.exit(f"\n{text}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        stop("Stopped. Run the same command again to go on.")
