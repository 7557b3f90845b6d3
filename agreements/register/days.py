"""The day of a list, and the order of the lists of one day: an hour stands for the morning's, midday's, evening's."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

ZONE = "America/New_York"  # ICE publishes from Washington
HOURS = {"": time(0), "am": time(8), "mid": time(12), "noon": time(12), "pm": time(16)}
PARTS = {0: "", 8: "a.m.", 12: "midday", 16: "p.m."}


def part_of_day(as_of: datetime) -> str:
    """How the list of that hour is called; nothing for the only one of its day, the time for any other hour."""
    local = as_of.astimezone(ZoneInfo(ZONE))
    return PARTS.get(local.hour, f"{local:%H:%M}")
