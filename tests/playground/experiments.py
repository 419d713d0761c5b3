"""Experiments as the tests of the server need them: small ones, trained turn by turn, and what is in their book."""

import json
from collections.abc import Callable
from typing import Any

from playground import control, slices
from playground.branching import Branch, Repetition
from playground.models import Dataset, Desired, Event, Experiment, Owner, Population
from training import train
from training.spec import Spec

SMALL: dict[str, Any] = {"data": {"samples": 60}, "stopping": {"epochs": 12}}
Changes = dict[int, dict[str, Any]]
CHANGES: Changes = {
    2: {"optimizer.learning_rate": 0.3, "weights.1.2.1": -0.5},
    5: {"schedule": {"kind": "cosine", "final": 0.1}, "batch.size": 7},
    7: {"biases.3.0": 0.25, "network.hidden.0.dropout": 0.2},
}


def make(owner: Owner, **settings: Any) -> Experiment:
    """An experiment that waits for a worker."""
    return Experiment.objects.start(Spec.parse({**SMALL, **settings}, Dataset.objects.outline), owner)


def population_of(experiment: Experiment) -> Population:
    return Population.objects.get(experiment=experiment)


def events_of(experiment: Experiment) -> list[dict[str, Any]]:
    """The log; fails unless it is dense from 1 and the epochs of each run count up one by one."""
    rows = Event.objects.filter(experiment=experiment).order_by("seq")
    events = [json.loads(row.body, parse_constant=_refuse) for row in rows]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    for run in {event["run"] for event in events}:
        epochs = [event["epoch"] for event in events if event["type"] == "epoch_ended" and event["run"] == run]
        assert epochs == list(range(1, len(epochs) + 1))
    return events


def types_of(experiment: Experiment) -> list[str]:
    """The types of events in their order, epochs left out."""
    return [event["type"] for event in events_of(experiment) if event["type"] != "epoch_ended"]


def take_turn(leaving: Callable[[], bool] = lambda: False) -> bool:
    return slices.take_turn("a worker", "cpu", leaving)


def take_short_turn() -> bool:
    """One commit and no more, as when a worker is asked to leave."""
    return take_turn(leaving=lambda: True)


def train_to_the_end(turn: Callable[[], bool] = take_turn, most: int = 1000) -> None:
    for _ in range(most):
        if not turn():
            return
    raise AssertionError("There is still something to train.")


def trained(owner: Owner, changes: Changes | None = None, stop: int = 0, **settings: Any) -> Experiment:
    """An experiment with changes after these epochs, at its end or stopped after one."""
    experiment = make(owner, **settings)
    for epoch in range(1, 13):
        take_short_turn()
        if changes and epoch in changes:
            control.change(experiment, changes[epoch])
        if epoch == stop:
            control.desire(experiment, Desired.STOP)
    train_to_the_end()
    return experiment


def branch(
    source: Experiment, owner: Owner, epoch: int, settings: dict[str, Any], desired: str = Desired.RUN
) -> Experiment:
    """One that goes on from an epoch of another, with these settings."""
    return Branch(source, epoch, settings).begin(owner, desired)


def repeat(source: Experiment, owner: Owner) -> Experiment:
    """One that does again what was done in another."""
    return Repetition(source).begin(owner)


def figures(experiment: Experiment) -> list[dict[str, Any]]:
    """The events without what may differ between two equal trainings: numbers, clocks and rests."""
    resting = ("run_paused", "run_resumed")
    kept = [event for event in events_of(experiment) if event["type"] not in resting]
    return [
        {name: value for name, value in event.items() if name not in ("seq", "seconds", "validation_seconds")}
        for event in kept
    ]


def straight(experiment: Experiment) -> list[dict[str, Any]]:
    """What `training.train` says of the same spec, in the form of `figures`."""
    spec = Spec.model_validate(experiment.spec)
    events = [event.to_dict() for event in train(spec, Dataset.objects.table)]
    return [
        {name: value for name, value in event.items() if name not in ("seconds", "validation_seconds")}
        for event in events
    ]


def _refuse(name: str) -> Any:
    raise AssertionError(f"{name} is not JSON")
