"""Takes the pictures of README from a demo of its own: started on a free port, and stopped at the end."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.browser.chromium import find  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
DESKTOP, PHONE = (1280, 800), (390, 844)  # CSS pixels
PASSWORD = os.environ.get("DEMO_PASSWORD", "rehearsal")
# name, who looks, the way there (an address, then links to follow), sizes
PAGES = (
    ("home", "office@miami.example", ("/",), (DESKTOP, PHONE)),
    ("officers", "office@miami.example", ("/officers/",), (DESKTOP,)),
    ("officer", "office@miami.example", ("/officers/", "table.rows tr:has(.status--good) th a"), (DESKTOP, PHONE)),
    ("agreement", "manager@hq.example", ("/agreements/", "table.rows tbody th a"), (DESKTOP,)),
    ("credentials", "office@miami.example", ("/credentials/",), (DESKTOP,)),
    ("dashboard", "manager@hq.example", ("/dashboard/",), (DESKTOP,)),
)
LARGEST = 150 * 1024  # bytes of a picture


def main() -> None:
    """Start the demo, take every picture and stop the demo. Exits with a sentence where it cannot."""
    chromium = find()
    if chromium is None:
        sys.exit("No browser was found. Install Chromium or Chrome (as root: apt-get install chromium).")
    FOLDER.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "WSO_CLUSTER": "screenshots", "DEMO": "1", "DEBUG": "0", "WEB_WORKERS": "1"}
    command = [sys.executable, "-m", "wso_portal.serve"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = where(server)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                large = [picture for page in PAGES for picture in take(browser, address, *page)]
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate()
    if large:
        sys.exit(f"Larger than {LARGEST // 1024} KB: {', '.join(large)}")


def where(server: subprocess.Popen) -> str:
    """The address that the server tells when it is ready. Exits when it ends before."""
    for line in server.stdout or ():
        if found := re.search(r"The portal is at (\S+)", line):
            return found[1]
    sys.exit("The demo did not start; its own message is above.")


def take(browser: Browser, address: str, name: str, who: str, way: tuple[str, ...], sizes) -> list[str]:
    """The pictures of one page, one a size. Gives the names of those that are too large."""
    large = []
    for width, height in sizes:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="en-US", timezone_id="America/New_York"
        )
        page = context.new_page()
        page.goto(f"{address}/accounts/login/")
        page.fill("input[name=login]", who)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(f"{address}/")
        page.goto(address + way[0])
        for link in way[1:]:
            page.locator(link).first.click()
            page.wait_for_load_state()
        file = FOLDER / f"{name}-{width}.png"
        page.screenshot(path=file)
        context.close()
        size = file.stat().st_size
        print(f"{file.relative_to(ROOT)}  {size // 1024} KB", flush=True)
        large += [file.name] if size > LARGEST else []
    return large


if __name__ == "__main__":
    main()
