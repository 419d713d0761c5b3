"""How a claim of the course is put to the test: three seeds as one population, and two of them must agree."""

from collections.abc import Callable
from typing import Any

from training import Spec
from training.engine import advance, begin
from training.population import Population

SEEDS = 3
Run = list[dict[str, Any]]
"""The events of one seed: run_started, the epochs, run_finished."""


def part(train: int, validation: int) -> dict[str, Any]:
    """The settings of a split with so many samples and no test."""
    total = train + validation
    return {"samples": total, "split": {"train": train / total, "validation": validation / total, "test": 0}}


def hidden(*units: int, kind: str = "tanh", **layer: Any) -> list[dict[str, Any]]:
    """Hidden layers of one kind."""
    return [{"units": each, "activation": {"kind": kind}, **layer} for each in units]


def trained(settings: dict[str, Any], changes: dict[str, Any] | None = None) -> list[Run]:
    """The events of three seeds, trained side by side; each seed has its own data, first weights and batch order."""
    spec = Spec.parse(settings).with_settings(changes or {})
    population = Population.start([spec.with_settings({"seed": seed}) for seed in range(1, SEEDS + 1)])
    events = begin(population)
    while population.runs:
        events += advance(population)
    return [[event.to_dict() for event in events if event.run == number] for number in range(1, SEEDS + 1)]


def epochs(run: Run) -> Run:
    """The epochs of a run, the untrained network left out."""
    return [event for event in run if event["type"] == "epoch_ended"]


def last(run: Run, figure: str) -> float:
    """A figure of the last epoch; an infinite one where it was not finite."""
    value = epochs(run)[-1][figure]
    return float("inf") if value is None else value


def first_epoch(run: Run, figure: str, reaches: Callable[[float], bool]) -> float:
    """The first epoch whose figure is good enough; infinite if there is none."""
    return next((event["epoch"] for event in epochs(run) if event[figure] is not None and reaches(event[figure])), 1e9)


def holds(*claims: list[bool]) -> bool:
    """Whether each claim is true for at least two of the three seeds."""
    return all(sum(claim) >= SEEDS - 1 for claim in claims)
