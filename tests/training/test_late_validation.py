"""Training that runs ahead of its validation ends exactly as training that waits for it, however late figures come."""

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from training import checkpoint, engine, late_validation, train
from training.events import EpochEnded, Event, RunFinished, ValidationFigures
from training.late_validation import LateValidation, Snapshot
from training.population import Population
from training.settling import settle, validate
from training.spec import Spec

SMALL: dict[str, Any] = {"data": {"samples": 60}, "validation": {"separate_worker": True}}
NOISY: dict[str, Any] = {**SMALL, "data": {"samples": 60, "noise": 0.5}, "optimizer": {"learning_rate": 0.3}}
EARLY = {"epochs": 200, "early": {"patience": 3}}
SPECS: dict[str, dict[str, Any]] = {
    "all epochs": {**SMALL, "stopping": {"epochs": 25}},
    "stopped early": {**NOISY, "stopping": EARLY},
    "best not restored": {**NOISY, "stopping": {"epochs": 200, "early": {"patience": 4, "restore_best": False}}},
    "every third": {**NOISY, "stopping": EARLY, "validation": {"every": 3, "separate_worker": True}},
    "a subset": {**NOISY, "stopping": EARLY, "validation": {"max_samples": 5, "separate_worker": True}},
    "training loss watched": {
        **NOISY, "optimizer": {"learning_rate": 5},
        "stopping": {"epochs": 60, "early": {"monitor": "train_loss", "patience": 2}},
    },
    "diverged": {
        "data": {"dataset": "plane", "samples": 60}, "network": {"hidden": []},
        "optimizer": {"kind": "sgd", "learning_rate": 10}, "validation": {"every": 7, "separate_worker": True},
    },
    "batch normalization and dropout": {
        **NOISY, "stopping": EARLY,
        "network": {"hidden": [{"units": 5, "normalization": "batch", "dropout": 0.2}]},
    },
    "accuracy watched": {
        **NOISY, "stopping": {"epochs": 60, "early": {"monitor": "validation_accuracy", "patience": 5}},
    },
    "threshold": {**NOISY, "stopping": {"epochs": 60, "threshold": {"tolerance": 0.02, "patience": 3}}},
    "threshold and patience": {
        **NOISY, "stopping": {"epochs": 60, "early": {"patience": 9}, "threshold": {"tolerance": 0.02, "patience": 4}},
    },
    "patience ends in the last epoch": {**NOISY, "stopping": {"epochs": 16, "early": {"patience": 3}}},
}  # fmt: skip


class Elsewhere:
    """Somebody who evaluates snapshots later: keeps what was published and tells figures when asked to."""

    def __init__(self, population: Population) -> None:
        self.population = population
        self.published: list[Snapshot] = []
        self.untold: list[Snapshot] = []
        self.events: list[Event] = []
        self.epochs_told: list[int] = []

    def collect(self) -> None:
        assert self.population.late is not None
        self.published += self.population.late.outbox
        self.untold += self.population.late.outbox
        self.population.late.outbox.clear()

    def tell(self, snapshot: Snapshot) -> None:
        """Evaluate one with a population of its own, as another process does."""
        self.untold.remove(snapshot)
        if not snapshot.due:
            return
        specs = {run.number: run.spec for run in self.population.runs}
        numbers = [number for number in snapshot.due if number in specs]
        other = Population.start([specs[number] for number in numbers], numbers=numbers)
        figures = validate(other, [snapshot.networks[number] for number in numbers])
        assert self.population.late is not None
        for number, each in zip(numbers, figures, strict=True):
            self.population.late.judges[number].tell(snapshot.epoch, each)
        self.epochs_told.append(snapshot.epoch)

    def network(self, epoch: int, run: int) -> np.ndarray:
        return next(each.networks[run] for each in self.published if each.epoch == epoch and run in each.networks)


def start(*specs: dict[str, Any]) -> tuple[Population, list[Event]]:
    population = Population.start([Spec.parse(spec) for spec in specs])
    begun = engine.begin(population)
    population.late = LateValidation.of(population.runs)
    return population, begun


