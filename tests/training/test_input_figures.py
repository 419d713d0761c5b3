"""The first event tells the inputs before and after normalization, in figures anyone can work out."""

import json
from typing import Any

import numpy as np
import pytest

from training import Spec, train
from training.data import outlines, prepare
from training.data.figures import compared
from training.datasets import DATASETS, Outline, Samples
from training.engine import begin
from training.events import RunStarted
from training.population import Population
from training.tables import Table


def started(settings: dict[str, Any]) -> dict[str, Any]:
    return next(iter(train(Spec.parse(settings)))).to_dict()


def test_figures_are_worked_by_hand() -> None:
    before = np.array([[1.0, -2.0], [3.0, -2.0], [8.0, -2.0]])
    table = compared(["a", "b"], before, before / 10)
    assert table == {
        "total": 2,
        "names": ["a", "b"],
        "before": {"mean": [4, -2], "std": [2.9439, 0], "minimum": [1, -2], "maximum": [8, -2]},
        "after": {"mean": [0.4, -0.2], "std": [0.29439, 0], "minimum": [0.1, -0.2], "maximum": [0.8, -0.2]},
    }


def test_what_rounding_left_of_zero_is_told_as_zero() -> None:
    values = np.random.default_rng(0).normal(1000, 3, (500, 1))
    centred = values - values.mean()
    assert centred.mean() != 0
    assert compared(["a"], values, centred)["after"]["mean"] == [0]


@pytest.mark.parametrize("kind", ["none", "center", "scale", "standardize", "minmax", "maxabs"])
def test_the_event_tells_the_training_split_before_and_after(kind: str) -> None:
    data = {"dataset": "wine", "distort": {"scale": 2, "shift": 1}, "normalization": {"kind": kind}}
    told = started({"data": data})["inputs"]
    raw = prepare(Spec.parse({"data": {**data, "normalization": {"kind": "none"}}})).train.inputs
    made = prepare(Spec.parse({"data": data})).train.inputs
    assert told["total"] == len(told["names"]) == 13
    assert told["names"][0] == "alcohol"
    for when, inputs in (("before", raw), ("after", made)):
        np.testing.assert_allclose(told[when]["mean"], inputs.mean(axis=0), rtol=1e-4, atol=1e-9)
        np.testing.assert_allclose(told[when]["std"], inputs.std(axis=0), rtol=1e-4)
        np.testing.assert_allclose(told[when]["minimum"], inputs.min(axis=0), rtol=1e-4, atol=1e-9)
        np.testing.assert_allclose(told[when]["maximum"], inputs.max(axis=0), rtol=1e-4)


def test_tiles_and_expansions_stand_in_the_table_under_their_names() -> None:
    data = {"features": ["x1", "sin x2"], "expansion": {"kind": "polynomial", "degree": 2}}
    assert started({"data": data})["inputs"]["names"] == ["x1", "x1^2", "sin x2", "(sin x2)^2"]


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.kind)
def test_the_table_stays_small_enough_to_travel_with_an_event(dataset: Any) -> None:
    event = started({"data": {"dataset": dataset.kind}})
    assert len(event["inputs"]["names"]) <= 64
    assert len(json.dumps(event)) < 12_000


def test_of_very_many_inputs_the_first_are_told() -> None:
    inputs = np.random.default_rng(1).normal(size=(30, 300))
    names = tuple(f"c{number}" for number in range(300))
    tables: Any = {
        "table-1": Table(
            Outline("Mine", "regression", names, (), samples=30, maximum=30), Samples(inputs, inputs[:, 0])
        )
    }.get
    made = prepare(Spec.parse({"data": {"dataset": "table-1"}}, outlines(tables)), tables)
    assert made.compared["total"] == 300
    assert made.compared["names"] == list(names[:64])
    assert len(made.compared["after"]["mean"]) == 64


def test_gaps_are_filled_before_they_are_counted() -> None:
    inputs = np.array([[np.nan], [1.0], [2.0], [3.0]] * 10)
    tables: Any = {
        "table-1": Table(
            Outline("Mine", "regression", ("c",), (), samples=40, maximum=40), Samples(inputs, np.zeros(40))
        )
    }.get
    split = {"train": 1, "validation": 0, "test": 0}
    made = prepare(Spec.parse({"data": {"dataset": "table-1", "split": split}}, outlines(tables)), tables)
    assert made.compared["before"]["mean"] == [2.0]
    assert made.compared["before"]["std"] == [0.70711]


def test_only_the_first_run_tells_its_inputs() -> None:
    """A search of a hundred runs would otherwise repeat one table a hundred times."""
    population = Population.start([Spec.parse({"seed": seed}) for seed in (0, 1)])
    events = [event for event in begin(population) if isinstance(event, RunStarted)]
    assert events[0].inputs is not None
    assert events[1].inputs is None
