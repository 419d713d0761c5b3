"""Label smoothing stops the race to infinity (lesson L20): logits settle where the formula says."""

import math

import pytest
import torch

from tests.training.claims.lesson import hidden, holds, part
from training import Spec
from training.engine import advance, begin
from training.population import Population


def sizes_of_logits(epsilon: float) -> tuple[list[float], list[float], list[float]]:
    """Mean |logit| over the training samples after epochs 50 and 400, and the last validation accuracy, per seed."""
    settings = {
        "data": {"dataset": "gauss", "noise": 0.0, "normalization": {"kind": "none"}, **part(200, 200)},
        "network": {"hidden": hidden(8)},
        "loss": {"kind": "bce", "label_smoothing": epsilon},
        "optimizer": {"kind": "adam", "learning_rate": 0.02},
        "batch": {"size": "full"},
        "stopping": {"epochs": 1000},
    }
    spec = Spec.parse(settings)
    population = Population.start([spec.with_settings({"seed": seed}) for seed in (1, 2, 3)])
    begin(population)
    seen: dict[int, torch.Tensor] = {}
    for epoch in range(1, 401):
        events = advance(population)
        if epoch in (50, 400):
            seen[epoch] = population.network.forward(population.train.inputs).abs().mean(dim=(1, 2)).clone()
    return seen[50].tolist(), seen[400].tolist(), [event.validation_accuracy for event in events]


def test_without_it_logits_never_stop_growing() -> None:
    early, late, accuracy = sizes_of_logits(0.0)
    assert holds([b >= a + 1 for a, b in zip(early, late, strict=True)], [value >= 0.98 for value in accuracy])


@pytest.mark.parametrize("epsilon", [0.1, 0.2])
def test_with_it_they_settle_at_the_logarithm_of_the_odds(epsilon: float) -> None:
    """For two classes at ln((1 − ε)/ε): 2.197 for 0.1 and 1.386 for 0.2."""
    _, late, accuracy = sizes_of_logits(epsilon)
    expected = math.log((1 - epsilon) / epsilon)
    assert holds([abs(value - expected) <= 0.02 for value in late], [value >= 0.98 for value in accuracy])
