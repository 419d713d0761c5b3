"""What the course claims about inputs, seen in real training: distorted, normalized, expanded, mislabelled."""

from collections.abc import Sequence
from functools import partial
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


def accuracy(settings: dict[str, Any]) -> float:
    """Of the last epoch, on the validation split."""
    found = epochs(settings)[-1].validation_accuracy
    assert found is not None
    return found


def planar(dataset: str, train: int, rate: float, last: int, seed: int, size: int, **more: Any) -> dict[str, Any]:
    """A tanh network with 8 units on points in the plane, as in the lessons; half of the samples validate."""
    split = {"train": 0.5, "validation": 0.5, "test": 0}
    return {
        "seed": seed,
        "data": {"dataset": dataset, "samples": 2 * train, "split": split, **more},
        "network": {"hidden": [{"units": 8}]},
        "loss": {"kind": "bce"},
        "optimizer": {"kind": "sgd", "learning_rate": rate},
        "batch": {"size": size},
        "stopping": {"epochs": last},
        "validation": {"every": last},
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_far_from_zero_saturate_and_centring_or_standardizing_repairs_it(seed: int) -> None:
    """Lesson L13b: moons moved to (+20, +20)."""
    moons = partial(planar, "moons", 300, 0.3, 100, seed, 20, noise=0.1, distort={"shift": [20, 20]})
    assert accuracy(moons(normalization={"kind": "none"})) < 0.75
    assert accuracy(moons(normalization={"kind": "center"})) >= 0.85
    assert accuracy(moons(normalization={"kind": "standardize"})) >= 0.92


@pytest.mark.parametrize("seed", SEEDS)
def test_a_column_a_hundred_times_smaller_stops_plain_descent_until_it_is_standardized(seed: int) -> None:
    """Lesson L04: x2 of the exclusive or in units a hundred times too large."""
    xor = partial(planar, "xor", 250, last=60, seed=seed, size=20, noise=0.0, distort={"scale": [1, 0.01]})
    assert all(accuracy(xor(rate=rate, normalization={"kind": "none"})) < 0.70 for rate in (0.03, 0.3, 1.0))
    assert accuracy(xor(rate=0.3, normalization={"kind": "standardize"})) >= 0.90


@pytest.mark.parametrize("seed", SEEDS)
def test_standardized_wine_needs_a_few_epochs_and_raw_wine_more_than_600(seed: int) -> None:
    """Lesson L14: full batches, no hidden layer, epochs to a training loss of 0.1."""

    def reached(kind: str, rate: float, last: int) -> int | None:
        settings = {
            "seed": seed,
            "data": {"dataset": "wine", "normalization": {"kind": kind}},
            "network": {"hidden": []},
            "optimizer": {"kind": "sgd", "learning_rate": rate},
            "batch": {"size": "full"},
            "stopping": {"epochs": last},
            "validation": {"every": 100},
        }
        low = [event.epoch for event in epochs(settings) if event.train_loss is not None and event.train_loss <= 0.1]
        return low[0] if low else None

    assert (reached("standardize", 1.0, 30) or 99) <= 12
    assert all(reached("none", rate, 600) is None for rate in (1e-5, 1e-3))
    assert all(reached("center", rate, 600) is None for rate in (1e-4, 1e-3))
    assert 70 <= (reached("scale", 0.1, 450) or 999) <= 450


def on_the_circle(seed: int, features: Sequence[str], last: int) -> list[EpochEnded]:
    split = {"train": 0.2, "validation": 0.8, "test": 0}
    return epochs(
        {
            "seed": seed,
            "data": {"noise": 0.0, "features": list(features), "split": split},
            "network": {"hidden": []},
            "loss": {"kind": "bce"},
            "optimizer": {"kind": "sgd", "learning_rate": 0.3},
            "stopping": {"epochs": last},
        }
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_with_squares_a_linear_model_finds_the_circle_within_five_epochs(seed: int) -> None:
    """C30, lesson B1b: prior knowledge as features."""
    assert on_the_circle(seed, ["x1", "x2"], 30)[-1].validation_accuracy < 0.7  # type: ignore[operator]
    squares = on_the_circle(seed, ["x1", "x2", "x1^2", "x2^2"], 5)
    assert max(event.validation_accuracy or 0 for event in squares) >= 0.98


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


def test_wrong_labels_are_memorized_and_cost_validation_accuracy() -> None:
    """Lesson L21's plain run: 40 % wrong training labels."""
    settings = {
        "data": {"dataset": "digits", "label_noise": 0.4, "split": {"train": 0.33, "validation": 0.67, "test": 0}},
        "network": {"hidden": [{"units": 128, "activation": {"kind": "relu"}}], "initializer": {"kind": "he_normal"}},
        "optimizer": {"kind": "adam", "learning_rate": 0.003},
        "batch": {"size": 50},
        "stopping": {"epochs": 40},
        "validation": {"every": 40},
    }
    last = epochs(settings)[-1]
    assert last.train_accuracy is not None
    assert last.validation_accuracy is not None
    assert last.train_accuracy >= 0.9
    assert last.validation_accuracy < 0.75
