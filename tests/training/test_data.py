"""From a spec to arrays: splits that share no sample, and figures that come from the training split alone."""

from typing import Any

import numpy as np
import pytest

from training import Spec
from training.data import MissingData, outlines, prepare
from training.datasets import DATASETS, Outline, Samples
from training.sections import Data
from training.split import split_sizes
from training.streams import stream
from training.tables import Table

RAW = {"shift": False, "scale": False}


def spec_of(**data: Any) -> Spec:
    return Spec.parse({"data": data})


def table(inputs: np.ndarray, targets: np.ndarray, classes: int = 0, **more: Any) -> Any:
    """A student's table under the name table-1."""
    names = tuple(f"c{number}" for number in range(inputs.shape[1]))
    task = "classification" if classes else "regression"
    labels = tuple(f"k{number}" for number in range(classes))
    outline = Outline("Mine", task, names, labels, samples=len(inputs), maximum=len(inputs), **more)
    return {"table-1": Table(outline, Samples(inputs, targets))}.get


def prepared(tables: Any, settings: dict[str, Any] | None = None, seed: int = 0) -> Any:
    data = {"dataset": "table-1", **(settings or {})}
    return prepare(Spec.parse({"seed": seed, "data": data}, outlines(tables)), tables)


def numbered(rows: int) -> Any:
    """A table whose only input is the number of the row."""
    return table(np.arange(rows, dtype=float)[:, None], np.zeros(rows))


@pytest.mark.parametrize("rows", [10, 11, 57, 100])
@pytest.mark.parametrize("shares", [(0.6, 0.2, 0.2), (1, 0, 0), (0.5, 0.5, 0), (0.34, 0.33, 0.33), (0.7, 0.1, 0.2)])
def test_the_splits_are_disjoint_and_cover_every_sample(rows: int, shares: tuple[float, float, float]) -> None:
    split = dict(zip(("train", "validation", "test"), shares, strict=True))
    data = prepared(numbered(rows), {"split": split, "normalization": RAW})
    parts = [part.inputs[:, 0].tolist() for part in (data.train, data.validation, data.test)]
    assert sorted(number for part in parts for number in part) == list(range(rows))
    assert [len(part) for part in parts[1:]] == [round(rows * share) for share in shares[1:]]


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.kind)
def test_every_data_set_has_the_sizes_that_are_announced(dataset: Any) -> None:
    spec = spec_of(dataset=dataset.kind)
    outline = spec.outline()
    data = prepare(spec)
    assert tuple(map(len, (data.train, data.validation, data.test))) == split_sizes(spec, outline)
    assert sum(split_sizes(spec, outline)) == outline.samples + sum(outline.evaluation or ())
    outputs = spec.loss.outputs(len(outline.classes) or None)
    for part in (data.train, data.validation, data.test):
        assert part.inputs.shape[1] == len(outline.columns)
        assert part.targets.shape == (len(part), outputs)
        assert np.isfinite(part.inputs).all()


def test_the_split_mixes_the_samples_and_follows_the_seed() -> None:
    first, again, other = (prepared(numbered(100), {"normalization": RAW}, seed) for seed in (0, 0, 1))
    assert first.train.inputs.tolist() == again.train.inputs.tolist() != other.train.inputs.tolist()
    assert first.train.inputs[:, 0].tolist() != sorted(first.train.inputs[:, 0])


def test_the_order_of_the_split_depends_on_its_own_draw_only() -> None:
    """The same rows are chosen whatever the noise, the columns or the normalization are."""
    order = stream(0, "split").permutation(500)
    outline_samples = DATASETS[0].draw(500, Data(), stream(0, "data"))
    expected = outline_samples.inputs[order[:300]]
    assert np.array_equal(prepare(spec_of(normalization=RAW)).train.inputs, expected)
    assert np.array_equal(prepare(spec_of(normalization=RAW, features=["x2"])).train.inputs, expected[:, [1]])
    noisy = prepare(spec_of(normalization=RAW, noise=0.5))
    assert np.array_equal(noisy.train.inputs, expected)  # noise of the circle moves labels, not points


