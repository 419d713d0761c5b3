"""Surfaces have the values, gradients, curvatures and minima that anyone computes from their formulas."""

import math
from typing import Any

import numpy as np
import pytest
import torch

from training.optimizers import OPTIMIZERS
from training.surfaces import SURFACES, Request, Surface, shape, stability_limit
from training.surfaces.walk import walk

SHIFT = {"rows": [[101.0, 101.0], [101.0, 99.0]], "targets": [2.0, 0.0]}
SCALE = {"rows": [[0.1, 10.0], [0.1, -10.0]], "targets": [2.0, 0.0]}
NEEDLE = 40404  # half the trace of the first example's Hessian; its determinant is 163,216
NEEDLE_WIDTH = math.sqrt(NEEDLE**2 - 163_216)
ASKEW = np.array([[math.cos(0.5), math.sin(0.5)], [-math.sin(0.5), math.cos(0.5)]])


def surface(kind: str, **settings: Any) -> Surface:
    return Request.parse({"surface": {"kind": kind, **settings}}).surface


FORMULAS: list[tuple[Surface, Any]] = [
    (
        surface("quadratic", matrix=[[2, 1], [1, 5]], b=[1, -2]),
        lambda w: (2 * w[0] ** 2 + 2 * w[0] * w[1] + 5 * w[1] ** 2) / 2 - w[0] + 2 * w[1],
    ),
    (
        surface("linear_neuron", **SHIFT, shift=[100, 90], scale=[0.5, 4]),
        lambda w: (2 - 2 * w[0] - 11 / 4 * w[1]) ** 2 + (2 * w[0] + 9 / 4 * w[1]) ** 2,
    ),
    (surface("polynomial"), lambda w: w[0] ** 4 - 2 * w[0] ** 2 + w[0] / 2),
    (
        surface("ravine", condition=30, angle=math.degrees(0.5)),
        lambda w: (
            ((ASKEW[0, 0] * w[0] + ASKEW[0, 1] * w[1]) ** 2 + 30 * (ASKEW[1, 0] * w[0] + ASKEW[1, 1] * w[1]) ** 2) / 2
        ),
    ),
    (surface("saddle"), lambda w: w[0] ** 2 - w[1] ** 2),
    (surface("saddle", fence=0.1), lambda w: w[0] ** 2 - w[1] ** 2 + 0.1 * w[1] ** 4),
    (surface("rosenbrock"), lambda w: (1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2),
    (surface("rosenbrock", a=2, b=7), lambda w: (2 - w[0]) ** 2 + 7 * (w[1] - w[0] ** 2) ** 2),
    (
        surface("beale"),
        lambda w: (
            (1.5 - w[0] + w[0] * w[1]) ** 2
            + (2.25 - w[0] + w[0] * w[1] ** 2) ** 2
            + (2.625 - w[0] + w[0] * w[1] ** 3) ** 2
        ),
    ),
    (surface("function"), lambda w: w[0] ** 4 - 2 * w[0] ** 2 + w[0] / 2),
    (
        surface("function", formula="exp(-x^2)*sin(3*y) + abs(x*y - 1)/(2 + cos(y))"),
        lambda w: torch.exp(-(w[0] ** 2)) * torch.sin(3 * w[1]) + (w[0] * w[1] - 1).abs() / (2 + torch.cos(w[1])),
    ),
    (surface("fan_in", inputs=5, target=3), lambda w: (3 - w[0] - w[1] - w[2] - w[3] - w[4]) ** 2 / 2),
]
POINTS = torch.randn(20, 5, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


@pytest.mark.parametrize(("chosen", "formula"), FORMULAS, ids=[str(row[0]) for row in FORMULAS])
@pytest.mark.parametrize(("dtype", "accuracy"), [(torch.float64, 1e-9), (torch.float32, 1e-4)])
def test_values_and_gradients_are_those_of_the_formula(
    chosen: Surface, formula: Any, dtype: torch.dtype, accuracy: float
) -> None:
    for point in [*POINTS, torch.zeros_like(POINTS[0]), 3 * POINTS[0]]:
        at = point[: chosen.size()].clone().requires_grad_()
        value = formula(at)
        value.backward()
        here = at.detach()[None].to(dtype)
        assert chosen.value(here, 1) == pytest.approx(value.item(), rel=accuracy, abs=accuracy)
        gradient = chosen.gradient(here, 1)
        assert gradient.dtype == dtype
        torch.testing.assert_close(gradient[0].double(), at.grad, rtol=accuracy, atol=100 * accuracy)


def test_every_surface_with_a_formula_is_checked() -> None:
    assert {row[0].name() for row in FORMULAS} | {"gradients"} == {kind.name() for kind in SURFACES}


@pytest.mark.parametrize("kind", SURFACES, ids=lambda kind: kind.name())
def test_a_constant_hessian_is_the_slope_of_the_gradient(kind: type[Surface]) -> None:
    chosen = kind()
    found = shape(chosen)
    if found is None:
        assert kind.name() in {"polynomial", "rosenbrock", "beale", "gradients", "function"}
        return
    at = torch.full((1, chosen.size()), 0.7, dtype=torch.float64)
    for place in (0, chosen.size() - 1):
        ahead = at.clone()
        ahead[0, place] += 1
        slope = (chosen.gradient(ahead, 1) - chosen.gradient(at, 1))[0]
        assert slope.tolist() == pytest.approx(found.hessian[place].tolist(), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("settings", "eigenvalues", "condition", "minimiser"),
    [
        (SHIFT, [NEEDLE - NEEDLE_WIDTH, NEEDLE + NEEDLE_WIDTH], 40005.92115911445, [-99 / 101, 1]),
        ({**SHIFT, "shift": 100}, [4, 4], 1, [1, 1]),
        ({**SHIFT, "shift": [100, 100]}, [4, 4], 1, [1, 1]),
        (SCALE, [0.04, 400], 10_000, [10, 0.1]),
        ({**SCALE, "scale": [0.1, 10]}, [4, 4], 1, [1, 1]),
    ],
    ids=["shift", "shifted", "shifted by column", "scale", "scaled"],
)
def test_the_slides_examples_turn_from_needles_into_circles(
    settings: dict[str, Any], eigenvalues: list[float], condition: float, minimiser: list[float]
) -> None:
    found = shape(surface("linear_neuron", **settings))
    assert found is not None
    assert found.condition == pytest.approx(condition, rel=1e-9)
    assert found.minimiser == pytest.approx(minimiser, rel=1e-9)
    seen = (np.array(settings["rows"]) - settings.get("shift", 0)) / np.array(settings.get("scale", 1))
    assert found.hessian == pytest.approx(2 * seen.T @ seen, rel=1e-12)
    least, most = found.eigenvalues
    trace = 2 * np.square(seen).sum()
    assert least + most == pytest.approx(trace, rel=1e-12)
    assert least * most == pytest.approx(4 * np.linalg.det(seen) ** 2, rel=1e-9)
    assert found.largest_stable_step == pytest.approx(2 / most, rel=1e-12)
    assert found.best_step == pytest.approx(2 / trace, rel=1e-12)
    assert found.eigenvalues == pytest.approx(eigenvalues, rel=1e-9)


def steps_needed(settings: dict[str, Any], below: float) -> int:
    """Updates of gradient descent with the best step from (0, 0) until E < below, walked near the end of the way.

    In the axes of the bowl every update multiplies each error by 1 − ηλ, so the point long before can be calculated.
    """
    inputs, targets = np.array(settings["rows"]), np.array(settings["targets"])
    curvatures, axes = np.linalg.eigh(2 * inputs.T @ inputs)
    rate = 2 / (curvatures[0] + curvatures[-1])
    end = np.linalg.solve(inputs, targets)
    apart = axes.T @ -end
    ratio = (curvatures[-1] - curvatures[0]) / (curvatures[-1] + curvatures[0])
    energy = float((curvatures * apart**2).sum() / 2)
    estimate = max(1, math.ceil(math.log(below / energy) / (2 * math.log(ratio)))) if ratio > 1e-9 else 1
    begin = max(0, estimate - 20)
    start = end + axes @ ((1 - rate * curvatures) ** begin * apart) if begin else np.zeros(2)
    request = {
        "surface": {"kind": "linear_neuron", **settings},
        "start": start.tolist(),
        "optimizer": {"kind": "sgd", "learning_rate": rate},
        "steps": 40,
    }
    return begin + next(step.step for step in walk(Request.parse(request)) if step.value < below)


def test_a_circle_takes_one_step_and_a_needle_145109() -> None:
    """The limit is that of ½ Σ (t − w·x)² < 1e-6."""
    assert steps_needed(SHIFT, 2e-6) == 145_109
    assert steps_needed(SCALE, 2e-6) == 36_272
    assert steps_needed({"rows": [[1.0, 1.0], [1.0, -1.0]], "targets": [2.0, 0.0]}, 2e-6) == 1


@pytest.mark.parametrize("angle", [-30, 0, 45, 120])
def test_a_ravine_has_its_condition_number_whatever_its_angle(angle: float) -> None:
    found = shape(surface("ravine", condition=200, angle=angle))
    assert found is not None
    assert found.eigenvalues == pytest.approx([1, 200], rel=1e-9)
    assert found.condition == pytest.approx(200, rel=1e-9)
    assert found.minimiser == pytest.approx([0, 0])
    floor = np.array([math.cos(math.radians(angle)), math.sin(math.radians(angle))])
    assert found.hessian @ floor == pytest.approx(floor, rel=1e-9)


def test_what_has_no_single_minimum_says_so() -> None:
    saddle, many = shape(surface("saddle")), shape(surface("fan_in", inputs=64))
    assert saddle is not None
    assert many is not None
    for found in (saddle, many):
        assert found.minimiser is None
        assert found.best_step is None
        assert found.condition == math.inf
    assert many.largest_stable_step == pytest.approx(2 / 64, rel=1e-9)
    assert shape(surface("polynomial", coefficients=[1, -4, 2])).minimiser == pytest.approx([1.0])


def test_a_minimum_at_0_is_not_called_minus_0() -> None:
    for bowl in (surface("function", formula="w^2"), surface("polynomial", coefficients=[0, 0, 1])):
        found = shape(bowl)
        assert found is not None
        assert str(found.minimiser) == "[0.]"


def test_every_rule_that_follows_the_size_of_the_gradient_knows_its_limit() -> None:
    limits = {kind.name(): stability_limit(kind(), 100.0) for kind in OPTIMIZERS}
    expected = {"sgd": 0.02, "momentum_ema": 0.38, "momentum": 0.038, "nesterov": 2 * 1.9 / 280}
    assert {name: limit for name, limit in limits.items() if limit} == pytest.approx(expected, rel=1e-12)
