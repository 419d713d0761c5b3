"""Where an experiment stands, as data and in a sentence. Pages, API and sockets all tell the same."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from playground.models import Desired, Experiment, Population, Run, State, Worker


def status(experiment: Experiment) -> dict[str, Any]:
    """The state of the whole experiment, its place in the queue, and who is there to train it."""
    return statuses([experiment.pk])[experiment.pk][1]


def statuses(keys: Iterable[int]) -> dict[int, tuple[int, dict[str, Any]]]:
    """Number of events and status of many experiments at once, in five queries however many they are."""
    runs = Prefetch("runs", Run.objects.defer("weights", "sealed_test").order_by("number"))
    populations = Prefetch("populations", Population.objects.order_by("number"))
    experiments = Experiment.objects.filter(pk__in=keys).prefetch_related(runs, populations)
    workers, queue = Worker.objects.alive().count(), _queue()
    return {experiment.pk: (experiment.seq, _status(experiment, workers, queue)) for experiment in experiments}


def _status(experiment: Experiment, workers: int, queue: list[int]) -> dict[str, Any]:
    run, population = experiment.runs.all()[0], experiment.populations.all()[0]
    values: dict[str, Any] = {
        "state": run.state,
        "reason": run.reason or None,
        "desired": experiment.desired,
        "epoch": run.epoch,
        "epochs": run.epochs,
        "place": _place(population, queue) if run.state == State.WAITING else None,
        "workers": workers,
        "device": population.device or None,
    }
    return {**values, "sentence": _sentence(values, run)}


def _queue() -> list[int]:
    """Those who have not started yet, in the order in which they would be claimed."""
    waiting = Population.objects.wanted().filter(state=State.WAITING).fairest_first()
    return list(waiting.values_list("pk", flat=True)[:1000])


def _place(population: Population, queue: list[int]) -> int:
    """1 is next."""
    return queue.index(population.pk) + 1 if population.pk in queue else len(queue) + 1


def _sentence(values: dict[str, Any], run: Run) -> str:
    epoch, epochs = values["epoch"], values["epochs"]
    match values["state"]:
        case State.WAITING if not values["workers"]:
            return "Waiting: no worker is running. Training starts as soon as one is."
        case State.WAITING:
            place = values["place"]
            return "Waiting: next in the queue." if place == 1 else f"Waiting: place {place} in the queue."
        case State.PAUSED:
            return f"Paused after epoch {epoch} of {epochs}."
        case State.RUNNING if not values["workers"]:
            return f"At epoch {epoch} of {epochs}: no worker is running. Training goes on as soon as one is."
        case State.RUNNING if values["desired"] == Desired.PAUSE:
            return f"Pausing after epoch {epoch} of {epochs}."
        case State.RUNNING:
            return f"Training on {_device(values['device'])}: epoch {epoch} of {epochs}."
        case State.FAILED:
            return f"Failed: {run.reason}"
    match run.reason:
        case "diverged":
            return f"Diverged in epoch {epoch}: the steps were too large."
        case "stopped early":
            return f"Finished: stopped early in epoch {epoch}, best in epoch {run.best_epoch}."
        case "stopped by user":
            return f"Stopped by hand after epoch {epoch}."
    return f"Finished: {epoch} epochs."


def _device(device: str | None) -> str:
    return {"cpu": "a CPU worker", "cuda": "a GPU worker"}.get(device or "", "a worker")
