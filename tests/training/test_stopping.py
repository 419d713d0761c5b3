"""Early stopping and the threshold decide as the EarlyStopping callback of Keras does, figure by figure."""

import json
import math
from typing import Any

import numpy as np
import pytest

from tests.training.keras_callbacks import play_early_stopping
from training.sections import EarlyStopping, Threshold
from training.stopping import EarlyStopper

Figures = list[float | None]
NAN, INF = math.nan, math.inf
RISING = {"monitor": "validation_accuracy"}
TRACES: list[tuple[str, dict[str, Any], Figures]] = [
    ("falls, then rises", {"patience": 2}, [1.0, 0.9, 0.8, 0.85, 0.84, 0.1]),
    ("patience 0", {"patience": 0}, [1.0, 0.9, 0.95, 0.1]),
    ("patience 1 is as 0", {"patience": 1}, [1.0, 0.9, 0.95, 0.1]),
    ("flat from the start", {"patience": 0}, [1.0, 1.0, 0.9]),
    ("flat for long", {"patience": 3}, [1.0, 1.0, 1.0, 1.0, 0.5]),
    ("always falling", {"patience": 5}, [3.0, 2.0, 1.0]),
    ("always rising", {"patience": 3}, [1.0, 2.0, 3.0, 4.0, 5.0]),
    ("improves in the last moment", {"patience": 3}, [4.0, 5.0, 5.0, 3.0, 5.0, 5.0, 2.0]),
    ("two valleys", {"patience": 2}, [1.0, 0.5, 0.6, 0.4, 0.5, 0.3, 0.4, 0.4]),
    ("a plateau, then lower", {"patience": 3}, [2.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5]),
    ("one epoch only", {"patience": 0}, [1.0]),
    ("more patience than epochs", {"patience": 200}, [1.0, 2.0, 3.0]),
    ("exactly min_delta is not enough", {"patience": 2, "min_delta": 0.5}, [4.0, 3.5, 3.0, 2.75]),
    ("just more than min_delta", {"patience": 1, "min_delta": 0.5}, [4.0, 3.484375, 2.96875, 2.96875]),
    ("small steps add up", {"patience": 4, "min_delta": 1.0}, [4.0, 3.5, 3.0, 2.5, 2.0, 1.5]),
    ("small steps do not add up in time", {"patience": 2, "min_delta": 1.0}, [4.0, 3.5, 3.0, 2.5, 2.0, 1.5]),
    ("improves by min_delta 0", {"patience": 1, "min_delta": 0.0}, [1.0, 1.0 - 2**-40, 1.0 - 2**-40]),
    ("starts late", {"patience": 2, "start_from_epoch": 3}, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]),
    ("forgets what was before the start", {"start_from_epoch": 2, "patience": 1}, [0.1, 0.2, 0.5, 0.4, 0.45, 0.3]),
    ("starts in the second epoch", {"patience": 0, "start_from_epoch": 1}, [1.0, 2.0, 3.0]),
    ("starts after the end", {"patience": 0, "start_from_epoch": 9}, [1.0, 2.0, 3.0]),
    ("every second epoch evaluated", {"patience": 2}, [1.0, None, 1.1, None, 1.2, None, 0.5]),
    ("not evaluated at first", {"patience": 2}, [None, None, 1.0, 2.0, 3.0]),
    ("never evaluated", {"patience": 0}, [None, None, None]),
    ("NaN in between", {"patience": 2}, [1.0, NAN, 0.5, NAN, NAN, 0.1]),
    ("NaN first: nothing improves on it", {"patience": 3}, [NAN, 1.0, 0.5, 0.2, 0.1]),
    ("only NaN", {"patience": 2}, [NAN, NAN, NAN, NAN]),
    ("infinite first: everything improves on it", {"patience": 2}, [INF, 2.0, 1.0, 2.0, INF]),
    ("minus infinity ends all hope", {"patience": 2}, [1.0, -INF, 0.0, 0.0, 0.0]),
    ("below zero", {"patience": 2, "min_delta": 0.25}, [-1.0, -1.25, -1.5, -1.5, -2.0]),
    ("the last weights stay", {"patience": 2, "restore_best": False}, [1.0, 0.5, 0.6, 0.7]),
    ("the last weights stay at the end", {"patience": 9, "restore_best": False}, [1.0, 0.5, 0.6, 0.7]),
    ("restored though nothing stopped", {"patience": 9}, [1.0, 0.5, 0.6, 0.7]),
    ("restored from NaN", {"patience": 1}, [NAN, 0.5]),
    ("an accuracy rises, then falls", {**RISING, "patience": 2}, [0.5, 0.75, 0.7, 0.75, 0.9]),
    ("an accuracy falls", {**RISING, "patience": 2}, [0.9, 0.8, 0.7, 0.6]),
    ("an accuracy and min_delta", {**RISING, "patience": 2, "min_delta": 0.125}, [0.5, 0.625, 0.75, 0.875, 1.0]),
    ("a perfect accuracy", {"monitor": "train_accuracy", "patience": 3}, [0.5, 1.0, 1.0, 1.0, 1.0]),
    ("an accuracy that starts late", {**RISING, "patience": 1, "start_from_epoch": 2}, [0.9, 0.9, 0.2, 0.5, 0.4]),
]