Choice = Callable[[Elsewhere], list[Snapshot]]


def train_late(*specs: dict[str, Any], choose: Choice, saved: bool = False) -> list[Event]:
    """Train to the end; after each epoch `choose` says which snapshots are evaluated now."""
    population, events = start(*specs)
    elsewhere = Elsewhere(population)
    while population.runs:
        assert population.late is not None
        if population.late.wait_for(population) is None:
            events += engine.advance(population)
            elsewhere.collect()
            chosen = choose(elsewhere)
        else:
            chosen = list(elsewhere.untold)  # training waits: everybody else is done sooner or later
        for snapshot in chosen:
            elsewhere.tell(snapshot)
        if saved:
            population = elsewhere.population = checkpoint.from_bytes(checkpoint.to_bytes(population))
        events += settle(population, elsewhere.network)
    return events


CHOICES: dict[str, Choice] = {
    "at once": lambda elsewhere: list(elsewhere.untold),
    "in the end": lambda elsewhere: [],
    "five later": lambda elsewhere: elsewhere.untold[:-5],
    "newest first": lambda elsewhere: elsewhere.untold[-1:] if random.random() < 0.7 else [],
}


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("name", SPECS)
def test_a_run_ends_as_with_validation_in_line(name: str, choice: str) -> None:
    random.seed(0)
    inline = list(train(Spec.parse(SPECS[name])))
    late = train_late(SPECS[name], choose=CHOICES[choice])
    assert late[-1] == inline[-1]
    ended = late[-1]
    assert isinstance(ended, RunFinished)
    others = {"all epochs": "epochs", "threshold": "threshold", "threshold and patience": "threshold"}
    expected = {**others, "diverged": "diverged"}.get(name, "stopped early")
    assert ended.reason == expected


@pytest.mark.parametrize("name", ["stopped early", "every third"])
def test_checkpoints_in_between_change_nothing(name: str) -> None:
    inline = list(train(Spec.parse(SPECS[name])))
    assert train_late(SPECS[name], choose=CHOICES["five later"], saved=True)[-1] == inline[-1]


def test_training_is_the_same_epoch_by_epoch_and_may_go_further() -> None:
    inline = [event for event in train(Spec.parse(SPECS["stopped early"])) if isinstance(event, EpochEnded)]
    late = train_late(SPECS["stopped early"], choose=CHOICES["five later"])
    ahead = [event for event in late if isinstance(event, EpochEnded)]
    assert len(ahead) > len(inline)
    clocks = {"seconds": 0, "validation_seconds": 0}
    nothing = {**dict.fromkeys(ValidationFigures.model_fields), **clocks}
    for one, other in zip(inline, ahead, strict=False):
        assert one.model_copy(update=nothing) == other.model_copy(update=clocks)
    assert all(event.validation_loss is None for event in ahead)


def test_figures_are_those_of_validation_in_line_bit_for_bit() -> None:
    spec = SPECS["every third"]
    inline = {event.epoch: event for event in train(Spec.parse(spec)) if isinstance(event, EpochEnded)}
    population, _ = start(spec)
    assert population.late is not None
    for _ in range(max(inline)):
        engine.advance(population)
    other = Population.start([Spec.parse(spec)])
    compared = 0
    for snapshot in population.late.outbox:
        (figures,) = validate(other, [snapshot.networks[1]])
        assert figures.validation_loss == inline[snapshot.epoch].validation_loss
        assert figures.validation_accuracy == inline[snapshot.epoch].validation_accuracy
        compared += 1
    assert compared == max(inline) // 3


def test_runs_of_one_population_end_each_at_its_own_time() -> None:
    rates = [0.3, 0.03, 1.0]
    specs = [{**SPECS["stopped early"], "optimizer": {"learning_rate": rate}} for rate in rates]
    late = [event for event in train_late(*specs, choose=CHOICES["five later"]) if isinstance(event, RunFinished)]
    assert len({event.epochs for event in late}) == len(rates)
    for number, spec in enumerate(specs, start=1):
        alone = list(train(Spec.parse(spec)))[-1]
        assert next(event for event in late if event.run == number) == alone.model_copy(update={"run": number})


