"""Slices of the loss around the networks of a saved run, or of one that trains: what may be asked, and the answer."""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from pydantic import ValidationError

from playground.kept_weights import KeptWeights
from playground.models import Dataset, Experiment
from playground.planned import alone
from training.fields import whole
from training.loss_slice import LossSlice, Path, loss_slice
from training.problems import Problem, SpecError, from_pydantic
from training.spec import Spec

MOST_BYTES = 64_000_000
"""Of the networks of a path."""
GONE = "This experiment does not exist any more."


class LossSliceQuestion(LossSlice):
    """A slice of the loss around one of the networks that are kept of a run."""

    run: int = whole(1, 1, 100_000, "Run", "Its number inside the experiment.")
    epoch: int | None = whole(
        None, 0, 2**31 - 1, "Epoch", "The network in the middle, or the nearest one before it.", empty="the newest"
    )

    @classmethod
    def parse(cls, values: dict[str, Any], experiment: Experiment) -> Self:
        """Validate it for an experiment; raises SpecError with every problem."""
        try:
            question = cls.model_validate(values)
        except ValidationError as error:
            raise SpecError(from_pydantic(error, values)) from None
        if problems := question.too_much(_spec_of(experiment, question.run), Dataset.objects.outline):
            raise SpecError(problems)
        return question


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
    return loss_slice(
        question,
        _spec_of(experiment, question.run),
        path,
        before[-1] if before else path.epochs[0],
        Dataset.objects.table,
    )


def _spec_of(experiment: Experiment, run: int) -> Spec:
    return alone(experiment, Spec.parse(experiment.spec, Dataset.objects.outline, check_trials=False), run)


def _path(experiment: Experiment, number: int) -> Path:
    kept = KeptWeights(experiment, experiment.runs.get(number=number))
    networks = kept.of(kept.epochs, MOST_BYTES)
    return Path(list(networks), np.stack([np.frombuffer(data, dtype="<f4") for data in networks.values()]))
