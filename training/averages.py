"""What averaging the members of an ensemble gains, computed from what they say about the samples of one split.

With the members' predictions yᵢ and their mean ȳ, for squared errors
E(ȳ) = mean E(yᵢ) − mean variance of the yᵢ around ȳ, the ambiguity (Krogh, Vedelsby: Neural network ensembles, cross
validation, and active learning, 1995). All sums are float64.
"""

from dataclasses import dataclass
from itertools import combinations

import torch

from training.cost import CHUNK
from training.losses import Loss
from training.predictions import SQUARED, classes_of, loss_of, predictions


@dataclass(frozen=True)
class Averages:
    """The figures of one split; None where they do not apply."""

    members: int
    """Members averaged; one whose outputs are not finite is left out."""
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


def averages(loss: Loss, outputs: torch.Tensor, targets: torch.Tensor, classes: bool) -> Averages:
    """The figures of outputs [members, samples, outputs] against targets [samples, outputs]."""
    outputs = outputs[_finite(outputs)]
    members, samples = len(outputs), len(targets)
    if not members:
        return Averages(0)
    sums = torch.zeros(6, dtype=torch.float64)
    differing = torch.zeros(members, members, dtype=torch.float64)
    for said, true in zip(torch.split(outputs, CHUNK, dim=1), torch.split(targets, CHUNK), strict=True):
        predicted, true = predictions(loss, said), true.to(torch.float64).unsqueeze(0)
        mean = predicted.mean(dim=0, keepdim=True)
        spread = (predicted - mean).square().mean()
        # the variance in the units of the loss, where the loss is squared
        around = loss_of(loss, predicted, mean.expand_as(predicted)).mean() if isinstance(loss, SQUARED) else spread
        losses = loss_of(loss, predicted, true.expand_as(predicted)).mean()
        right = (classes_of(torch.cat([mean, predicted])) == classes_of(true)).double().mean(dim=1)
        parts = [loss_of(loss, mean, true).mean(), losses, around, spread, right[0], right[1:].mean()]
        sums += true.shape[1] * torch.stack(parts).cpu()
        named = classes_of(predicted)
        differing += (named.unsqueeze(0) != named.unsqueeze(1)).sum(dim=2).cpu()
    own, mean_loss, ambiguity, variance, accuracy, mean_accuracy = (sums / samples).tolist()
    pairs = [float(differing[a, b]) / samples for a, b in combinations(range(members), 2)]
    return Averages(
        members=members,
        loss=own,
        accuracy=accuracy if classes else None,
        mean_loss=mean_loss,
        mean_accuracy=mean_accuracy if classes else None,
        ambiguity=ambiguity if isinstance(loss, SQUARED) else None,
        disagreement=sum(pairs) / max(1, len(pairs)) if classes else variance,
        pairs=tuple(round(share, 4) for share in pairs) if classes else (),
    )


def out_of_bag(
    loss: Loss, outputs: torch.Tensor, targets: torch.Tensor, unseen: torch.Tensor, classes: bool
) -> tuple[float | None, float | None, int]:
    """Loss and accuracy where only those members vote for a sample that did not train on it, and of how many samples.

    `unseen` [members, samples]. A sample that every member has seen takes no part.
    """
    unseen = unseen & _finite(outputs).unsqueeze(1)
    chosen = unseen.any(dim=0)
    samples = int(chosen.sum())
    if not samples:
        return None, None, 0
    predicted = predictions(loss, outputs[:, chosen])
    votes = unseen[:, chosen].unsqueeze(2)
    mean = torch.where(votes, predicted, 0.0).sum(dim=0, keepdim=True) / votes.sum(dim=0, keepdim=True)
    true = targets[chosen].to(torch.float64).unsqueeze(0)
    accuracy = float((classes_of(mean) == classes_of(true)).double().mean()) if classes else None
    return float(loss_of(loss, mean, true)), accuracy, samples


def _finite(outputs: torch.Tensor) -> torch.Tensor:
    """Which members still say numbers; one that has diverged has no vote."""
    return outputs.isfinite().all(dim=2).all(dim=1)
