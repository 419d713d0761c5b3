"""The scene shows the very samples that are trained on, and says all that turns columns into a network's inputs."""

import base64
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.training.every_option import OPTIONS, spec_of
from training.data import no_tables, outlines, prepare
from training.data.targets import classes_of
from training.datasets import BY_KIND
from training.expansions import EXPANSIONS
from training.layout import initial_statistics, initial_weights, layout
from training.scene import MOST_SAMPLES, draw_scene, packed, scene, shown_samples
from training.spec import Spec

DATA = {name: settings for name, settings in OPTIONS.items() if name == "nothing" or "data" in settings}


def decoded(text: str, kind: str) -> np.ndarray:
    numbers: np.ndarray = np.frombuffer(base64.b64decode(text), np.dtype(kind).newbyteorder("<"))
    return numbers


def scene_of(spec: Spec) -> dict[str, Any]:
    outline = spec.outline(outlines(no_tables))
    assert outline is not None
    return scene(spec, outline, draw_scene(spec, no_tables))


def through_the_pipeline(told: dict[str, Any], columns: np.ndarray) -> np.ndarray:
    """What a browser makes of raw columns, from nothing but the scene."""
    pipeline = told["pipeline"]
    distort, kind = pipeline["distort"], {one.name(): one for one in EXPANSIONS}[pipeline["expansion"]["kind"]]
    x = columns.astype(np.float64) * np.asarray(distort["scale"]) + np.asarray(distort["shift"])
    tiles = {
        "x1^2": lambda: x[:, 0] ** 2,
        "x2^2": lambda: x[:, 1] ** 2,
        "x1x2": lambda: x[:, 0] * x[:, 1],
        "sin x1": lambda: np.sin(x[:, 0]),
        "sin x2": lambda: np.sin(x[:, 1]),
    }
    raw = {name: number for number, name in enumerate(told["columns"])}
    x = np.stack([x[:, raw[name]] if name in raw else tiles[name]() for name in pipeline["features"]], axis=1)
    x = kind.model_validate(pipeline["expansion"]).expand(x)
    fill, shift, scale = (decoded(pipeline[name], "float64") for name in ("fill", "shift", "scale"))
    return (np.where(np.isnan(x), fill, x) - shift) / scale


@pytest.mark.parametrize("name", DATA)
def test_the_samples_shown_are_those_that_are_trained_on(name: str) -> None:
    spec = spec_of(DATA[name])
    told, prepared = scene_of(spec), prepare(spec)
    assert told["columns"] == list(BY_KIND[spec.data.dataset].outline(spec.data).columns)
    for split, part in zip(("train", "validation", "test"), prepared.parts, strict=True):
        shown = told["samples"][split]
        assert shown["count"] == shown["total"] == len(part)
        columns = decoded(shown["inputs"], shown["type"]).reshape(len(part), len(told["columns"]))
        inputs = through_the_pipeline(told, columns)
        if shown["type"] == "float32":
            assert inputs == pytest.approx(part.inputs, abs=1e-4, rel=1e-4)
        else:
            assert inputs == pytest.approx(part.inputs, abs=1e-12, rel=1e-12)
        classes = told["output"]["task"] == "classification"
        expected = classes_of(part.targets) if classes else part.targets[:, 0]
        assert shown["targets"] == pytest.approx(expected, rel=1e-8)
        assert len(told["inputs"]) == part.inputs.shape[1]


@pytest.mark.parametrize("name", DATA)
def test_rounding_a_column_moves_no_point_by_a_millionth_of_the_spread(name: str) -> None:
    spec = spec_of(DATA[name])
    told, prepared = scene_of(spec), prepare(spec)
    shown = told["samples"]["train"]
    columns = decoded(shown["inputs"], shown["type"]).reshape(shown["count"], -1)
    exact = prepared.columns[prepared.rows[0]]
    spread = prepared.columns[np.concatenate(prepared.rows)].std(axis=0)
    assert (np.abs(columns - exact) <= 1.01e-6 * spread).all()
    assert np.array_equal(columns.astype(shown["type"]), exact.astype(shown["type"]))


