"""Writes down a trained experiment of very many epochs, with the real models and events, and prints its link.

`python -m tests.browser.measured.long_experiment EPOCHS [LATER]` in the environment of a running server. With LATER the
experiment still trains: after a line on its input so many epochs follow, ten a tenth of a second, as a worker would.
"""

import math
import os
import random
import sys
import time

import django
from django.db import transaction


def row(epoch: int, noise: random.Random) -> dict[str, object]:
    """The figures of an epoch: a loss that falls, with noise on it and a peak every thousand epochs."""
    loss = 0.7 / (1 + epoch / 300) + 0.02 * noise.random() + (0.5 if epoch % 1000 == 500 else 0)
    layers = {
        name: [base * (1 + 0.1 * noise.random()), base * 2, base * 3]
        for name, base in [
            ("gradient_norm", 0.05), ("weight_norm", 1.0), ("update_ratio", 0.001), ("activation_mean", 0.1),
            ("activation_std", 0.4), ("dead", 0.0), ("saturated", 0.1),
        ]
    }  # fmt: skip
    return {
        "run": 1, "epoch": epoch, "updates": 30 * epoch, "samples": 300 * epoch, "seconds": 0.004 * epoch,
        "learning_rate": 0.03, "batch_size": 10, "train_loss": loss,
        "validation_loss": loss * 1.1 + 0.02 * noise.random(),
        "train_accuracy": round(1 - loss / 2, 3), "validation_accuracy": round(0.98 - loss / 2, 3),
        "penalty": 0.0,
        "gradient_norm": loss * (1 + noise.random()), "weight_norm": 2 + math.log1p(epoch),
        "distance": math.log1p(epoch), "layers": layers,
    }  # fmt: skip


def main(epochs: int, later: int = 0) -> None:
    """Write them down."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")
    django.setup()
    from datetime import timedelta

    from django.utils import timezone

    from playground.bell import bell
    from playground.models import Event, Experiment, Owner
    from training.events import EpochEnded, RunFinished, RunStarted
    from training.spec import Spec

    noise = random.Random(1)
    rows = [row(epoch, noise) for epoch in range(1, epochs + later + 1)]
    best = min(rows, key=lambda each: each["validation_loss"])
    figures = {"train_loss": 0.71, "validation_loss": 0.72, "train_accuracy": 0.5, "validation_accuracy": 0.5}
    start = RunStarted(
        run=1, parameters=33, weights_sha256="0", train_samples=300, validation_samples=100, test_samples=100,
        updates_per_epoch=30, device="cpu", **figures,
    )  # fmt: skip
    end = RunFinished(
        run=1, reason="epochs", explanation="All epochs are done.", epochs=epochs + later, best_epoch=best["epoch"],
        best={}, weights_sha256="0", fingerprint="",
    )  # fmt: skip
    told = [EpochEnded(**each).to_dict() for each in rows]
    with transaction.atomic():
        spec = Spec.parse({"stopping": {"epochs": epochs + later}})
        experiment = Experiment.objects.start(spec, Owner.objects.create())
        # Held by a worker that is not there: its lease is good for a day.
        state = {"state": "running" if later else "finished", "reason": "" if later else "epochs", "epoch": epochs}
        lease = {"lease_until": timezone.now() + timedelta(days=1), "lease_owner": "a test"} if later else {}
        experiment.populations.update(state=state["state"], epoch=epochs, **lease)
        experiment.runs.update(**state, best_epoch=best["epoch"])
        Event.objects.append(experiment, [start.to_dict(), *told[:epochs], *([] if later else [end.to_dict()])])
    print(experiment.public_id, flush=True)
    if later:
        sys.stdin.readline()
    for first in range(epochs, epochs + later, 10):
        with transaction.atomic():
            Event.objects.append(experiment, told[first : first + 10])
        bell.ring_watchers(experiment.public_id, experiment.seq)
        time.sleep(0.1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
