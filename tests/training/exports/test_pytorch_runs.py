"""Scripts of runs that were not trained in one go: changed, stopped, chosen among others."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.training.every_option import spec_of
from tests.training.exports.curves import curve_of, differences, in_json, recorded_curve, script_of
from training import Spec
from training.engine import advance, begin, change, stop
from training.events import Event
from training.exports.recorded import NothingRecorded
from training.population import Population

EXACT = 1e-9
AXES = {"optimizer.learning_rate": {"kind": "log_uniform", "low": 0.01, "high": 0.1}}
Changes = dict[int, dict[str, Any]]


def changed(settings: dict[str, Any], changes: Changes, stop_after: int | None = None) -> tuple[Spec, list[Event]]:
    """A run whose settings are changed after so many epochs."""
    spec = spec_of({"stopping": {"epochs": 6}, **settings})
    population = Population.start([spec], dtype=torch.float64)
    events = list(begin(population))
    epoch = 0
    while population.runs:
        if epoch in changes:
            events += change(population, changes[epoch])
        if epoch == stop_after and population.runs:
            events += stop(population)
        events += advance(population) if population.runs else []
        epoch += 1
    return spec, events


def same(spec: Spec, events: Sequence[dict[str, Any]], folder: Path, run: int = 1) -> float:
    return differences(curve_of(script_of("pytorch", spec, events, run), folder, "--float64"), events, run)


MANY = {
    "regularization.l1": 0.01,
    "regularization.l2": 0.1,
    "regularization.max_norm": 0.7,
    "regularization.weight_decay": 0.2,
    "regularization.input_dropout": 0.3,
    "regularization.input_noise": 0.2,
    "regularization.weight_noise": 0.1,
    "network.hidden.0.dropout": 0.4,
    "clipping.norm": 0.2,
    "clipping.value": 0.05,
    "batch.size": "full",
}
CHANGED: dict[str, tuple[dict[str, Any], Changes]] = {
    "everything at once, and back": ({}, {2: MANY, 4: {"clipping.norm": None, "regularization.max_norm": None}}),
    "the learning rate before the first epoch": ({}, {0: {"optimizer.learning_rate": 0.2}}),
    "another schedule": (
        {"schedule": {"kind": "step", "step_size": 1}},
        {
            2: {"schedule.kind": "cosine"},
            4: {"schedule.kind": "plateau", "schedule.patience": 1, "schedule.warm_up": 9},
        },
    ),
    "a plateau that ends": (
        {"schedule": {"kind": "plateau", "patience": 1, "min_delta": 1}},
        {3: {"schedule.kind": "constant"}, 4: {"schedule.kind": "plateau", "schedule.min_delta": 2.0}},
    ),
    "settings of a schedule": ({"schedule": {"kind": "exponential"}}, {1: {"schedule.gamma": 0.5}}),
    "growing batches": ({}, {2: {"batch.growth": {"factor": 3, "every": 1, "maximum": 20}}, 4: {"batch.size": 3}}),
    "more epochs": ({"schedule": {"kind": "linear"}, "validation": {"every": 4}}, {3: {"stopping.epochs": 9}}),
    "fewer epochs": ({"validation": {"every": 4}}, {3: {"stopping.epochs": 4}}),
    "fewer than there were": ({}, {3: {"stopping.epochs": 2}}),
    "momentum": ({"optimizer": {"kind": "nesterov"}}, {2: {"optimizer.beta": 0.3, "optimizer.beta_start": 0.1}}),
    "Adam": ({"optimizer": {"kind": "adam"}}, {2: {"optimizer.beta1": 0.5, "optimizer.epsilon": 0.01}}),
    "AdamW": ({"optimizer": {"kind": "adamw"}}, {2: {"optimizer.weight_decay": 5.0, "optimizer.learning_rate": 0.1}}),
    "Rprop": ({"optimizer": {"kind": "rprop"}}, {2: {"optimizer.increase": 1.5}}),
    "a written rule": ({"optimizer": {"kind": "written"}}, {2: {"optimizer.constants.rho": 0.2}}),
    "typed weights": ({}, {2: {"weights.1.0.1": 2.5, "biases.2.1": -1.0, "optimizer.learning_rate": 0.01}}),
}


@pytest.mark.parametrize("name", CHANGED)
def test_what_was_changed_while_it_trained_is_changed_in_the_script(name: str, tmp_path: Path) -> None:
    spec, events = changed(*CHANGED[name])
    assert same(spec, in_json(events), tmp_path) < EXACT


@pytest.mark.parametrize("epochs", [0, 3])
def test_a_run_that_was_stopped_ends_there(epochs: int, tmp_path: Path) -> None:
    spec, events = changed({"schedule": {"kind": "cosine"}}, {}, stop_after=epochs)
    text = script_of("pytorch", spec, in_json(events))
    assert f"ENDED_AFTER = {epochs}  # stopped by user" in text
    if epochs:
        assert same(spec, in_json(events), tmp_path) < EXACT


def test_validation_by_a_separate_worker_is_the_same_curve(tmp_path: Path) -> None:
    spec = spec_of(
        {"validation": {"separate_worker": True, "every": 2}, "stopping": {"epochs": 9, "early": {"patience": 1}}}
    )
    assert same(spec, recorded_curve(spec), tmp_path) < EXACT


STOPPING: dict[str, dict[str, Any]] = {
    "early, by accuracy": {"early": {"monitor": "validation_accuracy", "patience": 2, "start_from_epoch": 2}},
    "early, by the training loss": {"early": {"monitor": "train_loss", "patience": 1, "min_delta": 0.02}},
    "both": {"early": {"patience": 2, "min_delta": 0.01}, "threshold": {"tolerance": 0.02, "patience": 2}},
}


@pytest.mark.parametrize("name", STOPPING)
@pytest.mark.parametrize("every", [1, 3])
def test_it_ends_in_the_same_epoch(name: str, every: int, tmp_path: Path) -> None:
    spec = spec_of({"stopping": {"epochs": 30, **STOPPING[name]}, "validation": {"every": every}})
    events = recorded_curve(spec)
    assert events[-1]["reason"] != "epochs"
    assert same(spec, events, tmp_path) < EXACT


@pytest.mark.parametrize("rate", [0.6, 10.0])
def test_a_run_that_diverges_does_so_in_the_script(rate: float, tmp_path: Path) -> None:
    spec = spec_of(
        {
            "data": {"dataset": "plane", "normalization": {"kind": "none"}},
            "network": {"hidden": []},
            "optimizer": {"kind": "sgd", "learning_rate": rate},
            "stopping": {"epochs": 40},
        }
    )
    events = recorded_curve(spec)
    assert events[-1]["reason"] == "diverged"
    assert same(spec, events, tmp_path) < EXACT


SEVERAL: dict[str, dict[str, Any]] = {
    "a list": {
        "vary": {
            "kind": "list",
            "seeds": 2,
            "runs": [{"set": {"optimizer.kind": "adam"}}, {"set": {"network.hidden.0.units": 3}}],
        }
    },
    "a bag": {"ensemble": {"members": 3}},
    "members without bags": {"ensemble": {"members": 2, "bootstrap": False}, "network": {"seed": 4}},
    "a search that learns": {"vary": {"kind": "tpe", "axes": AXES, "trials": 12}},
    "halving": {"vary": {"kind": "halving", "axes": AXES, "trials": 4, "minimum": 1, "reduction": 2}},
}


@pytest.mark.parametrize("name", SEVERAL)
def test_a_run_among_several_is_trained_alone(name: str, tmp_path: Path) -> None:
    spec = spec_of({"stopping": {"epochs": 3}, **SEVERAL[name]})
    events = recorded_curve(spec)
    last = max(event["run"] for event in events)
    for run in {2, last}:
        text = script_of("pytorch", spec, events, run)
        assert f"run {run}" in text.split('"""')[1]
        assert same(spec, events, tmp_path, run) < EXACT


def test_a_run_that_copied_another_one_says_so(tmp_path: Path) -> None:
    how = {"kind": "population_based", "axes": AXES, "members": 4, "interval": 2}
    spec = spec_of({"stopping": {"epochs": 5}, "vary": how})
    events = recorded_curve(spec)
    copied = {event["run"]: event["from_run"] for event in events if event["type"] == "copied"}
    assert copied
    for run in range(1, 5):
        heading = " ".join(script_of("pytorch", spec, events, run).split('"""')[1].split())
        assert ("cannot be repeated from this run alone" in heading) == (run in copied)
        if run not in copied:
            assert same(spec, events, tmp_path, run) < EXACT
    run, other = next(iter(copied.items()))
    text = script_of("pytorch", spec, events, run)
    assert f"the weights of run {other}" in " ".join(text.split())
    assert len(curve_of(text, tmp_path)) == 5


def test_there_is_no_script_of_a_run_that_does_not_exist() -> None:
    with pytest.raises(NothingRecorded, match="no run 2"):
        script_of("pytorch", Spec(), [], run=2)
