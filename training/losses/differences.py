"""Losses of the difference between outputs and targets."""

from typing import ClassVar, Literal

from training.lazy_torch import torch
from training.losses.loss import Loss


class Difference(Loss):
    """A loss of the difference y − t, summed or averaged over the outputs and averaged over the samples."""

    tasks: ClassVar[tuple[str, ...]] = ("regression", "classification")

    def value(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        return self.of(outputs - targets).mean(dim=(1, 2))

    def gradient(self, outputs: "torch.Tensor", targets: "torch.Tensor", delta: "torch.Tensor") -> None:
        torch.sub(outputs, targets, out=delta)
        self.derive(delta)
        delta.mul_(1 / (outputs.shape[1] * outputs.shape[2]))

    def curvature(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "tuple[torch.Tensor, torch.Tensor | None]":
        return self.bend(outputs - targets) / outputs.shape[2], None

    def of(self, difference: "torch.Tensor") -> "torch.Tensor":
        """The loss of each difference."""
        raise NotImplementedError

    def derive(self, difference: "torch.Tensor") -> None:
        """Replace each difference by the derivative of its loss."""
        raise NotImplementedError

    def bend(self, difference: "torch.Tensor") -> "torch.Tensor":
        """The second derivative of the loss of each difference."""
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

    def bend(self, difference: "torch.Tensor") -> "torch.Tensor":
        return torch.full_like(difference, 2)


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

    def curvature(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "tuple[torch.Tensor, torch.Tensor | None]":
        return torch.full_like(outputs, 2), None


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

    def bend(self, difference: "torch.Tensor") -> "torch.Tensor":
        return torch.ones_like(difference)


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

    def bend(self, difference: "torch.Tensor") -> "torch.Tensor":
        return torch.zeros_like(difference)


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

    def bend(self, difference: "torch.Tensor") -> "torch.Tensor":
        return (difference.abs() <= 1).to(difference)
