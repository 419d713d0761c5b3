"""A run can be stopped and its live settings changed while it trains, from the next epoch on."""

from typing import Any

import pytest
import torch

from training import Spec
from training.component import Section
from training.engine import advance, begin, change, stop
from training.events import EpochEnded, RunFinished, SettingChanged
from training.live import check_live, live_paths
from training.optimizers import OPTIMIZERS
from training.population import Population
from training.problems import SpecError


def started(settings: dict[str, Any], epochs: int = 0) -> Population:
    population = Population.start([Spec.parse(settings)])
    begin(population)
    for _ in range(epochs):
        advance(population)
    return population


def state(population: Population) -> tuple[Any, ...]:
    tensors = (population.weights, population.best_weights, *population.memory.values())
    return [tensor.tolist() for tensor in tensors], [run.to_dict() for run in population.runs], population.batch_size


def test_stop_ends_every_run_with_its_weights_and_epoch() -> None:
    population = Population.start([Spec.parse({}), Spec.parse({"seed": 1})])
    begin(population)
    last = [event.weight_norm for event in advance(population)]
    first, second = stop(population)
    assert isinstance(first, RunFinished)
    assert (first.reason, first.epochs, second.run) == ("stopped by user", 1, 2)
    assert population.runs == []
    assert float(torch.from_numpy(population.results[1].weights).norm()) == pytest.approx(last[0])


def test_stop_before_the_first_epoch_returns_the_initial_weights() -> None:
    population = Population.start([Spec.parse({})])
    start = begin(population)[0]
    (end,) = stop(population)
    assert (end.epochs, end.best_epoch, end.weights_sha256) == (0, 0, start.weights_sha256)


def test_a_new_learning_rate_acts_from_the_next_epoch() -> None:
    changed, other = started({}, 3), started({}, 3)
    events = change(changed, {"optimizer.learning_rate": 0.3})
    assert events == [SettingChanged(run=1, epoch=3, path="optimizer.learning_rate", old=0.03, new=0.3)]
    (mine,), (theirs,) = advance(changed), advance(other)
    assert isinstance(mine, EpochEnded)
    assert (mine.epoch, mine.learning_rate, theirs.learning_rate) == (4, 0.3, 0.03)
    assert mine.train_loss != theirs.train_loss


def test_a_changed_run_goes_on_from_its_weights_memory_and_batch_order() -> None:
    population, other = started({}, 3), started({}, 3)
    change(population, {"optimizer.learning_rate": 0.3})
    change(population, {"optimizer.learning_rate": 0.03})
    advance(population)
    advance(other)
    assert torch.equal(population.weights, other.weights)
    assert torch.equal(population.memory["velocity"], other.memory["velocity"])


def test_a_new_batch_size_acts_from_the_next_epoch() -> None:
    population = started({}, 2)
    events = change(population, {"batch.size": "full"})
    assert (events[0].old, events[0].new) == (10, "full")
    (event,) = advance(population)
    assert (event.batch_size, event.updates, event.samples) == (300, 61, 900)
    change(population, {"batch.size": 7})
    (event,) = advance(population)
    assert (event.batch_size, event.updates, event.samples) == (7, 61 + 43, 1200)


def test_new_penalties_act_from_the_next_epoch() -> None:
    population = started({}, 2)
    events = change(population, {"regularization.l2": 0.5, "regularization.l1": 0.01})
    assert {event.path for event in events} == {"regularization.l2", "regularization.l1"}
    before = float(population.weights.norm())
    for _ in range(5):
        (event,) = advance(population)
    assert event.penalty > 0
    assert event.weight_norm < 0.8 * before


def test_the_number_of_epochs_can_grow_and_shrink() -> None:
    population = started({"stopping": {"epochs": 4}}, 3)
    change(population, {"stopping.epochs": 6})
    assert [len(advance(population)) for _ in range(3)] == [1, 1, 2]
    population = started({}, 3)
    changed, end = change(population, {"stopping.epochs": 2})
    assert (changed.new, end.reason, end.epochs) == (2, "epochs", 3)
    assert population.runs == []


def test_a_change_to_the_same_value_is_no_event() -> None:
    population = started({}, 1)
    assert change(population, {"optimizer.learning_rate": 0.03, "batch.size": 10}) == []


