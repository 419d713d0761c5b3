"""Searches that learn, on the server: rounds and rungs give what `training.train` gives, whoever crashes in between."""

from typing import Any

import pytest

from playground import control, queue, rounds, slices
from playground.models import Checkpoint, Desired, Event, Experiment, Owner, Population, Run, State, Worker
from playground.status import status
from tests.playground.experiments import (
    branch,
    events_of,
    figures,
    make,
    repeat,
    straight,
    take_short_turn,
    take_turn,
    train_to_the_end,
)
from tests.playground.test_several_runs import by_run
from training.problems import SpecError

pytestmark = pytest.mark.usefixtures("a_commit_an_epoch")

RATE = {"kind": "log_uniform", "low": 0.001, "high": 1}
UNITS = {"kind": "choice", "values": [3, 6]}
AXES = {"network.hidden.0.units": UNITS, "optimizer.learning_rate": RATE}
HALVING: dict[str, Any] = {
    "stopping": {"epochs": 9},
    "vary": {"kind": "halving", "trials": 9, "reduction": 3, "minimum": 1, "axes": AXES, "seeds": 2},
}
TPE: dict[str, Any] = {
    "stopping": {"epochs": 4},
    "vary": {"kind": "tpe", "trials": 8, "startup": 4, "per_round": 2, "axes": AXES, "seed": 3},
}
EACH = pytest.mark.parametrize("settings", [HALVING, TPE], ids=["halving", "tpe"])


def of_type(experiment: Experiment, kind: str) -> list[dict[str, Any]]:
    return [event for event in events_of(experiment) if event["type"] == kind]


def same_as_straight(experiment: Experiment) -> None:
    found, expected = by_run(figures(experiment)), by_run(straight(experiment))
    assert found.keys() == expected.keys()
    for run in expected:
        assert found[run] == expected[run], run


@EACH
def test_many_short_turns_equal_one_long_training(settings: dict[str, Any], owner: Owner) -> None:
    experiment = make(owner, **settings)
    train_to_the_end(take_short_turn)
    same_as_straight(experiment)
    assert not Checkpoint.objects.exists()
    assert {run.state for run in experiment.runs.all()} == {State.FINISHED}


@EACH
def test_lost_checkpoints_and_crashed_workers_change_nothing(settings: dict[str, Any], owner: Owner) -> None:
    experiment = make(owner, **settings)
    for turn in range(400):
        if turn % 7 == 3:
            Checkpoint.objects.all().delete()
        if turn % 5 == 2 and (lost := queue.claim("one that dies")):
            Population.objects.filter(pk=lost.population.pk).update(lease_until=None, attempts=0)
        if not take_short_turn():
            break
    same_as_straight(experiment)


def test_losers_end_at_the_rungs_and_every_decision_is_told_once(owner: Owner) -> None:
    experiment = make(owner, **HALVING)
    assert experiment.populations.count() == 2
    train_to_the_end(take_short_turn)
    decisions = of_type(experiment, "rung_ended")
    assert [(event["rung"], event["epoch"], len(event["kept"])) for event in decisions] == [(0, 1, 3), (1, 3, 1)]
    ends = {event["run"]: (event["reason"], event["epochs"]) for event in of_type(experiment, "run_finished")}
    for run in experiment.runs.all():
        lost = next((event["epoch"] for event in decisions if run.trial in event["ended"]), None)
        assert ends[run.number] == (("halved", lost) if lost else ("epochs", 9))
    assert sum(epochs for _, epochs in ends.values()) == 2 * (6 * 1 + 2 * 3 + 1 * 9)


def test_who_is_early_waits_at_the_rung_and_keeps_no_worker(owner: Owner) -> None:
    experiment = make(owner, **HALVING)
    take_turn()
    first = experiment.populations.get(number=1)
    assert (first.epoch, first.at_rung, first.lease_until, first.state) == (1, 0, None, State.RUNNING)
    assert list(Population.objects.runnable().values_list("number", flat=True)) == [2]
    take_turn()
    assert set(experiment.populations.values_list("rung", "at_rung")) == {(1, None)}
    assert Population.objects.runnable().count() == 2


def test_pause_at_a_rung_and_go_on(owner: Owner) -> None:
    experiment = make(owner, **HALVING)
    control.desire(experiment, Desired.STEP)
    train_to_the_end(take_short_turn)
    assert {run.state for run in experiment.runs.all()} == {State.PAUSED}
    assert len(of_type(experiment, "rung_ended")) == 1
    control.desire(experiment, Desired.RUN)
    take_short_turn()
    control.desire(experiment, Desired.PAUSE)
    train_to_the_end(take_short_turn)
    assert {run.state for run in experiment.runs.all()} == {State.PAUSED, State.FINISHED}
    control.desire(experiment, Desired.RUN)
    train_to_the_end(take_short_turn)
    same_as_straight(experiment)


def test_a_run_that_is_stopped_at_a_rung_holds_up_nobody(owner: Owner) -> None:
    experiment = make(owner, **HALVING)
    take_turn()
    waiting = experiment.populations.get(number=1)
    for run in waiting.runs.all():
        control.stop_run(experiment, run.number)
    train_to_the_end(take_short_turn)
    ends = {event["run"]: (event["reason"], event["epochs"]) for event in of_type(experiment, "run_finished")}
    assert {ends[run] for run in numbers(waiting)} <= {("stopped by user", 1), ("halved", 1)}
    assert ("stopped by user", 1) in ends.values()
    assert not experiment.populations.open().exists()


