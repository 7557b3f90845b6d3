"""Time zones as people in the United States call them."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

WINTER, SUMMER = datetime(2026, 1, 15), datetime(2026, 7, 15)
NAMES = {
    "EST": "Eastern", "CST": "Central", "MST": "Mountain", "PST": "Pacific", "AKST": "Alaska",
    "HST": "Hawaii-Aleutian", "AST": "Atlantic", "ChST": "Chamorro", "SST": "Samoa",
}  # fmt: skip
SHIFTED = ("MST", "HST")  # zones that only a part of the country keeps all year


@cache
def zone_in_words(zone: str) -> str:
    """Give a time zone's common name: Eastern Time; Mountain Standard Time where clocks do not change (Arizona)."""
    place = ZoneInfo(zone)
    winter = place.tzname(WINTER) or ""
    if winter not in NAMES:
        return zone.replace("_", " ")
    keeps_standard = winter in SHIFTED and place.tzname(SUMMER) == winter
    return f"{NAMES[winter]} {'Standard ' if keeps_standard else ''}Time"