@pytest.mark.parametrize(
    ("changes", "loc"),
    [
        ({"optimizer.learning_rate": -1}, "optimizer.learning_rate"),
        ({"optimizer.learning_rate": "fast"}, "optimizer.learning_rate"),
        ({"optimizer.learning_rate": float("nan")}, "optimizer.learning_rate"),
        ({"batch.size": 0}, "batch.size"),
        ({"regularization.l2": 0.1, "stopping.epochs": 10**9}, "stopping.epochs"),
        ({"seed": 3}, "seed"),
        ({"data.dataset": "xor"}, "data.dataset"),
        ({"network.hidden.0.units": 9}, "network.hidden.0.units"),
        ({"optimizer.kind": "adam"}, "optimizer.kind"),
        ({"optimizer": {"kind": "adam"}}, "optimizer"),
        ({"optimizer.speed": 1}, "optimizer.speed"),
        ({"": 1}, ""),
        ({"optimizer.learning_rate.0": 1}, "optimizer.learning_rate.0"),
    ],
)
def test_an_invalid_change_changes_nothing(changes: dict[str, Any], loc: str) -> None:
    population = started({}, 2)
    before = state(population)
    with pytest.raises(SpecError) as error:
        change(population, changes)
    assert [problem.loc for problem in error.value.problems] == [loc]
    assert state(population) == before
    assert advance(population)[0].to_dict()["train_loss"] == advance(started({}, 2))[0].to_dict()["train_loss"]


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name())
def test_every_setting_of_an_optimizer_can_change_while_it_trains(optimizer: type[Section]) -> None:
    spec = Spec.parse({"optimizer": {"kind": optimizer.name()}})
    fixed = {"kind"} if optimizer.scheduled else {"kind", "learning_rate"}
    numbers = [name if name in optimizer.model_fields else f"constants.{name}" for name in spec.optimizer.numbers()]
    fields = [f"optimizer.{name}" for name in numbers if name not in fixed]
    assert set(fields) <= set(live_paths(spec))
    check_live(spec, fields)
    population = started(spec.to_dict(), 1)
    fixed_up = {"optimizer.beta_start": 0.5, "optimizer.beta_epochs": 7}
    events = change(population, {path: fixed_up.get(path) or 0.97 * spec.value(path) for path in fields})
    assert len(events) == len(fields)
    assert advance(population)[0].train_loss is not None


def test_dropout_can_begin_and_end_while_a_run_trains() -> None:
    population, plain = started({}, 2), started({}, 2)
    events = change(population, {"network.hidden.0.dropout": 0.5})
    assert [(event.path, event.old, event.new) for event in events] == [("network.hidden.0.dropout", 0.0, 0.5)]
    assert population.network.masked == {0}
    assert advance(population)[0].train_loss != advance(plain)[0].train_loss
    change(population, {"network.hidden.0.dropout": 0.0})
    assert population.network.masked == set()
    assert advance(population)[0].train_loss is not None


def test_the_live_settings_of_the_default_experiment_are_these() -> None:
    assert live_paths(Spec.parse({})) == (
        "network.hidden.0.dropout",
        "network.hidden.1.dropout",
        "optimizer.learning_rate",
        "optimizer.beta",
        "optimizer.beta_start",
        "optimizer.beta_epochs",
        "schedule",
        "schedule.warm_up",
        "batch.size",
        "batch.growth",
        "clipping.norm",
        "clipping.value",
        "regularization.l1",
        "regularization.l2",
        "regularization.weight_decay",
        "regularization.max_norm",
        "regularization.input_dropout",
        "regularization.input_noise",
        "regularization.weight_noise",
        "stopping.epochs",
    )


def test_another_schedule_begins_while_a_run_trains_and_is_told_as_a_whole() -> None:
    population = started({"stopping": {"epochs": 11}}, 5)
    cosine = {"kind": "cosine", "final": 0.0}
    (event,) = change(population, {"schedule": cosine})
    assert event == SettingChanged(
        run=1, epoch=5, path="schedule", old={"kind": "constant", "warm_up": 0}, new={**cosine, "warm_up": 0}
    )
    assert advance(population)[0].learning_rate == pytest.approx(0.015)  # half-way down
    (event,) = change(population, {"schedule.kind": "exponential", "schedule.gamma": 0.5})
    assert (event.path, event.new) == ("schedule", {"kind": "exponential", "gamma": 0.5, "warm_up": 0})
    assert advance(population)[0].learning_rate == pytest.approx(0.03 * 0.5**6)
    (event,) = change(population, {"schedule.kind": "exponential", "schedule.gamma": 0.9})
    assert (event.path, event.new) == ("schedule.gamma", 0.9)


def test_a_schedule_that_replaces_the_plateau_starts_from_the_whole_rate() -> None:
    never = {"kind": "plateau", "patience": 1, "min_delta": 10, "factor": 0.1}
    population = started({"schedule": never}, 3)
    assert advance(population)[0].learning_rate < 0.01
    change(population, {"schedule": {"kind": "constant"}})
    assert advance(population)[0].learning_rate == 0.03


def test_a_batch_that_grows_can_begin_while_a_run_trains() -> None:
    population = started({}, 4)
    growth = {"factor": 2.0, "every": 2, "maximum": 100}
    (event,) = change(population, {"batch.growth": growth})
    assert (event.path, event.old, event.new) == ("batch.growth", None, growth)
    assert advance(population)[0].batch_size == 40
    change(population, {"batch.growth.maximum": 30})
    assert advance(population)[0].batch_size == 30
    change(population, {"batch.growth": None})
    assert advance(population)[0].batch_size == 10
