"""The learning rate used during each epoch is the one that the formula, PyTorch and Keras say."""

import math
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.optim import lr_scheduler

from training import Spec, train
from training.engine import advance, begin, change
from training.live import live_paths
from training.population import Population
from training.problems import SpecError
from training.schedules import SCHEDULES, Schedule
from training.schedules.schedule import progress

EPOCHS = 11
BY_HAND: dict[str, list[float]] = {
    "constant": [1.0] * EPOCHS,
    "step": [1.0] * 3 + [0.5] * 3 + [0.25] * 3 + [0.125] * 2,
    "multistep": [1.0] * 2 + [0.5] * 5 + [0.25] * 4,
    "exponential": [0.9**epoch for epoch in range(EPOCHS)],
    "inverse_time": [1 / (1 + epoch / 2) for epoch in range(EPOCHS)],
    "linear": [1 - 0.09 * epoch for epoch in range(EPOCHS)],
    "polynomial": [0.1 + 0.9 * (1 - epoch / 10) ** 2 for epoch in range(EPOCHS)],
    "cosine": [0.1 + 0.45 * (1 + math.cos(math.pi * epoch / 10)) for epoch in range(EPOCHS)],
    "cosine_restarts": [1.0, 0.5, 1.0, 0.5 + 0.5**1.5, 0.5, 0.5 - 0.5**1.5]
    + [0.5 + 0.5 * math.cos(math.pi * epoch / 8) for epoch in range(5)],
    "one_cycle": [0.2, 0.4, 0.8, 1.0] + [0.1 + 0.45 * (1 + math.cos(math.pi * part / 7)) for part in range(1, 8)],
    "warm_up": [0.25, 0.5, 0.75] + [1.0] * 8,
    # No loss falls by 10, so every second evaluation is one too many; the rate is 0.2 and never below 0.03.
    "plateau": [1.0] * 3 + [0.5] * 2 + [0.25] * 2 + [0.15] * 4,
}
SETTINGS: dict[str, dict[str, Any]] = {
    "step": {"step_size": 3, "gamma": 0.5},
    "multistep": {"milestones": [2, 7], "gamma": 0.5},
    "exponential": {"gamma": 0.9},
    "inverse_time": {"decay": 0.5},
    "linear": {"final": 0.1},
    "polynomial": {"power": 2.0, "final": 0.1},
    "cosine": {"final": 0.1},
    "cosine_restarts": {"first_period": 2, "multiplier": 2},
    "one_cycle": {"rise": 4 / 11, "start": 0.2, "final": 0.1},
    "warm_up": {"over": 4},
    "plateau": {"patience": 2, "min_delta": 10.0, "minimum": 0.03},
}


def used(schedule: dict[str, Any], epochs: int = EPOCHS, **more: Any) -> list[float]:
    """The rates in the events, for a learning rate of 0.2."""
    spec = {"schedule": schedule, "optimizer": {"learning_rate": 0.2}, "stopping": {"epochs": epochs}, **more}
    return [event.learning_rate for event in train(Spec.parse(spec)) if event.type == "epoch_ended"]


def test_every_schedule_is_checked() -> None:
    assert {schedule.name() for schedule in SCHEDULES} == set(BY_HAND)


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule.name())
def test_the_rates_in_the_events_are_those_worked_by_hand(schedule: type[Schedule]) -> None:
    kind = schedule.name()
    expected = [0.2 * part for part in BY_HAND[kind]]
    assert used({"kind": kind, **SETTINGS.get(kind, {})}) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule.name())
def test_a_warm_up_multiplies_every_schedule_in_its_first_epochs(schedule: type[Schedule]) -> None:
    kind = schedule.name()
    rates = used({"kind": kind, **SETTINGS.get(kind, {}), "warm_up": 4})
    rise = [0.25, 0.5, 0.75] + [1.0] * (EPOCHS - 3)
    expected = [0.2 * share * part for share, part in zip(rise, BY_HAND[kind], strict=True)]
    assert rates == pytest.approx(expected, rel=1e-12)


