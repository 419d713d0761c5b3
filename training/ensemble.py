"""The members of an ensemble taken together: what their average says, while they train and after they have ended.

A member that has ended leaves the population. What it said about every sample is kept, so that it still has its vote.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch

from training.arithmetic import fast
from training.averages import Averages, averages
from training.cost import CHUNK
from training.events import EnsembleEvaluated
from training.streams import stream

if TYPE_CHECKING:
    from training.population import Population

SPLITS = ("train", "validation", "test")
UNSEEN = "unseen"


def bag(seed: int, samples: int) -> torch.Tensor:
    """The training samples of a bootstrap member: n of n with replacement, int64 [samples].

    A sample is in it with probability 1 − (1 − 1/n)ⁿ, which tends to 1 − 1/e = 0.632.
    """
    return torch.from_numpy(stream(seed, "bootstrap").integers(samples, size=samples))


class Ensemble:
    """What members that have ended said, and the figures of all members."""

    def __init__(self) -> None:
        self.ended: list[int] = []
        """Numbers of the members that have left the population."""
        self.kept: dict[str, torch.Tensor] = {}
        """Their outputs [ended, samples, outputs] by split, and `unseen` [ended, samples]: not in their bag."""
        self.test: dict[str, Any] | None = None
        """The sealed figures of the test split, once every member has ended."""

    @classmethod
    def with_room(cls, population: "Population", ended: Sequence[int]) -> "Ensemble":
        """An ensemble with these members ended, what they said still to be filled in."""
        ensemble = cls()
        ensemble.ended = list(ended)
        for name in (*SPLITS, UNSEEN) if ended else ():
            one = _current(population, name)[:1]
            ensemble.kept[name] = torch.zeros_like(one).repeat(len(ended), *[1] * (one.dim() - 1))
        return ensemble

    def evaluate(self, population: "Population", validated: bool) -> EnsembleEvaluated:
        """The figures of all members as they are now, and with `validated` those of the validation split."""
        classes = population.task == "classification"
        train, validation = population.train, population.validation
        with fast():
            outputs, unseen = self._all(population, "train"), self._all(population, UNSEEN)
            training = averages(population.network.loss, outputs, train.targets[0], classes, unseen)
            judged = training if not validation.samples else Averages(training.members)
            if validated and validation.samples:
                outputs = self._all(population, "validation")
                judged = averages(population.network.loss, outputs, validation.targets[0], classes)
        shown = judged if validation.samples else Averages(training.members)
        return EnsembleEvaluated(
            run=0,
            epoch=max(run.epoch for run in population.runs),
            members=training.members,
            train_loss=training.loss,
            validation_loss=shown.loss,
            train_accuracy=training.accuracy,
            validation_accuracy=shown.accuracy,
            mean_train_loss=training.mean_loss,
            mean_validation_loss=shown.mean_loss,
            mean_train_accuracy=training.mean_accuracy,
            mean_validation_accuracy=shown.mean_accuracy,
            train_ambiguity=training.ambiguity,
            validation_ambiguity=shown.ambiguity,
            out_of_bag_loss=training.out_of_bag_loss,
            out_of_bag_accuracy=training.out_of_bag_accuracy,
            out_of_bag_samples=training.out_of_bag_samples,
            disagreement=judged.disagreement,
            disagreements=list(judged.pairs),
        )

    def end(self, population: "Population", rows: Sequence[int]) -> None:
        """Keep what the members in these rows say with their final weights: they are about to leave."""
        if not rows:
            return
        with fast():
            for name in (*SPLITS, UNSEEN):
                self.kept[name] = self._with_kept(name, _current(population, name)[list(rows)])
            self.ended += [population.runs[row].number for row in rows]
            if len(rows) == len(population.runs) and population.test.samples:
                self.test = self._test_figures(population)

    def _test_figures(self, population: "Population") -> dict[str, Any]:
        classes = population.task == "classification"
        figures = averages(population.network.loss, self.kept["test"], population.test.targets[0], classes)
        loss = figures.loss if figures.loss is not None and math.isfinite(figures.loss) else None
        return {"loss": loss, "accuracy": figures.accuracy, "samples": population.test.samples}

    def _with_kept(self, name: str, current: torch.Tensor) -> torch.Tensor:
        return torch.cat([self.kept[name], current]) if self.ended else current.clone()

    def _all(self, population: "Population", name: str) -> torch.Tensor:
        """What all members say, in the order of their numbers."""
        if not self.ended:
            return _current(population, name)
        numbers = torch.tensor([*self.ended, *(run.number for run in population.runs)])
        order = numbers.argsort().to(population.device)
        return self._with_kept(name, _current(population, name))[order]


def _current(population: "Population", name: str) -> torch.Tensor:
    """What the members say that still train: outputs [runs, samples, outputs], or what is not in their bag."""
    if name == UNSEEN:
        return torch.stack([_unseen(chosen, population.train.inputs[0]) for chosen in population.bags])
    inputs = getattr(population, name).inputs
    outputs = population.weights.new_empty(*inputs.shape[:2], population.layers[-1].units)
    for part, into in zip(torch.split(inputs, CHUNK, dim=1), torch.split(outputs, CHUNK, dim=1), strict=True):
        into.copy_(population.network.forward(part))
    return outputs


def _unseen(chosen: torch.Tensor | None, like: torch.Tensor) -> torch.Tensor:
    """Which samples are not in a bag, [samples]; without bags every member has seen all."""
    unseen = like.new_zeros(len(like), dtype=torch.bool)
    return unseen if chosen is None else unseen.logical_not_().index_fill_(0, chosen, False)
