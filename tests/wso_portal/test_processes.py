"""A process that lives but does nothing is found by its pulse."""

import os
import sys

import pytest

from wso_portal import processes
from wso_portal.processes import SECONDS_WITHOUT_PULSE


@pytest.fixture
def seconds_pass(monkeypatch):
    """Moves the clock that the pulse is judged by; no real second passes."""
    now = [1_000.0]
    monkeypatch.setattr(processes, "monotonic", lambda: now[0])

    def move(seconds):
        now[0] += seconds

    return move


@pytest.fixture
def child(tmp_path, seconds_pass):
    child = processes.Child(
        "web", [sys.executable, "-c", "import time; time.sleep(3600)"], tmp_path, tmp_path / "web.log",
        pulse=tmp_path / "web.pulse",
    )  # fmt: skip
    child.start()
    yield child
    child.kill()


def beat(child, number):
    child.pulse.touch()
    os.utime(child.pulse, (number, number))


def test_one_whose_pulse_moves_is_left_alone(child, seconds_pass):
    for number in range(5):
        seconds_pass(SECONDS_WITHOUT_PULSE)
        beat(child, number)
        assert not child.is_stuck(), number


def test_one_whose_pulse_stops_is_stuck(child, seconds_pass):
    beat(child, 1)
    assert not child.is_stuck()
    seconds_pass(SECONDS_WITHOUT_PULSE)
    assert not child.is_stuck()
    seconds_pass(1)
    assert child.is_stuck()


def test_one_that_never_had_a_pulse_is_stuck_after_a_while(child, seconds_pass):
    assert not child.is_stuck()
    seconds_pass(SECONDS_WITHOUT_PULSE + 1)
    assert child.is_stuck()


def test_one_without_a_pulse_is_not_asked(child, seconds_pass):
    child.pulse = None
    seconds_pass(SECONDS_WITHOUT_PULSE + 1)
    assert not child.is_stuck()
