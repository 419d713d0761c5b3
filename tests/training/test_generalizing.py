"""Simple models and penalties do what the course says of them."""

import numpy as np
import pytest
import torch

from training import Spec, train
from training.epoch import train_one_epoch
from training.population import Population


def validation_loss(seed: int, units: list[int]) -> float:
    """After 400 full-batch updates on sixty noisy points of two moons."""
    spec = Spec.parse(
        {
            "seed": seed,
            "data": {
                "dataset": "moons",
                "samples": 1060,
                "noise": 0.175,
                "normalization": {"kind": "none"},
                "split": {"train": 60 / 1060, "validation": 1000 / 1060, "test": 0},
            },
            "network": {"hidden": [{"units": one} for one in units]},
            "loss": {"kind": "bce"},
            "optimizer": {"kind": "adam", "learning_rate": 0.01},
            "batch": {"size": "full"},
            "validation": {"every": 100},
            "stopping": {"epochs": 400},
        }
    )
    return [event for event in train(spec) if event.type == "epoch_ended"][-1].validation_loss


@pytest.mark.parametrize("seed", range(3))
def test_four_units_do_better_than_two_layers_of_64_on_sixty_noisy_points(seed: int) -> None:
    assert validation_loss(seed, [4]) < validation_loss(seed, [64, 64])


def ends(penalty: float, updates: int) -> tuple[np.ndarray, np.ndarray]:
    """Where five starts end on eight points with sixteen coefficients: weights and mean squared training errors."""
    base = Spec.parse(
        {
            "data": {
                "dataset": "sine8",
                "seed": 0,
                "expansion": {"kind": "chebyshev", "degree": 15},
                "normalization": {"kind": "none"},
            },
            "network": {"hidden": [], "initializer": {"kind": "normal", "std": 1.0}},
            "loss": {"kind": "half_mse"},
            "optimizer": {"kind": "sgd", "learning_rate": 0.1},
            "batch": {"size": "full"},
            "regularization": {"l2": penalty},
        }
    )
    specs = [base.with_settings({"seed": seed}) for seed in range(5)]
    population = Population.start(specs, dtype=torch.float64)
    assert population.train.inputs.shape == (5, 8, 16)
    ones = population.train.inputs.new_ones(8, 1)
    columns = torch.cat([population.train.inputs[0], ones], dim=1)
    rate = 1 / float(torch.linalg.eigvalsh(columns.T @ columns / 8)[-1] + penalty)
    population.settings["learning_rate"].fill_(rate)
    for _ in range(updates):
        train_one_epoch(population)
    errors = population.train.figures(population.network)[0]
    return population.weights.numpy(), 2 * np.array(errors)


def test_a_penalty_makes_sixteen_coefficients_of_eight_points_unique() -> None:
    """Weights then solve (PᵀP/n + λI) w = Pᵀt/n; the bias, which nobody penalizes, is the same for all as well."""
    free, errors = ends(0.0, 3000)
    apart = [np.linalg.norm(free[i] - free[j]) for i in range(5) for j in range(i)]
    assert max(apart) > 2
    assert errors.max() < 1e-6
    held, errors = ends(0.01, 16_000)
    assert max(np.linalg.norm(held[i] - held[j]) for i in range(5) for j in range(i)) < 1e-6
    assert errors.min() > 1e-6
