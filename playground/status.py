"""Where an experiment stands, as data and in a sentence. Pages, API and sockets all tell the same."""

from typing import Any

from playground.models import Desired, Experiment, Population, Run, State, Worker


def status(experiment: Experiment) -> dict[str, Any]:
    """The state of the whole experiment, its place in the queue, and who is there to train it."""
    run = experiment.runs.defer("weights").order_by("number").first()
    population = experiment.populations.order_by("number").first()
    assert run is not None
    assert population is not None
    workers = Worker.objects.alive().count()
    values: dict[str, Any] = {
        "state": run.state,
        "reason": run.reason or None,
        "desired": experiment.desired,
        "epoch": run.epoch,
        "epochs": run.epochs,
        "place": _place(population) if run.state == State.WAITING else None,
        "workers": workers,
        "device": population.device or None,
    }
    return {**values, "sentence": _sentence(values, run)}


def _place(population: Population) -> int:
    """1 is next. Those who have not started yet are served in the order in which the queue would claim them."""
    waiting = Population.objects.wanted().filter(state=State.WAITING).fairest_first().values_list("pk", flat=True)
    keys = list(waiting[:1000])
    return keys.index(population.pk) + 1 if population.pk in keys else len(keys) + 1


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
