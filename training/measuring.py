"""The figures of every run after an epoch: of its splits, and of what its layers made of them."""

import math
import time
from collections.abc import Sequence
from typing import Any

from training.events import Metrics, ValidationFigures
from training.population import Population


def measure(population: Population, validated: Sequence[bool]) -> tuple[list[Metrics], list[dict[str, Any]]]:
    """Losses and accuracies of every run, and what its layers made of the training split."""
    train_losses, train_accuracies = population.train.figures(population.network)
    looks = population.activations.look()
    figures = [ValidationFigures()] * len(population.runs)
    if population.validation.samples and any(validated):
        started = time.perf_counter()
        estimates = population.validation.estimates(population.network)
        figures = [each if due else none for each, due, none in zip(estimates, validated, figures, strict=True)]
        for run in population.runs:
            run.validation_seconds += time.perf_counter() - started
    metrics = [
        Metrics(train_loss=train_losses[row], train_accuracy=train_accuracies[row], **figures[row].model_dump())
        for row in range(len(population.runs))
    ]
    return metrics, looks


def sealed_figures(population: Population) -> list[dict[str, Any] | None]:
    """The sealed figures of every run's test split; None where they are not to be known."""
    test = population.test
    if not test.samples or not population.judged:
        return [None] * len(population.runs)
    return [
        {"loss": loss if math.isfinite(loss) else None, "accuracy": accuracy, "samples": test.samples}
        for loss, accuracy in zip(*test.figures(population.network), strict=True)
    ]