@pytest.mark.parametrize("normalization", ["none", "batch", "layer"])
def test_layers_and_first_weights_are_those_of_the_engine(normalization: str) -> None:
    hidden = [{"units": 3, "normalization": normalization}, {"units": 2, "activation": {"kind": "elu", "alpha": 2}}]
    spec = Spec.parse({"seed": 4, "network": {"hidden": hidden}})
    told = scene_of(spec)
    layers = layout((2, 3, 2, 2), [normalization, "none"])
    expected = np.concatenate([initial_weights(spec, layers), initial_statistics(layers)]).astype("<f4")
    assert decoded(told["weights"], "float32").tobytes() == expected.tobytes()
    assert told["parameters"] == layers[-1].end
    for place, layer in zip(layers, told["layers"], strict=True):
        names = ("fan_in", "units", "start", "bias", "gain", "offset", "end", "normalization", "statistics")
        assert {name: layer[name] for name in names} == {name: getattr(place, name) for name in names}
    assert [layer["activation"] for layer in told["layers"]] == [{"kind": "tanh"}, {"kind": "elu", "alpha": 2.0}, None]


KINDS = {"circle": "plane", "sine": "line", "digits": "image", "waveforms": "signal", "wine": "table"}


@pytest.mark.parametrize(("dataset", "kind"), KINDS.items())
def test_the_kind_of_picture_follows_the_columns(dataset: str, kind: str) -> None:
    spec = spec_of({"data": {"dataset": dataset}})
    outline = spec.outline()
    assert outline is not None
    told = scene(spec, outline, None)
    assert told["kind"] == kind
    assert told["image"] == ({"width": 8, "height": 8} if dataset == "digits" else None)
    assert (told["samples"], told["domain"], told["pipeline"]["shift"]) == (None, None, None)


def test_outputs_are_mapped_back_to_the_units_of_the_target() -> None:
    spec = Spec.parse({"data": {"dataset": "diabetes"}})
    told, prepared = scene_of(spec), prepare(spec)
    target = told["output"]["target"]
    # As scikit-learn has it: the progression is a whole number from 25 to 346.
    units = np.array(told["samples"]["train"]["targets"]) * target["scale"] + target["shift"]
    assert units == pytest.approx(units.round(), abs=1e-5)
    assert 25 <= units.round().min() < 50
    assert 300 < units.round().max() <= 346
    assert target["name"] == "progression"
    assert len(units) == len(prepared.train)


def test_wrong_labels_are_shown_as_they_are_trained_on() -> None:
    clean, noisy = (scene_of(Spec.parse({"data": {"label_noise": share}}))["samples"] for share in (0.0, 0.3))
    flipped = np.not_equal(clean["train"]["targets"], noisy["train"]["targets"])
    assert flipped.sum() == round(0.3 * 300)
    assert clean["validation"] == noisy["validation"]


def test_of_many_samples_a_spread_is_shown_and_bytes_are_bounded() -> None:
    spec = Spec.parse({"data": {"samples": 40_000, "order": "by class"}, "batch": {"size": 100}})
    told, prepared = scene_of(spec), prepare(spec)
    train = told["samples"]["train"]
    assert (train["count"], train["total"]) == (MOST_SAMPLES, 24_000)
    assert np.mean(train["targets"]) == pytest.approx(classes_of(prepared.train.targets).mean(), abs=0.002)
    raw = {
        "data": {"dataset": "waveforms", "signal_features": "raw", "samples": 100},
        "network": {"hidden": [{"units": 32}]},
    }
    large = scene_of(Spec.parse(raw))
    assert sum(len(split["inputs"]) for split in large["samples"].values()) <= 2e6
    assert all(split["count"] > 5 for split in large["samples"].values())
    assert large["weights"] is None


@pytest.mark.parametrize(
    ("late", "kind"), [(300.5, "float32"), (-1.0, "float32"), (np.nan, "float32"), (255.0, "uint8")]
)
def test_numbers_that_come_late_in_a_split_are_kept_as_they_are(late: float, kind: str) -> None:
    prepared = prepare(Spec.parse({"data": {"samples": 5000}}))
    columns = np.tile(np.array([[0.0], [200.0]]), (2500, 2))
    rows = prepared.rows[0]
    _, [shown, *_] = shown_samples(prepared)
    columns[rows[shown[-1]], 0] = late
    found, [some, *_] = shown_samples(replace(prepared, columns=columns))
    assert found == kind
    packed_ones = decoded(packed(columns[rows[some]], found), found).reshape(-1, 2)
    np.testing.assert_array_equal(packed_ones, columns[rows[some]])
