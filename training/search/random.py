"""Random search: independent draws on every axis."""

import json
from collections.abc import Mapping
from math import prod
from typing import Any, ClassVar, Literal

from training.fields import whole
from training.search.axes import BERGSTRA, Axis
from training.search.strategy import MOST_RUNS, Search, Trial
from training.streams import stream


class RandomSearch(Search):
    """Draws every value at random: 9 trials see 9 learning rates, where a 3 × 3 grid sees 3.

    v ~ U(low, high), or ln v ~ U(ln low, ln high). Each axis has random numbers of its own, so another axis leaves its
    values as they are. Where only a few combinations exist, none is tried twice.
    """

    title: ClassVar[str] = "Random"
    source: ClassVar[str] = BERGSTRA
    kind: Literal["random"] = "random"
    trials: int = whole(9, 1, MOST_RUNS, "Trials", "How many combinations are drawn.")

    @property
    def count(self) -> int:
        return self.at_most(self.trials)

    def plan(self) -> list[Trial]:
        return [self.named(values) for values in drawn(self.axes, self.trials, self.seed)]


def drawn(axes: Mapping[str, Axis], trials: int, seed: int) -> list[list[Any]]:
    """So many different combinations at random, or all there are; the same seed gives the same."""
    wanted = min(trials, prod(axis.count for axis in axes.values()))
    found: dict[str, list[Any]] = {}
    draw = 0
    while len(found) < wanted:
        values = [axis.draw(stream(seed, f"trial {path}", draw)) for path, axis in axes.items()]
        found.setdefault(json.dumps(values, sort_keys=True), values)
        draw += 1
    return list(found.values())
