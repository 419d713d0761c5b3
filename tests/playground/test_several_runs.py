"""Experiments of several runs on the server: ensembles and searches train as `training.train` does, and obey as one."""

import csv
import io
import json
from typing import Any

import pytest

from playground import control, validation
from playground.models import Checkpoint, Desired, Event, Experiment, Owner, Population, Run, State, Worker
from playground.status import status
from tests.playground.experiments import (
    events_of,
    figures,
    make,
    straight,
    take_short_turn,
    take_turn,
    train_to_the_end,
)

pytestmark = pytest.mark.usefixtures("a_commit_an_epoch")

ENSEMBLE: dict[str, Any] = {"ensemble": {"members": 3}}
EARLY: dict[str, Any] = {
    "data": {"dataset": "diabetes", "samples": 100},
    "optimizer": {"kind": "adam", "learning_rate": 0.03},
    "stopping": {"epochs": 200, "early": {"patience": 3}},
    "ensemble": {"members": 4},
}
RACE: dict[str, Any] = {
    "vary": {
        "kind": "list",
        "runs": [
            {"name": "slow", "set": {"optimizer.beta": 0.0}},
            {"name": "fast", "set": {"optimizer.beta": 0.95}},
            {"name": "adam", "set": {"optimizer.kind": "adam"}},
            {"name": "wide", "set": {"network.hidden.0.units": 7}},
        ],
    }
}


