"""Trains a run that diverged once more, from its first weights, to see which layer grew first and when."""

from copy import copy

import numpy as np
import torch

from training.epoch import train_one_epoch
from training.layout import initial_statistics, is_weight
from training.population import Population
from training.progress import Progress
from training.watching import Watched
from training.why.case import Explosion

MOST_UPDATES = 3000
"""No longer is looked for it: about half a second for a small network."""
TENFOLD = 10.0


class _Growth:
    """Notes after each step how much every layer has grown."""

    def __init__(self, starts: list[int]) -> None:
        self.starts = starts
        self.growth: list[np.ndarray] = []
        self.first: np.ndarray | None = None

    def before(self, weights: torch.Tensor, gradient: torch.Tensor) -> None:
        """The first weights are what growth is measured by."""
        if self.first is None:
            norms = self._norms(weights)
            self.first = np.where(norms > 0, norms, max(float(norms.max()), 1.0))

    def after(self, weights: torch.Tensor, memory: dict[str, torch.Tensor]) -> None:
        """One update more."""
        self.growth.append(self._norms(weights) / self.first)

    def _norms(self, weights: torch.Tensor) -> np.ndarray:
        squares = np.square(weights[0].cpu().numpy().astype(np.float64))
        norms: np.ndarray = np.sqrt(np.add.reduceat(squares, self.starts))
        return norms


def find_explosion(population: Population, row: int) -> Explosion | None:
    """The first layer of a run whose weights grew tenfold; None where that did not happen within 3,000 updates."""
    last, again = population.runs[row].epoch, afresh(population, row)
    watched = _Growth([layer.start for layer in again.layers])
    again.optimizer = Watched(again.optimizer, watched.before, watched.after)  # type: ignore[assignment]
    with np.errstate(all="ignore"):
        while again.runs[0].epoch < last and len(watched.growth) < MOST_UPDATES:
            before = len(watched.growth)
            train_one_epoch(again)
            for number, growth in enumerate(watched.growth[before:], start=before + 1):
                if (growth < TENFOLD).all():
                    continue
                layer = int(np.argmax(np.where(np.isfinite(growth), growth, np.inf)))
                return Explosion(layer, number, again.runs[0].epoch, float(growth[layer]))
    return None


def afresh(population: Population, row: int) -> Population:
    """A population of one of its runs as it was before the first update, with the same samples."""
    again = copy(population)
    again.train, again.validation, again.test = (copy(part) for part in (again.train, again.validation, again.test))
    again.keep([row])
    again.runs = [Progress(run.number, run.spec, run.name, run.lane) for run in again.runs]
    again.weights.copy_(again.initial)
    again.statistics[0] = torch.from_numpy(initial_statistics(again.layers))
    for values in again.memory.values():
        values.zero_()
    again.build()
    mask = torch.from_numpy(is_weight(again.layers)).to(again.weights)
    again.optimizer.prepare(again.memory, again.settings, mask)
    return again