def test_training_inputs_are_standardized_and_the_others_with_the_same_figures() -> None:
    random = np.random.default_rng(1)
    inputs = random.normal([5, -3], [2, 100], (200, 2))
    raw = prepared(table(inputs, np.zeros(200)), {"normalization": RAW})
    data = prepared(table(inputs, np.zeros(200)))
    np.testing.assert_allclose(data.train.inputs.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(data.train.inputs.std(axis=0), 1, rtol=1e-12)
    np.testing.assert_allclose(data.shift, raw.train.inputs.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(data.scale, raw.train.inputs.std(axis=0), rtol=1e-12)
    np.testing.assert_allclose(data.test.inputs, (raw.test.inputs - data.shift) / data.scale, rtol=1e-12)


def test_validation_and_test_samples_leave_no_trace_in_training() -> None:
    inputs = np.random.default_rng(2).normal(size=(100, 3))
    order = stream(0, "split").permutation(100)
    changed = inputs.copy()
    changed[order[60:]] = 1e6
    changed[order[60]] = np.nan
    plain, other = prepared(table(inputs, np.zeros(100))), prepared(table(changed, np.zeros(100)))
    assert np.array_equal(plain.train.inputs, other.train.inputs)
    assert np.array_equal(plain.shift, other.shift)
    assert np.array_equal(plain.scale, other.scale)


@pytest.mark.parametrize(("shift", "scale"), [(True, False), (False, True), (False, False)])
def test_shift_and_scale_work_by_themselves(shift: bool, scale: bool) -> None:
    inputs = np.random.default_rng(3).normal(7, 3, (100, 1))
    raw = prepared(table(inputs, np.zeros(100)), {"normalization": RAW}).train.inputs
    data = prepared(table(inputs, np.zeros(100)), {"normalization": {"shift": shift, "scale": scale}})
    expected = (raw - (raw.mean() if shift else 0)) / (raw.std() if scale else 1)
    np.testing.assert_allclose(data.train.inputs, expected, rtol=1e-12)


def test_a_constant_column_stays_finite() -> None:
    inputs = np.column_stack([np.full(50, 3.0), np.arange(50.0)])
    data = prepared(table(inputs, np.zeros(50)))
    assert (data.train.inputs[:, 0] == 0).all()
    assert data.scale[0] == 1


def test_missing_values_become_the_mean_of_the_training_values_that_are_known() -> None:
    inputs = np.arange(100.0)[:, None]
    order = stream(0, "split").permutation(100)
    holes = order[[0, 1, 70, 90]]
    known = np.delete(order[:60], [0, 1]).astype(float)
    inputs[holes] = np.nan
    data = prepared(table(inputs, np.zeros(100)), {"normalization": RAW})
    assert data.train.inputs[0, 0] == data.train.inputs[1, 0] == pytest.approx(known.mean())
    assert data.validation.inputs[10, 0] == pytest.approx(known.mean())
    assert data.test.inputs[10, 0] == pytest.approx(known.mean())


def test_a_column_without_any_known_training_value_becomes_zero() -> None:
    inputs = np.full((50, 1), np.nan)
    assert (prepared(table(inputs, np.zeros(50))).train.inputs == 0).all()


def test_classes_become_one_hot_rows_or_one_column_for_one_output() -> None:
    labels = np.array([0, 1] * 25)
    tables = table(np.arange(50.0)[:, None], labels, classes=2)
    data = prepared(tables, {"normalization": RAW})
    rows = data.train.inputs[:, 0].astype(int)
    assert np.array_equal(data.train.targets.argmax(axis=1), labels[rows])
    assert (data.train.targets.sum(axis=1) == 1).all()
    spec = Spec.parse({"data": {"dataset": "table-1"}, "loss": {"kind": "bce"}}, outlines(tables))
    single = prepare(spec, tables)
    assert single.train.targets.shape == (30, 1)
    assert np.array_equal(single.train.targets[:, 0], labels[rows])


def test_standardized_targets_use_training_figures_and_others_stay_as_they_are() -> None:
    targets = np.random.default_rng(4).normal(150, 80, 100)
    order = stream(0, "split").permutation(100)
    data = prepared(table(np.zeros((100, 1)), targets, standardize_target=True))
    train = targets[order[:60]]
    np.testing.assert_allclose(data.train.targets[:, 0], (train - train.mean()) / train.std(), rtol=1e-12)
    np.testing.assert_allclose(data.test.targets[:, 0], (targets[order[80:]] - train.mean()) / train.std(), rtol=1e-12)
    plain = prepared(table(np.zeros((100, 1)), targets))
    assert np.array_equal(plain.train.targets[:, 0], train)
    constant = prepared(table(np.zeros((100, 1)), np.full(100, 7.0), standardize_target=True))
    assert (constant.train.targets == 0).all()


def test_fewer_samples_are_drawn_by_the_seed_and_chosen_without_repetition() -> None:
    settings = {"samples": 20, "normalization": RAW}
    first, again, other = (prepared(numbered(100), settings, seed) for seed in (0, 0, 1))
    rows = [number for part in (first.train, first.validation, first.test) for number in part.inputs[:, 0]]
    assert len(set(rows)) == 20
    assert rows[:12] == again.train.inputs[:, 0].tolist()
    assert rows[:12] != other.train.inputs[:, 0].tolist()


def test_columns_come_in_the_order_in_which_they_are_named() -> None:
    inputs = np.column_stack([np.arange(20.0), 100 + np.arange(20.0), 200 + np.arange(20.0)])
    data = prepared(table(inputs, np.zeros(20)), {"features": ["c2", "c0"], "normalization": RAW})
    assert (data.train.inputs[:, 0] == data.train.inputs[:, 1] + 200).all()


def test_preparing_leaves_the_table_as_it_was() -> None:
    inputs = np.random.default_rng(5).normal(size=(50, 2))
    inputs[3] = np.nan
    copy = inputs.copy()
    prepared(table(inputs, np.zeros(50)))
    np.testing.assert_array_equal(inputs, copy)


def test_a_table_that_is_gone_is_named() -> None:
    tables = numbered(20)
    spec = Spec.parse({"data": {"dataset": "table-1"}}, outlines(tables))
    with pytest.raises(MissingData, match="table-1"):
        prepare(spec)
