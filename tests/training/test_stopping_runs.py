"""Runs that stop by themselves: at the right epoch, with the right weights, reason and sentence."""

import json
from typing import Any

import numpy as np
import pytest

from tests.training.keras_callbacks import play_early_stopping, play_plateau
from tests.training.test_stopping import in_keras_words
from training import Spec
from training.checkpoint import from_bytes, to_bytes
from training.engine import advance, begin
from training.events import EpochEnded, Event, RunFinished
from training.layout import weights_sha256
from training.population import Population
from training.progress import Progress

NOISY = {"dataset": "xor", "samples": 60, "noise": 0.5}
WIDE = {"hidden": [{"units": 16}]}


def spec(stopping: dict[str, Any] | None = None, **more: Any) -> Spec:
    """A small noisy set and a network that soon fits its noise."""
    values = {
        "data": NOISY,
        "network": WIDE,
        "optimizer": {"kind": "adam", "learning_rate": 0.03},
        "stopping": {"epochs": 60, **(stopping or {})},
    }
    return Spec.parse({**values, **more})


def run(chosen: Spec, saved: bool = False) -> tuple[list[EpochEnded], RunFinished, list[str]]:
    """The epochs, the end, and the hash of the weights after every epoch; `saved` resumes after each from bytes."""
    population = Population.start([chosen])
    events: list[Event] = begin(population)
    hashes = []
    while population.runs:
        if saved:
            population = from_bytes(to_bytes(population))
        events += advance(population)
        row = population.weights[0] if population.runs else population.results[1].weights
        hashes.append(weights_sha256(np.asarray(row)))
    end = events.pop()
    assert isinstance(end, RunFinished)
    return [event for event in events if isinstance(event, EpochEnded)], end, hashes


@pytest.mark.parametrize("monitor", ["validation_loss", "validation_accuracy", "train_loss", "train_accuracy"])
@pytest.mark.parametrize(("restore", "every"), [(True, 1), (False, 1), (True, 3)])
def test_a_run_ends_with_the_epoch_and_weights_that_keras_would_choose(monitor: str, restore: bool, every: int) -> None:
    early = {"monitor": monitor, "patience": 4, "min_delta": 0.01, "restore_best": restore}
    chosen = spec({"early": early}, validation={"every": every})
    epochs, end, _ = run(chosen)
    plain, _, hashes = run(spec(validation={"every": every}))
    figures = [getattr(epoch, monitor) for epoch in plain]
    assert chosen.stopping.early
    stopped, best, restored = play_early_stopping(in_keras_words(chosen.stopping.early), figures)
    assert (end.reason, end.epochs, end.best_epoch) == ("stopped early", stopped, best)
    assert len(epochs) == stopped
    assert end.weights_sha256 == hashes[int(restored) - 1]
    assert all(figure == getattr(plain[best - 1], name) for name, figure in end.best)
    assert monitor.replace("_", " ") in end.explanation
    assert f"epoch {best}" in end.explanation


@pytest.mark.parametrize(("tolerance", "patience"), [(1e-3, 3), (0.01, 1), (0.0, 2), (0.05, 10)])
def test_a_run_ends_at_the_threshold_when_its_training_loss_stops_falling(tolerance: float, patience: int) -> None:
    threshold = {"tolerance": tolerance, "patience": patience}
    epochs, end, _ = run(spec({"epochs": 400, "threshold": threshold}))
    losses = [epoch.train_loss for epoch in epochs]
    stopped, best, _ = play_early_stopping({"mode": "min", "min_delta": tolerance, "patience": patience}, losses)
    assert (end.reason, end.epochs) == ("threshold", stopped)
    assert end.explanation == (
        f"In the last {f'{patience} epochs' if patience > 1 else 'epoch'} the training loss did not fall more than "
        f"{tolerance:g} below that of epoch {best}."
    )


def test_the_threshold_ends_with_the_last_weights() -> None:
    _, end, _ = run(spec({"epochs": 400, "threshold": {"tolerance": 0.01, "patience": 2}}))
    _, _, hashes = run(spec({"epochs": end.epochs + 1}))
    assert end.weights_sha256 == hashes[end.epochs - 1]


@pytest.mark.parametrize(
    ("early", "threshold", "reason"),
    [
        ({"patience": 1}, {"patience": 200}, "stopped early"),
        ({"patience": 1000}, {"tolerance": 0.1, "patience": 1}, "threshold"),
        ({"patience": 1000}, {"tolerance": 0.0, "patience": 200}, "epochs"),
        # Both in the same epoch: early stopping, which has weights to restore.
        (
            {"monitor": "train_loss", "min_delta": 0.1, "patience": 2},
            {"tolerance": 0.1, "patience": 2},
            "stopped early",
        ),
    ],
)
def test_of_two_rules_the_first_to_speak_ends_the_run(
    early: dict[str, Any], threshold: dict[str, Any], reason: str
) -> None:
    _, end, _ = run(spec({"early": early, "threshold": threshold}))
    alone = [run(spec({name: rule}))[1].epochs for name, rule in (("early", early), ("threshold", threshold))]
    assert (end.reason, end.epochs) == (reason, min(alone))


