"""Where an experiment stands, in a sentence."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from playground.models import Desired, State
from playground.pace import RunRow

UNUSUAL = {
    "stopped early": "stopped early",
    "threshold": "stopped at the threshold",
    "diverged": "diverged",
    "stopped by user": "stopped by hand",
    "halved": "ended at a rung",
    "failed": "failed",
}


def of_one(values: dict[str, Any], run: RunRow) -> str:
    """The sentence about an experiment of one run."""
    epoch, epochs = values["epoch"], values["epochs"]
    match values["state"]:
        case State.WAITING:
            return _waiting(values)
        case State.PAUSED:
            return f"Paused after epoch {epoch} of {epochs}."
        case State.RUNNING if not values["workers"]:
            return f"At epoch {epoch} of {epochs}: {_nobody(values)} is running. Training goes on as soon as one is."
        case State.RUNNING if values["replayed"] is not None:
            return _replaying(values)
        case State.RUNNING if values["held_up"]:
            return _held_up(values)
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
        case "threshold":
            return f"Finished: stopped at the threshold in epoch {epoch}."
        case "stopped by user":
            return f"Stopped by hand after epoch {epoch}."
    return f"Finished: {epoch} epochs."


def of_posted(values: dict[str, Any], run: RunRow) -> str:
    """The sentence about a curve that is trained elsewhere."""
    if values["state"] == State.RUNNING:
        return f"Posted from outside: epoch {values['epoch']} of {values['epochs']}."
    return of_one(values, run)


def of_several(values: dict[str, Any], runs: Sequence[RunRow]) -> str:
    """The sentence about an experiment of several runs."""
    count, ended = len(runs), values["ended"]
    so_far = f"{ended} of {count} runs have ended" if ended else f"{count} runs"
    place = "the last round" if values["planning"] else f"epoch {values['epoch']} of {values['epochs']}"
    where = f"{place}, {so_far}"
    match values["state"]:
        case State.WAITING:
            return _waiting(values)
        case State.PAUSED:
            return f"Paused after {where}."
        case State.RUNNING if not values["workers"]:
            return f"At {where}: {_nobody(values)} is running. Training goes on as soon as one is."
        case State.RUNNING if values["replayed"] is not None:
            return _replaying(values)
        case State.RUNNING if values["held_up"]:
            return _held_up(values)
        case State.RUNNING if values["desired"] == Desired.PAUSE:
            return f"Pausing after {where}."
        case State.RUNNING if values["planning"]:
            return f"Choosing the next trials: {so_far}."
        case State.RUNNING:
            return f"Training on {_device(values['device'])}: {where}."
        case State.FAILED:
            return f"Failed: {runs[0].reason}"
    return f"Finished: {ends_in_words(runs)}{'; choosing further trials failed' if values['planning_failed'] else ''}."


def ends_in_words(runs: Sequence[RunRow]) -> str:
    """ "10 runs, 2 stopped early, 1 diverged": how runs ended, the usual end not named."""
    counts = Counter("failed" if run.state == State.FAILED else run.reason for run in runs)
    unusual = [f"{counts[reason]} {words}" for reason, words in UNUSUAL.items() if counts[reason]]
    return ", ".join([f"{len(runs)} runs", *unusual])


def _waiting(values: dict[str, Any]) -> str:
    if not values["workers"]:
        return f"Waiting: {_nobody(values)} is running. Training starts as soon as one is."
    if values["place"] is None:
        return f"Waiting. {values['waits']}"
    place = "next" if values["place"] == 1 else f"place {values['place']}"
    return f"Waiting: {place} in the queue. {values['waits']}"


def _nobody(values: dict[str, Any]) -> str:
    return {"cpu": "no CPU worker", "cuda": "no GPU worker"}.get(values["wanted_device"], "no worker")


def _replaying(values: dict[str, Any]) -> str:
    """A branch calculates again what its parent had, before it goes on by itself."""
    return f"Replaying to epoch {values['epoch']}: {values['replayed']} so far."


def _held_up(values: dict[str, Any]) -> str:
    """Training waits for the process that validates."""
    if not values["validators"]:
        return "No validation worker is running. The experiment goes on as soon as one is."
    if values["trained"]:
        return f"Validating the last epochs: {values['validating']} to go."
    return f"At epoch {values['epoch']} of {values['epochs']}: waiting for validation."


def _device(device: str | None) -> str:
    return {"cpu": "a CPU worker", "cuda": "a GPU worker"}.get(device or "", "a worker")
