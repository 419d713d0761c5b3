"""The learning rate used during each epoch is the one the formula says."""

import math

import pytest

from training import Spec, train
from training.live import live_paths
from training.problems import SpecError
from training.schedules import SCHEDULES, Schedule

EPOCHS = 11
BY_HAND: dict[str, list[float]] = {
    "constant": [1.0] * EPOCHS,
    "step": [1.0] * 3 + [0.5] * 3 + [0.25] * 3 + [0.125] * 2,
    "exponential": [0.9**epoch for epoch in range(EPOCHS)],
    "inverse_time": [1 / (1 + epoch / 2) for epoch in range(EPOCHS)],
    "linear": [1 - 0.09 * epoch for epoch in range(EPOCHS)],
    "polynomial": [0.1 + 0.9 * (1 - epoch / 10) ** 2 for epoch in range(EPOCHS)],
    "cosine": [0.1 + 0.45 * (1 + math.cos(math.pi * epoch / 10)) for epoch in range(EPOCHS)],
    "warm_up": [0.25, 0.5, 0.75] + [1.0] * 8,
}
SETTINGS = {
    "step": {"step_size": 3, "gamma": 0.5},
    "exponential": {"gamma": 0.9},
    "inverse_time": {"decay": 0.5},
    "linear": {"final": 0.1},
    "polynomial": {"power": 2.0, "final": 0.1},
    "cosine": {"final": 0.1},
    "warm_up": {"over": 4},
}


def test_every_schedule_is_checked() -> None:
    assert [schedule.name() for schedule in SCHEDULES] == list(BY_HAND)


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule.name())
def test_the_rates_in_the_events_are_those_worked_by_hand(schedule: type[Schedule]) -> None:
    kind = schedule.name()
    spec = Spec.parse(
        {
            "schedule": {"kind": kind, **SETTINGS.get(kind, {})},
            "optimizer": {"learning_rate": 0.2},
            "stopping": {"epochs": EPOCHS},
        }
    )
    rates = [event.learning_rate for event in train(spec) if event.type == "epoch_ended"]
    assert rates == pytest.approx([0.2 * factor for factor in BY_HAND[kind]], rel=1e-12)


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule.name())
def test_no_schedule_minds_a_single_epoch_or_a_longer_run(schedule: type[Schedule]) -> None:
    assert schedule().factor(0, 1) > 0
    assert 0 <= schedule().factor(500, 100) <= 1


def test_a_schedule_changes_the_steps_that_are_taken() -> None:
    ends = [
        list(train(Spec.parse({"schedule": {"kind": kind}, "stopping": {"epochs": 15}})))[-1].weights_sha256
        for kind in ("constant", "step")
    ]
    assert ends[0] != ends[1]


def test_rprop_finds_its_own_steps_so_no_schedule_goes_with_it() -> None:
    rprop = {"optimizer": {"kind": "rprop"}}
    with pytest.raises(SpecError) as refused:
        Spec.parse({**rprop, "schedule": {"kind": "cosine"}})
    assert refused.value.problems[0].loc == "schedule.kind"
    assert "optimizer.learning_rate" not in live_paths(Spec.parse(rprop))
