"""A slice trains as `training.train` does, whatever interrupts it, and obeys its user between two commits."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from playground import control, mishaps, queue, shortage
from playground.envelope import open_envelope
from playground.models import Checkpoint, Dataset, Desired, Experiment, Owner, Population, Run, State, Worker
from playground.refusals import Finished
from playground.status import status
from tests.playground.experiments import (
    SMALL,
    events_of,
    figures,
    make,
    population_of,
    straight,
    take_short_turn,
    take_turn,
    train_to_the_end,
    types_of,
)
from training import engine
from training.problems import SpecError
from training.tables import parse_in_subprocess


def test_the_default_experiment_ends_as_straight_training_does(owner: Owner) -> None:
    experiment = make(owner, data={}, stopping={})
    train_to_the_end()
    assert figures(experiment) == straight(experiment)
    assert len(events_of(experiment)) == 102


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": {"kind": "adam"}, "data": {"dataset": "wine"}},
        {"optimizer": {"kind": "rmsprop"}, "batch": {"size": "full"}, "regularization": {"l1": 0.01, "l2": 0.01}},
        {"optimizer": {"kind": "sgd"}, "data": {"dataset": "diabetes", "samples": 80}},
        {"stopping": {"epochs": 200, "early": {"patience": 3}}, "validation": {"every": 2}},
    ],
    ids=["adam", "rmsprop", "regression", "early stopping"],
)
def test_many_short_turns_equal_one_long_training(
    settings: dict[str, Any], owner: Owner, a_commit_an_epoch: None
) -> None:
    experiment = make(owner, **settings)
    train_to_the_end(take_short_turn)
    assert figures(experiment) == straight(experiment)
    assert population_of(experiment).fence >= events_of(experiment)[-1]["epochs"]


def test_the_first_commit_holds_the_start_and_the_first_epoch(owner: Owner) -> None:
    experiment = make(owner)
    make(Owner.objects.create())  # somebody else waits, so the first turn ends with the first commit
    take_turn()
    assert [event["type"] for event in events_of(experiment)] == ["run_started", "epoch_ended"]
    assert population_of(experiment).lease_until is None


def test_a_finished_run_keeps_its_weights_and_drops_its_checkpoints(owner: Owner) -> None:
    experiment = make(owner)
    train_to_the_end()
    weights = bytes(Run.objects.get(experiment=experiment).weights)
    assert sha256(weights).hexdigest() == events_of(experiment)[-1]["weights_sha256"]
    assert not Checkpoint.objects.exists()
    assert status(experiment)["sentence"] == "Finished: 12 epochs."


def test_without_work_a_turn_does_nothing(owner: Owner) -> None:
    assert take_turn() is False


def started(owner: Owner, **settings: Any) -> Experiment:
    """An experiment after its first short turn; with `a_commit_an_epoch` every later turn is short as well."""
    experiment = make(owner, **settings)
    take_short_turn()
    return experiment


def test_a_pause_acts_at_the_next_commit_and_run_goes_on(owner: Owner, a_commit_an_epoch: None) -> None:
    experiment = started(owner)
    control.desire(experiment, Desired.PAUSE)
    epoch = population_of(experiment).epoch
    assert take_turn() is False
    assert types_of(experiment) == ["run_started", "run_paused"]
    assert status(experiment)["sentence"] == f"Paused after epoch {epoch} of 12."
    control.desire(experiment, Desired.RUN)
    train_to_the_end()
    assert types_of(experiment) == ["run_started", "run_paused", "run_resumed", "run_finished"]
    assert figures(experiment) == straight(experiment)


def while_training(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None], after: int = 1) -> None:
    """Do something after so many epochs, in the middle of a turn, as a click does."""
    real, calls = engine.advance, [0]

    def advance(population: Any) -> Any:
        events = real(population)
        calls[0] += 1
        if calls[0] == after:
            act()
        return events

    monkeypatch.setattr(engine, "advance", advance)


@pytest.mark.parametrize("short", [False, True], ids=["the turn goes on", "the turn is over"])
def test_a_pause_in_the_middle_of_a_turn_comes_to_rest(
    short: bool, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = make(owner)
    while_training(monkeypatch, lambda: control.desire(experiment, Desired.PAUSE))
    train_to_the_end(take_short_turn if short else take_turn)
    assert types_of(experiment) == ["run_started", "run_paused"]
    assert population_of(experiment).state == State.PAUSED
    assert status(experiment)["sentence"] == "Paused after epoch 1 of 12."


@pytest.mark.parametrize("short", [False, True], ids=["the turn goes on", "the turn is over"])
def test_a_step_in_the_middle_of_a_turn_comes_to_rest(
    short: bool, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = make(owner)
    while_training(monkeypatch, lambda: control.desire(experiment, Desired.STEP))
    train_to_the_end(take_short_turn if short else take_turn)
    assert types_of(experiment) == ["run_started", "run_paused"]
    assert population_of(experiment).state == State.PAUSED


@pytest.mark.parametrize("new", [False, True], ids=["begun", "not begun"])
def test_a_pause_that_comes_before_a_rested_run_goes_on_leaves_it_at_rest(
    new: bool, owner: Owner, a_commit_an_epoch: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = make(owner) if new else started(owner)
    control.desire(experiment, Desired.PAUSE)
    control.desire(experiment, Desired.RUN)
    really = queue.claim

    def claim_and_click(*about: str) -> Any:
        found = really(*about)
        control.desire(experiment, Desired.PAUSE)
        return found

    monkeypatch.setattr(queue, "claim", claim_and_click)
    assert take_turn()
    begun = ["run_started", "run_paused"]
    assert types_of(experiment) == (["run_paused", *begun] if new else begun)
    assert population_of(experiment).state == State.PAUSED
    assert status(experiment)["sentence"] == f"Paused after epoch {0 if new else 1} of 12."


def test_each_step_trains_one_epoch_and_rests(owner: Owner) -> None:
    experiment = make(owner)
    for epoch in (1, 2, 3):
        control.desire(experiment, Desired.STEP)
        train_to_the_end()
        assert population_of(experiment).epoch == epoch
        assert population_of(experiment).state == State.PAUSED
    steps = [event["type"] for event in events_of(experiment)]
    assert steps == [
        "run_started", "epoch_ended", "run_paused",
        "run_resumed", "epoch_ended", "run_paused",
        "run_resumed", "epoch_ended", "run_paused",
    ]  # fmt: skip


def test_steps_asked_for_faster_than_trained_add_up(owner: Owner) -> None:
    experiment = make(owner)
    for _ in range(3):
        control.desire(experiment, Desired.STEP)
    train_to_the_end()
    assert population_of(experiment).epoch == 3


def test_a_stop_ends_the_run_where_it_is(owner: Owner, a_commit_an_epoch: None) -> None:
    experiment = started(owner)
    control.desire(experiment, Desired.STOP)
    train_to_the_end()
    last = events_of(experiment)[-1]
    assert (last["type"], last["reason"], last["epochs"]) == ("run_finished", "stopped by user", 1)
    assert status(experiment)["sentence"] == "Stopped by hand after epoch 1."
    with pytest.raises(Finished):
        control.desire(experiment, Desired.RUN)


def test_a_stop_before_the_first_epoch_ends_a_run_of_no_epochs(owner: Owner) -> None:
    experiment = make(owner)
    control.desire(experiment, Desired.STOP)
    train_to_the_end()
    events = events_of(experiment)
    assert [event["type"] for event in events] == ["run_started", "run_finished"]
    assert (events[1]["epochs"], events[1]["reason"]) == (0, "stopped by user")
    assert events[1]["weights_sha256"] == events[0]["weights_sha256"]


def test_a_paused_run_can_be_stopped(owner: Owner, a_commit_an_epoch: None) -> None:
    experiment = started(owner)
    control.desire(experiment, Desired.PAUSE)
    control.desire(experiment, Desired.STOP)
    train_to_the_end()
    assert events_of(experiment)[-1]["reason"] == "stopped by user"


def test_a_run_paused_before_its_first_epoch_still_tells_its_start(owner: Owner) -> None:
    experiment = make(owner)
    control.desire(experiment, Desired.PAUSE)
    assert take_turn() is False
    assert status(experiment)["sentence"] == "Paused after epoch 0 of 12."
    control.desire(experiment, Desired.RUN)
    train_to_the_end()
    assert figures(experiment) == straight(experiment)


def test_a_change_acts_from_the_next_epoch_and_is_told_before_it(owner: Owner, a_commit_an_epoch: None) -> None:
    experiment = started(owner)
    old = experiment.spec["optimizer"]["learning_rate"]
    control.change(experiment, {"optimizer.learning_rate": 0.5, "regularization.l2": 0.1})
    train_to_the_end()
    events = events_of(experiment)
    changed = [event for event in events if event["type"] == "setting_changed"]
    assert sorted((event["path"], event["new"], event["epoch"]) for event in changed) == [
        ("optimizer.learning_rate", 0.5, 1),
        ("regularization.l2", 0.1, 1),
    ]
    rates = [event["learning_rate"] for event in events if event["type"] == "epoch_ended"]
    assert rates == [old] + [0.5] * 11
    place = [event["type"] for event in events].index("setting_changed")
    assert events[place - 1]["epoch"] == 1
    assert events[place + 2]["epoch"] == 2
    assert figures(experiment)[-1]["weights_sha256"] != straight(experiment)[-1]["weights_sha256"]


def test_more_epochs_can_be_asked_for_while_it_trains(owner: Owner, a_commit_an_epoch: None) -> None:
    experiment = started(owner)
    control.change(experiment, {"stopping.epochs": 15})
    train_to_the_end()
    assert events_of(experiment)[-1]["epochs"] == 15
    assert Run.objects.get(experiment=experiment).epochs == 15


def test_epochs_that_are_over_cannot_be_asked_for(owner: Owner, a_commit_an_epoch: None) -> None:
    experiment = started(owner)
    with pytest.raises(SpecError, match=r"stopping\.epochs: Epoch 1 is over already"):
        control.change(experiment, {"stopping.epochs": 1})


def test_changes_do_not_pile_up_without_end(owner: Owner) -> None:
    experiment = make(owner)
    for number in range(control.MOST_PENDING_CHANGES):
        control.change(experiment, {"optimizer.learning_rate": 0.001 * (number + 1)})
    with pytest.raises(SpecError, match="Too many changes are waiting"):
        control.change(experiment, {"optimizer.learning_rate": 0.001})
    train_to_the_end()
    assert len([event for event in events_of(experiment) if event["type"] == "setting_changed"]) == 50


def own_table(owner: Owner) -> Dataset:
    rows = "\n".join(f"{number},{number % 7},{'yes' if number % 3 else 'no'}" for number in range(60))
    return Dataset.objects.keep(parse_in_subprocess("a,b,answer\n" + rows, "answer"), owner)


def test_an_own_table_trains_like_any_other_data(owner: Owner) -> None:
    experiment = make(owner, data={"dataset": own_table(owner).name})
    train_to_the_end()
    assert figures(experiment) == straight(experiment)


def test_a_vanished_data_set_fails_in_words(owner: Owner) -> None:
    table = own_table(owner)
    experiment = make(owner, data={"dataset": table.name})
    table.delete()
    train_to_the_end()
    failed = events_of(experiment)[-1]
    assert failed["type"] == "run_failed"
    assert failed["reason"] == f'The data set "{table.name}" does not exist here.'
    assert status(experiment)["sentence"] == f"Failed: {failed['reason']}"
    assert population_of(experiment).state == State.FAILED


def test_an_error_is_tried_again_and_then_told_without_its_details(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = make(owner)

    def break_down(population: Any) -> Any:
        raise ZeroDivisionError("secret details")

    monkeypatch.setattr("training.engine.advance", break_down)
    for attempt in (1, 2, 3):
        assert take_turn()
        assert population_of(experiment).attempts == attempt
        assert take_turn() is False  # it rests a while before the next attempt
        Population.objects.update(not_before=None)
    assert take_turn() is False
    assert events_of(experiment)[-1]["reason"] == mishaps.INTERNAL_ERROR
    assert "secret" not in json.dumps(events_of(experiment))


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("[enforce fail] can't allocate memory: 12 bytes")])
def test_running_out_of_memory_is_told_as_that(error: Exception, owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = make(owner)

    def break_down(population: Any) -> Any:
        raise error

    monkeypatch.setattr("training.engine.advance", break_down)
    assert take_turn()
    assert events_of(experiment)[-1]["reason"] == shortage.out_of_memory_words("cpu")
    assert take_turn() is False


def test_a_diverged_run_is_a_result(owner: Owner) -> None:
    data = {"dataset": "wine", "normalization": {"shift": False, "scale": False}}
    experiment = make(owner, data=data, optimizer={"learning_rate": 10}, stopping={})
    train_to_the_end()
    last = events_of(experiment)[-1]
    assert last["reason"] == "diverged"
    assert status(experiment)["sentence"].startswith(f"Diverged in epoch {last['epochs']}")


def test_inputs_that_no_network_can_calculate_with_fail_in_words(owner: Owner) -> None:
    """Only drawing the samples shows it; trying again would not help."""
    expansion = {"kind": "polynomial", "degree": 19}
    experiment = make(owner, data={"dataset": "wine", "expansion": expansion, "normalization": {"kind": "none"}})
    take_turn()
    assert types_of(experiment) == ["run_failed"]
    reason = events_of(experiment)[0]["reason"]
    assert reason.startswith('The input "proline^19" reaches ')
    assert "choose the normalization standardize" in reason
    assert len(reason) <= 200


@pytest.mark.usefixtures("a_commit_an_epoch")
class TestFellBack:
    """A damaged checkpoint: training repeats what the log tells already, without telling it twice."""

    def test_the_newest_two_are_kept(self, owner: Owner) -> None:
        experiment = make(owner)
        for _ in range(4):
            take_short_turn()
        kept = Checkpoint.objects.filter(population__experiment=experiment).order_by("pk")
        assert [checkpoint.epoch for checkpoint in kept] == [3, 4]

    @pytest.mark.parametrize("damaged", [1, 2], ids=["the newest", "both"])
    def test_the_run_still_ends_with_the_same_weights(self, damaged: int, owner: Owner) -> None:
        experiment = make(owner)
        for _ in range(5):
            take_short_turn()
            self.damage(damaged)
        train_to_the_end(take_short_turn)
        assert figures(experiment) == straight(experiment)

    @pytest.mark.parametrize("damaged", [1, 2], ids=["the newest", "both"])
    def test_changed_settings_are_repeated_as_well(self, damaged: int, owner: Owner) -> None:
        healthy, hurt = make(owner), make(Owner.objects.create())
        for experiment, harm in ((healthy, 0), (hurt, damaged)):
            Experiment.objects.filter(pk=experiment.pk).update(desired=Desired.RUN)
            others = Experiment.objects.exclude(pk=experiment.pk)
            others.update(desired=Desired.PAUSE)
            others.first().populations.update(state=State.PAUSED)  # only one of the two trains
            for turn in range(8):
                changes = {2: {"optimizer.learning_rate": 0.4}, 4: {"regularization.l2": 0.05, "batch.size": 7}}
                if turn in changes:
                    control.change(experiment, changes[turn])
                take_short_turn()
                self.damage(harm)
            train_to_the_end(take_short_turn)
        ends = [events_of(experiment)[-1] for experiment in (healthy, hurt)]
        assert ends[0]["weights_sha256"] == ends[1]["weights_sha256"]
        assert figures(healthy) == figures(hurt)

    def test_a_change_asked_for_at_rest_survives(self, owner: Owner) -> None:
        experiment, twin = make(owner), make(Owner.objects.create())
        for one, harm in ((twin, 0), (experiment, 1)):
            for other in Experiment.objects.exclude(pk=one.pk):
                other.populations.exclude(state=State.FINISHED).update(lease_until="2100-01-01T00:00Z")
            one.populations.update(lease_until=None)
            take_short_turn()
            control.desire(one, Desired.PAUSE)
            control.change(one, {"optimizer.learning_rate": 0.4})
            control.desire(one, Desired.STEP)
            take_short_turn()
            self.damage(harm)
            control.desire(one, Desired.RUN)
            train_to_the_end(take_short_turn)
        assert figures(twin) == figures(experiment)

    @staticmethod
    def damage(how_many: int) -> None:
        for checkpoint in Checkpoint.objects.order_by("-pk")[:how_many]:
            data = bytearray(checkpoint.data)
            data[len(data) // 2] ^= 1
            checkpoint.data = bytes(data)
            checkpoint.save()


def test_the_test_figures_are_in_nothing_that_leaves_the_server_until_they_are_opened(
    owner: Owner, client: Any
) -> None:
    experiment = make(owner, data={"samples": 200})
    train_to_the_end()
    sealed = Run.objects.get(experiment=experiment).sealed_test
    numbers = [repr(sealed["loss"]), f'"accuracy": {sealed["accuracy"]}', f'"accuracy":{sealed["accuracy"]}']
    pages = ["", "/events", "/export/json", "/export/csv"]
    addresses = [f"/api/experiments/{experiment.public_id}{page}" for page in pages] + [f"/e/{experiment.public_id}"]

    def found() -> list[str]:
        bodies = {address: client.get(address).content.decode() for address in addresses}
        return [address for address, body in bodies.items() if any(number in body for number in numbers)]

    assert found() == []
    opened = open_envelope(experiment)
    assert {name: opened[name] for name in (*sealed, "run", "count")} == {**sealed, "run": 1, "count": 1}
    assert [address.rpartition("/")[2] for address in found()] == [experiment.public_id, "events", "json"]
    assert open_envelope(experiment)["count"] == 2
    assert types_of(experiment)[-2:] == ["test_opened", "test_opened"]


def test_the_test_set_stays_sealed_while_it_trains(owner: Owner, a_commit_an_epoch: None) -> None:
    experiment = started(owner)
    with pytest.raises(Finished):
        open_envelope(experiment)


def test_without_test_samples_there_is_nothing_to_open(owner: Owner) -> None:
    experiment = make(owner, data={"samples": 60, "split": {"train": 0.8, "validation": 0.2, "test": 0}})
    train_to_the_end()
    with pytest.raises(Finished, match="test share is 0"):
        open_envelope(experiment)


def test_a_waiting_experiment_says_whether_anyone_is_there(owner: Owner) -> None:
    experiment = make(owner)
    assert status(experiment)["sentence"].startswith("Waiting: no worker is running")
    Worker.seen("someone", "cpu")
    assert status(experiment)["sentence"] == "Waiting: next in the queue. The next free worker takes it."
    assert SMALL["stopping"]["epochs"] == status(experiment)["epochs"]