Make = Callable[[torch.optim.Optimizer], lr_scheduler.LRScheduler]
LONG = 60
TWINS: list[tuple[dict[str, Any], Make]] = [
    ({"kind": "constant"}, lambda sgd: lr_scheduler.ConstantLR(sgd, factor=1.0)),
    ({"kind": "step", "step_size": 7, "gamma": 0.3}, lambda sgd: lr_scheduler.StepLR(sgd, 7, 0.3)),
    (
        {"kind": "multistep", "milestones": [1, 9, 10, 44], "gamma": 0.4},
        lambda sgd: lr_scheduler.MultiStepLR(sgd, [1, 9, 10, 44], 0.4),
    ),
    ({"kind": "exponential", "gamma": 0.93}, lambda sgd: lr_scheduler.ExponentialLR(sgd, 0.93)),
    ({"kind": "inverse_time", "decay": 0.2}, lambda sgd: lr_scheduler.LambdaLR(sgd, lambda e: 1 / (1 + 0.2 * e))),
    ({"kind": "linear", "final": 0.05}, lambda sgd: lr_scheduler.LinearLR(sgd, 1.0, 0.05, LONG - 1)),
    ({"kind": "polynomial", "power": 3.0, "final": 0.0}, lambda sgd: lr_scheduler.PolynomialLR(sgd, LONG - 1, 3.0)),
    ({"kind": "cosine", "final": 0.05}, lambda sgd: lr_scheduler.CosineAnnealingLR(sgd, LONG - 1, 0.2 * 0.05)),
    (
        {"kind": "cosine_restarts", "first_period": 5, "multiplier": 2, "final": 0.05},
        lambda sgd: lr_scheduler.CosineAnnealingWarmRestarts(sgd, 5, 2, 0.2 * 0.05),
    ),
    (
        {"kind": "cosine_restarts", "first_period": 7, "multiplier": 1},
        lambda sgd: lr_scheduler.CosineAnnealingWarmRestarts(sgd, 7),
    ),
    ({"kind": "one_cycle"}, lambda sgd: lr_scheduler.OneCycleLR(sgd, 0.2, LONG, cycle_momentum=False)),
    (
        {"kind": "one_cycle", "rise": 0.17, "start": 0.1, "final": 0.002},
        lambda sgd: lr_scheduler.OneCycleLR(
            sgd, 0.2, LONG, pct_start=0.17, div_factor=10, final_div_factor=50, cycle_momentum=False
        ),
    ),
    ({"kind": "warm_up", "over": 6}, lambda sgd: lr_scheduler.LinearLR(sgd, 1 / 6, 1.0, 5)),
    (
        {"kind": "step", "step_size": 4, "gamma": 0.5, "warm_up": 8},
        lambda sgd: lr_scheduler.ChainedScheduler(
            [lr_scheduler.LinearLR(sgd, 1 / 8, 1.0, 7), lr_scheduler.StepLR(sgd, 4, 0.5)]
        ),
    ),
]


@pytest.mark.parametrize(("schedule", "make"), TWINS, ids=[row[0]["kind"] for row in TWINS])
def test_sixty_epochs_have_the_rates_of_pytorchs_scheduler(schedule: dict[str, Any], make: Make) -> None:
    sgd = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.2)
    scheduler = make(sgd)
    theirs = []
    for _ in range(LONG):
        theirs.append(float(sgd.param_groups[0]["lr"]))
        sgd.step()
        scheduler.step()
    ours = Spec.parse({"schedule": schedule}).schedule
    assert [0.2 * ours.multiple(epoch, LONG) for epoch in range(LONG)] == pytest.approx(theirs, rel=1e-12, abs=1e-15)


def test_every_schedule_with_a_twin_in_pytorch_is_compared() -> None:
    assert {schedule["kind"] for schedule, _ in TWINS} == {schedule.name() for schedule in SCHEDULES} - {"plateau"}


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule.name())
def test_no_schedule_minds_a_single_epoch_or_a_longer_run(schedule: type[Schedule]) -> None:
    assert schedule().multiple(0, 1) > 0
    for epochs in (1, 2, 3, 100):
        assert all(0 <= schedule().multiple(epoch, epochs) <= 1 for epoch in (0, 1, 2, 99, 500, 9_999))
    assert progress(7, 1) == 1


MILD = {"optimizer": {"kind": "sgd", "learning_rate": 0.2}, "stopping": {"epochs": 15}}


