"""Addresses of documents, as ICE's lists give them."""

import re
from urllib.parse import urlsplit

from django import template

register = template.Library()
OFFICIAL_HOST = re.compile(r"(?:[a-z0-9-]+\.)*(?:ice|dhs)\.gov", re.IGNORECASE | re.ASCII)


@register.filter
def official(address: str) -> str:
    """The address to follow, by https, if it is one of ice.gov or dhs.gov; else empty: it is shown as text.

    Whoever can put a line into a list could otherwise lead people of the portal anywhere.
    """
    if not address or not address.isprintable() or "\\" in address or " " in address:
        return ""
    try:
        parts = urlsplit(address)
        plain = parts.port is None and parts.scheme in ("http", "https") and OFFICIAL_HOST.fullmatch(parts.netloc)
    except ValueError:
        return ""
    return parts._replace(scheme="https").geturl() if plain else ""
