"""Initial weights follow the laws their help texts promise."""

import math

import numpy as np
import pytest

from training import Spec
from training.engine import advance, begin
from training.initializers import INITIALIZERS
from training.population import Population
from training.streams import stream

UNITS, FAN_IN = 64, 32
DEVIATIONS = {
    "xavier_uniform": math.sqrt(2 / 96),
    "xavier_normal": math.sqrt(2 / 96),
    "he_uniform": math.sqrt(2 / 32),
    "he_normal": math.sqrt(2 / 32),
    "lecun_uniform": math.sqrt(1 / 32),
    "lecun_normal": math.sqrt(1 / 32),
    "pytorch_default": math.sqrt(1 / 96),
    "normal": 0.01,
    "uniform": 0.5 / math.sqrt(3),
    "orthogonal": 1 / math.sqrt(64),
    "sparse": 0.5 * math.sqrt(0.5),
    "constant": 0.0,
    "zeros": 0.0,
}


def drawn(kind: str, **settings: float) -> np.ndarray:
    chosen = next(member for member in INITIALIZERS if member.name() == kind)(**settings)
    return chosen.draw(UNITS, FAN_IN, stream(3, "init", 0))


def test_every_initializer_is_checked() -> None:
    assert {member.name() for member in INITIALIZERS} == set(DEVIATIONS)


@pytest.mark.parametrize(("kind", "deviation"), DEVIATIONS.items())
def test_the_spread_is_the_promised_one(kind: str, deviation: float) -> None:
    weights = drawn(kind)
    assert weights.shape == (UNITS, FAN_IN)
    assert weights.std() == pytest.approx(deviation, rel=0.06, abs=1e-15)
    assert abs(weights.mean() - (0.5 if kind == "constant" else 0)) <= 4 * deviation / math.sqrt(weights.size)


@pytest.mark.parametrize("kind", [kind for kind in DEVIATIONS if kind.endswith("uniform")])
def test_flat_laws_stay_within_their_bound(kind: str) -> None:
    bound = DEVIATIONS[kind] * math.sqrt(3)
    assert 0.98 * bound < np.abs(drawn(kind)).max() <= bound


def test_orthogonal_columns_are_orthonormal() -> None:
    weights = drawn("orthogonal", gain=2.0)
    np.testing.assert_allclose(weights.T @ weights, 4 * np.eye(FAN_IN), atol=1e-12)


def test_sparse_units_have_the_promised_share_of_zeros() -> None:
    assert ((drawn("sparse", sparsity=0.75) == 0).sum(axis=1) == 24).all()


@pytest.mark.parametrize("kind", DEVIATIONS)
def test_the_same_seed_gives_the_same_weights_and_another_seed_others(kind: str) -> None:
    rows = [
        Population.start([Spec.parse({"seed": seed, "network": {"initializer": {"kind": kind}}})]).weights
        for seed in (0, 0, 1)
    ]
    assert rows[0].equal(rows[1])
    assert rows[0].equal(rows[2]) == (kind in ("constant", "zeros"))


def test_equal_weights_stay_equal_for_ever() -> None:
    spec = Spec.parse({"network": {"hidden": [{"units": 4}], "initializer": {"kind": "constant"}}})
    population = Population.start([spec])
    begin(population)
    for _ in range(20):
        advance(population)
    units = population.network.layers[0].weight[0]
    assert float((units - units[0]).abs().max()) < 1e-6


def test_nothing_is_learned_from_zeros_behind_a_hidden_layer() -> None:
    spec = Spec.parse({"network": {"hidden": [{"units": 4}], "initializer": {"kind": "zeros"}}})
    population = Population.start([spec])
    begin(population)
    advance(population)
    assert float(population.network.layers[0].weight.abs().max()) == 0.0


def test_pytorchs_default_draws_biases_too() -> None:
    population = Population.start([Spec.parse({"network": {"initializer": {"kind": "pytorch_default"}}})])
    biases = population.network.layers[0].bias
    assert bool((biases != 0).all())
    assert float(biases.abs().max()) <= 1 / math.sqrt(2)
