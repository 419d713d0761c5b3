"""The signs of life of a worker process: a file with the time until which it is well, read by who supervises it.

A slice that hangs, in PyTorch or anywhere else, does not move that time on; a frozen process cannot write it. Both run
out, and no database is needed to see it. Times are those of the machine's monotonic clock, which its processes share.
"""

import os
import time
from pathlib import Path

from django.conf import settings

VARIABLE = "SIGNS_OF_LIFE"
"""Names the folder of the files; without it nobody watches."""


class SignsOfLife:
    """When this process's work moved last, and how long it may stand still."""

    def __init__(self) -> None:
        self._moved = 0.0
        self._within = 0.0
        self._at_work = False

    def begin(self) -> None:
        """A turn begins."""
        self._within = 0.0
        self.move()
        self._at_work = True

    def move(self) -> None:
        """Something was done."""
        self._moved = time.monotonic()

    def expect_within(self, seconds: float) -> None:
        """What this turn is about may take long: so many seconds may pass until it moves."""
        self._within = seconds

    def end(self) -> None:
        """The turn is over; who waits for work may stand still."""
        self._at_work = False

    @property
    def well_until(self) -> float:
        """The time at which nobody should believe any more that it works."""
        since = self._moved if self._at_work else time.monotonic()
        return since + max(float(settings.HANGS_AFTER), self._within if self._at_work else 0.0)

    @property
    def hangs(self) -> bool:
        """Whether work stands still for longer than it ever should."""
        return time.monotonic() > self.well_until

    def write(self) -> None:
        """Tell whoever supervises this process."""
        if path := _file():
            draft = path.with_suffix(".new")
            draft.write_text(str(self.well_until))
            draft.replace(path)

    def forget(self) -> None:
        """This process ends."""
        if path := _file():
            path.unlink(missing_ok=True)


def overdue(folder: Path, now: float) -> list[int]:
    """Numbers of the processes that are well no more."""
    numbers = [path for path in folder.iterdir() if path.name.isdigit()]
    return [int(path.name) for path in numbers if now > float(path.read_text())]


def _file() -> Path | None:
    folder = os.environ.get(VARIABLE)
    return Path(folder) / str(os.getpid()) if folder else None


signs = SignsOfLife()
