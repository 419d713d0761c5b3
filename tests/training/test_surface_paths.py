"""Every optimizer's path over a surface is the one that plain Python takes, number by number."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from training.optimizers import OPTIMIZERS
from training.surfaces import Request
from training.surfaces.walk import walk

Rule = Callable[[Iterator[float]], Iterator[float]]
"""Takes the gradients of one weight and gives what is subtracted from it, step by step."""


def sgd(gradients: Iterator[float]) -> Iterator[float]:
    for g in gradients:
        yield 0.01 * g


def momentum_ema(gradients: Iterator[float]) -> Iterator[float]:
    v = 0.0
    for g in gradients:
        v = 0.9 * v + 0.1 * g
        yield 0.01 * v


def momentum(gradients: Iterator[float]) -> Iterator[float]:
    v = 0.0
    for g in gradients:
        v = 0.9 * v - 0.01 * g
        yield -v


def nesterov(gradients: Iterator[float]) -> Iterator[float]:
    v = 0.0
    for g in gradients:
        v = 0.9 * v - 0.01 * g
        yield -(0.9 * v - 0.01 * g)


def adaptive_gains(gradients: Iterator[float]) -> Iterator[float]:
    gain, before = 1.0, 0.0
    for g in gradients:
        gain = gain + 0.05 if g * before > 0 else gain * 0.95 if g * before < 0 else gain
        gain, before = min(max(gain, 0.1), 10.0), g
        yield 0.01 * gain * g


def adagrad(gradients: Iterator[float]) -> Iterator[float]:
    a = 0.0
    for g in gradients:
        a += g * g
        yield 0.01 * g / (math.sqrt(a) + 1e-10)


def adadelta(gradients: Iterator[float]) -> Iterator[float]:
    a = d = 0.0
    for g in gradients:
        a = 0.9 * a + 0.1 * g * g
        delta = g * math.sqrt(d + 1e-6) / math.sqrt(a + 1e-6)
        d = 0.9 * d + 0.1 * delta * delta
        yield 0.01 * delta


def rmsprop(gradients: Iterator[float]) -> Iterator[float]:
    a = 0.0
    for g in gradients:
        a = 0.9 * a + 0.1 * g * g
        yield 0.01 * g / (math.sqrt(a) + 1e-8)


def adam(gradients: Iterator[float], largest: bool = False) -> Iterator[float]:
    m = s = top = 0.0
    for t, g in enumerate(gradients, start=1):
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g
        top = max(top, s) if largest else s
        yield 0.01 * m / (1 - 0.9**t) / (math.sqrt(top / (1 - 0.999**t)) + 1e-8)


def amsgrad(gradients: Iterator[float]) -> Iterator[float]:
    return adam(gradients, largest=True)


def adamax(gradients: Iterator[float]) -> Iterator[float]:
    m = u = 0.0
    for t, g in enumerate(gradients, start=1):
        m, u = 0.9 * m + 0.1 * g, max(0.999 * u, abs(g) + 1e-8)
        yield 0.01 * m / ((1 - 0.9**t) * u)


def rprop(gradients: Iterator[float]) -> Iterator[float]:
    size, before = 0.01, 0.0
    for g in gradients:
        factor = 1.2 if g * before > 0 else 0.5 if g * before < 0 else 1.0
        size = min(max(size * factor, 1e-6), 50.0)
        before = 0.0 if factor == 0.5 else g
        yield size * ((before > 0) - (before < 0))


RULES: dict[str, Rule] = {
    "sgd": sgd,
    "momentum_ema": momentum_ema,
    "momentum": momentum,
    "nesterov": nesterov,
    "adaptive_gains": adaptive_gains,
    "adagrad": adagrad,
    "adadelta": adadelta,
    "rmsprop": rmsprop,
    "adam": adam,
    "amsgrad": amsgrad,
    "adamax": adamax,
    "adamw": adam,
    "rprop": rprop,
    "written": rmsprop,
}
CURVATURES = (0.5, 2.0, 25.0)
SURFACE = {"kind": "quadratic", "matrix": [[0.5, 0, 0], [0, 2, 0], [0, 0, 25]], "b": [0.1, -1, 2]}


def by_hand(rule: Rule, start: list[float], steps: int, shrink: float, l2: float) -> list[list[float]]:
    """The path of every weight: on axis-aligned bowls each walks alone, so gradients can be fed as they arise."""
    columns = []
    for w, curvature, b in zip(start, CURVATURES, SURFACE["b"], strict=True):
        column: list[float] = []
        gradient = [0.0]
        moves = rule(iter(lambda gradient=gradient: gradient[0], None))
        for _ in range(steps):
            gradient[0] = curvature * w - b + l2 * w
            w = shrink * w - next(moves)
            column.append(w)
        columns.append(column)
    return [list(row) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name())
@pytest.mark.parametrize(("decay", "l2"), [(0.0, 0.0), (0.3, 0.0), (0.0, 0.3)], ids=["plain", "decay", "L2"])
@pytest.mark.parametrize(("dtype", "steps", "accuracy"), [("float64", 100, 1e-9), ("float32", 20, 1e-5)])
def test_the_steps_are_those_worked_out_number_by_number(
    optimizer: Any, decay: float, l2: float, dtype: str, steps: int, accuracy: float
) -> None:
    """In float32 before the minimum is reached: around it, rules that look at signs make much of a rounding error."""
    name, start = optimizer.name(), [-4.0, 2.0, 1.3]
    request = {
        "surface": SURFACE,
        "start": start,
        "optimizer": {"kind": name, "learning_rate": 0.01},
        "steps": steps,
        "weight_decay": decay,
        "l2": l2,
        "dtype": dtype,
    }
    walked = [step.w for step in walk(Request.parse(request))]
    own_decay = 0.01 if name == "adamw" else 0.0
    expected = by_hand(RULES[name], start, steps, (1 - 0.01 * decay) * (1 - 0.01 * own_decay), l2)
    for mine, other in zip(walked, expected, strict=True):
        assert mine == pytest.approx(other, rel=accuracy, abs=accuracy)


def test_every_optimizer_has_its_rule() -> None:
    assert list(RULES) == [optimizer.name() for optimizer in OPTIMIZERS]
