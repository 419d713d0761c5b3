"""How long a drill waits: no drill is about speed, so a busy machine may take long. Figures say how long it took."""

from collections.abc import Callable

from tests.waiting import wait_for

PATIENCE = 300.0
"""Seconds after which something does not come any more."""
EVERY = 0.1
"""Seconds between two looks: more would slow down what they wait for, on PostgreSQL each is a connection of its own."""


def until(ready: Callable[[], bool], what: str) -> float:
    """Wait for something as long as it may take; returns how long it took."""
    return wait_for(ready, what, PATIENCE, EVERY)
