"""The browser walks where the engine walks: every optimizer, with and without noise, to 1e-9."""

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from training.optimizers import OPTIMIZERS
from training.rule_language import rule_of
from training.surfaces import Request
from training.surfaces.noise import standard_normal
from training.surfaces.walk import walk

TOLERANCE = 1e-9
WALK = """async ({ surface, l2, optimizer, program, start, noise, seed, steps }) => {
    const { landscapeOf } = await import('/static/js/surface/landscape.js');
    const { Walk } = await import('/static/js/surface/walk.js');
    const walk = new Walk(landscapeOf(surface, { l2 }), { optimizer, program }, { start, noise, seed });
    return Array.from({ length: steps }, () => walk.step());
}"""
VALLEY = {"kind": "quadratic", "matrix": [[3.0, 1.0], [1.0, 8.0]], "b": [1.0, -2.0]}
NEEDLE = {"kind": "linear_neuron", "rows": [[101.0, 101.0], [101.0, 99.0]], "targets": [2.0, 0.0]}
RULE = {
    "kind": "written",
    "learning_rate": 0.05,
    "rule": "initially a = 1\na = rho*a + (1-rho)*g^2\nw = w - eta*g/(sqrt(a) + eps)",
    "constants": {"rho": 0.8, "eps": 1e-6},
}
SPECS: list[dict[str, Any]] = [
    *({"kind": each.name()} for each in OPTIMIZERS if each.name() != "written"),
    {"kind": "momentum", "learning_rate": 0.01, "beta": 0.9, "beta_start": 0.2, "beta_epochs": 40},
    {"kind": "nesterov", "learning_rate": 0.01, "beta": 0.5, "beta_start": 0.9, "beta_epochs": 10},
    {"kind": "adam", "learning_rate": 0.3, "beta1": 0.5, "beta2": 0.9},
    RULE,
]


def program_of(request: Request) -> dict[str, Any]:
    optimizer: Any = request.optimizer
    return rule_of(optimizer.rule).program.to_dict()


def both(page: Page, **asked: Any) -> tuple[list[Any], list[dict[str, Any]]]:
    """The engine's steps and the browser's."""
    request = Request.parse(asked)
    spec = {
        "surface": request.surface.model_dump(),
        "optimizer": request.optimizer.model_dump(),
        "program": program_of(request),
        "start": request.start or request.surface.start(),
        **{name: getattr(request, name) for name in ("l2", "noise", "seed", "steps")},
    }
    return list(walk(request)), page.evaluate(WALK, spec)


def assert_same(page: Page, **asked: Any) -> None:
    engine, browser = both(page, **asked)
    assert len(engine) == len(browser) == asked["steps"]
    before = np.array(asked["start"], dtype=float)
    for expected, found in zip(engine, browser, strict=True):
        assert found["step"] == expected.step
        assert found["w"] == pytest.approx(expected.w, rel=TOLERANCE, abs=TOLERANCE)
        assert found["value"] == pytest.approx(expected.value, rel=TOLERANCE, abs=TOLERANCE)
        assert found["gradient"] == pytest.approx(expected.gradient, rel=TOLERANCE, abs=100 * TOLERANCE)
        assert found["velocity"] == pytest.approx((np.array(found["w"]) - before).tolist(), rel=1e-12, abs=1e-12)
        before = np.array(found["w"])


@pytest.mark.parametrize("optimizer", SPECS, ids=lambda each: "-".join(map(str, each.values()))[:30])
@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_every_optimizer_takes_the_engine_s_way(module_page: Page, optimizer: dict[str, Any], noise: float) -> None:
    assert_same(module_page, surface=VALLEY, start=[-2.0, 1.5], optimizer=optimizer, steps=120, noise=noise, seed=7)


def test_the_needle_is_walked_alike(module_page: Page) -> None:
    sgd = {"kind": "sgd", "learning_rate": 2 / 80808}
    assert_same(module_page, surface=NEEDLE, start=[0.0, 0.0], optimizer=sgd, steps=2000)


def test_the_penalty_bends_both_ways_alike(module_page: Page) -> None:
    assert_same(module_page, surface=VALLEY, start=[1.0, 1.0], optimizer={"kind": "adam"}, steps=50, l2=0.7)


@pytest.mark.parametrize("inputs", [1, 2, 5, 64])
def test_many_weights_are_walked_alike(module_page: Page, inputs: int) -> None:
    surface = {"kind": "fan_in", "inputs": inputs, "target": 1.0}
    start = np.linspace(-0.5, 0.5, inputs).tolist()
    assert_same(
        module_page, surface=surface, start=start, optimizer={"kind": "sgd"}, steps=40, noise=0.3, seed=2**31 - 1
    )


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 11])
def test_noise_is_the_same_number_by_number(module_page: Page, size: int) -> None:
    drawn = module_page.evaluate(
        """async ({ seeds, size }) => {
            const { standardNormal } = await import('/static/js/surface/noise.js');
            return seeds.map(([seed, step]) => [...standardNormal(seed, step, new Float64Array(size))]);
        }""",
        {"seeds": (seeds := [[0, 1], [7, 3], [2**31 - 1, 1_000_000]]), "size": size},
    )
    for (seed, step), numbers in zip(seeds, drawn, strict=True):
        assert numbers == pytest.approx(standard_normal(seed, step, size).tolist(), rel=1e-12)


def test_another_seed_would_be_noticed(module_page: Page) -> None:
    engine, _ = both(module_page, surface=VALLEY, optimizer={"kind": "sgd"}, steps=5, noise=0.5, seed=1)
    _, browser = both(module_page, surface=VALLEY, optimizer={"kind": "sgd"}, steps=5, noise=0.5, seed=2)
    assert browser[-1]["w"] != pytest.approx(engine[-1].w, rel=1e-3)
