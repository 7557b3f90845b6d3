"""How the pages are measured: through Django's test client, interleaved with the bare page; medians and p95 in ms.

The process's own time is Python's part. PostgreSQL's is the time that its backend was on a CPU, as Linux counts it
(/proc/PID/schedstat); parallel workers are not in it, and it is 0 where the server is on another machine.
"""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from officers.authority.models import Span
from officers.authority.roster import NAME, OFFICERS_SHOWN
from officers.nominations.models import Officer

from . import bare

WARM_UPS, RUNS = 5, 30
SETTINGS = {"ROOT_URLCONF": "dashboards.scale.frame", "ALLOWED_HOSTS": ["testserver"], "SECURE_SSL_REDIRECT": False}


@dataclass(frozen=True)
class Page:
    """One page as one kind of user asks for it, with the rows it shows."""

    name: str
    who: str
    url: str
    rows: int = 0


@dataclass(frozen=True)
class Measure:
    name: str
    median_ms: float
    p95_ms: float
    python_ms: float
    postgres_ms: float
    queries: int
    kilobytes: float
    rows: int


@dataclass
class Times:
    """What each run of one page took, in ms."""

    wall: list[float] = field(default_factory=list)
    python: list[float] = field(default_factory=list)
    postgres: list[float] = field(default_factory=list)


def pages() -> list[Page]:
    """The bare page, the frame, and the pages with a goal; Django admin's changelist to compare with."""
    officer = Span.objects.filter(kind="service").order_by("officer").values_list("officer", flat=True).first()
    return [
        Page("bare", "office", "/bare/", 10),
        Page("frame", "manager", "/frame/"),
        Page("home, program manager", "manager", "/"),
        Page("home, field office", "office", "/"),
        Page("home, director", "director", "/"),
        Page("home, agency", "admin", "/"),
        Page("roster, nation", "manager", "/officers/", 50),
        Page("roster, field office", "office", "/officers/", 50),
        Page("roster, search", "manager", "/officers/?q=Garza-4", 50),
        Page("search, field office", "office", "/officers/?q=Garza-4", 50),
        Page("roster, may serve", "manager", "/officers/?answer=yes", 50),
        Page("roster, page 100", "manager", far_page(100), 50),
        Page("roster, page 100 typed", "manager", "/officers/?page=100", 50),
        Page("roster, last page", "manager", far_page(Officer.objects.count() // OFFICERS_SHOWN), 50),
        Page("header's search", "office", "/search/?q=Garza-4", 20),
        Page("one officer", "manager", f"/officers/{officer}/"),
        Page("dashboard, nation", "manager", "/dashboards/"),
        Page("form, nominate", "admin", "/nominations/new/"),
        Page("admin changelist", "root", "/support/nominations/officer/", 100),
    ]


def far_page(page: int) -> str:
    """The address of a page of the nation's roster, as the link on the page before it has it."""
    page = max(page, 2)
    ordered = Officer.objects.order_by(*NAME).values_list("pk", flat=True)
    before = ordered[(page - 1) * OFFICERS_SHOWN - 1 :][:1]
    return f"/officers/?page={page}" + (f"&after={before[0]}" if before else "")


def measured() -> list[Measure]:
    """Every page: queries in a separate run, then warm-ups and runs, one round of all pages after the other."""
    with override_settings(**SETTINGS):
        asked = [(page, signed_in(page)) for page in pages()]
        queries = {page.name: queries_of(page, client) for page, client in asked}
        times = {page.name: Times() for page, _ in asked}
        sizes = {}
        for run in range(WARM_UPS + RUNS):
            for page, client in asked:
                taken = Times() if run < WARM_UPS else times[page.name]
                sizes[page.name] = len(time_request(client, page.url, taken).content) / 1024
    return [measure(page, times[page.name], queries[page.name], sizes[page.name]) for page, _ in asked]


def time_request(client: Client, url: str, times: Times):
    """One answer, its times added to the others."""
    postgres, python, wall = on_cpu(), process_time(), perf_counter()
    response = client.get(url)
    times.wall.append((perf_counter() - wall) * 1000)
    times.python.append((process_time() - python) * 1000)
    times.postgres.append((on_cpu() - postgres) * 1000)
    return response


def on_cpu() -> float:
    """Seconds for which the connection's backend has been on a CPU; 0 when it is on another machine."""
    connection.ensure_connection()
    figures = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(figures.read_text().split()[0]) / 1e9 if figures.exists() else 0.0


def measure(page: Page, times: Times, queries: int, size: float) -> Measure:
    wall = sorted(times.wall)
    p95 = wall[int(len(wall) * 0.95) - 1 or 0]
    middle, python, postgres = (round(median(values), 2) for values in (wall, times.python, times.postgres))
    return Measure(page.name, middle, round(p95, 2), python, postgres, queries, round(size, 1), page.rows)


def signed_in(page: Page) -> Client:
    email = f"{page.who}@scale.example"
    user = User.objects.filter(email=email).first() or User.objects.create_superuser(email, None, "Scale support")
    client = bare.client() if page.name == "bare" else Client()
    client.force_login(user)
    return client


def queries_of(page: Page, client: Client) -> int:
    """How many queries the page asks. Raises RuntimeError when it is not the page that was meant."""
    client.get(page.url)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(page.url)
    if response.status_code != 200:
        raise RuntimeError(f"{page.name}: {page.url} answered {response.status_code}")
    return len(asked)


def as_facts(measures: list[Measure]) -> dict:
    """For JSON: the measures and how large the nation is."""
    return {"officers": Officer.objects.count(), "pages": [asdict(measure) for measure in measures]}
