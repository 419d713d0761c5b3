"""Grid and random search side by side: the same axes, the same number of trials, as often as one likes."""

from dataclasses import replace
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from training.fields import whole
from training.search.axes import BERGSTRA
from training.search.grid import GridSearch
from training.search.random import drawn
from training.search.strategy import MOST_RUNS, Search, Trial
from training.streams import stream


class GridAgainstRandom(Search):
    """Runs a grid and a random search of equally many trials next to each other: which finds the better settings?

    Grid: m values per axis at the centres of m equal cells. Random: as many independent draws, v ~ U(low, high).

    Where one setting matters more than the others, the grid spends most of its trials on values it has already seen: 3
    × 3 trials see three learning rates, nine random ones see nine. One pair may be luck, so it can be repeated: each
    repeat draws anew and trains with first weights and batches of its own, the same for both sides.
    """

    title: ClassVar[str] = "Grid against random"
    source: ClassVar[str] = BERGSTRA
    kind: Literal["grid_against_random"] = "grid_against_random"
    points: int = whole(3, 1, 10, "Points m", "How many values the grid takes on each axis: mᵈ trials a side.")
    repeats: int = whole(1, 1, 50, "Repeats", "How many pairs of searches run, each with draws and seeds of its own.")

    @model_validator(mode="after")
    def _not_too_many(self) -> Self:
        each = len(self._grid())
        trials = f"{self.repeats} × 2 × {each:,}"
        if each * 2 * self.repeats > MOST_RUNS:
            raise ValueError(
                f"These are {trials} trials; at most {MOST_RUNS:,} are allowed. Use fewer repeats, points or axes."
            )
        return self

    def plan(self) -> list[Trial]:
        """Repeat by repeat, first the grid, then the random search: trial t belongs to repeat ⌊(t − 1)/2mᵈ⌋."""
        grid = [replace(trial, group="grid") for trial in self._grid()]
        trials: list[Trial] = []
        for repeat in range(self.repeats):
            # The first repeat is what the two searches would be alone.
            drawing = int(stream(self.seed, "repeat", repeat).integers(2**31)) if repeat else self.seed
            values = drawn(self.axes, len(grid), drawing)
            random = [replace(self.named(each), group="random") for each in values]
            trials += [replace(trial, seed=drawing if repeat else None) for trial in [*grid, *random]]
        return trials

    def _grid(self) -> list[Trial]:
        return GridSearch(axes=self.axes, points=self.points).plan()
