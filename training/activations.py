"""Activations: what a unit makes of its weighted sum z, and the derivative that backpropagation needs.

Arrays have the shape [runs, samples, units]. `forward` writes a = f(z); `backward` turns dE/da into dE/dz in place.
"""

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

    def backward(self, a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        """Multiply `delta` by f'(z), which every function here can express by its own output a = f(z)."""
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

    def backward(self, a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
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

    def backward(self, a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
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

    def backward(self, a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
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

    def backward(self, a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        torch.addcmul(a, a, a, value=-1, out=scratch)
        delta.mul_(scratch)


class Linear(Activation):
    """No function at all, a = z. Any number of linear layers is one linear layer: see what depth alone cannot do."""

    title: ClassVar[str] = "Linear"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 6.1"
    kind: Literal["linear"] = "linear"

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        a.copy_(z)

    def backward(self, a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        """a′ = 1: nothing to do."""


ACTIVATIONS: tuple[type[Activation], ...] = (Tanh, Relu, LeakyRelu, Sigmoid, Linear)

AnyActivation = Annotated[
    Activation, OneOf(ACTIVATIONS), Field(title="Activation", description="The function of every unit in this layer.")
]
