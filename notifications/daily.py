"""What an app does once in a while with the clock's tick, without a person: it registers it in its reminders.py."""

from collections.abc import Callable
from datetime import datetime

JOBS: dict[str, Callable[[datetime], object]] = {}


def register(name: str, job: Callable[[datetime], object]) -> None:
    """Make a job known: called every few minutes with the present moment, it decides whether it is due.

    Raises ValueError for a name that is taken.
    """
    if JOBS.setdefault(name, job) is not job:
        raise ValueError(f"Another job is called {name}.")
