"""What every program can do: train a number of trials of a search and name the best one's validation accuracy."""

from abc import ABC, abstractmethod
from typing import ClassVar

from benchmarks.searches.search import Search


class Searcher(ABC):
    """Making one loads packages and data; only `run` is timed, networks and optimizers are made in it.

    Every trial is trained for all epochs and looks at the validation samples once, at its end.
    """

    name: ClassVar[str]
    trials: ClassVar[int] = 4
    """Trials of one measurement: they all take the same time, so slow programs need not train all 64."""
    elsewhere: ClassVar[bool] = False
    """Whether other processes train; only the clock on the wall knows how long those take."""

    def __init__(self, search: Search) -> None:
        self.search = search

    @classmethod
    def fits(cls, search: Search) -> bool:
        """Whether it is installed, and is made for such a search."""
        return True

    @abstractmethod
    def run(self) -> float:
        """Train `trials` trials; returns the best validation accuracy."""

    def close(self) -> None:  # noqa: B027, few have anything to end
        """End what was started."""
