"""The browser says what the engine says, to 1e-5, in every unit of every network that a spec can ask for."""

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.js.network_cases import Case, case
from tests.training.every_option import OPTIONS, spec_of
from tests.training.sampled_specs import sampled_spec
from training.activations import ACTIVATIONS
from training.expansions import EXPANSIONS
from training.input_normalizations import NORMALIZATIONS
from training.losses import LOSSES
from training.tiles import TILES

TOLERANCE = 1e-5
SAMPLED = range(40)
FAMILIES = {"activation": ACTIVATIONS, "expansion": EXPANSIONS, "normalization": NORMALIZATIONS, "loss": LOSSES}
KINDS = [f"{family} {one.name()}" for family, kinds in FAMILIES.items() for one in kinds]
OTHERS = ["nothing", "linear model", "batch normalization", "layer normalization", "distort", "feature tiles"]
DATASETS = [name for name in OPTIONS if name.startswith("data set ")]
RUN = """async ({ scene, weights, columns }) => {
    const { layersOf, outputsOf } = await import('/static/js/network/forward.js');
    const { inputsOf } = await import('/static/js/network/pipeline.js');
    const raw = columns.map((column) => Float64Array.from(column, (value) => value ?? NaN));
    const row = Float32Array.from(weights);
    const layers = layersOf(scene, row, inputsOf(raw, scene.columns, scene.pipeline));
    return [...layers, outputsOf(scene, row, raw)].map((layer) => layer.map((values) => [...values]));
}"""


def difference(page: Page, checked: Case) -> float:
    """The largest difference in any unit for any sample, as a share of numbers above 1."""
    answers = page.evaluate(RUN, {"scene": checked.scene, "weights": checked.weights, "columns": checked.columns})
    expected = [*checked.layers, checked.layers[-1]]
    assert len(answers) == len(expected)
    worst = 0.0
    for answer, engine in zip(answers, expected, strict=True):
        said = np.asarray(answer, dtype=float).T
        assert said.shape == engine.shape
        assert np.isfinite(said).all()
        worst = max(worst, float((np.abs(said - engine) / np.maximum(1, np.abs(engine))).max(initial=0)))
    return worst


@pytest.mark.parametrize("name", [*KINDS, *OTHERS, *DATASETS])
def test_every_option(module_page: Page, name: str) -> None:
    assert difference(module_page, case(spec_of(OPTIONS[name]))) <= TOLERANCE


@pytest.mark.parametrize("number", SAMPLED)
def test_any_experiment(module_page: Page, number: int) -> None:
    assert difference(module_page, case(sampled_spec(number), seed=number)) <= TOLERANCE


@pytest.mark.parametrize("tile", [tile.name for tile in TILES])
def test_each_tile_alone(module_page: Page, tile: str) -> None:
    assert difference(module_page, case(spec_of({"data": {"features": [tile]}}))) <= TOLERANCE


@pytest.mark.parametrize("normalization", ["none", "batch", "layer"])
@pytest.mark.parametrize("activation", [one.name() for one in ACTIVATIONS])
def test_each_activation_in_deep_layers(module_page: Page, activation: str, normalization: str) -> None:
    layer = {"units": 9, "activation": {"kind": activation}, "normalization": normalization}
    assert difference(module_page, case(spec_of({"network": {"hidden": [layer, layer, layer]}}))) <= TOLERANCE


def test_a_wrong_weight_would_be_noticed(module_page: Page) -> None:
    checked = case(spec_of({}))
    checked.weights[0] += 1e-3
    assert difference(module_page, checked) > TOLERANCE
