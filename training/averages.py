"""What averaging the members of an ensemble gains, computed from what they say about the samples of one split.

With the members' predictions yᵢ and their mean ȳ, for squared errors
E(ȳ) = mean E(yᵢ) − mean variance of the yᵢ around ȳ, the ambiguity (Krogh, Vedelsby: Neural network ensembles, cross
validation, and active learning, 1995). All sums are float64.
"""

from dataclasses import dataclass
from itertools import combinations, repeat

import torch

from training.cost import CHUNK
from training.losses import Loss
from training.predictions import SQUARED, classes_of, loss_of, predictions


@dataclass(frozen=True)
class Averages:
    """The figures of one split; None where they do not apply."""

    members: int
    """Members averaged; one whose outputs are not finite has no vote."""
    loss: float | None = None
    accuracy: float | None = None
    mean_loss: float | None = None
    mean_accuracy: float | None = None
    """The mean over the members of their own figures."""
    ambiguity: float | None = None
    disagreement: float | None = None
    """Share of samples in which two members name different classes, mean over all pairs; for numbers the variance."""
    pairs: tuple[float, ...] = ()
    """That share for each pair of members: 1 and 2, 1 and 3, … 2 and 3, …"""
    out_of_bag_loss: float | None = None
    out_of_bag_accuracy: float | None = None
    out_of_bag_samples: int = 0
    """Where only those members vote for a sample that did not train on it; one that all have seen takes no part."""


def averages(
    loss: Loss, outputs: torch.Tensor, targets: torch.Tensor, classes: bool, unseen: torch.Tensor | None = None
) -> Averages:
    """The figures of outputs [members, samples, outputs] against targets [samples, outputs].

    `unseen` [members, samples] says which samples were in no bag of a member.
    """
    finite = outputs.isfinite().flatten(1).all(dim=1)
    if not finite.all():
        outputs = outputs[finite]
        unseen = None if unseen is None else unseen[finite]
    if not len(outputs):
        return Averages(0)
    sums = _Sums(loss, classes, len(outputs))
    strangers = torch.split(unseen, CHUNK, dim=1) if unseen is not None and unseen.any() else repeat(None)
    chunks = zip(torch.split(outputs, CHUNK, dim=1), torch.split(targets, CHUNK), strict=True)
    for (said, true), votes in zip(chunks, strangers, strict=False):
        predicted, truth = predictions(loss, said), true.to(torch.float64).unsqueeze(0)
        sums.add(predicted, truth)
        if votes is not None:
            sums.add_out_of_bag(predicted, truth, votes)
    return sums.averages(len(targets))


class _Sums:
    """Sums over samples, chunk by chunk."""

    def __init__(self, loss: Loss, classes: bool, members: int) -> None:
        self.loss, self.classes, self.members = loss, classes, members
        self.squared = isinstance(loss, SQUARED)
        self.figures = torch.zeros(5, dtype=torch.float64)
        self.differing = torch.zeros(members, members, dtype=torch.float64)
        self.out_of_bag, self.strange = torch.zeros(2, dtype=torch.float64), 0

    def add(self, predicted: torch.Tensor, truth: torch.Tensor) -> None:
        mean = predicted.mean(dim=0, keepdim=True)
        parts = [loss_of(self.loss, mean, truth)[0], loss_of(self.loss, predicted, truth.expand_as(predicted)).mean()]
        if self.classes:
            right, named = classes_of(truth), classes_of(predicted)
            parts += [(classes_of(mean) == right).double().mean(), (named == right).double().mean()]
            self.differing += (named.unsqueeze(0) != named.unsqueeze(1)).sum(dim=2).cpu()
        else:
            parts += [(predicted - mean).square().mean()] * 2
        # the variance in the units of the loss, where the loss is squared
        parts.append(loss_of(self.loss, predicted, mean.expand_as(predicted)).mean() if self.squared else parts[0])
        self.figures += truth.shape[1] * torch.stack(parts).cpu()

    def add_out_of_bag(self, predicted: torch.Tensor, truth: torch.Tensor, votes: torch.Tensor) -> None:
        counts = votes.sum(dim=0)
        chosen = counts > 0
        mean = (predicted * votes.unsqueeze(2)).sum(dim=0) / counts.unsqueeze(1)
        mean, truth = mean[chosen].unsqueeze(0), truth[:, chosen]
        samples = truth.shape[1]
        if samples:
            right = (classes_of(mean) == classes_of(truth)).double().mean()
            self.out_of_bag += samples * torch.stack([loss_of(self.loss, mean, truth)[0], right]).cpu()
            self.strange += samples

    def averages(self, samples: int) -> Averages:
        own, mean_loss, accuracy, mean_accuracy, ambiguity = (self.figures / samples).tolist()
        strangers = (self.out_of_bag / self.strange).tolist() if self.strange else [None, None]
        counts, members = self.differing.tolist(), range(self.members)
        pairs = [counts[one][other] / samples for one, other in combinations(members, 2)] if self.classes else []
        return Averages(
            members=self.members,
            loss=own,
            accuracy=accuracy if self.classes else None,
            mean_loss=mean_loss,
            mean_accuracy=mean_accuracy if self.classes else None,
            ambiguity=ambiguity if self.squared else None,
            disagreement=sum(pairs) / max(1, len(pairs)) if self.classes else accuracy,
            pairs=tuple(round(share, 4) for share in pairs),
            out_of_bag_loss=strangers[0],
            out_of_bag_accuracy=strangers[1] if self.classes else None,
            out_of_bag_samples=self.strange,
        )
