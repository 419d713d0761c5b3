"""Losses for classes: the network's outputs are logits, and probabilities are compared with the true class."""

from typing import ClassVar, Literal

from training.fields import number
from training.lazy_torch import torch
from training.losses.loss import Loss


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

    def quick_value(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        # Along rows as short as the number of classes PyTorch's softmax takes six times as long as across them.
        by_class = outputs.transpose(1, 2).contiguous()
        return -(targets.transpose(1, 2) * torch.log_softmax(by_class, dim=1)).sum(dim=1).mean(dim=1)

    def gradient(self, outputs: "torch.Tensor", targets: "torch.Tensor", delta: "torch.Tensor") -> None:
        torch.softmax(outputs, dim=2, out=delta)
        delta.sub_(targets).mul_(1 / outputs.shape[1])

    def curvature(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "tuple[torch.Tensor, torch.Tensor | None]":
        p = torch.softmax(outputs, dim=2)
        return p, p


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

    def curvature(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "tuple[torch.Tensor, torch.Tensor | None]":
        p = torch.sigmoid(outputs)
        return p * (1 - p), None
