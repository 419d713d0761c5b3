"""Trains epochs once more, as they were trained: for who looks at single updates, which nobody kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from training import engine
from training.epoch import train_one_epoch
from training.measuring import measure
from training.population import Population
from training.schedules import PlateauRate


class Replay:
    """Moves a population that is the same as a run's, bit for bit, along the epochs of that run's log.

    `changes` says what was changed after which epoch. Runs do not influence one another, so the population may hold
    this one alone; only where networks are copied from others (population-based training) all of them are needed.
    """

    def __init__(self, population: Population, number: int, changes: Mapping[int, Sequence[dict[str, Any]]]) -> None:
        self.population, self.number, self.changes = population, number, changes
        if population.evolution is None:
            population.keep([self.row])
            population.ensemble = None
        population.late = None
        self.norms: tuple[float, float] | None = None
        """Mean norm of the gradients of the last epoch, and norm of the weights after it, as events tell them."""

    @property
    def row(self) -> int:
        """Where the run is in its population."""
        return [run.number for run in self.population.runs].index(self.number)

    @property
    def epoch(self) -> int:
        """How far it has come."""
        return self.population.runs[self.row].epoch

    def prepare(self) -> None:
        """Make the changes that come before the next epoch. Some may have been made already: that changes nothing."""
        for settings in self.changes.get(self.epoch, ()):
            engine.change(self.population, settings)

    def advance(self, last: bool) -> None:
        """One epoch; after the `last` one nothing is compared with other runs, and none ends."""
        if self.population.evolution is not None and not last:
            engine.advance(self.population)
            return
        gradients = train_one_epoch(self.population)
        weights = self.population.weights.norm(dim=1)
        row = self.row
        self.norms = gradients.double().mean(dim=0).tolist()[row], weights.tolist()[row]
        run = self.population.runs[row]
        if isinstance(run.spec.schedule, PlateauRate) and not last:
            figures, _ = measure(self.population, [each.due_for_validation for each in self.population.runs])
            run.record(figures[row])
