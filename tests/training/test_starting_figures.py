"""The course's figures about first weights and first places, computed apart from the engine."""

import math

import numpy as np
import pytest
import torch

from tests.training.reference import objective_gradient
from training import Spec
from training.data import prepare
from training.engine import advance, begin
from training.population import Population
from training.surfaces import Request
from training.surfaces.walk import walk

SIX_LAYERS = {"hidden": [{"units": 64, "activation": {"kind": "tanh"}}] * 6}


def deep(initializer: dict[str, object]) -> Spec:
    return Spec.parse(
        {
            "data": {"dataset": "digits"},
            "network": {**SIX_LAYERS, "initializer": initializer},
            "optimizer": {"kind": "sgd", "learning_rate": 1e-6},
            "batch": {"size": "full"},
            "stopping": {"epochs": 5},
        }
    )


@pytest.mark.parametrize(
    ("initializer", "low", "high"),
    [
        ({"kind": "normal", "std": 0.01}, 0.0, 1e-4),
        ({"kind": "normal", "std": 1.0}, 0.9, 1.0),
        ({"kind": "xavier_uniform"}, 0.2, 0.4),
    ],
    ids=["fade", "saturate", "live on"],
)
def test_signals_fade_saturate_or_live_on_through_six_layers(
    initializer: dict[str, object], low: float, high: float
) -> None:
    spec = deep(initializer)
    population = Population.start([spec], dtype=torch.float64)
    a = prepare(spec).train.inputs
    spreads = []
    row = population.weights[0].numpy()
    for layer in population.layers[:-1]:
        weights = row[layer.start : layer.bias].reshape(layer.units, layer.fan_in)
        a = np.tanh(a @ weights.T + row[layer.bias : layer.end])
        spreads.append(float(a.std()))
    assert low < spreads[-1] < high
    begin(population)
    told = advance(population)[0].layers.activation_std[:6]
    assert told == pytest.approx(spreads, rel=0.05)  # after an update that hardly moves the weights


def test_equal_units_receive_equal_gradients() -> None:
    spec = Spec.parse(
        {
            "data": {"dataset": "xor"},
            "loss": {"kind": "bce"},
            "network": {"hidden": [{"units": 8}], "initializer": {"kind": "constant", "value": 0.5}},
            "batch": {"size": "full"},
            "optimizer": {"kind": "sgd", "learning_rate": 0.3},
            "stopping": {"epochs": 40},
        }
    )
    population = Population.start([spec], dtype=torch.float64)
    inputs, targets = population.train.inputs[0], population.train.targets[0]
    gradient = objective_gradient((2, 8, 1), spec, population.weights[0].clone(), inputs, targets)
    rows = gradient[:16].view(8, 2)
    assert float(rows.abs().max()) > 1e-3
    assert float((rows - rows[0]).abs().max()) < 1e-15
    begin(population)
    for _ in range(39):
        advance(population)
    hidden = population.weights[0][:16].view(8, 2)
    assert float((hidden - hidden[0]).abs().max()) < 1e-6
    assert float((hidden - 0.5).abs().max()) > 0.01  # it did learn


@pytest.mark.parametrize(("fan_in", "rate"), [(1, 0.5), (16, 0.02), (64, 0.02), (96, 0.02), (128, 0.02)])
def test_one_step_multiplies_the_error_by_one_minus_rate_times_fan_in(fan_in: int, rate: float) -> None:
    request = {
        "surface": {"kind": "fan_in", "inputs": fan_in, "target": 3},
        "optimizer": {"kind": "sgd", "learning_rate": rate},
        "steps": 40,
    }
    errors = [3 - sum(step.w) for step in walk(Request.parse(request))]
    factor = 1 - rate * fan_in
    for step, error in enumerate(errors, start=1):
        assert error == pytest.approx(3 * factor**step, rel=1e-9, abs=1e-12)
    assert (abs(errors[-1]) < 3) == (rate * fan_in < 2)
    assert (errors[0] * 3 < 0) == (rate * fan_in > 1)  # overshot


def test_momentum_leaves_the_shallow_minimum_from_far_and_not_from_near() -> None:
    roots = np.roots([4, 0, -4, 0.5])
    deep_end, shallow = float(min(roots.real)), float(max(roots.real))

    def end(start: float, beta: float) -> float:
        kind = {"kind": "momentum", "beta": beta} if beta else {"kind": "sgd"}
        request = {
            "surface": {"kind": "polynomial"},
            "start": [start],
            "optimizer": {**kind, "learning_rate": 0.02},
            "steps": 2000,
        }
        return list(walk(Request.parse(request)))[-1].w[0]

    assert end(1.5, 0) == pytest.approx(shallow, abs=1e-6)
    assert end(-0.5, 0) == pytest.approx(deep_end, abs=1e-6)
    assert end(1.5, 0.9) == pytest.approx(deep_end, abs=1e-6)
    assert end(0.5, 0.9) == pytest.approx(shallow, abs=1e-6)
    for w, value in ((shallow, -0.5167), (deep_end, -1.5148)):
        assert w**4 - 2 * w**2 + 0.5 * w == pytest.approx(value, abs=1e-4)
    assert math.isclose(shallow, 0.9304, abs_tol=1e-4)
