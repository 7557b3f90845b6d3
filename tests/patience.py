"""How long the tests wait for what must happen: far longer than it ever takes, since the machine may be busy."""

from collections.abc import Callable

from wso_portal.embedded.daemon import patiently

LONG = 180  # seconds: only a fault waits so long


def comes_true(done: Callable[[], object]) -> bool:
    """Ask again and again until `done`; False when it never comes true."""
    return patiently(lambda: bool(done()), LONG)
