"""Descent's engine: all trials as one population, and the whole experiment as a student gets it."""

from typing import ClassVar

from benchmarks.searches.searcher import Searcher
from training import train
from training.epoch import train_one_epoch
from training.events import RunFinished
from training.population import Population


class Descent(Searcher):
    """The updates of all epochs and one look at the validation samples, as the others do: nothing else."""

    name: ClassVar[str] = "Descent"
    trials: ClassVar[int] = 64

    def run(self) -> float:
        population = Population.start(self.search.trials)
        for _ in range(self.search.task.epochs):
            train_one_epoch(population)
        return max(figure or 0.0 for figure in population.validation.figures(population.network)[1])


class DescentExperiment(Searcher):
    """Planned from its spec, with training and validation figures of every epoch, diagnostics and all events."""

    name: ClassVar[str] = "Descent, evaluating every epoch"
    trials: ClassVar[int] = 64

    def run(self) -> float:
        events = [event for event in train(self.search.spec) if isinstance(event, RunFinished)]
        return max(event.best.validation_accuracy or 0.0 for event in events)
