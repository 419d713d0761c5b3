"""What the course claims about inputs, seen in real training: distorted, normalized, expanded, mislabelled."""

from typing import Any

import numpy as np
import pytest
import torch

from training import Spec, train
from training.data import prepare
from training.engine import advance, begin
from training.events import EpochEnded
from training.expansions import Chebyshev
from training.population import Population

SEEDS = (0, 1, 2)


def epochs(settings: dict[str, Any]) -> list[EpochEnded]:
    return [event for event in train(Spec.parse(settings)) if isinstance(event, EpochEnded)]


def starts_on_eight_points(penalty: float, count: int = 3) -> tuple[np.ndarray, Spec]:
    """The weights [starts, 17] after training from different first weights on the very same 8 points."""
    base = {
        "data": {
            "dataset": "sine8",
            "seed": 0,
            "expansion": {"kind": "chebyshev", "degree": 15},
            "normalization": {"kind": "none"},
        },
        "network": {"hidden": [], "initializer": {"kind": "normal", "deviation": 1.0}},
        "loss": {"kind": "half_mse"},
        "optimizer": {"kind": "momentum", "learning_rate": 0.4, "beta": 0.9},
        "batch": {"size": "full"},
        "regularization": {"l2": penalty},
        "stopping": {"epochs": 900},
        "validation": {"every": 100},
    }
    specs = [Spec.parse({**base, "seed": seed}) for seed in range(count)]
    population = Population.start(specs, dtype=torch.float64)
    begin(population)
    while population.runs:
        advance(population)
    return np.stack([population.results[number].weights for number in range(1, count + 1)]), specs[0]


def test_a_penalty_makes_one_solution_of_many() -> None:
    """C32, lesson B2: 8 points and 17 numbers to fit them; without a penalty every start ends at another curve."""
    free, _ = starts_on_eight_points(0.0)
    unique, spec = starts_on_eight_points(0.01)
    assert spread(free) > 2
    assert spread(unique) < 1e-6
    np.testing.assert_allclose(unique[0], ridge(spec, 0.01), atol=1e-7)
    points, curve = prepare(spec).train, prepare(spec).validation
    for weights in free:
        assert mean_squared_error(weights, points.inputs, points.targets) < 1e-9
    errors = [mean_squared_error(weights, curve.inputs, curve.targets) for weights in (*free, unique[0])]
    assert np.mean(errors[:-1]) > 5 * errors[-1]


def spread(rows: np.ndarray) -> float:
    return max(float(np.linalg.norm(one - other)) for one in rows for other in rows)


def mean_squared_error(weights: np.ndarray, inputs: np.ndarray, targets: np.ndarray) -> float:
    return float(np.square(inputs @ weights[:-1] + weights[-1] - targets[:, 0]).mean())


def ridge(spec: Spec, penalty: float) -> np.ndarray:
    """(PᵀP/n + λI)⁻¹ Pᵀt/n with numpy's own polynomials and a bias that is not penalized."""
    points = prepare(spec).train
    x = points.inputs[:, 1]
    matrix = np.column_stack([np.polynomial.chebyshev.chebvander(x, 15), np.ones(8)])
    assert np.allclose(Chebyshev(degree=15).expand(x[:, None]), matrix[:, :-1])
    weights: np.ndarray = np.linalg.solve(
        matrix.T @ matrix / 8 + penalty * np.diag([1.0] * 16 + [0.0]), matrix.T @ points.targets[:, 0] / 8
    )
    return weights


@pytest.mark.parametrize("seed", SEEDS)
def test_a_polynomial_of_degree_19_learns_its_wave_only_when_its_powers_are_scaled(seed: int) -> None:
    """C26: raw powers are refused, powers of x/127 and standardized ones are trained on."""

    def loss(kind: str, scale: float) -> float:
        data = {
            "dataset": "poly19",
            "expansion": {"kind": "polynomial", "degree": 19},
            "normalization": {"kind": kind},
            "distort": {"scale": scale},
        }
        settings = {"seed": seed, "data": data, "network": {"hidden": []}, "optimizer": {"learning_rate": 0.003}}
        found = epochs(settings)[-1].train_loss
        assert found is not None
        return found

    assert loss("none", 1 / 127) < 0.25
    assert loss("standardize", 1) < 0.25
