"""The browser's landscapes say what `training.surfaces` says, to 1e-9: errors, gradients, curvatures, minima."""

import json
import math
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Page

from training.rule_language import formula_of
from training.surfaces import Request, Surface, shape
from training.surfaces.__main__ import steps
from training.surfaces.function import Function
from training.surfaces.landscapes import Beale

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
    {"kind": "polynomial", "coefficients": [1, -2, 3]},
    {"kind": "saddle"},
    {"kind": "function", "formula": "(w1 - 1)^2 + 3*w1*w2 + 7*w2^2"},
]
HILLS: list[dict[str, Any]] = [
    {"kind": "polynomial"},
    {"kind": "polynomial", "coefficients": [0, 1, 0, -2, 0, 0.5, 0.25]},
    {"kind": "saddle", "fence": 0.1},
    {"kind": "rosenbrock"},
    {"kind": "rosenbrock", "a": -1.5, "b": 7},
    {"kind": "beale"},
    {"kind": "function", "formula": "sin(w1)*cos(w2) + 0.1*(w1^2 + w2^2)"},
    {"kind": "function", "formula": "exp(-w^2) + 0.1*w^2"},
    {"kind": "function", "formula": "abs(x - 1) + 2*abs(y + 0.5)"},
]
MINIMA = {
    "polynomial": [[-1.0574537707383778], [0.9304029265558516]],
    "saddle": [[0, -math.sqrt(5)], [0, math.sqrt(5)]],
    "rosenbrock": [[1, 1]],
    "beale": [[3, 0.5]],
}
NAMES = [f"{each['kind']} {number}" for number, each in enumerate(SURFACES + HILLS)]
ASK = """async ([spec, places, programs]) => {
    const { landscapeOf } = await import('/static/js/surface/landscape.js');
    const landscape = landscapeOf(spec, { programs });
    const { eigenvalues, condition, largestStableStep, bestStep } = landscape.shape(places[0]);
    return {
        values: places.map(landscape.value),
        gradients: places.map((place) => Array.from(landscape.gradient(place))),
        hessians: landscape.weights > 2 ? [] : places.map(landscape.hessian),
        curved: landscape.curved,
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


def ask(page: Page, surface: Surface, places: list[list[float]]) -> Any:
    """What the browser says of a surface, with the programs that the schema or POST /api/formulas hands to the page."""
    programs = formula_of(surface.formula).programs() if isinstance(surface, Function) else None
    programs = programs or type(surface).model_json_schema().get("x-programs")
    return page.evaluate(ASK, [surface.model_dump(mode="json"), places, programs])


def slopes(surface: Surface, place: list[float]) -> list[list[float]]:
    """The Hessian by differences of the engine's own gradient."""
    row = torch.tensor([place], dtype=torch.float64)
    step = 1e-6
    columns = []
    for axis in range(len(place)):
        shift = torch.zeros_like(row)
        shift[0, axis] = step
        columns.append((surface.gradient(row + shift, 1) - surface.gradient(row - shift, 1))[0] / (2 * step))
    return torch.stack(columns, dim=1).tolist()


@pytest.mark.parametrize("spec", SURFACES + HILLS, ids=NAMES)
def test_a_landscape_is_the_engine_s(module_page: Page, spec: dict[str, Any]) -> None:
    surface = Request.parse({"surface": spec}).surface
    places = places_on(surface.size())
    rows = [torch.tensor([place], dtype=torch.float64) for place in places]
    found = ask(module_page, surface, places)
    assert near(found["values"], [surface.value(row, 1) for row in rows])
    assert near(found["gradients"], [surface.gradient(row, 1)[0].tolist() for row in rows])
    for place, hessian in zip(places[1:5], found["hessians"][1:5], strict=False):
        assert np.array(hessian) == pytest.approx(np.array(slopes(surface, place)), rel=1e-5, abs=1e-4)


@pytest.mark.parametrize("spec", SURFACES, ids=NAMES[: len(SURFACES)])
def test_its_shape_is_the_engine_s(module_page: Page, spec: dict[str, Any]) -> None:
    surface = Request.parse({"surface": spec}).surface
    expected = shape(surface)
    assert expected is not None
    found = ask(module_page, surface, places_on(surface.size())[:1])
    assert not found["curved"]
    figures = [*expected.eigenvalues, expected.condition, expected.largest_stable_step]
    assert list(map(float, found["figures"])) == pytest.approx(
        [*figures, math.inf if expected.best_step is None else expected.best_step], rel=TOLERANCE, abs=1e-9
    )
    if expected.minimiser is not None:
        assert found["minima"][0] == pytest.approx(expected.minimiser, rel=TOLERANCE, abs=1e-9)
    elif surface.kind != "fan_in":
        assert found["minima"] == []


