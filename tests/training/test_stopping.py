"""Early stopping decides as Keras does: every trace was played to the EarlyStopping callback of Keras 3."""

import json
from typing import Any

import pytest

from training.sections import EarlyStopping
from training.stopping import EarlyStopper

Trace = tuple[dict[str, Any], list[float | None], int | None, int]
KERAS: list[Trace] = [
    # settings, figure after each epoch (None: not evaluated), epoch at whose end Keras stopped, Keras' best epoch
    ({"patience": 2}, [1.0, 0.9, 0.8, 0.85, 0.84, 0.1], 5, 3),
    ({"patience": 0}, [1.0, 0.9, 0.95, 0.1], 3, 2),
    ({"patience": 1}, [1.0, 0.9, 0.95, 0.1], 3, 2),
    ({"patience": 0}, [1.0, 1.0, 0.9], 2, 1),
    ({"patience": 3}, [1.0, 1.0, 1.0, 1.0, 0.5], 4, 1),
    ({"patience": 2, "min_delta": 0.1}, [1.0, 0.95, 0.89, 0.85, 0.8, 0.7], 5, 3),
    ({"patience": 2, "min_delta": 0.5}, [4.0, 3.5, 3.0, 2.75], None, 3),
    ({"patience": 2, "start_from_epoch": 3}, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], 6, 4),
    ({"patience": 1, "start_from_epoch": 2}, [0.1, 0.2, 0.5, 0.4, 0.45, 0.3], 5, 4),
    ({"patience": 2}, [1.0, None, 1.1, None, 1.2, None, 0.5], 5, 1),
    ({"patience": 2}, [1.0, 0.5, 0.6, 0.4, 0.5, 0.3, 0.4, 0.4], 8, 6),
    ({"patience": 5}, [3.0, 2.0, 1.0], None, 3),
    ({"patience": 2}, [None, None, 1.0, 2.0, 3.0], 5, 3),
    ({"patience": 0, "start_from_epoch": 1}, [1.0, 2.0, 3.0], 3, 2),
    (
        {"patience": 4, "min_delta": 0.125, "start_from_epoch": 3},
        [0.25, 2.0, 1.375, 3.875, None, 0.875, 0.125, 3.375, 3.125, 0.625, 3.625, 0.125, None, 1.75],
        11,
        7,
    ),
    (
        {"patience": 0, "min_delta": 0.125, "start_from_epoch": 0},
        [None, 3.25, 3.375, 0.125, 1.5, 1.625, 2.0, None, None, 2.875, None, 3.75, 3.0, None],
        3,
        2,
    ),
    (
        {"patience": 1, "min_delta": 0.0, "start_from_epoch": 3},
        [1.125, 3.375, 3.5, 0.5, 2.375, 1.375, None, 4.0, 2.625, 2.375, 1.25, 1.5, 4.0, None],
        5,
        4,
    ),
    (
        {"patience": 3, "min_delta": 0.125, "start_from_epoch": 0},
        [None, 3.0, None, 1.375, 3.0, None, 0.75, 3.375, 3.375, 2.25, 0.25, 3.625, 1.5, 1.5],
        10,
        7,
    ),
    (
        {"patience": 3, "min_delta": 0.125, "start_from_epoch": 0},
        [None, 1.375, 2.125, 2.5, 3.375, 2.5, 2.375, 0.25, 3.625, 0.375, 3.25, 2.25, 3.875, 2.0],
        5,
        2,
    ),
]


def play(settings: EarlyStopping, figures: list[float | None], saved: bool = False) -> tuple[int | None, int]:
    stopper = EarlyStopper()
    for epoch, figure in enumerate(figures, start=1):
        if stopper.watch(settings, epoch, figure):
            return epoch, stopper.best_epoch
        if saved:
            stopper = EarlyStopper.from_dict(json.loads(json.dumps(stopper.to_dict(), allow_nan=False)))
    return None, stopper.best_epoch


@pytest.mark.parametrize(("settings", "figures", "stopped", "best"), KERAS)
def test_a_trace_ends_where_keras_ended_it(
    settings: dict[str, Any], figures: list[float | None], stopped: int | None, best: int
) -> None:
    assert play(EarlyStopping(**settings), figures) == (stopped, best)


@pytest.mark.parametrize(("settings", "figures", "stopped", "best"), KERAS)
def test_writing_the_stopper_down_after_every_epoch_changes_nothing(
    settings: dict[str, Any], figures: list[float | None], stopped: int | None, best: int
) -> None:
    assert play(EarlyStopping(**settings), figures, saved=True) == (stopped, best)
