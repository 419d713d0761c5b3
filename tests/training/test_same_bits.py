"""Runs of larger networks have the same bits alone, side by side, and after a neighbour has left."""

from typing import Any

import pytest
import torch

from training import Spec
from training.engine import advance, begin
from training.population import Population

DIGITS: dict[str, Any] = {
    "data": {"dataset": "digits", "split": {"train": 600 / 1797, "validation": 1197 / 1797, "test": 0}},
    "network": {"hidden": [{"units": 128, "activation": {"kind": "relu"}}]},
    "optimizer": {"kind": "adam", "learning_rate": 0.003},
    "batch": {"size": 50},
    "stopping": {"epochs": 4},
}
"""Ten biases of four bytes: every second run of a population has them at an address that 16 does not divide."""


def figures(specs: list[Spec]) -> list[list[dict[str, Any]]]:
    """What each run tells epoch by epoch, but for the time it took."""
    population = Population.start(specs)
    events = begin(population)
    while population.runs:
        events += advance(population)
    told = [event.to_dict() for event in events if event.to_dict()["type"] == "epoch_ended"]
    return [
        [{k: v for k, v in event.items() if k not in ("run", "seconds", "validation_seconds")} for event in told
         if event["run"] == number]
        for number in range(1, len(specs) + 1)
    ]  # fmt: skip


@pytest.mark.parametrize("settings", [{}, {"network.hidden.0.units": 33, "batch.size": 21}])
def test_every_run_has_the_bits_it_has_alone(settings: dict[str, Any]) -> None:
    one = Spec.parse(DIGITS).with_settings(settings)
    shorter = one.with_settings({"stopping.epochs": 2, "seed": 5})
    specs = [shorter, *(one.with_settings({"seed": seed}) for seed in (1, 2))]
    for together, spec in zip(figures(specs), specs, strict=True):
        assert together == figures([spec])[0]


@pytest.mark.parametrize(("rows", "depth", "columns"), [(1, 50, 10), (50, 128, 10), (20, 33, 31), (1, 99, 7)])
def test_a_product_does_not_depend_on_its_address(rows: int, depth: int, columns: int) -> None:
    generator = torch.Generator().manual_seed(0)
    for _ in range(20):
        left = torch.randn(1, rows, depth, generator=generator)
        right = torch.randn(1, depth, columns, generator=generator)
        aligned = torch.bmm(left, right)
        for shift in (1, 2, 3):
            place = torch.empty(rows * columns + shift)[shift:].view(1, rows, columns)
            torch.bmm(left, right, out=place)
            assert torch.equal(place, aligned)
