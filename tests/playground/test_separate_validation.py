"""Validation by another process: the result is that of validation in line, whatever happens to whom in between."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client

from playground import control, queue, slices, validation, validation_queue
from playground.models import Checkpoint, Desired, Event, Experiment, Owner, Population, Run, Snapshot, State
from tests.playground.experiments import events_of, make, population_of, straight, take_short_turn, take_turn
from training.exports.csv import to_csv
from training.exports.settled import settled

EARLY: dict[str, Any] = {
    "data": {"samples": 60, "noise": 0.5},
    "optimizer": {"learning_rate": 0.3},
    "stopping": {"epochs": 200, "early": {"patience": 3}},
    "validation": {"separate_worker": True},
}
"""Stops early in epoch 16, with the best in epoch 13."""
LATE = ("validation_loss", "validation_accuracy", "validation_loss_error", "validation_accuracy_error")


def validate() -> bool:
    return validation.take_turn("a validator", "cpu", lambda: False)


def validate_one() -> bool:
    """One snapshot and no more, as when it is asked to leave."""
    return validation.take_turn("a validator", "cpu", lambda: True)


def work_to_the_end(train: Any = take_turn, evaluate: Any = validate, most: int = 2000) -> None:
    """Both kinds of workers take turns until neither finds anything."""
    for _ in range(most):
        if not train() and not evaluate():
            return
    raise AssertionError("There is still something to do.")


def same_as_in_line(experiment: Experiment) -> None:
    """The end is that of validation in line, and so is every epoch up to it once its late figures are put in."""
    inline, events = straight(experiment), events_of(experiment)
    ended = {name: value for name, value in events[-1].items() if name != "seq"}
    assert ended == inline[-1]
    late = {event["epoch"]: event for event in events if event["type"] == "validation_ended"}
    assert len(late) == sum(event["type"] == "validation_ended" for event in events), "nothing is told twice"
    told = [event for event in events if event["type"] == "epoch_ended"]
    expected = [event for event in inline if event["type"] == "epoch_ended"]
    assert len(told) >= len(expected) == ended["epochs"]
    for one, other in zip(told, expected, strict=False):
        assert all(one[name] is None for name in LATE)
        figures = {name: late[one["epoch"]][name] for name in LATE} if one["epoch"] in late else {}
        assert without_clocks({**one, **figures}) == without_clocks(other)


def without_clocks(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != "seq" and not name.endswith("seconds")}


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
    assert not Checkpoint.objects.exists()


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


def test_a_validator_that_dies_loses_nothing(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    take_turn()
    assert validation_queue.claim("one that dies") is not None
    assert validate() is False, "it is held"
    Snapshot.objects.update(lease_until=Now() - timedelta(seconds=1))
    work_to_the_end()
    same_as_in_line(experiment)


def test_a_validator_that_wakes_too_late_reports_in_vain(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    take_turn()
    slow = validation_queue.claim("a slow one")
    assert slow is not None
    found = validation._evaluate(slow, "cpu", lambda: False)
    Snapshot.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert validate_one() is True
    before = len(events_of(experiment))
    with pytest.raises(queue.LostLease):
        validation_queue.report(slow, found)
    assert len(events_of(experiment)) == before
    work_to_the_end()
    same_as_in_line(experiment)


def test_two_validators_may_report_in_any_order(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "COMMIT_EVERY", 0)
    experiment = make(owner, **EARLY)
    claims = []
    for _ in range(6):
        take_short_turn()
        claims.append(validation_queue.claim("one of them"))
    for claim in reversed(claims):
        assert claim is not None
        validation_queue.report(claim, validation._evaluate(claim, "cpu", lambda: False))
        take_short_turn()
    work_to_the_end()
    same_as_in_line(experiment)


def test_what_kills_its_validators_is_ended(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    take_turn()
    for _ in range(queue.MOST_ATTEMPTS):
        assert validation_queue.claim("one that dies") is not None
        Snapshot.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert validate() is False
    event = events_of(experiment)[-1]
    assert event["type"] == "run_failed"
    assert event["reason"] == "Validation crashed 3 times in a row and was given up."
    assert population_of(experiment).state == State.FAILED
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("kept", [1, 0], ids=["the newest checkpoint", "all checkpoints"])
def test_damaged_checkpoints_change_nothing(kept: int, owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "COMMIT_EVERY", 0)
    experiment = make(owner, **EARLY)
    damaged = 0

    def train() -> bool:
        nonlocal damaged
        worked = take_short_turn()
        if population_of(experiment).epoch in (9, 15) and damaged < 6:
            newest = list(Checkpoint.objects.order_by("pk").values_list("pk", flat=True))[kept:]
            damaged += Checkpoint.objects.filter(pk__in=newest).update(sha256="0" * 64)
        return worked

    work_to_the_end(train, validate_one)
    assert damaged >= 2
    same_as_in_line(experiment)


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


def test_a_changed_setting_acts_as_in_line(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "COMMIT_EVERY", 0)
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


@pytest.mark.parametrize("hurt", [False, True], ids=["undisturbed", "checkpoints damaged"])
def test_several_runs_end_each_as_in_line(hurt: bool, owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "COMMIT_EVERY", 0)
    runs = [{"name": f"η = {rate}", "set": {"optimizer.learning_rate": rate}} for rate in (0.3, 0.03, 1.0)]
    experiment = make(owner, **EARLY, vary={"kind": "list", "runs": runs})
    damaged = 0

    def train() -> bool:
        nonlocal damaged
        worked = take_short_turn()
        if hurt and worked and population_of(experiment).epoch % 15 == 0:
            damaged += Checkpoint.objects.update(sha256="0" * 64)
        return worked

    work_to_the_end(train, validate_one)
    assert damaged or not hurt
    ended = {event["run"]: event for event in straight(experiment) if event["type"] == "run_finished"}
    told = [event for event in events_of(experiment) if event["type"] == "run_finished"]
    assert {event["run"]: {name: event[name] for name in event if name != "seq"} for event in told} == ended
    assert len(told) == len(runs)
    assert len({event["epochs"] for event in told}) == 3
    late = [(event["run"], event["epoch"]) for event in events_of(experiment) if event["type"] == "validation_ended"]
    assert len(set(late)) == len(late)


def test_a_table_that_is_gone_ends_the_run_in_words(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    take_turn()
    validation._prepared.clear()
    Experiment.objects.update(spec={**experiment.spec, "data": {**experiment.spec["data"], "dataset": "table-gone"}})
    assert validate() is True
    assert events_of(experiment)[-1]["reason"] == 'The data set "table-gone" does not exist here.'


def test_the_log_never_holds_a_figure_that_is_not_finite(owner: Owner) -> None:
    experiment = make(
        owner, data={"dataset": "plane", "samples": 60}, network={"hidden": []},
        optimizer={"kind": "sgd", "learning_rate": 10}, validation={"separate_worker": True}, stopping={"epochs": 12},
    )  # fmt: skip
    work_to_the_end()
    assert Event.objects.filter(experiment=experiment).exists()
    same_as_in_line(experiment)


def test_downloads_show_late_figures_in_their_epoch_and_no_epoch_beyond_the_end(owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    work_to_the_end()
    address = f"/api/experiments/{experiment.public_id}/export"
    inline = list(csv.DictReader(io.StringIO(to_csv({}, straight(experiment)))))
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
