"""Ends worker processes that hang or are frozen: their celery master starts new ones at once."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path

from playground.signs_of_life import VARIABLE, overdue

LOOK_EVERY = 1.0
ASLEEP = 10.0
"""If we ourselves stood still for so long, the others may have as well: they get as long to show that they are well."""


class Watchdog:
    """Looks at the signs of life of those processes whose parents are ours."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.folder = Path(tempfile.mkdtemp(prefix="descent-signs-"))
        self._looked = time.monotonic()
        self._lenient_until = 0.0

    @property
    def variables(self) -> dict[str, str]:
        """What the processes have to be told."""
        return {VARIABLE: str(self.folder)}

    def look(self, parents: Collection[int | None]) -> None:
        """Kill whoever is overdue, once a second at most."""
        now = time.monotonic()
        if now - self._looked < LOOK_EVERY:
            return
        if now - self._looked > ASLEEP:
            self._lenient_until = now + ASLEEP
        self._looked = now
        if now < self._lenient_until:
            return
        for number in overdue(self.folder, now):
            (self.folder / str(number)).unlink(missing_ok=True)
            if _parent_of(number) in parents:
                os.kill(number, signal.SIGKILL)
                self.say(f"Worker process {number} did not move any more and was ended; another one takes its place.")

    def close(self) -> None:
        """Nobody is watched any more."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _parent_of(number: int) -> int:
    try:
        status = Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return 0  # it has ended meanwhile
    return int(status.rpartition(")")[2].split()[1])
