"""What every page may ask about the place it runs in."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """`demo` (people and events are invented), `official_banner` (only an official site may claim to be one)."""
    return {"demo": settings.DEMO, "official_banner": settings.OFFICIAL_BANNER}