@pytest.mark.parametrize("choice", CHOICES)
def test_a_run_that_waits_for_others_keeps_the_best_of_its_own_epochs(choice: str) -> None:
    random.seed(0)
    rates = [3.0, 0.1]
    specs = [{**SPECS["training loss watched"], "optimizer": {"learning_rate": rate}} for rate in rates]
    late = [event for event in train_late(*specs, choose=CHOICES[choice]) if isinstance(event, RunFinished)]
    assert len({event.epochs for event in late}) == len(rates)
    for number, spec in enumerate(specs, start=1):
        alone = list(train(Spec.parse(spec)))[-1]
        assert next(event for event in late if event.run == number) == alone.model_copy(update={"run": number})


def test_training_waits_when_it_is_too_far_ahead() -> None:
    population, _ = start({**SPECS["every third"], "stopping": {"epochs": 10_000}})
    assert population.late is not None
    while (epoch := population.late.wait_for(population)) is None:
        engine.advance(population)
    assert population.runs[0].epoch == 600
    assert len(population.late.outbox) == 200
    assert epoch == 300


@pytest.mark.parametrize(("name", "limit", "ahead"), [("MOST_EPOCHS", 30, 15), ("MOST_BYTES", 100, 6)])
def test_what_has_to_be_kept_meanwhile_is_bounded(
    name: str, limit: int, ahead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late_validation, name, limit)  # two runs: 30 epochs together; two snapshots always fit
    population, _ = start(SPECS["every third"], {**SPECS["every third"], "seed": 1})
    assert population.late is not None
    while population.late.wait_for(population) is None:
        engine.advance(population)
    assert population.runs[0].epoch == ahead


def test_a_limit_that_is_lowered_ends_where_training_stands() -> None:
    spec = {**SMALL, "validation": {"separate_worker": True, "every": 4}}
    inline, ahead = Population.start([Spec.parse(spec)]), start(spec)[0]
    engine.begin(inline)
    for population in (inline, ahead):
        for _ in range(10):
            engine.advance(population)
    lowered = {"stopping.epochs": 5}
    (changed, ended) = engine.change(inline, lowered)
    elsewhere = Elsewhere(ahead)
    assert engine.change(ahead, lowered) == [changed]
    elsewhere.collect()
    assert ahead.late is not None
    assert ahead.late.wait_for(ahead) == 10
    assert settle(ahead, elsewhere.network) == []
    for snapshot in list(elsewhere.untold):
        elsewhere.tell(snapshot)
    assert elsewhere.epochs_told == [4, 8]
    assert settle(ahead, elsewhere.network) == [ended]


def test_a_limit_that_is_lowered_when_all_figures_have_come_ends_training_too() -> None:
    inline, ahead = Population.start([Spec.parse(SMALL)]), start(SMALL)[0]
    engine.begin(inline)
    elsewhere = Elsewhere(ahead)
    for _ in range(10):
        engine.advance(inline)
        engine.advance(ahead)
        elsewhere.collect()
        elsewhere.tell(elsewhere.published[-1])
        assert settle(ahead, elsewhere.network) == []
    (changed, ended) = engine.change(inline, {"stopping.epochs": 5})
    assert engine.change(ahead, {"stopping.epochs": 5}) == [changed]
    assert settle(ahead, elsewhere.network) == [ended]
    assert ahead.runs == []


def test_a_run_that_is_stopped_by_hand_waits_for_nothing() -> None:
    population, _ = start(SPECS["all epochs"])
    elsewhere = Elsewhere(population)
    for _ in range(6):
        engine.advance(population)
    elsewhere.collect()
    for snapshot in elsewhere.published[:4]:
        elsewhere.tell(snapshot)
    assert settle(population, elsewhere.network) == []
    (ended,) = engine.stop(population)
    assert isinstance(ended, RunFinished)
    assert (ended.reason, ended.epochs) == ("stopped by user", 6)
    assert 1 <= ended.best_epoch <= 4
    assert ended.best.validation_loss is not None
