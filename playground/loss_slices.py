"""Slices of the loss around the networks of a saved run, or of one that trains: what may be asked, and the answer."""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from playground.experiment_question import ExperimentQuestion
from playground.kept_weights import KeptWeights
from playground.models import Dataset, Experiment
from playground.planned import spec_of
from training.fields import whole
from training.loss_slice import LossSlice, Path, loss_slice
from training.problems import Problem, SpecError

MOST_BYTES = 64_000_000
"""Of the networks of a path."""
MOST_SECONDS = 120.0
"""Of a processor, for one answer: how long a network takes, its operations tell only about."""
TOO_LONG = "This took more than {seconds:.0f} seconds and was ended: choose a grid with fewer points."
GONE = "This experiment does not exist any more."


class LossSliceQuestion(LossSlice, ExperimentQuestion):
    """A slice of the loss around one of the networks that are kept of a run."""

    epoch: int | None = whole(
        None, 0, 2**31 - 1, "Epoch", "The network in the middle, or the nearest one before it.", empty="the newest"
    )

    def problems(self, experiment: Experiment) -> list[Problem]:
        return self.too_much(spec_of(experiment, self.run), Dataset.objects.outline)


def answer(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is known so far, again and again. `values`: those of a question, and `experiment`, its public id."""
    experiment = Experiment.objects.filter(public_id=values["experiment"]).first()
    if experiment is None:
        raise SpecError([Problem("", GONE)])
    question = LossSliceQuestion.parse(
        {name: value for name, value in values.items() if name != "experiment"}, experiment
    )
    path = _path(experiment, question.run)
    before = [epoch for epoch in path.epochs if question.epoch is None or epoch <= question.epoch]
    return _in_time(
        loss_slice(
            question,
            spec_of(experiment, question.run),
            path,
            before[-1] if before else path.epochs[0],
            Dataset.objects.table,
        )
    )


def _in_time(answers: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The answers until they have taken too long; others train in between, and that time does not count."""
    spent, started = 0.0, time.thread_time()
    for found in answers:
        spent += time.thread_time() - started
        if spent > MOST_SECONDS:
            raise SpecError([Problem("points", TOO_LONG.format(seconds=MOST_SECONDS))])
        yield found
        started = time.thread_time()


def _path(experiment: Experiment, number: int) -> Path:
    kept = KeptWeights(experiment, experiment.runs.get(number=number))
    networks = kept.of(kept.epochs, MOST_BYTES)
    return Path(list(networks), np.stack([np.frombuffer(data, dtype="<f4") for data in networks.values()]))
