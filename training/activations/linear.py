"""No activation at all."""

from typing import ClassVar, Literal

from training.activations.activation import Activation
from training.lazy_torch import torch


class Linear(Activation):
    """No function at all, a = z. Any number of linear layers is one linear layer: see what depth alone cannot do."""

    title: ClassVar[str] = "Linear"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.1"
    kind: Literal["linear"] = "linear"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        a.copy_(z)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        """a′ = 1: nothing to do."""
