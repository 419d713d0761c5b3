"""Validation by another process: the result is that of validation in line, whoever is faster."""

import csv
import io
import json

import pytest
from django.test import Client

from playground import control, slices
from playground.models import Checkpoint, Desired, Owner, Population, Run, Snapshot, State
from tests.playground.experiments import events_of, make, population_of, straight, take_short_turn, take_turn
from tests.playground.separate import EARLY, same_as_in_line, validate, validate_one, without_clocks, work_to_the_end
from training.exports.csv import to_csv
from training.exports.recorded import Recorded
from training.exports.settled import settled


@pytest.mark.parametrize("turns", ["long", "short", "validation far behind", "training far behind"])
@pytest.mark.parametrize("every", [1, 3])
def test_it_ends_as_validation_in_line_would(
    turns: str, every: int, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    if turns != "long":
        monkeypatch.setattr(slices, "COMMIT_EVERY", 0)
    experiment = make(owner, **{**EARLY, "validation": {"separate_worker": True, "every": every}})
    match turns:
        case "long":
            work_to_the_end()
        case "short":
            work_to_the_end(take_short_turn, validate_one)
        case "validation far behind":
            work_to_the_end(take_turn, validate_one)
        case "training far behind":
            while take_short_turn():
                while validate_one():
                    pass
    same_as_in_line(experiment)
    run = Run.objects.get(experiment=experiment)
    ended = events_of(experiment)[-1]
    assert (run.state, run.reason, run.epoch) == (State.FINISHED, "stopped early", ended["epochs"])
    assert run.last["validation_loss"] == ended["last"]["validation_loss"]
    assert not Snapshot.objects.exists()
    assert not Checkpoint.objects.filter(lasting=False).exists()


def test_all_epochs_are_validated_before_the_run_ends(owner: Owner) -> None:
    experiment = make(owner, validation={"separate_worker": True})
    while take_turn():
        pass
    assert Run.objects.get(experiment=experiment).state == State.RUNNING
    assert population_of(experiment).epoch == 12
    assert Snapshot.objects.filter(done=False).count() == 12
    assert take_turn() is False, "there is nothing to train, so nobody tries again and again"
    fence = population_of(experiment).fence
    work_to_the_end()
    assert population_of(experiment).fence == fence + 1
    same_as_in_line(experiment)


def test_events_and_summary_name_who_validated_and_hold_the_late_figures(owner: Owner) -> None:
    experiment = make(owner, validation={"separate_worker": True})
    take_turn()
    epoch = population_of(experiment).epoch
    assert Run.objects.get(experiment=experiment).last["validation_loss"] is None
    while validate():
        pass
    event = events_of(experiment)[-1]
    assert (event["type"], event["epoch"], event["worker"]) == ("validation_ended", epoch, "a validator")
    assert Run.objects.get(experiment=experiment).last["validation_loss"] == event["validation_loss"]


def test_training_waits_when_it_is_too_far_ahead_and_half_of_it_is_enough(owner: Owner) -> None:
    experiment = make(owner, stopping={"epochs": 900}, validation={"separate_worker": True})
    while take_turn():
        pass
    assert population_of(experiment).epoch == 200
    while validate_one() and not Population.objects.runnable().exists():
        pass
    assert Snapshot.objects.filter(done=True).count() == 100
    work_to_the_end()
    same_as_in_line(experiment)


def test_a_stop_ends_at_once_and_drops_what_waits(owner: Owner) -> None:
    experiment = make(owner, validation={"separate_worker": True})
    while take_turn():
        pass
    control.desire(experiment, Desired.STOP)
    assert take_turn() is True
    event = events_of(experiment)[-1]
    assert (event["type"], event["reason"], event["epochs"]) == ("run_finished", "stopped by user", 12)
    assert not Snapshot.objects.exists()
    assert validate() is False


def test_a_pause_comes_while_it_waits_and_nothing_is_lost(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    while take_turn():
        pass
    control.desire(experiment, Desired.PAUSE)
    take_turn()
    assert population_of(experiment).state == State.PAUSED
    assert take_turn() is False
    while validate():
        pass
    assert take_turn() is False
    control.desire(experiment, Desired.RUN)
    work_to_the_end()
    types = [event["type"] for event in events_of(experiment)]
    assert types.count("run_paused") == types.count("run_resumed") == 1
    ended = {name: value for name, value in events_of(experiment)[-1].items() if name != "seq"}
    assert ended == straight(experiment)[-1]


def test_a_changed_setting_acts_as_in_line(owner: Owner, a_commit_an_epoch: None) -> None:
    ended = []
    for separate in (False, True):
        experiment = make(owner, stopping={"epochs": 30}, validation={"separate_worker": separate})
        for _ in range(5):
            take_short_turn()
        epoch = population_of(experiment).epoch
        control.change(experiment, {"optimizer.learning_rate": 0.5, "stopping.epochs": 20})
        work_to_the_end(take_short_turn, validate_one)
        changed = [event for event in events_of(experiment) if event["type"] == "setting_changed"]
        assert [event["epoch"] for event in changed] == [epoch, epoch]
        ended.append({name: value for name, value in events_of(experiment)[-1].items() if name != "seq"})
    assert ended[0] == ended[1]


def test_settings_cannot_change_once_only_validation_is_left(owner: Owner) -> None:
    experiment = make(owner, validation={"separate_worker": True})
    while take_turn():
        pass
    with pytest.raises(control.Finished, match="last epochs are still being validated"):
        control.change(experiment, {"stopping.epochs": 50})
    work_to_the_end()
    same_as_in_line(experiment)


def test_downloads_show_late_figures_in_their_epoch_and_no_epoch_beyond_the_end(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    work_to_the_end()
    address = f"/api/experiments/{experiment.public_id}/export"
    inline = list(csv.DictReader(io.StringIO(to_csv(Recorded({}, straight(experiment))))))
    rows = list(csv.DictReader(io.StringIO(Client().get(f"{address}/csv").content.decode())))
    assert [without_clocks(row) for row in rows] == [without_clocks(row) for row in inline]
    assert rows[-1]["epoch"] == "16"
    document = json.loads(Client().get(f"{address}/json").content)
    epochs = {event["epoch"]: event for event in document["events"] if event["type"] == "epoch_ended"}
    late = {event["epoch"]: event for event in document["events"] if event["type"] == "validation_ended"}
    assert list(epochs) == list(late) == list(range(1, 17))
    assert all(epochs[epoch]["validation_loss"] == event["validation_loss"] for epoch, event in late.items())
    assert max(event["epoch"] for event in events_of(experiment) if event["type"] == "epoch_ended") > 16


def test_a_log_without_separate_validation_is_left_alone() -> None:
    log = [{"type": "run_started", "run": 1}, {"type": "epoch_ended", "run": 1, "epoch": 1, "validation_loss": 0.5}]
    assert settled(iter(log)) == log
