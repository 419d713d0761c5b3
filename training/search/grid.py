"""Grid search: every combination of a few values per axis."""

from itertools import product
from math import prod
from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from training.fields import whole
from training.search.strategy import MOST_RUNS, Search, Trial


class GridSearch(Search):
    """Tries every combination of m values per axis: easy to read, but 3 × 3 trials see only 3 learning rates.

    vᵢ = low + (i + ½)(high − low)/m for i = 0 … m − 1, the centres of m equal cells, or those of a list of choices.
    """

    title: ClassVar[str] = "Grid"
    source: ClassVar[str] = "Course slides: grid search"
    kind: Literal["grid"] = "grid"
    points: int = whole(3, 1, 10, "Points m", "How many values each axis takes.")
    trials: int | None = whole(
        None, 1, MOST_RUNS, "Trials", "Takes the largest m with at most so many trials. Empty: as many as Points make."
    )

    @model_validator(mode="after")
    def _not_too_many(self) -> Self:
        count = self._count(self._points())
        if count > (self.trials or MOST_RUNS):
            most = self.trials or MOST_RUNS
            raise ValueError(f"This grid has {count:,} trials; at most {most:,} are allowed. Use fewer points or axes.")
        return self

    def plan(self) -> list[Trial]:
        return [self.named(values) for values in product(*self._values(self._points()))]

    def _points(self) -> int:
        if self.trials is None:
            return self.points
        return max((m for m in range(2, MOST_RUNS + 1) if self._count(m) <= self.trials), default=1)

    def _count(self, points: int) -> int:
        return prod(axis.grid_size(points) for axis in self.axes.values())

    def _values(self, points: int) -> list[list[Any]]:
        return [axis.grid(points) for axis in self.axes.values()]
