"""Events are facts: strict JSON, read back as themselves, and never changed."""

import json
import math
from typing import Any

import pytest
from pydantic import ValidationError

from training import events
from training.events import EVENTS, EpochEnded, Metrics, RunFailed, RunFinished, RunPaused, RunStarted

EPOCH: dict[str, Any] = {
    "run": 1, "epoch": 3, "updates": 90, "samples": 900, "seconds": 0.25, "learning_rate": 0.03, "batch_size": 10,
    "train_loss": 0.5, "validation_loss": 0.6, "train_accuracy": 0.75, "validation_accuracy": 0.7,
    "validation_loss_error": 0.01, "validation_accuracy_error": 0.04, "penalty": 0.0,
    "noise_penalty": None, "gradient_norm": 0.1,
    "weight_norm": 2.5, "distance": 1.5, "gains": [0.1, 0.5, 1.0, 2.0, 10.0], "validation_seconds": 0.0625,
    "layers": {"gradient_norm": [0.1], "weight_norm": [2.5], "update_ratio": [None], "activation_mean": [0.0],
               "activation_std": [1.0], "dead": [None], "saturated": [0.5]},
}  # fmt: skip
STARTED: dict[str, Any] = {
    "run": 1, "parameters": 28, "weights_sha256": "0" * 64, "train_samples": 300, "validation_samples": 100,
    "test_samples": 100, "updates_per_epoch": 30, "device": "cpu",
}  # fmt: skip
FIGURES = ["train_loss", "validation_loss", "train_accuracy", "validation_accuracy", "penalty", "gradient_norm",
           "weight_norm", "distance"]  # fmt: skip


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_that_is_not_finite_becomes_null(name: str, value: float) -> None:
    event = EpochEnded(**{**EPOCH, name: value})
    assert getattr(event, name) is None
    assert json.loads(json.dumps(event.to_dict(), allow_nan=False))[name] is None


def test_figures_of_the_opened_test_set_are_never_nan() -> None:
    event = events.TestOpened(run=1, loss=math.nan, accuracy=math.inf, samples=100, score=math.inf, count=1, at="now")
    assert event.to_dict() == {
        "type": "test_opened", "run": 1, "name": "", "loss": None, "accuracy": None, "samples": 100,
        "validation_loss": None, "validation_accuracy": None, "objective": "validation_loss", "score": None,
        "count": 1, "at": "now",
    }  # fmt: skip


def test_an_epoch_carries_everything_that_is_promised() -> None:
    written = EpochEnded(**EPOCH).to_dict()
    assert list(written)[:2] == ["type", "run"]
    assert written == {"type": "epoch_ended", **EPOCH}


@pytest.mark.parametrize(
    "event",
    [
        EpochEnded(**EPOCH),
        RunStarted(**STARTED),
        RunPaused(run=2, epoch=4),
        RunFailed(run=1, reason="The worker vanished three times."),
        RunFinished(
            run=1, reason="diverged", explanation="…", epochs=1, best_epoch=0, best=Metrics(),
            weights_sha256="0" * 64, fingerprint="descent 1",
        ),
    ],
    ids=lambda event: event.type,
)  # fmt: skip
def test_an_event_reads_back_as_itself(event: Any) -> None:
    assert EVENTS.validate_json(json.dumps(event.to_dict(), allow_nan=False)) == event


def test_events_from_before_the_diagnostics_can_still_be_read() -> None:
    newer = ("distance", "layers", "gains", "validation_seconds")
    old = {"type": "epoch_ended", **{name: value for name, value in EPOCH.items() if name not in newer}}
    read = EVENTS.validate_json(json.dumps(old))
    assert [getattr(read, name) for name in newer] == [None, None, None, None]


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_look_into_layers_holds_finite_figures_only(value: float) -> None:
    with pytest.raises(ValidationError):
        EpochEnded(**{**EPOCH, "layers": {**EPOCH["layers"], "dead": [value]}})


def test_floats_survive_the_way_through_json_exactly() -> None:
    numbers = [0.1, 1 / 3, 1e-300, 5e-324, 1.7976931348623157e308]
    for number in numbers:
        event = EpochEnded(**{**EPOCH, "train_loss": number})
        assert json.loads(json.dumps(event.to_dict()))["train_loss"] == number


def test_an_event_cannot_be_changed_or_extended() -> None:
    event = EpochEnded(**EPOCH)
    with pytest.raises(ValidationError):
        event.epoch = 4
    with pytest.raises(ValidationError):
        EpochEnded(**EPOCH, test_loss=0.1)
    with pytest.raises(ValidationError):
        RunFinished(**{**EPOCH, "reason": "bored"})
    with pytest.raises(ValidationError):
        EVENTS.validate_python({"type": "run_exploded", "run": 1})
