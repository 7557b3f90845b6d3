"""What the people of the walk have in hand: files, what they enter, and how the portal writes a day."""

from datetime import date, time
from zoneinfo import ZoneInfo

from dashboards.demo.papers import pdf
from wso_portal import clock

ZONE = "America/New_York"


def csv(name: str, text: str) -> dict:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def paper(name: str) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf([name])}


def signature(name: str, title: str, on: date) -> dict:
    """The lines of a signature block; without a name it is not legible."""
    who = {"Signer's name": name} if name else {"The name is not legible": True}
    return who | {"Signer's title": title, "Date signed": on}


def nominee(first: str, last: str, badge: str) -> dict:
    return {"First name": first, "Last name": last, "Badge or employee number": badge}


def just_now() -> time:
    """The minute it is at the agency."""
    return clock.now().astimezone(ZoneInfo(ZONE)).time()


def shown(day: date) -> str:
    """As the portal writes it: Mar 3, 2027."""
    return f"{day:%b} {day.day}, {day.year}"
