"""What a scripted class needs of a site, whatever it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from benchmarks.load.line import Line

Spec = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """Something that a socket told of a run."""

    number: int
    """Dense from 1 within a run."""
    epoch: bool
    """Whether it tells of an epoch."""
    end: bool
    written: float | None = None
    """The clock of the machine just before it was committed, where the site tells it along."""


class Site(Protocol):
    """A running site, and how its pages talk to it."""

    name: str
    url: str

    def start(self, home: Path) -> None:
        """Until everything answers."""

    def stop(self) -> None:
        """Until nothing is left."""

    def parts(self) -> dict[str, int]:
        """Process numbers by what they do; children count with their parents."""

    def troubles(self) -> list[str]:
        """What its log complains about."""

    async def prepare(self) -> None:
        """What a teacher does before the class comes, and goes on doing while it is there."""

    async def dismiss(self) -> list[str]:
        """The lesson is over; returns what went wrong for the teacher."""

    async def arrive(self, line: Line, nickname: str) -> None:
        """Open the page, as one of the class."""

    async def train(self, line: Line, spec: Spec) -> str:
        """Press Train; returns what the run is called."""

    async def end(self, line: Line, run: str) -> None:
        """Press Stop."""

    async def reload(self, line: Line, run: str) -> None:
        """What the page fetches when it is loaded anew, before its socket."""

    def socket(self, run: str, after: int) -> str:
        """Path of the socket of a run, for somebody who has seen it so far."""

    def read(self, frame: str) -> list[Seen]:
        """What a frame says."""

    def written(self, runs: list[str]) -> Mapping[tuple[str, int], float]:
        """When each event was written down, just before its commit; empty where frames tell it."""
