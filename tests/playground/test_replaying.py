"""Repeating the log takes turns like training, keeps what it has done, says how far it is, and obeys the user."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from playground import control, replaying, slices
from playground.models import Checkpoint, Dataset, Desired, Experiment, Owner, Population, State
from playground.population_log import PopulationLog
from playground.status import status
from tests.playground.experiments import (
    CHANGES,
    branch,
    events_of,
    figures,
    make,
    population_of,
    take_short_turn,
    take_turn,
    train_to_the_end,
    trained,
    types_of,
)


@pytest.fixture(autouse=True)
def _slow(a_commit_an_epoch: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "KEEP_EVERY", 0)


def test_it_takes_turns_and_ends_the_same(owner: Owner) -> None:
    parent = trained(owner, CHANGES)
    made = branch(parent, owner, 8, {})
    assert status(made)["state"] == State.RUNNING
    for epoch in range(1, 8):
        take_short_turn()
        assert (population_of(made).replayed, population_of(made).epoch) == (epoch, 8)
        assert len(events_of(made)) == len([e for e in figures(parent) if e.get("epoch", 0) <= 8]) - 1
    assert status(made)["replayed"] == 7
    train_to_the_end(take_short_turn)
    assert population_of(made).replayed is None
    assert figures(made) == figures(parent)


def test_its_clocks_go_on_from_those_of_the_log(owner: Owner) -> None:
    parent = trained(owner)
    for row in parent.events.filter(body__contains='"epoch": 8,'):
        row.body = row.body.replace('"seconds": ', '"seconds": 100')
        row.save()
    made = branch(parent, owner, 8, {})
    train_to_the_end(take_short_turn)
    seconds = [event["seconds"] for event in events_of(made) if event["type"] == "epoch_ended"]
    assert seconds[8] > seconds[7] >= 1000


def test_a_lost_lease_ends_it(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    made = branch(trained(owner), owner, 8, {})
    really = replaying.checkpoint.to_bytes

    def meanwhile(population: Any) -> bytes:
        Population.objects.filter(experiment=made).update(fence=99)
        return really(population)

    monkeypatch.setattr(replaying.checkpoint, "to_bytes", meanwhile)
    assert take_turn()
    assert population_of(made).replayed == 0
    assert not Checkpoint.objects.exists()


def test_it_can_be_paused_stopped_and_stepped(owner: Owner) -> None:
    parent = trained(owner)
    paused = branch(parent, owner, 8, {}, Desired.PAUSE)
    train_to_the_end(take_short_turn)
    assert population_of(paused).state == State.PAUSED
    assert types_of(paused)[-1] == "run_paused"
    stopped = branch(parent, owner, 8, {})
    take_short_turn()
    control.desire(stopped, Desired.STOP)
    stepped = branch(parent, owner, 8, {}, Desired.STEP)
    train_to_the_end(take_short_turn)
    assert (events_of(stopped)[-1]["reason"], events_of(stopped)[-1]["epochs"]) == ("stopped by user", 8)
    assert population_of(stepped).epoch == 9


def asking(monkeypatch: pytest.MonkeyPatch, experiment: Experiment, epoch: int, desired: str) -> None:
    """The user asks while a worker repeats this epoch."""
    really = replaying.engine.advance

    def advance(population: Any) -> Any:
        told = really(population)
        if population.runs[0].epoch == epoch:
            control.desire(experiment, desired)
        return told

    monkeypatch.setattr(replaying.engine, "advance", advance)


def test_a_pause_rests_it_where_it_is_and_it_goes_on_from_there(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = trained(owner, CHANGES)
    made = branch(parent, owner, 8, {})
    with monkeypatch.context() as meanwhile:
        asking(meanwhile, made, 3, Desired.PAUSE)
        train_to_the_end()
    assert (population_of(made).state, population_of(made).replayed) == (State.PAUSED, 3)
    assert population_of(made).lease_until is None
    assert (events_of(made)[-1]["type"], events_of(made)[-1]["epoch"]) == ("run_paused", 8)
    assert status(made)["state"] == State.PAUSED
    control.desire(made, Desired.RUN)
    take_short_turn()
    assert (population_of(made).replayed, status(made)["state"]) == (4, State.RUNNING)
    train_to_the_end()
    assert figures(made) == figures(parent)
    assert [kind for kind in types_of(made) if kind in ("run_paused", "run_resumed")] == ["run_paused", "run_resumed"]


def test_a_change_at_rest_is_made_once_it_has_caught_up(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    made = branch(trained(owner), owner, 8, {})
    with monkeypatch.context() as meanwhile:
        asking(meanwhile, made, 3, Desired.PAUSE)
        train_to_the_end()
    control.change(made, {"weights.1.0.0": 0.5})
    train_to_the_end(take_short_turn)
    assert (population_of(made).state, population_of(made).replayed) == (State.PAUSED, None)
    assert types_of(made)[-2:] == ["run_paused", "setting_changed"]


def test_a_stop_ends_it_at_the_epoch_of_the_log(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = trained(owner)
    made = branch(parent, owner, 8, {})
    asking(monkeypatch, made, 3, Desired.STOP)
    assert take_turn()
    ended, log = events_of(made)[-1], [event for event in events_of(parent) if event["type"] == "epoch_ended"][:8]
    best = min(log, key=lambda event: event["validation_loss"])
    assert (ended["reason"], ended["epochs"], ended["best_epoch"]) == ("stopped by user", 8, best["epoch"])
    assert ended["best"]["validation_loss"] == best["validation_loss"]
    assert ended["last"]["train_loss"] == log[-1]["train_loss"]
    assert made.runs.get().weights is None
    assert population_of(made).state == State.FINISHED
    assert take_turn() is False


def test_attempts_count_on_while_nothing_is_kept(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = make(owner, validation={"separate_worker": True})
    take_short_turn()
    take_short_turn()
    Checkpoint.objects.all().delete()
    seen = []
    really = slices.queue.keep

    def keep(*arguments: Any) -> None:
        really(*arguments)
        seen.append(population_of(experiment).attempts)

    monkeypatch.setattr(slices.queue, "keep", keep)
    take_short_turn()
    assert seen == [1, 1]


def test_clocks_are_read_from_the_log_at_once(owner: Owner) -> None:
    experiment = make(owner, ensemble={"members": 3})
    take_short_turn()
    take_short_turn()
    row = population_of(experiment)
    data = Checkpoint.objects.read(row)
    assert data is not None
    population = slices.checkpoint.from_bytes(data, Dataset.objects.table, "cpu")
    clocks = [run.seconds for run in population.runs]
    for run in population.runs:
        run.seconds = 0.0
    with CaptureQueriesContext(connection) as queries:
        PopulationLog(row).set_clocks(population)
    assert len(queries) == 1
    assert [run.seconds for run in population.runs] == pytest.approx(clocks, abs=1e-6)
    assert min(clocks) > 0
