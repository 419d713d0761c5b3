"""`python -m benchmarks.separate_validation`: what validation costs the worker that trains, in line and elsewhere.

A large network learns handwritten digits three ways in turn, round after round: with nothing to validate, with 719
samples evaluated after every epoch by the worker that trains, and with these evaluated elsewhere. Counts the processor
time until the last epoch is trained, commits to a database included, so other processes do not disturb it much.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from typing import Any

LARGE: dict[str, Any] = {
    "network": {"hidden": [{"units": 256, "activation": {"kind": "relu"}}] * 2},
    "optimizer": {"kind": "adam"},
    "batch": {"size": 32},
}
IN_LINE: dict[str, Any] = {"data": {"dataset": "digits", "split": {"train": 0.6, "validation": 0.4, "test": 0}}}
WAYS: dict[str, dict[str, Any]] = {
    "none": {"data": {"dataset": "digits", "split": {"train": 0.6, "validation": 0, "test": 0.4}}},
    "in line": IN_LINE,
    "separate": {**IN_LINE, "validation": {"separate_worker": True}},
}
ROUNDS, EPOCHS = 9, 45


def main() -> int:
    """Measure, print one line of JSON a way; returns the exit status."""
    with tempfile.TemporaryDirectory() as home:
        prepare(home)
        seconds: dict[str, list[float]] = {way: [] for way in WAYS}
        for number in range(ROUNDS + 1):
            for way in WAYS:
                took = training_seconds(way, seed=number)
                if number:  # the first round pays for what is loaded with the first work
                    seconds[way].append(took)
    usual = statistics.median(seconds["none"])
    for way, found in seconds.items():
        middle = statistics.median(found)
        print(json.dumps({"validation": way, "seconds": round(middle, 2), "times none": round(middle / usual, 2)}))
    return 0


def prepare(home: str) -> None:
    """A site of its own in this folder, without any other process."""
    os.environ.update(DESCENT_HOME=home, DJANGO_SETTINGS_MODULE="playground.settings", LOG_LEVEL="ERROR")
    import django
    import torch
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    torch.set_num_threads(1)


def training_seconds(way: str, seed: int) -> float:
    """Processor time of the turns until all epochs are trained; validation takes its turns in between."""
    from playground import slices, validation
    from playground.models import Experiment, Owner, State
    from training.spec import Spec

    spec = Spec.parse({**LARGE, **WAYS[way], "seed": seed, "stopping": {"epochs": EPOCHS}})
    experiment = Experiment.objects.start(spec, Owner.objects.create())
    seconds, worked, trained = 0.0, True, False
    while worked:
        began = time.process_time()
        worked = slices.take_turn("one that trains", "cpu", lambda: False)
        if not trained:
            seconds += time.process_time() - began
        trained = experiment.populations.get().epoch == EPOCHS
        while validation.take_turn("one that validates", "cpu", lambda: False):
            worked = True
    assert experiment.runs.get().state == State.FINISHED
    return seconds


if __name__ == "__main__":
    sys.exit(main())
