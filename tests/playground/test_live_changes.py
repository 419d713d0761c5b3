"""Whatever is live acts within one slice of a real worker, is recorded, and survives a damaged checkpoint."""

from typing import Any

import pytest

from playground import control
from playground.models import Checkpoint, Desired, Experiment, Owner, State
from playground.recorded_changes import recorded_changes
from tests.playground.experiments import (
    events_of,
    figures,
    make,
    population_of,
    repeat,
    take_short_turn,
    take_turn,
    train_to_the_end,
    types_of,
)
from training.problems import SpecError

pytestmark = pytest.mark.usefixtures("a_commit_an_epoch")

LIVE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"optimizer.learning_rate": 0.3}),
    ({}, {"regularization.l1": 0.1, "regularization.l2": 0.1}),
    ({}, {"regularization.weight_decay": 0.1}),
    ({}, {"regularization.max_norm": 0.5}),
    ({}, {"batch.size": 3}),
    ({}, {"batch.growth": {"factor": 2.0, "every": 1, "maximum": 64}}),
    ({}, {"network.hidden.0.dropout": 0.5}),
    ({}, {"regularization.input_dropout": 0.5}),
    ({}, {"regularization.input_noise": 0.5}),
    ({}, {"regularization.weight_noise": 0.1}),
    ({}, {"schedule": {"kind": "cosine", "final": 0.0, "warm_up": 0}}),
    ({}, {"schedule.warm_up": 8}),
    ({"schedule": {"kind": "exponential"}}, {"schedule.gamma": 0.5}),
    ({"optimizer": {"kind": "written"}}, {"optimizer.constants.rho": 0.5}),
    ({}, {"clipping.norm": 0.01}),
    ({}, {"clipping.value": 0.001}),
    ({}, {"stopping.epochs": 7}),
    ({}, {"weights.2.1.3": -2.5, "biases.1.0": 0.5}),
]


def name(value: Any) -> str:
    return " ".join(value)


@pytest.mark.parametrize(("settings", "changes"), LIVE, ids=name)
def test_a_change_acts_in_the_next_epoch_and_is_recorded(
    settings: dict[str, Any], changes: dict[str, Any], owner: Owner
) -> None:
    changed = make(owner, **settings)
    take_short_turn()
    twin = make(Owner.objects.create(), **settings)
    Experiment.objects.filter(pk=changed.pk).update(desired=Desired.PAUSE)
    train_to_the_end()
    Experiment.objects.filter(pk=changed.pk).update(desired=Desired.RUN)
    control.change(changed, changes)
    train_to_the_end()
    told = [event for event in events_of(changed) if event["type"] == "setting_changed"]
    assert {event["path"]: event["new"] for event in told} == changes
    assert {event["epoch"] for event in told} == {1}
    mine, theirs = ([e for e in figures(each) if e["type"] == "epoch_ended"] for each in (changed, twin))
    assert mine[0] == theirs[0]
    if "stopping.epochs" in changes:
        assert (len(mine), mine[1]) == (7, theirs[1])
    else:
        assert mine[1]["weight_norm"] != theirs[1]["weight_norm"]


def test_a_weight_typed_at_rest_is_recorded_at_once_and_the_network_goes_on_resting(owner: Owner) -> None:
    experiment = make(owner)
    take_short_turn()
    control.desire(experiment, Desired.PAUSE)
    assert take_turn() is False
    control.change(experiment, {"weights.1.0.0": 0.75})
    train_to_the_end()
    assert types_of(experiment) == ["run_started", "run_paused", "setting_changed"]
    assert population_of(experiment).state == State.PAUSED
    control.change(experiment, {"weights.1.0.0": 0.5})
    train_to_the_end()
    told = events_of(experiment)[-1]
    assert (told["path"], told["old"], told["new"], told["epoch"]) == ("weights.1.0.0", 0.75, 0.5, 1)


def test_an_untrained_network_can_be_typed_into(owner: Owner) -> None:
    experiment = make(owner)
    Experiment.objects.filter(pk=experiment.pk).update(desired=Desired.PAUSE)
    train_to_the_end()
    control.change(experiment, {"weights.1.0.0": 0.75})
    train_to_the_end()
    assert types_of(experiment) == ["run_started", "run_paused", "setting_changed"]
    assert population_of(experiment).epoch == 0
    control.desire(experiment, Desired.RUN)
    train_to_the_end()
    assert types_of(experiment)[-1] == "run_finished"


@pytest.mark.parametrize("damaged", [1, 2], ids=["the newest", "both"])
def test_typed_weights_and_schedules_are_repeated_behind_a_damaged_checkpoint(damaged: int, owner: Owner) -> None:
    ends = []
    for harm in (0, damaged):
        experiment = make(Owner.objects.create(), schedule={"kind": "plateau", "patience": 1, "min_delta": 1.0})
        for turn in range(9):
            if turn == 3:
                control.change(experiment, {"weights.1.0.0": 1.25, "schedule": {"kind": "cosine", "final": 0.5}})
                control.change(experiment, {"schedule.final": 0.25, "weights.1.0.0": 1.5})
            if turn == 5:
                control.change(experiment, {"schedule.kind": "step", "schedule.step_size": 2, "biases.3.0": 0.5})
            take_short_turn()
            for checkpoint in Checkpoint.objects.order_by("-pk")[:harm]:
                checkpoint.data = bytes(checkpoint.data)[:-1]
                checkpoint.save()
        train_to_the_end(take_short_turn)
        ends.append(figures(experiment))
    assert ends[0] == ends[1]


def test_changes_of_the_log_come_in_portions_that_can_be_made_again() -> None:
    told = [(2, "a.b", 1), (2, "a.c", 1), (2, "a", {"kind": "x"}), (2, "a.c", 2), (3, "a.b", 3), (3, "a.b", 4)]
    events = [
        {"type": "setting_changed", "run": run, "epoch": epoch, "path": path, "new": new}
        for epoch, path, new in told
        for run in ((1, 2) if epoch == 2 else (2,))
    ]
    assert recorded_changes(events, {1, 2, 3}) == {
        2: [{"a.b": 1, "a.c": 1}, {"a": {"kind": "x"}}, {"a.c": 2}],
        3: [{"a.b": 3}, {"a.b": 4}],
    }
    assert recorded_changes(events, {3}) == {}


def test_a_choice_in_which_the_runs_differ_stays_as_it_is(owner: Owner) -> None:
    runs = [{"name": str(final), "set": {"schedule.final": final}} for final in (0.1, 0.2)]
    experiment = make(owner, schedule={"kind": "cosine"}, vary={"kind": "list", "runs": runs})
    for changes in ({"schedule": {"kind": "step"}}, {"schedule.kind": "step"}, {"schedule.final": 0.5}):
        with pytest.raises(SpecError, match="The runs differ in this setting"):
            control.change(experiment, changes)
    with pytest.raises(SpecError, match="this experiment has 2 runs"):
        control.change(experiment, {"weights.1.0.0": 0.5})
    control.change(experiment, {"schedule.warm_up": 2})


def test_what_is_planned_leaves_room_for_live_changes(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "MOST_PENDING_CHANGES", 2)
    parent = make(owner)
    for size in (3, 4, 5):
        control.change(parent, {"batch.size": size})
        take_short_turn()
    train_to_the_end()
    made = repeat(parent, owner)
    assert made.changes.count() == 3
    control.change(made, {"optimizer.learning_rate": 0.3})
    control.change(made, {"optimizer.learning_rate": 0.2})
    with pytest.raises(SpecError, match="Too many changes are waiting"):
        control.change(made, {"optimizer.learning_rate": 0.1})
