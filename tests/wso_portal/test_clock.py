"""From which instant a paper gives power: never before the pen moved, whatever the clocks do that day."""

from datetime import UTC, date, datetime, time

import pytest

from wso_portal import clock

EASTERN = "America/New_York"
LATER = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "wall_clock", "expected"),
    [
        (date(2026, 3, 2), time(9, 30), "2026-03-02T14:30:00+00:00"),
        (date(2026, 3, 2), None, "2026-03-03T05:00:00+00:00"),
        (date(2026, 3, 8), None, "2026-03-09T04:00:00+00:00"),  # a day of 23 hours
        (date(2026, 11, 1), time(1, 30), "2026-11-01T06:30:00+00:00"),  # it comes twice: the second
        (date(2026, 3, 8), time(2, 30), "2026-03-08T07:30:00+00:00"),  # it never comes: the later reading
    ],
)
def test_a_paper_of_an_earlier_day(day, wall_clock, expected):
    assert clock.power_from(day, wall_clock, EASTERN, LATER).isoformat() == expected


def test_a_paper_of_today_counts_from_now_at_the_latest():
    now = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # 1:30 a.m., the first time
    assert clock.power_from(date(2026, 11, 1), None, EASTERN, now) == now
    assert clock.power_from(date(2026, 11, 1), time(1, 30), EASTERN, now) == now
