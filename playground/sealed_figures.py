"""Test figures of one run of a search: asked for by who opens its envelope, worked out by a worker."""

import time
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from playground.bell import bell
from playground.models import Dataset, Experiment, Measurement
from playground.planned import spec_of
from playground.refusals import Busy
from training.problems import Problem, SpecError

MOST_SECONDS = 30.0
LOOK_EVERY = 0.05
NO_TIME = "No worker had time to evaluate the test set, so it was not opened: try again in a moment."
GONE = "This network does not exist any more."


def asked_of_a_worker(experiment: Experiment, number: int, seconds: float | None = None) -> dict[str, Any] | None:
    """Loss, accuracy and samples; None where there are no test samples. May wait, so call it from a thread.

    The answer is handed over and not kept. Raises Busy where none comes in time, SpecError where there can be none.
    """
    request = {"experiment": experiment.public_id, "run": number}
    asked = Measurement.objects.ask(experiment.owner, "test", request)
    transaction.on_commit(bell.ring_workers)
    try:
        deadline = time.monotonic() + (MOST_SECONDS if seconds is None else seconds)
        while time.monotonic() < deadline:
            found = Measurement.objects.look(asked.public_id)
            if found is None:
                break  # the owner has asked for another run meanwhile
            if found.state == Measurement.DONE:
                assert found.result is not None
                figures: dict[str, Any] | None = found.result["test"]
                return figures
            if found.state == Measurement.FAILED:
                raise SpecError([Problem(each["loc"], each["msg"]) for each in found.problems])
            time.sleep(LOOK_EVERY)
        raise Busy(NO_TIME)
    finally:
        Measurement.objects.filter(pk=asked.pk).delete()


def answer(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a worker finds; `values` has the public id of the experiment and the number of the run."""
    experiment = Experiment.objects.filter(public_id=values["experiment"]).first()
    if experiment is None:
        raise SpecError([Problem("", GONE)])
    yield {"test": evaluated(experiment, values["run"])}


def evaluated(experiment: Experiment, number: int) -> dict[str, Any] | None:
    """The test figures of a run that has ended; loads PyTorch."""
    import numpy as np

    from training.sealed import figures_of

    weights = experiment.runs.values_list("weights", flat=True).get(number=number)
    if weights is None:
        raise SpecError([Problem("run", GONE)])
    return figures_of(spec_of(experiment, number), np.frombuffer(weights, dtype="<f4").copy(), Dataset.objects.table)
