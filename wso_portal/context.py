"""What every page may ask about the place it runs in."""

from django.conf import settings
from django.http import HttpRequest

from wso_portal.session import seconds_left


def site(request: HttpRequest) -> dict[str, object]:
    """`demo` (people and events are invented), `official_banner` (only an official site may claim to be one).

    `session_seconds` is how long who is signed in stays so without another request.
    """
    return {
        "demo": settings.DEMO,
        "official_banner": settings.OFFICIAL_BANNER,
        "session_seconds": seconds_left(getattr(request, "session", {}))[0],
    }
