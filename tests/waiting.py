"""Waiting for what another process does."""

import time
from collections.abc import Callable


def wait_for(ready: Callable[[], bool], what: str, seconds: float = 30, every: float = 0.02) -> float:
    """Wait for something; returns how long that took."""
    began = time.monotonic()
    while not ready():
        assert time.monotonic() < began + seconds, f"After {seconds:g} s still waiting for {what}."
        time.sleep(every)
    return time.monotonic() - began
