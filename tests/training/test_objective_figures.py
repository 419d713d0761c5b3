"""The course's figures about losses, rates and momentum, computed apart from the engine."""

import math
from typing import Any

import numpy as np
import pytest

from training import Spec, train
from training.surfaces import Request
from training.surfaces.walk import walk

VALLEY = {"kind": "ravine", "condition": 200}


def steps_until(optimizer: dict[str, Any], below: float = 1e-6) -> int | None:
    """Updates on the valley from (−4, 2) until E < 1e-6."""
    request = {"surface": VALLEY, "start": [-4, 2], "optimizer": optimizer, "steps": 2000}
    return next((step.step for step in walk(Request.parse(request)) if step.value < below), None)


def fed(optimizer: dict[str, Any], gradients: list[float], start: float = 0.0) -> list[float]:
    """The weight after each of these gradients."""
    surface = {"kind": "gradients", "gradients": [[gradient] for gradient in gradients]}
    request = {"surface": surface, "start": [start], "optimizer": optimizer, "steps": len(gradients)}
    return [step.w[0] for step in walk(Request.parse(request))]


@pytest.mark.parametrize(
    ("dataset", "loss", "expected"),
    [
        ("digits", "cross_entropy", math.log(10)),
        ("iris", "cross_entropy", math.log(3)),
        ("circle", "cross_entropy", math.log(2)),
        ("circle", "bce", math.log(2)),
    ],
)
def test_a_network_of_zeros_has_the_entropy_of_guessing(dataset: str, loss: str, expected: float) -> None:
    spec = {
        "data": {"dataset": dataset},
        "loss": {"kind": loss},
        "network": {"hidden": [], "initializer": {"kind": "zeros"}},
    }
    started = next(iter(train(Spec.parse(spec))))
    assert started.train_loss == pytest.approx(expected, abs=1e-6)
    assert started.validation_loss == pytest.approx(expected, abs=1e-6)


def test_gains_after_ten_agreements_and_after_ten_flips() -> None:
    """The first gain is 1, so ten gradients make nine changes: 1 + 9 · 0.05, and 0.95⁹."""
    optimizer = {"kind": "adaptive_gains", "learning_rate": 0.1}
    for gradients, gain in (([2.0] * 10, 1.45), ([2.0, -2.0] * 5, 0.95**9)):
        weights = fed(optimizer, gradients)
        assert (weights[-2] - weights[-1]) / (0.1 * gradients[-1]) == pytest.approx(gain, rel=1e-9)
    assert pytest.approx(0.6302, abs=5e-5) == 0.95**9


def test_gains_stay_within_their_bounds() -> None:
    for gradients, gain in (([1.0] * 400, 10.0), ([1.0, -1.0] * 200, 0.1)):
        weights = fed({"kind": "adaptive_gains", "learning_rate": 0.1}, gradients)
        assert (weights[-2] - weights[-1]) / (0.1 * gradients[-1]) == pytest.approx(gain, rel=1e-9)


def test_under_a_constant_gradient_the_velocity_approaches_it() -> None:
    """The running mean is g (1 − βᵗ), the classical velocity −ηg (1 − βᵗ)/(1 − β)."""
    slides = np.diff([0.0, *fed({"kind": "momentum_ema", "learning_rate": 0.1, "beta": 0.9}, [3.0] * 60)])
    classical = np.diff([0.0, *fed({"kind": "momentum", "learning_rate": 0.1, "beta": 0.9}, [3.0] * 60)])
    for update in range(1, 61):
        share = 1 - 0.9**update
        assert slides[update - 1] == pytest.approx(-0.1 * 3 * share, rel=1e-9)
        assert classical[update - 1] == pytest.approx(-0.1 * 3 * share / 0.1, rel=1e-9)


def test_the_slides_momentum_is_the_classical_one_at_another_rate() -> None:
    """At the same η it hardly helps; at η/(1 − β) both go the same way."""
    assert steps_until({"kind": "sgd", "learning_rate": 0.009}) == 880
    assert steps_until({"kind": "momentum_ema", "learning_rate": 0.009, "beta": 0.9}) == 811
    assert steps_until({"kind": "momentum_ema", "learning_rate": 0.09, "beta": 0.9}) == 162
    assert steps_until({"kind": "momentum", "learning_rate": 0.009, "beta": 0.9}) == 162
    paths = [
        [
            step.w
            for step in walk(
                Request.parse(
                    {"surface": VALLEY, "optimizer": {"kind": kind, "learning_rate": rate, "beta": 0.9}, "steps": 100}
                )
            )
        ]
        for kind, rate in (("momentum", 0.009), ("momentum_ema", 0.09))
    ]
    assert np.array(paths[0]) == pytest.approx(np.array(paths[1]), rel=1e-9, abs=1e-12)


def test_nesterov_is_quick_below_its_limit_and_lost_above_it() -> None:
    assert steps_until({"kind": "nesterov", "learning_rate": 0.0045, "beta": 0.9}) == 128
    assert steps_until({"kind": "nesterov", "learning_rate": 0.009, "beta": 0.9}) is None


def test_gains_find_the_way_along_a_valley_that_lies_along_an_axis() -> None:
    assert steps_until({"kind": "adaptive_gains", "learning_rate": 0.009}) == 167


def test_rmsprop_does_not_mind_the_unit_of_the_gradient() -> None:
    gradients = np.random.default_rng(3).standard_normal(200).tolist()
    rmsprop = {"kind": "rmsprop", "learning_rate": 0.01, "rho": 0.9}
    plain, thousandfold = (fed(rmsprop, [factor * one for one in gradients]) for factor in (1, 1000))
    assert np.abs(np.subtract(plain, thousandfold)).max() < 1e-6
    for gradient in (1e-3, 1.0, 1e3):
        assert fed(rmsprop, [gradient])[0] == pytest.approx(-0.01 / math.sqrt(0.1), rel=1e-4)  # 3.16 η


def test_leaky_relu_lies_between_relu_and_linear() -> None:
    def trained(activation: dict[str, Any]) -> str:
        spec = Spec.parse({"network": {"hidden": [{"units": 5, "activation": activation}]}, "stopping": {"epochs": 3}})
        return list(train(spec))[-1].weights_sha256

    leaky = {slope: trained({"kind": "leaky_relu", "negative_slope": slope}) for slope in (0.0, 0.1, 1.0)}
    assert leaky[0.0] == trained({"kind": "relu"})
    assert leaky[1.0] == trained({"kind": "linear"})
    assert len(set(leaky.values())) == 3
