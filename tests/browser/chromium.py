"""The browser of the tests: found on this machine, or installed where that is allowed (root, with apt).

Runs on its own too, before anything is installed: `python tests/browser/chromium.py [--install]`; status 1 without
a browser.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OWN = "chromium-*/chrome-linux*/chrome"  # what `playwright install chromium` leaves
APT = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")

MISSING = """
############################################################################################
#  NO BROWSER: the browser and accessibility tests do NOT run.                             #
#  Install Chromium or Chrome (as root: apt-get install chromium), then run this again.    #
############################################################################################
"""


def find() -> str | None:
    """The path of Chromium or Chrome; None without one."""
    kept = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return next(filter(None, map(shutil.which, NAMES)), None) or next(map(str, sorted(kept.glob(OWN))), None)


def install() -> None:
    """Debian's Chromium, where we may install it; its output is kept in var/log/browser.log."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print("== Installing Chromium for the browser tests", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with Path(__file__).parents[2].joinpath("var", "log", "browser.log").open("w") as log:
        for command in ((*APT, "update"), (*APT, "install", "-y", "--no-install-recommends", "chromium")):
            subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)


if __name__ == "__main__":
    if find() is None and "--install" in sys.argv:
        install()
    elif find() is None:
        print(MISSING, flush=True)
    sys.exit(find() is None)
