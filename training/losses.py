"""Losses: the number that training makes small.

`outputs` are the network's last weighted sums (logits for classification), shape [runs, samples, outputs]; `targets`
have the same shape (one-hot for classes). Every loss is a mean over the samples, so learning rates do not depend on
the batch size.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from training.component import Component, OneOf
from training.fields import later, not_yet
from training.lazy_torch import torch


class Loss(Component):
    """A loss, its derivative, and what the network's output layer must look like for it."""

    tasks: ClassVar[tuple[str, ...]]

    def outputs(self, classes: int | None) -> int:
        """The number of output units for a task with that many classes (None: one number to predict)."""
        return classes or 1

    def value(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        """The mean loss of every run, shape [runs]."""
        raise NotImplementedError

    def gradient(self, outputs: "torch.Tensor", targets: "torch.Tensor", delta: "torch.Tensor") -> None:
        """Write d(mean loss)/d(outputs) into `delta`."""
        raise NotImplementedError


class CrossEntropy(Loss):
    """The usual loss for classes: softmax turns outputs into probabilities p, and −ln p of the true class is paid.

    E = −Σₖ tₖ ln pₖ, dE/dz = p − t. With small weights the first value is ln K (2.303 for 10 classes).
    """

    title: ClassVar[str] = "Cross-entropy"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.2.2"
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    kind: Literal["cross_entropy"] = "cross_entropy"
    label_smoothing: Annotated[float, later(0.0)] = not_yet(0.0, "Label smoothing")

    def value(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        return -(targets * torch.log_softmax(outputs, dim=2)).sum(dim=2).mean(dim=1)

    def gradient(self, outputs: "torch.Tensor", targets: "torch.Tensor", delta: "torch.Tensor") -> None:
        torch.softmax(outputs, dim=2, out=delta)
        delta.sub_(targets).mul_(1 / outputs.shape[1])


class BinaryCrossEntropy(Loss):
    """Cross-entropy for two classes with a single output: p = sigmoid(z) is the probability of class 1.

    E = −t ln p − (1 − t) ln(1 − p), dE/dz = p − t.
    """

    title: ClassVar[str] = "Binary cross-entropy"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.2.2"
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    kind: Literal["bce"] = "bce"

    def outputs(self, classes: int | None) -> int:
        return 1

    def value(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        losses = torch.nn.functional.binary_cross_entropy_with_logits(outputs, targets, reduction="none")
        return losses.mean(dim=(1, 2))

    def gradient(self, outputs: "torch.Tensor", targets: "torch.Tensor", delta: "torch.Tensor") -> None:
        torch.sigmoid(outputs, out=delta)
        delta.sub_(targets).mul_(1 / outputs.shape[1])


class MeanSquaredError(Loss):
    """The squared difference, averaged over samples and outputs. The usual loss for numbers.

    E = mean (y − t)², dE/dy = 2(y − t) / outputs. For classes it compares the linear outputs with one-hot targets:
    possible, but slower and less sure than cross-entropy.
    """

    title: ClassVar[str] = "Mean squared error"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 5.1.4"
    tasks: ClassVar[tuple[str, ...]] = ("regression", "classification")
    kind: Literal["mse"] = "mse"

    def value(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        return (outputs - targets).square().mean(dim=(1, 2))

    def gradient(self, outputs: "torch.Tensor", targets: "torch.Tensor", delta: "torch.Tensor") -> None:
        torch.sub(outputs, targets, out=delta)
        delta.mul_(2 / (outputs.shape[1] * outputs.shape[2]))


LOSSES: tuple[type[Loss], ...] = (CrossEntropy, BinaryCrossEntropy, MeanSquaredError)

AnyLoss = Annotated[Loss, OneOf(LOSSES), Field(title="Loss", description="The number that training makes small.")]
