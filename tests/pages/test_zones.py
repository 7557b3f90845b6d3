"""Time zones are called as people call them, never by their technical name."""

import pytest

from agreements.jurisdictions.zones import DEFAULTS, EXCEPTIONS
from pages.zones import zone_in_words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/New_York", "Eastern Time"), ("America/Detroit", "Eastern Time"), ("America/Chicago", "Central Time"),
        ("America/Boise", "Mountain Time"), ("America/Phoenix", "Mountain Standard Time"),
        ("Pacific/Honolulu", "Hawaii-Aleutian Standard Time"), ("America/Adak", "Hawaii-Aleutian Time"),
        ("Pacific/Guam", "Chamorro Time"), ("America/Puerto_Rico", "Atlantic Time"),
    ],
)  # fmt: skip
def test_a_zone_has_its_common_name(zone, words):
    assert zone_in_words(zone) == words


def test_every_zone_of_an_agency_has_one():
    zones = {*DEFAULTS, *(zone for zone, _ in EXCEPTIONS.values())}
    assert [zone for zone in zones if "/" in zone_in_words(zone)] == []
