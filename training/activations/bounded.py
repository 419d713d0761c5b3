"""Activations with a lower and an upper bound: they saturate on both sides."""

import math
from typing import TYPE_CHECKING, ClassVar, Literal

from training.activations.activation import FLAT, Activation
from training.lazy_torch import torch

if TYPE_CHECKING:
    import numpy as np


class Tanh(Activation):
    """Squashes to (−1, 1), zero-centred: a good default for small networks on standardized inputs.

    a = tanh(z), a′ = 1 − a². Saturates for |z| > 2, where gradients vanish.
    """

    title: ClassVar[str] = "Tanh"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.3.2"
    bounded: ClassVar[bool] = True
    kind: Literal["tanh"] = "tanh"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.tanh(z, out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        torch.mul(a, a, out=scratch)
        delta.addcmul_(delta, scratch, value=-1)

    def saturated(self, a: "np.ndarray") -> "np.ndarray":
        return abs(a) > math.sqrt(1 - FLAT)


class Sigmoid(Activation):
    """Squashes to (0, 1). Historical as a hidden unit: never zero-centred and quick to saturate.

    a = 1 / (1 + e⁻ᶻ), a′ = a(1 − a) ≤ 1/4, so gradients shrink at least fourfold per layer.
    """

    title: ClassVar[str] = "Sigmoid"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.3.2"
    bounded: ClassVar[bool] = True
    kind: Literal["sigmoid"] = "sigmoid"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.sigmoid(z, out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        torch.addcmul(a, a, a, value=-1, out=scratch)
        delta.mul_(scratch)

    def saturated(self, a: "np.ndarray") -> "np.ndarray":
        return abs(a - 0.5) > math.sqrt(1 - FLAT) / 2


class HardTanh(Activation):
    """Tanh made of straight lines: cheap, and saturated at once outside [−1, 1].

    a = z kept within [−1, 1]; a′ = 1 inside, 0 outside.
    """

    title: ClassVar[str] = "Hard tanh"
    source: ClassVar[str] = "Collobert: Large scale machine learning, 2004"
    bounded: ClassVar[bool] = True
    kind: Literal["hard_tanh"] = "hard_tanh"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.clamp(z, -1, 1, out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        delta.masked_fill_(a.abs() >= 1, 0)

    def saturated(self, a: "np.ndarray") -> "np.ndarray":
        return abs(a) >= 1
