"""Losses: the number that training makes small.

`outputs` are the network's last weighted sums (logits for classification), shape [runs, samples, outputs]; `targets`
have the same shape (one-hot for classes). Every loss is a mean over the samples, so learning rates do not depend on
the batch size.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from training.component import Component, OneOf
from training.fields import number
from training.lazy_torch import torch


class Loss(Component):
    """A loss, its derivative, and what the network's output layer must look like for it."""

    tasks: ClassVar[tuple[str, ...]]
    classes: ClassVar[int | None] = None
    """The number of classes it needs, where it needs a certain one."""

    @classmethod
    def schema_extra(cls) -> dict[str, Any]:
        """The form keeps a loss that fits when the data set changes."""
        extra = {**super().schema_extra(), "x-tasks": list(cls.tasks)}
        return extra if cls.classes is None else {**extra, "x-classes": cls.classes}

    def outputs(self, classes: int | None) -> int:
        """The number of output units for a task with that many classes (None: one number to predict)."""
        return classes or 1

    def training_targets(self, targets: "torch.Tensor") -> "torch.Tensor":
        """What training aims at; figures are always those of the true targets."""
        return targets

    def value(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        """The mean loss of every run, shape [runs]."""
        raise NotImplementedError

    def gradient(self, outputs: "torch.Tensor", targets: "torch.Tensor", delta: "torch.Tensor") -> None:
        """Write d(mean loss)/d(outputs) into `delta`."""
        raise NotImplementedError


def smoothing() -> float:
    """The label smoothing field."""
    field: float = number(
        0.0, low=0, high=0.5, choices=(0, 0.05, 0.1, 0.2), title="Label smoothing ε",
        help="Training aims at 1 − ε for the true class and ε/(K − 1) for each other one, so outputs need not grow for "
        "ever. PyTorch spreads its s over all classes: s = εK/(K − 1). Figures are those of the true classes.",
    )  # fmt: skip
    return field


def smooth(targets: "torch.Tensor", epsilon: float, classes: int) -> "torch.Tensor":
    """One-hot (or 0/1) targets with ε taken from the true class and shared among the others.

    The slides print ε/(1 − K), which is negative; ε/(K − 1) is meant.
    """
    if epsilon == 0:
        return targets
    other = epsilon / (classes - 1)
    return targets * (1 - epsilon - other) + other


class CrossEntropy(Loss):
    """The usual loss for classes: softmax turns outputs into probabilities p, and −ln p of the true class is paid.

    E = −Σₖ tₖ ln pₖ, dE/dz = p − t. With small weights the first value is ln K (2.303 for 10 classes).
    """

    title: ClassVar[str] = "Cross-entropy"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.2.2"
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    kind: Literal["cross_entropy"] = "cross_entropy"
    label_smoothing: float = smoothing()

    def training_targets(self, targets: "torch.Tensor") -> "torch.Tensor":
        return smooth(targets, self.label_smoothing, targets.shape[2])

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
    classes: ClassVar[int | None] = 2
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.2.2"
    tasks: ClassVar[tuple[str, ...]] = ("classification",)
    kind: Literal["bce"] = "bce"
    label_smoothing: float = smoothing()

    def training_targets(self, targets: "torch.Tensor") -> "torch.Tensor":
        return smooth(targets, self.label_smoothing, 2)

    def outputs(self, classes: int | None) -> int:
        return 1

    def value(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        losses = torch.nn.functional.binary_cross_entropy_with_logits(outputs, targets, reduction="none")
        return losses.mean(dim=(1, 2))

    def gradient(self, outputs: "torch.Tensor", targets: "torch.Tensor", delta: "torch.Tensor") -> None:
        torch.sigmoid(outputs, out=delta)
        delta.sub_(targets).mul_(1 / outputs.shape[1])


class Difference(Loss):
    """A loss of the difference y − t, summed or averaged over the outputs and averaged over the samples."""

    tasks: ClassVar[tuple[str, ...]] = ("regression", "classification")

    def value(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        return self.of(outputs - targets).mean(dim=(1, 2))

    def gradient(self, outputs: "torch.Tensor", targets: "torch.Tensor", delta: "torch.Tensor") -> None:
        torch.sub(outputs, targets, out=delta)
        self.derive(delta)
        delta.mul_(1 / (outputs.shape[1] * outputs.shape[2]))

    def of(self, difference: "torch.Tensor") -> "torch.Tensor":
        """The loss of each difference."""
        raise NotImplementedError

    def derive(self, difference: "torch.Tensor") -> None:
        """Replace each difference by the derivative of its loss."""
        raise NotImplementedError


class MeanSquaredError(Difference):
    """The squared difference, averaged over samples and outputs. The usual loss for numbers.

    E = mean (y − t)², dE/dy = 2(y − t) / outputs. For classes it compares the linear outputs with one-hot targets:
    possible, but slower and less sure than cross-entropy.
    """

    title: ClassVar[str] = "Mean squared error"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 5.1.4"
    kind: Literal["mse"] = "mse"

    def of(self, difference: "torch.Tensor") -> "torch.Tensor":
        return difference.square()

    def derive(self, difference: "torch.Tensor") -> None:
        difference.mul_(2)


class SquaredError(Loss):
    """The squared length of the difference, summed over the outputs: the form on the slides.

    E = mean over samples of Σₖ (yₖ − tₖ)². With one output it equals the mean squared error; with K outputs it is K
    times as large, and so are its gradients.
    """

    title: ClassVar[str] = "Squared error"
    source: ClassVar[str] = "Course slides: E = ‖t − y(x, w)‖²"
    tasks: ClassVar[tuple[str, ...]] = ("regression", "classification")
    kind: Literal["squared_error"] = "squared_error"

    def value(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        return (outputs - targets).square().sum(dim=2).mean(dim=1)

    def gradient(self, outputs: "torch.Tensor", targets: "torch.Tensor", delta: "torch.Tensor") -> None:
        torch.sub(outputs, targets, out=delta)
        delta.mul_(2 / outputs.shape[1])


class HalfMeanSquaredError(Difference):
    """Half of the mean squared error, so that its derivative is the plain difference.

    E = ½ mean (y − t)², dE/dy = (y − t) / outputs.
    """

    title: ClassVar[str] = "Half mean squared error"
    source: ClassVar[str] = "Hinton: Neural networks for machine learning, lecture 3a"
    kind: Literal["half_mse"] = "half_mse"

    def of(self, difference: "torch.Tensor") -> "torch.Tensor":
        return difference.square() / 2

    def derive(self, difference: "torch.Tensor") -> None:
        """The difference is its own derivative."""


class MeanAbsoluteError(Difference):
    """The absolute difference: outliers count only as much as they are far away, not its square.

    E = mean |y − t|, dE/dy = sign(y − t) / outputs. Its gradient does not shrink near the minimum.
    """

    title: ClassVar[str] = "Mean absolute error"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.2.2.3"
    kind: Literal["mae"] = "mae"

    def of(self, difference: "torch.Tensor") -> "torch.Tensor":
        return difference.abs()

    def derive(self, difference: "torch.Tensor") -> None:
        difference.sign_()


class Huber(Difference):
    """Squared near zero, absolute far away: smooth at the minimum and calm about outliers.

    E = mean of ½d² where |d| ≤ 1, else |d| − ½, for d = y − t; its derivative is d kept within [−1, 1].
    """

    title: ClassVar[str] = "Huber"
    source: ClassVar[str] = "Huber: Robust estimation of a location parameter, 1964"
    kind: Literal["huber"] = "huber"

    def of(self, difference: "torch.Tensor") -> "torch.Tensor":
        size = difference.abs()
        return torch.where(size <= 1, size.square() / 2, size - 0.5)

    def derive(self, difference: "torch.Tensor") -> None:
        difference.clamp_(-1, 1)


LOSSES: tuple[type[Loss], ...] = (
    CrossEntropy,
    BinaryCrossEntropy,
    MeanSquaredError,
    SquaredError,
    HalfMeanSquaredError,
    MeanAbsoluteError,
    Huber,
)

AnyLoss = Annotated[Loss, OneOf(LOSSES), Field(title="Loss", description="The number that training makes small.")]
