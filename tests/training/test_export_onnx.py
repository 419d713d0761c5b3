"""ONNX files say in another program what the engine says: for every activation, normalization, loss and expansion."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest

from tests.training.kept_networks import Taken, taken
from training import normalization
from training.activations import ACTIVATIONS
from training.exports import EXPORTS
from training.exports.onnx import layers, preparation
from training.losses import LOSSES
from training.tiles import TILES


def hidden(kind: str, **more: Any) -> dict[str, Any]:
    return {"hidden": [{"units": 5, "activation": {"kind": kind}, **more}, {"units": 3, "activation": {"kind": kind}}]}


CASES: dict[str, dict[str, Any]] = {
    **{f"activation {each.name()}": {"network": hidden(each.name())} for each in ACTIVATIONS},
    "batch normalization": {"network": hidden("tanh", normalization="batch")},
    "layer normalization": {"network": hidden("tanh", normalization="layer")},
    **{
        f"loss {each.name()}": {
            "loss": {"kind": each.name()},
            "data": {"dataset": "circle" if "classification" in each.tasks else "diabetes", "samples": 80},
        }
        for each in LOSSES
    },
    "numbers in their unit": {"data": {"dataset": "diabetes", "samples": 80}},
    "tiles": {"data": {"samples": 80, "features": ["x2", "sin x1", "x1x2", "x1^2", "x2^2", "sin x2"]}},
    "some columns": {"data": {"dataset": "iris", "features": ["petal width (cm)", "sepal length (cm)"]}},
    "distorted": {"data": {"dataset": "iris", "distort": {"shift": 100, "scale": 3}}},
    "polynomial": {"data": {"dataset": "poly19", "expansion": {"kind": "polynomial", "degree": 19}}},
    "chebyshev": {"data": {"dataset": "iris", "expansion": {"kind": "chebyshev", "degree": 4}}},
    "no hidden layer": {"network": {"hidden": []}},
}


def said(some: Taken, form: str, inputs: np.ndarray) -> dict[str, np.ndarray]:
    data = EXPORTS[form].write(some.recorded)
    onnx.checker.check_model(onnx.load_from_string(data), full_check=True)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    [wanted] = session.get_inputs()
    names = [each.name for each in session.get_outputs()]
    return dict(zip(names, session.run(None, {wanted.name: inputs}), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_another_program_says_what_the_engine_says(name: str) -> None:
    settings = CASES[name]
    some = taken(**{"data": {"samples": 80}, **settings, "stopping": {"epochs": 2}})
    prepared, expected = some.prepared, some.outputs()
    raw = said(some, "onnx", prepared.columns[prepared.rows[1]])
    inner = said(some, "onnx-prepared", prepared.validation.inputs.astype(np.float32))
    for outputs in (raw, inner):
        found = outputs["probabilities"] if "probabilities" in outputs else outputs["outputs"]
        np.testing.assert_allclose(found, expected, atol=1e-5, rtol=1e-5)
        if "prediction" in outputs:
            unit = expected * prepared.target_scale + prepared.target_shift
            np.testing.assert_allclose(outputs["prediction"], unit, rtol=1e-5, atol=1e-4)


def test_gaps_are_filled_as_in_training() -> None:
    some = taken(data={"dataset": "iris"}, stopping={"epochs": 2})
    figures = some.recorded.figures(some.spec)
    assert figures is not None
    known = replace(figures, fill=np.array([5.0, 3.0, 4.0, 1.0]))
    some.recorded = replace(some.recorded, figures=lambda spec: known)
    with_gap = said(some, "onnx", np.array([[np.nan, 3.1, np.nan, 0.2]]))
    filled = said(some, "onnx", np.array([[5, 3.1, 4, 0.2]]))
    assert np.array_equal(with_gap["probabilities"], filled["probabilities"])


def test_the_metadata_name_classes_and_columns() -> None:
    some = taken(data={"dataset": "iris"}, stopping={"epochs": 1})
    session = onnxruntime.InferenceSession(EXPORTS["onnx"].write(some.recorded), providers=["CPUExecutionProvider"])
    told = session.get_modelmeta().custom_metadata_map
    assert json.loads(told["output"])["classes"] == ["setosa", "versicolor", "virginica"]
    assert json.loads(told["inputs"])["columns"] == list(some.spec.outline().columns)
    assert (told["link"], told["epoch"]) == (some.recorded.link, "1")


def test_whatever_the_engine_knows_can_be_written() -> None:
    assert set(layers.ACTIVATIONS) == {each.name() for each in ACTIVATIONS}
    assert set(preparation.TILES) == {tile.name for tile in TILES}
    assert layers.EPSILON == normalization.EPSILON
