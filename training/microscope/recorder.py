"""Writes down the last updates of one run: what the optimizer saw, remembered and changed."""

from collections import deque
from dataclasses import dataclass, field

import numpy as np
import torch

from training.microscope.memories import interesting
from training.population import Population
from training.watching import Watched


@dataclass
class Update:
    """One update at the watched places: float arrays [places]."""

    number: int
    """Counted from 1 since the run began."""
    epoch: int
    """The one it belongs to, from 1."""
    learning_rate: float
    """That of the optimizer, as its schedule has it in this epoch."""
    weight: np.ndarray
    """Before the update."""
    gradient: np.ndarray
    """As the optimizer gets it: penalties added, clipped where that was asked for."""
    step: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """What the optimizer added to the weights."""
    memory: dict[str, np.ndarray] = field(default_factory=dict)
    """After the update, by name."""


class Recorder:
    """Keeps the newest `most` updates of one run at some `places` of its parameters. It changes no bit of training."""

    def __init__(self, places: np.ndarray, most: int) -> None:
        self.places = torch.from_numpy(places.astype(np.int64))
        self.updates: deque[Update] = deque(maxlen=most)

    def watch(self, population: Population, number: int) -> None:
        """Look at the epoch of this run that comes next; to be called before each of them."""
        rows = [run.number for run in population.runs]
        self.row = rows.index(number)
        run = population.runs[self.row]
        self.done, self.epoch = run.updates, run.epoch + 1
        self.kind = run.spec.optimizer.name()
        self.learning_rate = run.spec.optimizer.learning_rate * run.rate_factor
        self.places = self.places.to(population.device)
        optimizer = population.optimizer
        if isinstance(optimizer, Watched):
            optimizer = optimizer.optimizer
        population.optimizer = Watched(optimizer, self._before, self._after)  # type: ignore[assignment]

    def _before(self, weights: torch.Tensor, gradient: torch.Tensor) -> None:
        self.done += 1
        looked = self._at(weights), self._at(gradient)
        self.updates.append(Update(self.done, self.epoch, self.learning_rate, *looked))

    def _after(self, weights: torch.Tensor, memory: dict[str, torch.Tensor]) -> None:
        newest = self.updates[-1]
        with np.errstate(invalid="ignore"):  # of weights that have exploded
            # In float64 the difference is exact; in float32 it would be rounded once more.
            newest.step = self._at(weights).astype(np.float64) - newest.weight
        newest.memory = {name: self._at(values) for name, values in memory.items() if interesting(self.kind, name)}

    def _at(self, values: torch.Tensor) -> np.ndarray:
        found: np.ndarray = values[self.row, self.places].cpu().numpy()
        return found
