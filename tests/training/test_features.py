"""Feature tiles and distortion: what they make of a point, in which order, and under which names."""

from typing import Any

import numpy as np
import pytest

from training import Spec
from training.data import outlines, prepare
from training.datasets import DATASETS, Outline, Samples
from training.tables import Table
from training.tiles import PLANE, TILES

IN_THE_PLANE = [dataset for dataset in DATASETS if dataset.outline().columns == PLANE]


def raw(**data: Any) -> np.ndarray:
    """The training inputs as they are before normalization."""
    inputs: np.ndarray = prepare(Spec.parse({"data": {"normalization": {"kind": "none"}, **data}})).train.inputs
    return inputs


@pytest.mark.parametrize("dataset", IN_THE_PLANE, ids=lambda dataset: dataset.kind)
def test_every_tile_is_its_formula_of_the_point(dataset: Any) -> None:
    x1, x2 = raw(dataset=dataset.kind).T
    expected = {
        "x1": x1, "x2": x2, "x1^2": x1**2, "x2^2": x2**2, "x1x2": x1 * x2, "sin x1": np.sin(x1), "sin x2": np.sin(x2),
    }  # fmt: skip
    assert [tile.name for tile in TILES] == list(expected)
    np.testing.assert_allclose(
        raw(dataset=dataset.kind, features=list(expected)), np.stack(list(expected.values()), axis=1), rtol=1e-14
    )


def test_tiles_come_in_the_order_in_which_they_are_named() -> None:
    x1, x2 = raw().T
    np.testing.assert_allclose(raw(features=["sin x2", "x1", "x1x2"]), np.stack([np.sin(x2), x1, x1 * x2], axis=1))


def test_without_features_the_network_sees_the_columns() -> None:
    assert np.array_equal(raw(), raw(features=["x1", "x2"]))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("x1²", "x1^2"), ("x₂²", "x2^2"), ("sin(x1)", "sin x1"), ("sin(x₂)", "sin x2"), ("x1*x2", "x1x2"),
        ("x1^2", "x1^2"), ("x₁", "x1"),
    ],
)  # fmt: skip
def test_other_ways_to_write_a_tile_are_understood_and_kept_under_one_name(written: str, kept: str) -> None:
    spec = Spec.parse({"data": {"features": [written]}})
    assert spec.data.features == (kept,)
    assert Spec().with_settings({"data.features": [written]}) == spec


def test_columns_of_other_tables_keep_their_names() -> None:
    outline = Outline("Mine", "regression", ("x1²", "sin(x1)"), (), samples=20, maximum=20)
    tables: Any = {"table-1": Table(outline, Samples(np.arange(40.0).reshape(20, 2), np.zeros(20)))}.get
    spec = Spec.parse({"data": {"dataset": "table-1", "features": ["sin(x1)", "x1²"]}}, outlines(tables))
    assert spec.data.features == ("sin(x1)", "x1²")
    made = prepare(spec, tables)
    assert made.compared["names"] == ["sin(x1)", "x1²"]


def test_an_own_table_of_points_has_tiles_too() -> None:
    points = np.random.default_rng(0).normal(size=(20, 2))
    outline = Outline("Mine", "regression", ("x1", "x2"), (), samples=20, maximum=20)
    tables: Any = {"table-1": Table(outline, Samples(points, np.zeros(20)))}.get
    data = {"dataset": "table-1", "features": ["x1x2"], "normalization": {"kind": "none"}}
    made = prepare(Spec.parse({"data": data}, outlines(tables)), tables)
    products = points.prod(axis=1)
    everything = np.concatenate([part.inputs[:, 0] for part in (made.train, made.validation, made.test)])
    np.testing.assert_allclose(np.sort(everything), np.sort(products), rtol=1e-14)


def test_distortion_is_scale_then_shift_for_all_columns_or_one_each() -> None:
    plain = raw()
    np.testing.assert_allclose(raw(distort={"shift": 20}), plain + 20, rtol=1e-15)
    np.testing.assert_allclose(raw(distort={"scale": [1, 0.01]}), plain * [1, 0.01], rtol=1e-15)
    both = {"scale": [2, -1], "shift": [0.5, 100]}
    np.testing.assert_allclose(raw(distort=both), plain * [2, -1] + [0.5, 100], rtol=1e-15)


def test_distortion_comes_before_tiles_and_expansion() -> None:
    x1, x2 = raw().T
    distorted = raw(distort={"scale": [3, 1], "shift": 1}, features=["x1x2"])[:, 0]
    np.testing.assert_allclose(distorted, (3 * x1 + 1) * (x2 + 1), rtol=1e-12)
    squared = raw(distort={"scale": 0.1}, features=["x1"], expansion={"kind": "polynomial", "degree": 2})
    np.testing.assert_allclose(squared, np.stack([0.1 * x1, (0.1 * x1) ** 2], axis=1), rtol=1e-12)


def test_distortion_of_columns_that_are_not_seen_makes_no_difference() -> None:
    assert np.array_equal(raw(features=["x1"], distort={"scale": [1, 7]}), raw(features=["x1"]))


def test_neutral_distortion_changes_no_bit() -> None:
    assert np.array_equal(raw(distort={"scale": [1, 1], "shift": [0.0, 0]}), raw())


def test_standardizing_repairs_what_distortion_broke() -> None:
    plain = prepare(Spec.parse({"data": {"dataset": "xor"}}))
    broken = prepare(Spec.parse({"data": {"dataset": "xor", "distort": {"scale": [1, 0.01], "shift": [20, -5]}}}))
    np.testing.assert_allclose(broken.train.inputs, plain.train.inputs, atol=1e-9)
    np.testing.assert_allclose(broken.test.inputs, plain.test.inputs, atol=1e-9)


def test_distortion_is_written_out_as_plain_json() -> None:
    spec = Spec.parse({"data": {"distort": {"scale": [1, 0.01]}}})
    assert spec.to_dict()["data"]["distort"] == {"scale": [1.0, 0.01], "shift": 0.0}
    assert Spec.parse(spec.to_dict()) == spec
    assert spec.with_settings({"data.distort.scale.1": 3}).data.distort.scale == (1.0, 3.0)