def play(settings: EarlyStopping, figures: Figures, saved: bool = False) -> tuple[int | None, int | None, float]:
    """What `play_early_stopping` tells, of ours; `saved` writes the stopper down after every epoch."""
    stopper, stopped, epoch = EarlyStopper(), None, 0
    for epoch, figure in enumerate(figures, start=1):
        if stopper.watch(settings, epoch, figure):
            stopped = epoch
            break
        if saved:
            stopper = EarlyStopper.from_dict(json.loads(json.dumps(stopper.to_dict(), allow_nan=False)))
    best = stopper.best_epoch or None
    return stopped, best, float(best if best and settings.restore_best else epoch)


def in_keras_words(settings: EarlyStopping) -> dict[str, Any]:
    return {
        "mode": "max" if settings.monitor.endswith("accuracy") else "min",
        "patience": settings.patience,
        "min_delta": settings.min_delta,
        "restore_best_weights": settings.restore_best,
        "start_from_epoch": settings.start_from_epoch,
    }


CASES = [pytest.param(EarlyStopping(**settings), figures, id=name) for name, settings, figures in TRACES]


@pytest.mark.parametrize(("settings", "figures"), CASES)
def test_a_trace_ends_where_keras_ends_it(settings: EarlyStopping, figures: Figures) -> None:
    assert play(settings, figures) == play_early_stopping(in_keras_words(settings), figures)


@pytest.mark.parametrize(("settings", "figures"), CASES)
def test_writing_the_stopper_down_after_every_epoch_changes_nothing(settings: EarlyStopping, figures: Figures) -> None:
    assert play(settings, figures, saved=True) == play(settings, figures)


@pytest.mark.parametrize("seed", range(300))
def test_any_trace_ends_where_keras_ends_it(seed: int) -> None:
    """Eighths meet each other and `min_delta` exactly, so that the edges are hit."""
    random = np.random.default_rng(seed)
    figures: Figures = [float(figure) / 8 for figure in random.integers(0, 33, 20)]
    for place in range(len(figures)):
        if random.random() < 0.15:
            figures[place] = [None, NAN, INF][random.integers(3)]
    settings = EarlyStopping(
        monitor=str(random.choice(["validation_loss", "train_loss", "validation_accuracy", "train_accuracy"])),  # type: ignore[arg-type]
        patience=int(random.integers(0, 6)),
        min_delta=float(random.choice([0.0, 0.125, 0.5])),
        restore_best=bool(random.integers(2)),
        start_from_epoch=int(random.integers(0, 5)),
    )
    assert play(settings, figures, saved=True) == play_early_stopping(in_keras_words(settings), figures)


@pytest.mark.parametrize(
    ("threshold", "figures", "stopped"),
    [
        # Halved in every epoch: 2⁻⁹ is the last to improve at once, 2⁻¹¹ improves on it, and then 10 do not.
        ({}, [2.0**-epoch for epoch in range(40)], 22),
        ({"tolerance": 0.125, "patience": 1}, [1.0, 0.75, 0.5, 0.375, 0.0], 4),
        ({"tolerance": 0.125, "patience": 2}, [1.0, 0.75, 0.5, 0.375, 0.25, 0.25, 0.25], 7),
        ({"tolerance": 0.0, "patience": 1}, [1.0, 0.5, 0.6], 3),
        ({"tolerance": 0.0, "patience": 3}, [1.0, 0.5, 0.6, 0.55, 0.4, 0.5, 0.5, 0.5], 8),
        ({"tolerance": 0.0, "patience": 2}, [1.0, 0.9, 0.8], None),
    ],
)
def test_the_threshold_is_keras_early_stopping_on_the_training_loss(
    threshold: dict[str, Any], figures: list[float], stopped: int | None
) -> None:
    rule = Threshold(**threshold)
    keras = {"mode": "min", "min_delta": rule.tolerance, "patience": rule.patience}
    assert play(rule.as_early_stopping, figures)[:2] == play_early_stopping(keras, figures)[:2]
    assert play(rule.as_early_stopping, figures)[0] == stopped
