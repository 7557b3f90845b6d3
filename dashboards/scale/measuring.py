"""How the pages are measured: through Django's test client, interleaved with the floor; medians and p95 in ms."""

from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from officers.authority.models import Span
from officers.nominations.models import Officer

WARM_UPS, RUNS = 5, 30
SETTINGS = {"ROOT_URLCONF": "dashboards.scale.floor", "ALLOWED_HOSTS": ["testserver"], "SECURE_SSL_REDIRECT": False}


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
    queries: int
    kilobytes: float
    rows: int


def pages() -> list[Page]:
    """Home, roster, one officer, the dashboard; the floor and Django admin's changelist to compare with."""
    officer = Span.objects.filter(kind="service").order_by("officer").values_list("officer", flat=True).first()
    return [
        Page("floor", "office", "/floor/", 10),
        Page("home, field office", "office", "/"),
        Page("home, program manager", "manager", "/"),
        Page("home, agency", "admin", "/"),
        Page("roster, nation", "manager", "/officers/", 50),
        Page("roster, field office", "office", "/officers/", 50),
        Page("roster, search", "manager", "/officers/?q=Garza-4", 50),
        Page("roster, may serve", "manager", "/officers/?answer=yes", 50),
        Page("roster, page 100", "manager", "/officers/?page=100", 50),
        Page("one officer", "manager", f"/officers/{officer}/"),
        Page("dashboard, nation", "manager", "/dashboards/"),
        Page("admin changelist", "root", "/support/nominations/officer/", 100),
    ]


def measured() -> list[Measure]:
    """Every page: queries in a separate run, then warm-ups and runs, one round of all pages after the other."""
    with override_settings(**SETTINGS):
        asked = [(page, signed_in(page.who)) for page in pages()]
        queries = {page.name: counted(page, client) for page, client in asked}
        times: dict[str, list[float]] = {page.name: [] for page, _ in asked}
        sizes = {}
        for run in range(WARM_UPS + RUNS):
            for page, client in asked:
                started = perf_counter()
                response = client.get(page.url)
                if run >= WARM_UPS:
                    times[page.name].append((perf_counter() - started) * 1000)
                sizes[page.name] = len(response.content) / 1024
    return [measure(page, sorted(times[page.name]), queries[page.name], sizes[page.name]) for page, _ in asked]


def measure(page: Page, times: list[float], queries: int, size: float) -> Measure:
    p95 = times[int(len(times) * 0.95) - 1 or 0]
    return Measure(page.name, round(median(times), 2), round(p95, 2), queries, round(size, 1), page.rows)


def signed_in(who: str) -> Client:
    email = f"{who}@scale.example"
    user = User.objects.filter(email=email).first() or User.objects.create_superuser(email, None, "Scale support")
    client = Client()
    client.force_login(user)
    return client


def counted(page: Page, client: Client) -> int:
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
