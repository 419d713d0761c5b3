"""How long a drill waits: no drill is about speed, so a busy machine may take long. Figures say how long it took."""

import time
from collections.abc import Callable
from typing import Any

from tests.waiting import wait_for

PATIENCE = 300.0
"""Seconds after which something does not come any more."""
EVERY = 0.1
"""Seconds between two looks: more would slow down what they wait for, on PostgreSQL each is a connection of its own."""


class Standstill:
    """The longest time for which something was seen to stay the same, of those that ended."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._seen: Any = None
        self._since = time.monotonic()

    @property
    def so_far(self) -> float:
        """Since it was seen to change last."""
        return time.monotonic() - self._since

    def look(self, at: Any) -> None:
        """How it is now."""
        if at != self._seen:
            if self._seen is not None:
                self.longest = max(self.longest, self.so_far)
            self._seen, self._since = at, time.monotonic()


def until(ready: Callable[[], bool], what: str) -> float:
    """Wait for something as long as it may take; returns how long it took."""
    return wait_for(ready, what, PATIENCE, EVERY)