def test_rules_that_never_speak_leave_the_run_as_it_is_bit_for_bit() -> None:
    patient = {"early": {"patience": 1000, "restore_best": False}, "threshold": {"tolerance": 0.0, "patience": 200}}
    assert run(spec(patient))[2] == run(spec())[2]


PLATEAU = {"kind": "plateau", "factor": 0.5, "patience": 2, "min_delta": 1e-3, "cooldown": 1, "minimum": 1e-3}


@pytest.mark.parametrize("every", [1, 3])
@pytest.mark.parametrize("validation", [0.2, 0.0])
def test_a_run_on_the_plateau_schedule_has_the_rates_of_keras(every: int, validation: float) -> None:
    data = {**NOISY, "split": {"train": 0.8 - validation, "validation": validation, "test": 0.2}}
    epochs, _, _ = run(spec(schedule=PLATEAU, data=data, validation={"every": every}))
    losses = [epoch.validation_loss if validation else epoch.train_loss for epoch in epochs]
    keras = {name: value for name, value in PLATEAU.items() if name not in ("kind", "minimum")}
    rates = play_plateau({**keras, "min_lr": PLATEAU["minimum"]}, losses, 0.03)
    assert [epoch.learning_rate for epoch in epochs] == pytest.approx(rates, rel=1e-12)
    assert len(set(rates)) > 3


@pytest.mark.parametrize(
    "settings",
    [
        {"schedule": PLATEAU},
        {"schedule": {"kind": "one_cycle", "warm_up": 3}},
        {"schedule": PLATEAU, "stopping": {"threshold": {"tolerance": 0.01, "patience": 4}}},
        {"stopping": {"early": {"monitor": "validation_accuracy", "patience": 6}}},
        {"optimizer": {"kind": "nesterov", "beta_start": 0.5, "beta_epochs": 7}},
    ],
    ids=["plateau", "one cycle", "plateau and threshold", "early", "nesterov"],
)
def test_a_run_resumed_from_bytes_after_every_epoch_is_the_same_bit_for_bit(settings: dict[str, Any]) -> None:
    straight, resumed = run(spec(**settings)), run(spec(**settings), saved=True)
    assert straight[2] == resumed[2]
    assert straight[1] == resumed[1]
    assert [epoch.learning_rate for epoch in straight[0]] == [epoch.learning_rate for epoch in resumed[0]]


def test_a_checkpoint_from_before_there_were_plateaus_is_still_read() -> None:
    population = Population.start([spec({"early": {}})])
    begin(population)
    advance(population)
    values = json.loads(json.dumps(population.runs[0].to_dict()))
    older = {name: value for name, value in values.items() if name not in ("plateau", "threshold", "threshold_reached")}
    assert Progress.from_dict(older) == population.runs[0] == Progress.from_dict(values)


def test_a_validation_loss_too_large_for_a_number_improves_nothing() -> None:
    progress = Progress(1, spec({"early": {"patience": 2}}))
    metrics = begin(Population.start([progress.spec]))[0]
    figures = type(progress.last)(train_loss=0.5, validation_loss=1.0)
    for loss in (1.0, float("inf"), float("nan")):
        progress.epoch += 1
        progress.record(figures.model_copy(update={"validation_loss": loss if loss == 1.0 else None}), True)
    assert metrics.validation_loss is not None
    assert (progress.best_epoch, progress.patience_spent) == (1, True)


def test_runs_of_one_population_end_each_by_its_own_rule() -> None:
    rules: list[dict[str, Any]] = [
        {"early": {"patience": 2}},
        {"threshold": {"tolerance": 0.05, "patience": 2}},
        {"early": {"monitor": "train_accuracy", "patience": 3}, "threshold": {"tolerance": 0.0, "patience": 200}},
        {},
    ]
    population = Population.start([spec(rule) for rule in rules])
    events: list[Event] = begin(population)
    while population.runs:
        events += advance(population)
    ends = {event.run: event for event in events if isinstance(event, RunFinished)}
    for number, rule in enumerate(rules, start=1):
        alone = run(spec(rule))[1]
        assert ends[number] == alone.model_copy(update={"run": number})
    assert {end.reason for end in ends.values()} == {"stopped early", "threshold", "epochs"}
