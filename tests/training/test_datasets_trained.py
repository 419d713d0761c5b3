"""Every data set trains, and those made for a lesson show what the lesson says."""

import json
import math
import subprocess
import sys
from typing import Any

import pytest

from tests.training.test_cost import MEASURE
from training import Spec, train
from training.datasets import DATASETS, Dataset
from training.events import EpochEnded, RunStarted
from training.problems import SpecError


def trained(settings: dict[str, Any]) -> tuple[RunStarted, EpochEnded]:
    """The beginning and the last epoch."""
    events = list(train(Spec.parse(settings)))
    epochs = [event for event in events if isinstance(event, EpochEnded)]
    started = next(event for event in events if isinstance(event, RunStarted))
    return started, epochs[-1]


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.kind)
def test_every_data_set_trains_and_is_judged_by_what_it_has(dataset: type[Dataset]) -> None:
    data = {"dataset": dataset.kind, "samples": max(dataset.outline().minimum, min(150, dataset.outline().maximum))}
    started, last = trained({"data": data, "stopping": {"epochs": 2}})
    classes = dataset.outline().task == "classification"
    assert last.train_loss is not None
    assert math.isfinite(last.train_loss)
    assert (last.validation_loss is not None) == (started.validation_samples > 0)
    assert (last.train_accuracy is not None) == classes
    assert (last.validation_accuracy is not None) == (classes and started.validation_samples > 0)


def eight_points(seed: int, l2: float) -> EpochEnded:
    """Sixteen Chebyshev coefficients for eight points, from a start of its own."""
    data = {"dataset": "sine8", "expansion": {"kind": "chebyshev", "degree": 15}, "normalization": {"kind": "none"}}
    return trained(
        {
            "seed": seed,
            "data": {**data, "seed": 0},
            "network": {"hidden": [], "initializer": {"kind": "normal", "std": 1.0}},
            "loss": {"kind": "half_mse"},
            "optimizer": {"kind": "sgd", "learning_rate": 0.36},
            "batch": {"size": "full"},
            "regularization": {"l2": l2},
            "validation": {"every": 100},
            "stopping": {"epochs": 1000},
        }
    )[1]


def test_eight_points_do_not_determine_sixteen_weights_and_l2_does() -> None:
    free, held = ([eight_points(seed, l2) for seed in (0, 1)] for l2 in (0.0, 0.01))
    errors = [2 * (each.validation_loss or 0) for each in free]
    assert all((each.train_loss or 0) < 1e-4 for each in free)
    assert min(errors) > 2
    assert abs(errors[0] - errors[1]) > 0.2
    determined = [2 * (each.validation_loss or 0) for each in held]
    assert max(determined) < 0.2
    assert determined[0] == pytest.approx(determined[1], abs=0.02)


def powers(normalization: str) -> dict[str, Any]:
    return {
        "data": {
            "dataset": "poly19",
            "expansion": {"kind": "polynomial", "degree": 19},
            "normalization": {"kind": normalization},
        },
        "network": {"hidden": []},
        "optimizer": {"learning_rate": 0.003},
        "stopping": {"epochs": 300},
    }


def test_nineteen_powers_of_127_are_refused_as_they_are_and_learned_when_scaled() -> None:
    with pytest.raises(SpecError) as error:
        trained(powers("none"))
    assert "9.4e+39" in error.value.problems[0].msg
    started, last = trained(powers("standardize"))
    assert last.train_loss is not None
    assert started.train_loss is not None
    assert last.train_loss < 0.1 < started.train_loss


def test_raw_waveforms_take_at_most_the_estimated_memory_and_more_than_half_of_it() -> None:
    settings = {
        "data": {"dataset": "waveforms", "signal_features": "raw", "samples": 400},
        "network": {"hidden": [{"units": 32}]},
        "stopping": {"epochs": 1},
    }
    command = [sys.executable, "-c", MEASURE, json.dumps(settings)]
    peak = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    spec = Spec.parse(settings)
    outline = spec.outline()
    assert outline is not None
    assert 0.5 * spec.cost(outline).memory_bytes < peak < 1.1 * spec.cost(outline).memory_bytes