@pytest.mark.parametrize("spec", HILLS, ids=NAMES[len(SURFACES) :])
def test_the_minima_between_hills_are_found(module_page: Page, spec: dict[str, Any]) -> None:
    surface = Request.parse({"surface": spec}).surface
    found = ask(module_page, surface, places_on(surface.size())[:1])
    assert found["curved"]
    assert found["minima"]
    if len(spec) == 1 or spec["kind"] == "saddle":
        assert len(found["minima"]) == len(MINIMA[spec["kind"]])
        assert np.array(sorted(found["minima"])) == pytest.approx(np.array(MINIMA[spec["kind"]]), abs=1e-9)
    for place in found["minima"]:
        row = torch.tensor([place], dtype=torch.float64)
        around = [surface.value(row + 1e-3 * torch.tensor(way), 1) for way in np.eye(len(place)).tolist()]
        assert min(value for value in around if value is not None) >= (surface.value(row, 1) or 0)


HOLES = """async (programs) => {
    const { fromPrograms } = await import('/static/js/surface/formulas.js');
    const { minimaIn } = await import('/static/js/surface/minima.js');
    const base = fromPrograms(programs, {});
    let asked = 0;
    const counted = (name) => (w) => { asked += 1; return base[name](w); };
    const [value, gradient, hessian] = ['value', 'gradient', 'hessian'].map(counted);
    const minima = minimaIn({ weights: 2, value, gradient, hessian }, { low: [-5, -5], high: [5, 5] });
    return { asked, minima };
}"""


def test_the_deepest_of_hundreds_of_holes_is_found_with_bounded_work(module_page: Page) -> None:
    """A page that looked into each of them to the last digit would stand still for a moment."""
    formula = formula_of("sin(8*w1)*cos(8*w2) + 0.01*((w1 - 0.3)^2 + (w2 + 0.2)^2)")
    found = module_page.evaluate(HOLES, formula.programs())
    across = np.linspace(-5, 5, 2001)
    heights = np.sin(8 * across)[:, None] * np.cos(8 * across) + 0.01 * (
        np.square(across - 0.3)[:, None] + np.square(across + 0.2)
    )
    row, column = np.unravel_index(heights.argmin(), heights.shape)
    assert found["minima"][0]["global"]
    assert found["minima"][0]["w"] == pytest.approx([across[row], across[column]], abs=0.005)
    assert formula.at(found["minima"][0]["w"]).gradient == pytest.approx([0, 0], abs=1e-9)
    assert len(found["minima"]) == 40
    assert 61 * 61 < found["asked"] < 61 * 61 + 5000


def test_a_penalty_is_part_of_the_landscape(module_page: Page) -> None:
    walk = list(steps(json.dumps({"surface": {"kind": "beale"}, "l2": 0.3, "steps": 3}).encode()))
    ask_walk = """async ([programs, steps]) => {
        const { landscapeOf } = await import('/static/js/surface/landscape.js');
        const landscape = landscapeOf({ kind: "beale" }, { l2: 0.3, programs });
        return steps.map(({ w }) => [landscape.value(w), ...landscape.gradient(w)]);
    }"""
    found = module_page.evaluate(ask_walk, [Beale.model_json_schema()["x-programs"], walk])
    assert near(found, [[step["value"], *step["gradient"]] for step in walk])


def test_the_numbers_of_the_slide(module_page: Page) -> None:
    raw = ask(module_page, Request.parse({"surface": SURFACES[0]}).surface, [[0, 0]])
    assert raw["minima"][0] == pytest.approx([-99 / 101, 1], abs=1e-9)
    assert float(raw["figures"][2]) == pytest.approx(40005.92, abs=0.1)
    shifted = ask(module_page, Request.parse({"surface": SURFACES[1]}).surface, [[0, 0]])
    assert shifted["figures"] == ["4", "4", "1", "0.5", "0.25"]
