"""The browser's landscapes say what `training.surfaces` says, to 1e-9: errors, gradients, curvatures, minima."""

import math
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Page

from training.surfaces import Request, shape

TOLERANCE = 1e-9
HINTON = {"rows": [[101, 101], [101, 99]], "targets": [2, 0]}
SCALED = {"rows": [[0.1, 10], [0.1, -10]], "targets": [2, 0]}
SURFACES: list[dict[str, Any]] = [
    {"kind": "linear_neuron", **HINTON},
    {"kind": "linear_neuron", **HINTON, "shift": 100},
    {"kind": "linear_neuron", **HINTON, "shift": [100, 99], "scale": [1, 3]},
    {"kind": "linear_neuron", **SCALED},
    {"kind": "linear_neuron", **SCALED, "scale": [0.1, 10]},
    {"kind": "linear_neuron", "rows": [[1.5], [2], [-1]], "targets": [1, 2, 3]},
    {"kind": "linear_neuron", "rows": [[1, 1]], "targets": [2]},
    {"kind": "quadratic", "matrix": [[1, 0], [0, 200]], "b": [0, 0]},
    {"kind": "quadratic", "matrix": [[3, -1], [-1, 2]], "b": [1, -4]},
    {"kind": "quadratic", "matrix": [[2]], "b": [3]},
    {"kind": "quadratic", "matrix": [[2, 0], [0, -2]], "b": [0, 0]},
    {"kind": "ravine", "condition": 200, "angle": 45},
    {"kind": "ravine", "condition": 7.5, "angle": -30},
    {"kind": "fan_in", "inputs": 64, "target": 1},
]
NAMES = [f"{each['kind']} {number}" for number, each in enumerate(SURFACES)]
ASK = """async ([spec, places]) => {
    const { landscapeOf } = await import('/static/js/surface/landscape.js');
    const landscape = landscapeOf(spec);
    const { eigenvalues, condition, largestStableStep, bestStep } = landscape.shape(places[0]);
    return {
        values: places.map(landscape.value),
        gradients: places.map((place) => Array.from(landscape.gradient(place))),
        minima: landscape.minima.map(({ w }) => Array.from(w)),
        figures: [...eigenvalues, condition, largestStableStep, bestStep ?? Infinity].map(String),
    };
}"""


def near(found: Any, expected: Any) -> bool:
    found, expected = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
    scale = max(1.0, float(np.abs(expected).max(initial=0)))
    return found.shape == expected.shape and float(np.abs(found - expected).max(initial=0)) <= TOLERANCE * scale


def places_on(size: int) -> list[list[float]]:
    draw = np.random.default_rng(size)
    return [[0.0] * size, *draw.uniform(-5, 5, (20, size)).tolist()]


@pytest.mark.parametrize("spec", SURFACES, ids=NAMES)
def test_a_landscape_is_the_engine_s(module_page: Page, spec: dict[str, Any]) -> None:
    surface = Request.parse({"surface": spec}).surface
    places = places_on(surface.size())
    rows = [torch.tensor([place], dtype=torch.float64) for place in places]
    found = module_page.evaluate(ASK, [surface.model_dump(mode="json"), places])
    assert near(found["values"], [surface.value(row, 1) for row in rows])
    assert near(found["gradients"], [surface.gradient(row, 1)[0].tolist() for row in rows])


@pytest.mark.parametrize("spec", SURFACES, ids=NAMES)
def test_its_shape_is_the_engine_s(module_page: Page, spec: dict[str, Any]) -> None:
    surface = Request.parse({"surface": spec}).surface
    expected = shape(surface)
    assert expected is not None
    found = module_page.evaluate(ASK, [surface.model_dump(mode="json"), places_on(surface.size())[:1]])
    figures = [*expected.eigenvalues, expected.condition, expected.largest_stable_step]
    assert list(map(float, found["figures"])) == pytest.approx(
        [*figures, math.inf if expected.best_step is None else expected.best_step], rel=TOLERANCE, abs=1e-9
    )
    if expected.minimiser is not None:
        assert found["minima"][0] == pytest.approx(expected.minimiser, rel=TOLERANCE, abs=1e-9)
    elif surface.kind != "fan_in":
        assert found["minima"] == []


def test_the_numbers_of_the_slide(module_page: Page) -> None:
    raw = module_page.evaluate(ASK, [Request.parse({"surface": SURFACES[0]}).surface.model_dump(), [[0, 0]]])
    assert raw["minima"][0] == pytest.approx([-99 / 101, 1], abs=1e-9)
    assert float(raw["figures"][2]) == pytest.approx(40005.92, abs=0.1)
    shifted = module_page.evaluate(ASK, [Request.parse({"surface": SURFACES[1]}).surface.model_dump(), [[0, 0]]])
    assert shifted["figures"] == ["4", "4", "1", "0.5", "0.25"]
