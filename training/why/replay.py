"""Trains a run that diverged once more, from its first weights, to see which layer grew first and when."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from training.epoch import train_one_epoch
from training.population import Population
from training.progress import Progress
from training.why.case import Explosion

MOST_UPDATES = 3000
"""No longer is looked for it: about half a second for a small network."""
TENFOLD = 10.0


class _Watched:
    """Stands in for an optimizer and notes after each of its steps how much every layer has grown."""

    def __init__(self, optimizer: Any, starts: list[int]) -> None:
        self.optimizer, self.starts = optimizer, starts
        self.growth: list[np.ndarray] = []
        self.first: np.ndarray | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.optimizer, name)

    def step(self, weights: torch.Tensor, *rest: Any) -> None:
        """One update."""
        if self.first is None:
            before = self._norms(weights)
            self.first = np.where(before > 0, before, max(float(before.max()), 1.0))
        self.optimizer.step(weights, *rest)
        self.growth.append(self._norms(weights) / self.first)

    def _norms(self, weights: torch.Tensor) -> np.ndarray:
        squares = np.square(weights[0].cpu().numpy().astype(np.float64))
        norms: np.ndarray = np.sqrt(np.add.reduceat(squares, self.starts))
        return norms


def find_explosion(run: Progress, begin: Callable[[], Population]) -> Explosion | None:
    """The first layer whose weights grew tenfold; None where that did not happen within 3,000 updates.

    `begin` makes the population of this one run as it was before its first update.
    """
    population = begin()
    watched = _Watched(population.optimizer, [layer.start for layer in population.layers])
    population.optimizer = watched  # type: ignore[assignment]
    with np.errstate(all="ignore"):
        while population.runs[0].epoch < run.epoch and len(watched.growth) < MOST_UPDATES:
            epoch = population.runs[0].epoch
            train_one_epoch(population)
            per_epoch = len(population.batches)
            for number, growth in enumerate(watched.growth[-per_epoch:]):
                grown = ~(growth < TENFOLD)
                if grown.any():
                    layer = int(np.argmax(np.where(np.isfinite(growth), growth, np.inf)))
                    update = len(watched.growth) - per_epoch + number + 1
                    return Explosion(layer, update, epoch + 1, float(growth[layer]))
    return None