def numbers(population: Population) -> set[int]:
    return set(population.runs.values_list("number", flat=True))


def test_a_population_that_fails_holds_up_nobody(owner: Owner) -> None:
    experiment = make(owner, **HALVING)
    take_turn()
    lost = queue.claim("one that dies")
    assert lost is not None
    queue.give_up(lost, "It crashed.", final=True)
    train_to_the_end(take_short_turn)
    assert not experiment.populations.open().exists()
    assert len(of_type(experiment, "rung_ended")) == 2


def test_between_two_rounds_it_is_not_over(owner: Owner) -> None:
    Worker.seen("a worker", "cpu")
    experiment = make(owner, **TPE)
    states = []
    while take_short_turn():
        ended, told = experiment.runs.filter(state=State.FINISHED).count(), status(experiment)
        states.append((ended, experiment.runs.count(), told["state"]))
    assert [state for _, _, state in states[:-1] if state != "running"] == []
    assert {(ended, runs) for ended, runs, _ in states if ended == runs} == {(4, 4), (6, 6), (8, 8)}
    assert status(experiment)["state"] == "finished"


def test_the_next_round_is_there_in_the_moment_the_last_one_ends(owner: Owner) -> None:
    experiment = make(owner, **TPE)
    while experiment.runs.exclude(state=State.FINISHED).exists():
        take_short_turn()
    assert experiment.populations.open().get().runs.count() == 0
    assert Population.objects.runnable().count() == 1
    control.desire(experiment, Desired.PAUSE)
    assert not take_short_turn()
    assert status(experiment)["state"] == "paused"
    control.desire(experiment, Desired.STEP)
    train_to_the_end(take_short_turn)
    assert experiment.runs.count() == 6
    assert {run.epoch for run in experiment.runs.filter(number__gt=4)} == {1}
    control.desire(experiment, Desired.RUN)
    train_to_the_end(take_short_turn)
    same_as_straight(experiment)


def test_stopping_between_two_rounds_ends_the_search(owner: Owner) -> None:
    experiment = make(owner, **TPE)
    while experiment.runs.exclude(state=State.FINISHED).exists():
        take_short_turn()
    control.desire(experiment, Desired.STOP)
    train_to_the_end(take_short_turn)
    assert (experiment.runs.count(), experiment.populations.open().count()) == (4, 0)
    assert status(experiment)["state"] == "finished"


def test_trials_are_chosen_once_even_if_two_workers_do_it(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = make(owner, **TPE)
    while experiment.runs.exclude(state=State.FINISHED).exists():
        take_short_turn()
    late = queue.claim("late")
    assert late is not None
    Population.objects.update(lease_until=None)
    take_short_turn()
    assert experiment.runs.count() == 6
    with pytest.raises(queue.LostLease):
        slices.plan_round(late)
    train_to_the_end(take_short_turn)
    same_as_straight(experiment)


def test_a_search_whose_choosing_crashes_ends_with_what_it_has(owner: Owner) -> None:
    experiment = make(owner, **TPE)
    while experiment.runs.exclude(state=State.FINISHED).exists():
        take_short_turn()
    lost = queue.claim("one that dies")
    assert lost is not None
    queue.give_up(lost, "It crashed.", final=True)
    told = status(experiment)
    assert (told["state"], experiment.runs.count()) == ("finished", 4)
    assert told["sentence"] == "Finished: 4 runs; choosing further trials failed."


def test_changes_hold_for_later_rounds_and_a_repetition_does_the_same(owner: Owner) -> None:
    experiment = make(owner, **TPE)
    take_short_turn()
    control.change(experiment, {"regularization.l2": 0.01})
    train_to_the_end(take_short_turn)
    changed = {event["run"]: event["epoch"] for event in of_type(experiment, "setting_changed")}
    assert changed.keys() == set(range(1, 9))
    assert {changed[run] for run in range(5, 9)} == {0}
    again = repeat(experiment, owner)
    train_to_the_end(take_short_turn)
    assert by_run(figures(again)) == by_run(figures(experiment))


@pytest.mark.parametrize("epoch", [0, 1, 2, 3, 5])
def test_a_branch_of_a_halving_search_repeats_its_decisions(epoch: int, owner: Owner) -> None:
    experiment = make(owner, **HALVING)
    train_to_the_end(take_short_turn)
    other = branch(experiment, owner, epoch, {})
    train_to_the_end(take_short_turn)
    assert by_run(figures(other)) == by_run(figures(experiment))


def test_a_search_that_learns_is_not_branched_but_run_again(owner: Owner) -> None:
    experiment = make(owner, **TPE)
    take_short_turn()
    with pytest.raises(SpecError, match="a branch would be another search"):
        branch(experiment, owner, 1, {})


def test_trials_are_compared_by_the_best_figure_of_all_epochs(owner: Owner) -> None:
    experiment = make(owner, **{**TPE, "vary": {**TPE["vary"], "objective": "validation_accuracy"}})
    train_to_the_end(take_short_turn)
    for run in Run.objects.all():
        told = [event for event in of_type(experiment, "epoch_ended") if event["run"] == run.number]
        assert run.score == -max(event["validation_accuracy"] for event in told)
    assert Event.objects.filter(experiment=experiment).exists()
    assert rounds.goes_on(experiment)