@pytest.mark.parametrize("kind", ["step", "plateau"])
def test_a_schedule_changes_the_steps_that_are_taken(kind: str) -> None:
    ends = [
        list(train(Spec.parse({**MILD, "schedule": {"kind": each, **more}})))[-1].weights_sha256
        for each, more in (("constant", {}), (kind, SETTINGS[kind]))
    ]
    assert ends[0] != ends[1]


@pytest.mark.parametrize(
    "schedule",
    [{"kind": "constant", "warm_up": 0}, {"kind": "plateau", "patience": 100}, {"kind": "multistep"}],
    ids=["no warm-up", "patient plateau", "late milestones"],
)
def test_a_schedule_that_does_nothing_is_the_plain_run_bit_for_bit(schedule: dict[str, Any]) -> None:
    ends = [
        list(train(Spec.parse({**MILD, "schedule": each})))[-1].weights_sha256
        for each in ({"kind": "constant"}, schedule)
    ]
    assert ends[0] == ends[1]


@pytest.mark.parametrize(
    ("schedule", "loc", "words"),
    [
        ({"kind": "cosine"}, "schedule.kind", "no schedule but constant"),
        ({"warm_up": 5}, "schedule.warm_up", "there is no rate to warm up"),
    ],
)
def test_rprop_finds_its_own_steps_so_no_schedule_goes_with_it(schedule: dict[str, Any], loc: str, words: str) -> None:
    rprop = {"optimizer": {"kind": "rprop"}}
    with pytest.raises(SpecError) as refused:
        Spec.parse({**rprop, "schedule": schedule})
    assert refused.value.problems[0].loc == loc
    assert words in refused.value.problems[0].msg
    assert "optimizer.learning_rate" not in live_paths(Spec.parse(rprop))


def population(*schedules: dict[str, Any]) -> Population:
    specs = [Spec.parse({**MILD, "schedule": schedule, "data": {"samples": 60}}) for schedule in schedules]
    started = Population.start(specs)
    begin(started)
    return started


def test_runs_with_different_schedules_do_not_disturb_each_other() -> None:
    schedules = [{"kind": kind.name(), **SETTINGS.get(kind.name(), {})} for kind in SCHEDULES]
    together = population(*schedules, {"kind": "step", "warm_up": 3})
    for _ in range(12):
        advance(together)
    for row, schedule in enumerate([*schedules, {"kind": "step", "warm_up": 3}]):
        alone = population(schedule)
        for _ in range(12):
            advance(alone)
        assert torch.equal(together.weights[row], alone.weights[0]), schedule
        assert together.runs[row].rate_factor == alone.runs[0].rate_factor


@pytest.mark.parametrize(
    ("schedule", "changes", "after"),
    [
        ({"kind": "multistep", "milestones": [9]}, {"schedule.milestones": [2, 5]}, [0.02, 0.02, 0.002]),
        ({"kind": "step", "step_size": 2}, {"schedule.gamma": 0.1, "schedule.step_size": 3}, [0.02, 0.02, 0.02, 0.002]),
        ({"kind": "exponential", "gamma": 0.5}, {"schedule.gamma": 1.0}, [0.2, 0.2]),
        ({"kind": "linear", "final": 0.0}, {"stopping.epochs": 5, "schedule.final": 0.5}, [0.125, 0.1]),
        ({"kind": "constant"}, {"schedule.warm_up": 8}, [0.1, 0.125, 0.15]),
    ],
    ids=lambda value: value.get("kind", "") if isinstance(value, dict) else "",
)
def test_a_schedule_can_be_changed_while_it_trains(
    schedule: dict[str, Any], changes: dict[str, Any], after: list[float]
) -> None:
    changed = population(schedule)
    for _ in range(3):
        advance(changed)
    assert {event.path for event in change(changed, changes)} == set(changes)
    rates = [advance(changed)[0].learning_rate for _ in after]
    assert rates == pytest.approx(after, rel=1e-12)


def test_a_plateau_keeps_what_it_has_cut_when_its_settings_change() -> None:
    changed = population({"kind": "plateau", "patience": 1, "min_delta": 10.0})
    for _ in range(3):
        advance(changed)
    change(changed, {"schedule.factor": 0.1, "schedule.patience": 2, "optimizer.learning_rate": 0.4})
    # Half and half of 0.4; from here a tenth after every second evaluation.
    rates = [advance(changed)[0].learning_rate for _ in range(4)]
    assert rates == pytest.approx([0.1, 0.1, 0.01, 0.01], rel=1e-12)