def by_run(events: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """Populations take turns, so only the order inside each run is certain."""
    return {run: [event for event in events if event["run"] == run] for run in sorted({one["run"] for one in events})}


@pytest.mark.parametrize("settings", [ENSEMBLE, EARLY, RACE], ids=["ensemble", "members leave early", "race"])
def test_many_short_turns_equal_one_long_training(settings: dict[str, Any], owner: Owner) -> None:
    experiment = make(owner, **settings)
    train_to_the_end(take_short_turn)
    assert by_run(figures(experiment)) == by_run(straight(experiment))
    assert not Checkpoint.objects.exists()


@pytest.mark.parametrize("damaged", [1, 2], ids=["the newest", "both"])
@pytest.mark.parametrize("settings", [ENSEMBLE, EARLY], ids=["ensemble", "members leave early"])
def test_damaged_checkpoints_change_nothing(settings: dict[str, Any], damaged: int, owner: Owner) -> None:
    experiment = make(owner, **settings)
    for turn in range(40):
        take_short_turn()
        if turn % 9 == 5:
            for checkpoint in Checkpoint.objects.order_by("-pk")[:damaged]:
                checkpoint.data = bytes(checkpoint.data)[:-1] + b"?"
                checkpoint.save()
    train_to_the_end(take_short_turn)
    assert figures(experiment) == straight(experiment)


def test_each_run_is_in_the_book_with_its_name_and_end(owner: Owner) -> None:
    experiment = make(owner, **RACE)
    assert [run.name for run in Run.objects.order_by("number")] == ["slow", "fast", "adam", "wide"]
    assert [population.runs.count() for population in Population.objects.order_by("number")] == [2, 1, 1]
    train_to_the_end()
    assert {run.state for run in experiment.runs.all()} == {State.FINISHED}
    assert all(run.weights for run in experiment.runs.all())
    assert {run.epoch for run in experiment.runs.all()} == {12}


def test_each_run_trains_what_its_row_says(owner: Owner) -> None:
    """A database may order the keys of a spec anew."""
    axes = {"optimizer.learning_rate": {"kind": "choice", "values": [0.1, 0.2]},
            "network.hidden.0.units": {"kind": "choice", "values": [2, 5]}}  # fmt: skip
    experiment = make(owner, vary={"kind": "grid", "axes": axes})
    train_to_the_end()
    told = {event["run"]: event for event in events_of(experiment) if event["type"] == "run_started"}
    for run in experiment.runs.all():
        assert (told[run.number]["name"], told[run.number]["settings"]) == (run.name, run.settings)
    sizes = {(run.settings["network.hidden.0.units"], told[run.number]["parameters"]) for run in experiment.runs.all()}
    assert len(sizes) == 2


def test_pause_step_and_stop_act_on_all_runs(owner: Owner) -> None:
    Worker.seen("a worker", "cpu")
    experiment = make(owner, **RACE)
    control.desire(experiment, Desired.STEP)
    train_to_the_end()
    assert set(Population.objects.values_list("state", "epoch")) == {(State.PAUSED, 1)}
    assert status(experiment)["sentence"] == "Paused after epoch 1 of 12, 4 runs."
    control.desire(experiment, Desired.STEP)
    train_to_the_end()
    assert set(Population.objects.values_list("state", "epoch")) == {(State.PAUSED, 2)}
    control.desire(experiment, Desired.STOP)
    train_to_the_end()
    reasons = [event["reason"] for event in events_of(experiment) if event["type"] == "run_finished"]
    assert reasons == ["stopped by user"] * 4
    assert status(experiment)["sentence"] == "Finished: 4 runs, 4 stopped by hand."


def test_a_change_reaches_every_population_once(owner: Owner) -> None:
    experiment = make(owner, **RACE)
    control.desire(experiment, Desired.STEP)
    train_to_the_end()
    control.change(experiment, {"regularization.l2": 0.01})
    control.desire(experiment, Desired.RUN)
    train_to_the_end()
    changed = [event for event in events_of(experiment) if event["type"] == "setting_changed"]
    assert sorted((event["run"], event["epoch"], event["new"]) for event in changed) == [
        (run, 1, 0.01) for run in (1, 2, 3, 4)
    ]


def test_what_the_runs_differ_in_cannot_be_changed(owner: Owner) -> None:
    experiment = make(owner, **RACE)
    with pytest.raises(control.SpecError, match=r"optimizer\.beta: The runs differ in this setting"):
        control.change(experiment, {"optimizer.beta": 0.5})


def test_the_status_counts_runs(owner: Owner) -> None:
    Worker.seen("a worker", "cpu")
    experiment = make(owner, **ENSEMBLE)
    assert status(experiment)["state"] == "waiting"
    take_short_turn()
    told = status(experiment)
    assert (told["state"], told["runs"], told["ended"], told["epoch"]) == ("running", 3, 0, 1)
    assert told["progress"] == pytest.approx(1 / 12, abs=1e-6)
    assert told["sentence"] == "Training on a CPU worker: epoch 1 of 12, 3 runs."
    train_to_the_end()
    assert status(experiment)["sentence"] == "Finished: 3 runs."
    assert (status(experiment)["progress"], status(experiment)["ended"]) == (1, 3)


def test_a_table_of_an_ensemble_has_its_members_and_their_average(owner: Owner, client: Any) -> None:
    experiment = make(owner, **ENSEMBLE)
    train_to_the_end()
    text = client.get(f"/api/experiments/{experiment.public_id}/export/csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["run"] for row in rows].count("2") == 13
    average = [row for row in rows if row["run"] == "0"]
    told = [event for event in events_of(experiment) if event["type"] == "ensemble_evaluated"]
    assert [float(row["out_of_bag_loss"]) for row in average] == [event["out_of_bag_loss"] for event in told]
    assert [float(row["validation_loss"]) for row in average] == [event["validation_loss"] for event in told]
    exported = json.loads(client.get(f"/api/experiments/{experiment.public_id}/export/json").content)
    assert len(exported["events"]) == Event.objects.filter(experiment=experiment).count()


def test_a_fork_of_an_ensemble_is_one(owner: Owner, client: Any) -> None:
    parent = make(owner, **ENSEMBLE)
    answer = client.post(
        f"/api/experiments/{parent.public_id}/fork",
        json.dumps({"set": {"ensemble.members": 5}}),
        content_type="application/json",
    )
    read = client.get(f"/api/experiments/{answer.json()['id']}").json()
    assert [run["name"] for run in read["runs"]] == [f"member {number}" for number in range(1, 6)]
    assert read["cost"]["runs"] == 5
    assert Experiment.objects.count() == 2


def test_a_search_of_many_populations_does_not_hold_up_others(owner: Owner) -> None:
    units = {"kind": "list", "runs": [{"set": {"network.hidden.0.units": number}} for number in range(1, 9)]}
    search, other = make(owner, vary=units), make(Owner.objects.create())
    assert search.populations.count() == 8
    for turn in range(1, 7):
        take_short_turn()
        take_short_turn()
        assert other.populations.get().epoch == turn
        assert sum(search.populations.values_list("epoch", flat=True)) == turn


def test_a_race_may_be_validated_elsewhere(owner: Owner) -> None:
    experiment = make(owner, **RACE, validation={"separate_worker": True})
    for _ in range(500):
        if not take_turn() and not validation.take_turn("a validator", "cpu", lambda: False):
            break
    ends = [event for event in figures(experiment) if event["type"] == "run_finished"]
    expected = [event for event in straight(experiment) if event["type"] == "run_finished"]
    assert by_run(ends) == by_run(expected)
    late = [event for event in events_of(experiment) if event["type"] == "validation_ended"]
    assert sorted((event["run"], event["epoch"]) for event in late) == [
        (run, epoch) for run in (1, 2, 3, 4) for epoch in range(1, 13)
    ]
