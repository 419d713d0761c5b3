"""Each rule with a momentum diverges just above the learning rate that theory calls its limit, and converges below.

On a bowl of curvature λ: GD 2/λ, classical momentum 2(1 + β)/λ, its running mean 2(1 + β)/((1 − β)λ), Nesterov
2(1 + β)/((1 + 2β)λ). The limit of the whole bowl is that of its largest curvature.
"""

from typing import Any

import pytest

from training.surfaces import Request
from training.surfaces.walk import walk

LIMITS = {
    "sgd": lambda beta: 2.0,
    "momentum": lambda beta: 2 * (1 + beta),
    "momentum_ema": lambda beta: 2 * (1 + beta) / (1 - beta),
    "nesterov": lambda beta: 2 * (1 + beta) / (1 + 2 * beta),
}
BETAS = (0.0, 0.5, 0.9, 0.99)
CASES = [(kind, beta) for kind in LIMITS for beta in BETAS if kind != "sgd" or beta == 0]


def furthest(optimizer: dict[str, Any], matrix: list[list[float]], steps: int) -> tuple[float, float]:
    """The largest weight after the first steps and after the last; the walk ends where numbers do."""
    start = [1.0] * len(matrix)
    request = {"surface": {"kind": "quadratic", "matrix": matrix, "b": [0.0] * len(matrix)}, "start": start}
    walked = [step.w for step in walk(Request.parse({**request, "optimizer": optimizer, "steps": steps}))]
    return max(map(abs, walked[0])), max(abs(weight) for step in walked[-5:] for weight in step)


@pytest.mark.parametrize(("kind", "beta"), CASES)
@pytest.mark.parametrize("matrix", [[[100.0]], [[50.5, 49.5], [49.5, 50.5]]], ids=["one weight", "a turned ravine"])
def test_the_limit_of_the_learning_rate_is_where_theory_puts_it(
    kind: str, beta: float, matrix: list[list[float]]
) -> None:
    limit = LIMITS[kind](beta) / 100
    extra = {} if kind == "sgd" else {"beta": beta}
    below, above = (
        furthest({"kind": kind, "learning_rate": share * limit, **extra}, matrix, 3000) for share in (0.99, 1.01)
    )
    assert below[1] < 0.05
    assert not above[1] < 1e6


@pytest.mark.parametrize("kind", ["momentum", "nesterov"])
def test_a_ramp_is_as_stable_as_the_momentum_that_it_has(kind: str) -> None:
    """Between the limits of β = 0 and β = 0.9 the walk is stable at one end of the ramp only."""
    low, high = sorted(LIMITS[kind](beta) / 100 for beta in (0.0, 0.9))
    rate = (low * high) ** 0.5
    up = {"kind": kind, "learning_rate": rate, "beta": 0.9, "beta_start": 0.0, "beta_epochs": 10_000}
    down = {"kind": kind, "learning_rate": rate, "beta": 0.0, "beta_start": 0.9, "beta_epochs": 10_000}
    grows, shrinks = (up, down) if kind == "momentum" else (down, up)
    assert furthest(grows, [[100.0]], 300)[1] > 1e3
    assert furthest(shrinks, [[100.0]], 300)[1] < 1e-3
