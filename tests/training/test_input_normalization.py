"""Each normalization is the textbook's: figures of the training split alone, and never a division by zero."""

from typing import Any

import numpy as np
import pytest
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, StandardScaler

from training import Spec
from training.data import outlines, prepare
from training.datasets import DATASETS, Outline, Samples
from training.input_normalizations import NORMALIZATIONS
from training.tables import Table

KINDS = [member.name() for member in NORMALIZATIONS]
SCALERS: dict[str, Any] = {
    "center": lambda: StandardScaler(with_std=False),
    "scale": lambda: StandardScaler(with_mean=False),
    "standardize": StandardScaler,
    "minmax": MinMaxScaler,
    "maxabs": MaxAbsScaler,
}


def prepared(inputs: np.ndarray, kind: str) -> Any:
    names = tuple(f"c{number}" for number in range(inputs.shape[1]))
    outline = Outline("Mine", "regression", names, (), samples=len(inputs), maximum=len(inputs))
    tables: Any = {"table-1": Table(outline, Samples(inputs, np.zeros(len(inputs))))}.get
    values = {"data": {"dataset": "table-1", "normalization": {"kind": kind}}}
    return prepare(Spec.parse(values, outlines(tables)), tables)


def measured(rows: int = 200) -> np.ndarray:
    """Columns as different as real ones: far from zero, tiny, skewed, constant, with zeros, negative."""
    random = np.random.default_rng(7)
    columns = [
        random.normal(1000, 3, rows), random.normal(0, 1e-6, rows), random.exponential(50, rows), np.full(rows, 0.1),
        random.integers(0, 3, rows), -random.uniform(1, 2, rows), np.zeros(rows),
    ]  # fmt: skip
    return np.column_stack(columns).astype(np.float64)


@pytest.mark.parametrize("kind", list(SCALERS))
def test_every_kind_agrees_with_scikit_learn_on_all_three_splits(kind: str) -> None:
    raw, data = prepared(measured(), "none"), prepared(measured(), kind)
    scaler = SCALERS[kind]().fit(raw.train.inputs)
    for part, plain in ((data.train, raw.train), (data.validation, raw.validation), (data.test, raw.test)):
        np.testing.assert_allclose(part.inputs, scaler.transform(plain.inputs), rtol=1e-9, atol=1e-12)


def test_none_leaves_the_numbers_as_they_are() -> None:
    data = prepared(measured(), "none")
    rows = {tuple(row) for row in measured().tolist()}
    assert all(tuple(row) in rows for part in (data.train, data.test) for row in part.inputs.tolist())
    assert (data.shift == 0).all()
    assert (data.scale == 1).all()


def test_a_shift_and_a_scale_are_worked_by_hand() -> None:
    """Of 4 training rows 1, 3, 5, 7: mean 4, deviation √5 (divided by n, not n − 1), range 6, largest 7."""
    figures = {member.name(): member().figures(np.array([[1.0], [3.0], [5.0], [7.0]])) for member in NORMALIZATIONS}
    worked = {"none": (0, 1), "center": (4, 1), "scale": (0, 5**0.5), "standardize": (4, 5**0.5), "minmax": (1, 6)}
    for kind, expected in {**worked, "maxabs": (0, 7)}.items():
        assert tuple(float(each[0]) for each in figures[kind]) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [0.0, 0.1, -3.0, 1e9])
def test_a_constant_column_is_never_divided_by_zero(kind: str, value: float) -> None:
    """0.1 is the trap: its mean over 60 rows is not 0.1 exactly, so its deviation is not exactly 0 either."""
    data = prepared(np.column_stack([np.full(100, value), np.arange(100.0)]), kind)
    if kind != "maxabs":
        assert data.scale[0] == 1
    column = data.train.inputs[:, 0]
    expected = {"none": value, "scale": value, "maxabs": np.sign(value)}.get(kind, 0.0)
    np.testing.assert_allclose(column, expected, rtol=1e-12, atol=1e-6 if value == 1e9 else 1e-12)


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.kind)
def test_standardized_training_inputs_have_mean_0_and_deviation_1_and_validation_inputs_do_not(dataset: Any) -> None:
    data = prepare(Spec.parse({"data": {"dataset": dataset.kind}}))
    moving = data.train.inputs.max(axis=0) > data.train.inputs.min(axis=0)
    np.testing.assert_allclose(data.train.inputs.mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(data.train.inputs.std(axis=0)[moving], 1, atol=1e-6)
    if len(data.validation):
        seen = data.validation.inputs[:, moving]
        assert max(np.abs(seen.mean(axis=0)).max(), np.abs(seen.std(axis=0) - 1).max()) > 1e-4


@pytest.mark.parametrize("kind", KINDS)
def test_no_figure_looks_at_validation_or_test(kind: str) -> None:
    """Other values outside the training split change neither figures nor training inputs."""
    inputs = measured(100)
    rows = {tuple(row) for row in prepared(inputs, "none").train.inputs.tolist()}
    outside = np.array([tuple(row) not in rows for row in inputs.tolist()])
    changed = inputs.copy()
    changed[outside] = 1e6
    plain, other = prepared(inputs, kind), prepared(changed, kind)
    assert np.array_equal(plain.train.inputs, other.train.inputs)
    assert np.array_equal(plain.shift, other.shift)
    assert np.array_equal(plain.scale, other.scale)
    assert (other.test.inputs != plain.test.inputs).any()


@pytest.mark.parametrize(("kind", "low", "high"), [("minmax", 0, 1), ("maxabs", -1, 1)])
def test_bounded_kinds_reach_their_bounds_on_the_training_split_only(kind: str, low: float, high: float) -> None:
    data = prepared(measured(), kind).train.inputs
    assert data.min() >= low
    assert data.max() == high
    assert np.abs(data[:, :3]).max(axis=0) == pytest.approx([1, 1, 1])
