"""How much a worker process does: the part of the time in which it is at work, and its turns a second."""

import threading
import time

LATELY = 15.0
"""Seconds that are looked back on."""


class Workload:
    """The turns of the last seconds."""

    def __init__(self) -> None:
        self._turns: list[tuple[float, float]] = []
        self._since = time.monotonic()
        self._lock = threading.Lock()

    def note(self, began: float, ended: float) -> None:
        """A turn is over."""
        with self._lock:
            self._turns.append((began, ended))
            self._forget(ended)

    def lately(self) -> dict[str, float]:
        """Load from 0 to 1, and turns a second."""
        now = time.monotonic()
        with self._lock:
            self._forget(now)
            first = max(now - LATELY, self._since)
            passed = max(now - first, 1.0)
            busy = sum(ended - max(began, first) for began, ended in self._turns)
            count = sum(ended > first for _, ended in self._turns)
        return {"load": round(min(1.0, busy / passed), 3), "slices": round(count / passed, 2)}

    def _forget(self, now: float) -> None:
        self._turns = [turn for turn in self._turns if turn[1] > now - LATELY]
