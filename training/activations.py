"""Activations: what a unit makes of its weighted sum z, and the derivative that backpropagation needs.

Arrays have the shape [runs, samples, units]. `forward` writes a = f(z); `backward` turns dE/da into dE/dz in place.
"""

import math
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from training.component import Component, OneOf
from training.fields import number
from training.lazy_torch import torch


class Activation(Component):
    """A function applied to every unit of a layer."""

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        """Write f(z) into `a`."""
        raise NotImplementedError

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        """Multiply `delta` by f'(z); most functions express it by their own output a = f(z)."""
        raise NotImplementedError


class Tanh(Activation):
    """Squashes to (−1, 1), zero-centred: a good default for small networks on standardized inputs.

    a = tanh(z), a′ = 1 − a². Saturates for |z| > 2, where gradients vanish.
    """

    title: ClassVar[str] = "Tanh"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.3.2"
    kind: Literal["tanh"] = "tanh"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.tanh(z, out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        torch.mul(a, a, out=scratch)
        delta.addcmul_(delta, scratch, value=-1)


class Relu(Activation):
    """Passes positive values and blocks negative ones: fast, and no saturation on the positive side.

    a = max(0, z), a′ = 1 where z > 0, else 0. A unit whose z is never positive learns no more ("dead").
    """

    title: ClassVar[str] = "ReLU"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.3.1"
    kind: Literal["relu"] = "relu"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.clamp(z, min=0, out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        delta.mul_(torch.sign(a, out=scratch))


class LeakyRelu(Activation):
    """Like ReLU with a small slope for negative values, so that no unit dies.

    a = z where z > 0, else αz with α = negative slope. α = 0 is ReLU, α = 1 is linear.
    """

    title: ClassVar[str] = "Leaky ReLU"
    source: ClassVar[str] = "Maas, Hannun, Ng: Rectifier nonlinearities improve neural network acoustic models, 2013"
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


class Sigmoid(Activation):
    """Squashes to (0, 1). Historical as a hidden unit: never zero-centred and quick to saturate.

    a = 1 / (1 + e⁻ᶻ), a′ = a(1 − a) ≤ 1/4, so gradients shrink at least fourfold per layer.
    """

    title: ClassVar[str] = "Sigmoid"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.3.2"
    kind: Literal["sigmoid"] = "sigmoid"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.sigmoid(z, out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        torch.addcmul(a, a, a, value=-1, out=scratch)
        delta.mul_(scratch)


class Linear(Activation):
    """No function at all, a = z. Any number of linear layers is one linear layer: see what depth alone cannot do."""

    title: ClassVar[str] = "Linear"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.1"
    kind: Literal["linear"] = "linear"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        a.copy_(z)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        """a′ = 1: nothing to do."""


class Elu(Activation):
    """Like ReLU, but smooth and with negative values down to −α, so the mean of a layer stays near zero.

    a = z where z > 0, else α(eᶻ − 1); a′ = 1 where z > 0, else a + α.
    """

    title: ClassVar[str] = "ELU"
    source: ClassVar[str] = "Clevert, Unterthiner, Hochreiter: Fast and accurate deep network learning by ELUs, 2016"
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


class Gelu(Activation):
    """Weighs each value by how likely a standard normal number is below it: a smooth ReLU, usual in transformers.

    a = zΦ(z), a′ = Φ(z) + zφ(z) with the normal distribution Φ and its density φ (exact, no approximation by tanh).
    """

    title: ClassVar[str] = "GELU"
    source: ClassVar[str] = "Hendrycks, Gimpel: Gaussian error linear units, 2016"
    kind: Literal["gelu"] = "gelu"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.special.ndtr(z, out=a)
        a.mul_(z)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        torch.mul(z, z, out=scratch)
        scratch.mul_(-0.5).exp_().mul_(1 / math.sqrt(2 * math.pi)).mul_(z)
        scratch.add_(torch.special.ndtr(z))
        delta.mul_(scratch)


class Swish(Activation):
    """A smooth ReLU that dips a little below zero before it rises. Also called SiLU.

    a = zσ(z), a′ = σ(z) + a(1 − σ(z)) with the sigmoid σ.
    """

    title: ClassVar[str] = "Swish (SiLU)"
    source: ClassVar[str] = "Ramachandran, Zoph, Le: Searching for activation functions, 2017"
    kind: Literal["swish"] = "swish"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.sigmoid(z, out=a)
        a.mul_(z)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        torch.sigmoid(z, out=scratch)
        scratch.addcmul_(a, 1 - scratch)
        delta.mul_(scratch)


class Softplus(Activation):
    """ReLU with its corner rounded off; always positive.

    a = ln(1 + eᶻ), a′ = σ(z) with the sigmoid σ.
    """

    title: ClassVar[str] = "Softplus"
    source: ClassVar[str] = "Dugas and others: Incorporating second-order functional knowledge, 2001"
    kind: Literal["softplus"] = "softplus"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.logaddexp(z, torch.zeros_like(z), out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        delta.mul_(torch.sigmoid(z, out=scratch))


class HardTanh(Activation):
    """Tanh made of straight lines: cheap, and saturated at once outside [−1, 1].

    a = z kept within [−1, 1]; a′ = 1 inside, 0 outside.
    """

    title: ClassVar[str] = "Hard tanh"
    source: ClassVar[str] = "Collobert: Large scale machine learning, 2004"
    kind: Literal["hard_tanh"] = "hard_tanh"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        torch.clamp(z, -1, 1, out=a)

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        delta.masked_fill_(a.abs() >= 1, 0)


ACTIVATIONS: tuple[type[Activation], ...] = (
    Tanh,
    Relu,
    LeakyRelu,
    Elu,
    Gelu,
    Swish,
    Softplus,
    Sigmoid,
    HardTanh,
    Linear,
)

AnyActivation = Annotated[
    Activation, OneOf(ACTIVATIONS), Field(title="Activation", description="The function of every unit in this layer.")
]
