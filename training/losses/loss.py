"""What a loss is: its value, its derivatives, and what the network's output layer must look like for it.

`outputs` are the network's last weighted sums (logits for classification), shape [runs, samples, outputs]; `targets`
have the same shape (one-hot for classes). Every loss is a mean over the samples, so learning rates do not depend on
the batch size.
"""

from typing import Any, ClassVar

from training.component import Component
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

    def quick_value(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        """The same but for its last bits, where that is faster: for pictures, not for figures that are told."""
        return self.value(outputs, targets)

    def gradient(self, outputs: "torch.Tensor", targets: "torch.Tensor", delta: "torch.Tensor") -> None:
        """Write d(mean loss)/d(outputs) into `delta`."""
        raise NotImplementedError

    def curvature(self, outputs: "torch.Tensor", targets: "torch.Tensor") -> "tuple[torch.Tensor, torch.Tensor | None]":
        """The second derivative of each sample's own loss by its outputs: diag(c) − uuᵀ, as c and u (None: no u).

        Both have the shape of `outputs`.
        """
        raise NotImplementedError
