"""Activations that pass one side and block the other: they do not saturate, but they can die."""

import math
from typing import TYPE_CHECKING, ClassVar, Literal

from training.activations.activation import Activation
from training.fields import number
from training.lazy_torch import torch

if TYPE_CHECKING:
    import numpy as np


class Relu(Activation):
    """Passes positive values and blocks negative ones: fast, and no saturation on the positive side.

    a = max(0, z), a′ = 1 where z > 0, else 0. A unit whose z is never positive learns no more ("dead").
    """

    title: ClassVar[str] = "ReLU"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.3.1"
    rectifies: ClassVar[bool] = True
    kind: Literal["relu"] = "relu"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.clamp(z, min=0, out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        delta.mul_(torch.sign(a, out=scratch))

    def passes(self, z: "np.ndarray", a: "np.ndarray") -> "np.ndarray | None":
        return a > 0


class LeakyRelu(Activation):
    """Like ReLU with a small slope for negative values, so that no unit dies.

    a = z where z > 0, else αz with α = negative slope. α = 0 is ReLU, α = 1 is linear.
    """

    title: ClassVar[str] = "Leaky ReLU"
    source: ClassVar[str] = "Maas, Hannun, Ng: Rectifier nonlinearities improve neural network acoustic models, 2013"
    rectifies: ClassVar[bool] = True
    kind: Literal["leaky_relu"] = "leaky_relu"
    negative_slope: float = number(
        0.01, low=0, high=1, title="Negative slope α", help="Slope for negative values; Keras 3 uses 0.3, PyTorch 0.01."
    )

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.mul(z, self.negative_slope, out=a)
        torch.maximum(z, a, out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        torch.gt(a, 0, out=scratch)
        scratch.mul_(1 - self.negative_slope).add_(self.negative_slope)
        delta.mul_(scratch)

    def passes(self, z: "np.ndarray", a: "np.ndarray") -> "np.ndarray | None":
        return None if self.negative_slope else a > 0


class Elu(Activation):
    """Like ReLU, but smooth and with negative values down to −α, so the mean of a layer stays near zero.

    a = z where z > 0, else α(eᶻ − 1); a′ = 1 where z > 0, else a + α.
    """

    title: ClassVar[str] = "ELU"
    source: ClassVar[str] = "Clevert, Unterthiner, Hochreiter: Fast and accurate deep network learning by ELUs, 2016"
    rectifies: ClassVar[bool] = True
    kind: Literal["elu"] = "elu"
    alpha: float = number(1.0, above=0, high=10, title="Scale α", help="How far down negative values reach.")

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.clamp(z, max=0, out=a)
        a.expm1_().mul_(self.alpha)
        torch.where(z > 0, z, a, out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        torch.add(a, self.alpha, out=scratch)
        scratch.masked_fill_(z > 0, 1)
        delta.mul_(scratch)

    def passes(self, z: "np.ndarray", a: "np.ndarray") -> "np.ndarray | None":
        return a > -self.alpha


class Gelu(Activation):
    """Weighs each value by how likely a standard normal number is below it: a smooth ReLU, usual in transformers.

    a = zΦ(z), a′ = Φ(z) + zφ(z) with the normal distribution Φ and its density φ (exact, no approximation by tanh).
    """

    title: ClassVar[str] = "GELU"
    source: ClassVar[str] = "Hendrycks, Gimpel: Gaussian error linear units, 2016"
    rectifies: ClassVar[bool] = True
    kind: Literal["gelu"] = "gelu"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.special.ndtr(z, out=a)
        a.mul_(z)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        torch.mul(z, z, out=scratch)
        scratch.mul_(-0.5).exp_().mul_(1 / math.sqrt(2 * math.pi)).mul_(z)
        scratch.add_(torch.special.ndtr(z))
        delta.mul_(scratch)

    def passes(self, z: "np.ndarray", a: "np.ndarray") -> "np.ndarray | None":
        moves: np.ndarray = (a != 0) | (z >= 0)
        return moves


class Swish(Activation):
    """A smooth ReLU that dips a little below zero before it rises. Also called SiLU.

    a = zσ(z), a′ = σ(z) + a(1 − σ(z)) with the sigmoid σ.
    """

    title: ClassVar[str] = "Swish (SiLU)"
    source: ClassVar[str] = "Ramachandran, Zoph, Le: Searching for activation functions, 2017"
    rectifies: ClassVar[bool] = True
    kind: Literal["swish"] = "swish"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.sigmoid(z, out=a)
        a.mul_(z)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        torch.sigmoid(z, out=scratch)
        scratch.addcmul_(a, 1 - scratch)
        delta.mul_(scratch)

    def passes(self, z: "np.ndarray", a: "np.ndarray") -> "np.ndarray | None":
        moves: np.ndarray = (a != 0) | (z >= 0)
        return moves


class Softplus(Activation):
    """ReLU with its corner rounded off; always positive.

    a = ln(1 + eᶻ), a′ = σ(z) with the sigmoid σ.
    """

    title: ClassVar[str] = "Softplus"
    source: ClassVar[str] = "Dugas and others: Incorporating second-order functional knowledge, 2001"
    rectifies: ClassVar[bool] = True
    kind: Literal["softplus"] = "softplus"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.logaddexp(z, torch.zeros_like(z), out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        delta.mul_(torch.sigmoid(z, out=scratch))

    def passes(self, z: "np.ndarray", a: "np.ndarray") -> "np.ndarray | None":
        return a > 0
