"""What others do for a population that trains ahead of its validation: evaluate its snapshots, and settle its runs."""

from collections.abc import Callable, Sequence

import numpy as np

from training.engine import finish
from training.events import Event, Reason, ValidationFigures
from training.population import Population

Networks = Callable[[int, int], np.ndarray]
"""Finds the snapshot of an epoch (first) and a run (second)."""


def validate(population: Population, snapshot: Sequence[np.ndarray]) -> list[ValidationFigures]:
    """The figures of these networks, one for each run of the population, as training itself would find them."""
    for row, network in enumerate(snapshot):
        population.load(row, network)
    return population.validation.estimates(population.network)


def settle(population: Population, networks: Networks) -> list[Event]:
    """End the runs of which enough is known. `networks` must know every epoch from `settled` on."""
    late = population.late
    assert late is not None
    reasons: list[Reason | None] = []
    for row, run in enumerate(population.runs):
        judge, current = late.judges[run.number], population.snapshot(row)
        reason, best = judge.decide()
        reasons.append(reason)
        if best is not None and judge.improved_by_validation:
            population.load(row, networks(best, run.number))
            population.remember_best(row)
            population.load(row, current)
        if reason:
            population.load(row, networks(judge.progress.epoch, run.number))
            population.runs[row] = judge.progress
    events = finish(population, reasons)
    late.judges = {run.number: late.judges[run.number] for run in population.runs}
    return events
