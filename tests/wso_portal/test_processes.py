"""A process that lives but does nothing is found by its pulse."""

import sys
import time

import pytest

from wso_portal import processes


@pytest.fixture
def child(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "SECONDS_WITHOUT_PULSE", 0.2)
    child = processes.Child(
        "web", [sys.executable, "-c", "import time; time.sleep(30)"], tmp_path, tmp_path / "web.log",
        pulse=tmp_path / "web.pulse",
    )  # fmt: skip
    child.start()
    yield child
    child.kill()


def beats_for(child, seconds):
    """Whether it was found stuck while its pulse moved."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        child.pulse.touch()
        if child.is_stuck():
            return False
        time.sleep(0.05)
    return True


def test_one_whose_pulse_moves_is_left_alone(child):
    assert beats_for(child, 0.5)


def test_one_whose_pulse_stops_is_stuck(child):
    assert beats_for(child, 0.1)
    time.sleep(0.3)
    assert child.is_stuck()


def test_one_that_never_had_a_pulse_is_stuck_after_a_while(child):
    assert not child.is_stuck()
    time.sleep(0.3)
    assert child.is_stuck()


def test_one_without_a_pulse_is_not_asked(child):
    child.pulse = None
    time.sleep(0.3)
    assert not child.is_stuck()
