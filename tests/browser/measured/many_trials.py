"""Writes down a finished random search of very many trials, with the real models and events, and prints its link.

`python -m tests.browser.measured.many_trials TRIALS EPOCHS` in the environment of a running server.
"""

import math
import os
import random
import sys

import django
from django.db import transaction


def curve(rate: float, beta: float, epochs: int, noise: random.Random) -> list[float]:
    """A loss that falls fastest where the rate, amplified by momentum, is about 0.1; far beyond it does not fall."""
    distance = math.log10(rate / (1 - beta)) + 1
    floor = 0.05 + 0.1 * distance**2 + 0.01 * noise.random()
    return [floor + 0.6 / (1 + epoch / (1 + distance**2)) + 0.01 * noise.random() for epoch in range(epochs + 1)]


def row(number: int, epoch: int, loss: float, rate: float) -> dict[str, object]:
    """The figures of an epoch."""
    names = ("gradient_norm", "weight_norm", "update_ratio", "activation_mean", "activation_std", "dead", "saturated")
    return {
        "run": number, "epoch": epoch, "updates": 30 * epoch, "samples": 300 * epoch, "seconds": 0.004 * epoch,
        "learning_rate": rate, "batch_size": 10, "train_loss": loss * 0.9, "validation_loss": loss,
        "train_accuracy": round(1 - loss / 2, 3), "validation_accuracy": round(0.98 - loss / 2, 3), "penalty": 0.0,
        "gradient_norm": loss, "weight_norm": 2 + math.log1p(epoch), "distance": math.log1p(epoch),
        "layers": {name: [0.1, 0.2] for name in names},
    }  # fmt: skip


def main(trials: int, epochs: int) -> None:
    """Write them down."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")
    django.setup()
    from playground.models import Event, Experiment, Owner, Run
    from training.events import EpochEnded, RunFinished, RunStarted
    from training.figures import Metrics
    from training.spec import Spec

    noise = random.Random(1)
    axes = {
        "optimizer.learning_rate": {"kind": "log_uniform", "low": 1e-4, "high": 1},
        "optimizer.beta": {"kind": "uniform", "low": 0, "high": 0.99},
        "regularization.l2": {"kind": "log_uniform", "low": 1e-6, "high": 1e-1},
    }
    vary = {"kind": "random", "trials": trials, "axes": axes}
    started, epochs_of, finished = [], [], []
    with transaction.atomic():
        spec = Spec.parse({"stopping": {"epochs": epochs}, "vary": vary})
        experiment = Experiment.objects.start(spec, Owner.objects.create())
        runs = list(experiment.runs.order_by("number"))
        for run in runs:
            rate, beta = run.settings["optimizer.learning_rate"], run.settings["optimizer.beta"]
            rows = [row(run.number, epoch, loss, rate) for epoch, loss in enumerate(curve(rate, beta, epochs, noise))]
            figures = [{name: each[name] for name in each if name in Metrics.model_fields} for each in rows]
            best = min(rows[1:], key=lambda each: each["validation_loss"])["epoch"]
            started.append(RunStarted(
                run=run.number, name=run.name, trial=run.trial, settings=run.settings, parameters=33,
                weights_sha256="", train_samples=300, validation_samples=100, test_samples=100, updates_per_epoch=30,
                device="cpu", **figures[0],
            ).to_dict())  # fmt: skip
            epochs_of.append([EpochEnded(**each).to_dict() for each in rows[1:]])
            finished.append(RunFinished(
                run=run.number, reason="epochs", explanation="All epochs are done.", epochs=epochs, best_epoch=best,
                best=figures[best], last=figures[-1], weights_sha256="0", fingerprint="",
            ).to_dict())  # fmt: skip
            for event in (started[-1], *epochs_of[-1], finished[-1]):
                run.record(event)
        Run.objects.bulk_update(
            runs, ["state", "reason", "epoch", "best_epoch", "best", "last", "score"], batch_size=100
        )
        experiment.populations.update(state="finished", epoch=epochs)
        # Epoch by epoch, as populations train.
        for events in (started, *zip(*epochs_of, strict=True), finished):
            Event.objects.append(experiment, events)
    print(experiment.public_id, flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
