"""Latin hypercube: random draws that leave no part of an axis untried."""

import json
from collections.abc import Iterator, Mapping
from itertools import count
from math import prod
from typing import Any, ClassVar, Literal

from training.fields import whole
from training.search.axes import Axis
from training.search.strategy import MOST_RUNS, Search, Trial
from training.streams import stream

MCKAY = "McKay, Beckman, Conover: A comparison of three methods for selecting values of input variables, 1979"


class LatinHypercube(Search):
    """Random draws that are spread evenly: every axis is cut into n equal cells, and each holds one of the n trials.

    u = (π(i) + r)/n with a random order π of the cells and r ~ U(0, 1), for each axis anew; v = low + u(high − low).

    Nine trials see nine learning rates, as random search does, and never two from the same ninth of the axis. Seen on
    one axis it is a grid, seen on several it is random.
    """

    title: ClassVar[str] = "Latin hypercube"
    source: ClassVar[str] = MCKAY
    kind: Literal["latin_hypercube"] = "latin_hypercube"
    trials: int = whole(9, 1, MOST_RUNS, "Trials", "How many combinations are drawn, and into how many cells.")

    @property
    def count(self) -> int:
        return self.at_most(self.trials)

    def plan(self) -> list[Trial]:
        return [self.named(values) for values in hypercube(self.axes, self.trials, self.seed)]


def hypercube(axes: Mapping[str, Axis], trials: int, seed: int) -> list[list[Any]]:
    """So many different combinations, one for each cell of every axis.

    Axes of few values would repeat combinations: then further hypercubes fill in, until there are enough or all.
    """
    wanted = min(trials, prod(axis.count for axis in axes.values()))
    found: dict[str, list[Any]] = {}
    for values in _draws(axes, trials, seed):
        found.setdefault(json.dumps(values, sort_keys=True), values)
        if len(found) >= wanted:
            break
    return list(found.values())


def _draws(axes: Mapping[str, Axis], cells: int, seed: int) -> Iterator[list[Any]]:
    for cube in count():
        columns = [_column(axis, path, cells, seed, cube) for path, axis in axes.items()]
        yield from (list(values) for values in zip(*columns, strict=True))


def _column(axis: Axis, path: str, cells: int, seed: int, cube: int) -> list[Any]:
    random = stream(seed, f"latin hypercube {path}", cube)
    order, inside = random.permutation(cells), random.integers(1, 2**53, size=cells) / 2**53
    return [axis.at((cell + share) / cells) for cell, share in zip(order.tolist(), inside.tolist(), strict=True)]
