"""What an activation is: what a unit makes of its weighted sum z, and the derivative that backpropagation needs.

Arrays have the shape [runs, samples, units]. `forward` writes a = f(z); `backward` turns dE/da into dE/dz in place.
"""

from typing import TYPE_CHECKING, ClassVar

from training.component import Component
from training.lazy_torch import torch

if TYPE_CHECKING:
    import numpy as np

FLAT = 0.01
"""A bounded unit is saturated where its slope is below this share of its largest."""


class Activation(Component):
    """A function applied to every unit of a layer."""

    rectifies: ClassVar[bool] = False
    """Whether it blocks one side: a unit that passes no sample at all is dead, since nothing moves its weights."""
    bounded: ClassVar[bool] = False
    """Whether it is flat on both sides: far out on either of them a unit is saturated and hardly learns."""

    def forward(self, z: "torch.Tensor", a: "torch.Tensor") -> None:
        """Write f(z) into `a`."""
        raise NotImplementedError

    def backward(self, z: "torch.Tensor", a: "torch.Tensor", delta: "torch.Tensor", scratch: "torch.Tensor") -> None:
        """Multiply `delta` by f'(z); most functions express it by their own output a = f(z)."""
        raise NotImplementedError

    def passes(self, z: "np.ndarray", a: "np.ndarray") -> "np.ndarray | None":
        """Where f'(z) is not 0, for functions that rectify; None: everywhere."""
        return None

    def saturated(self, a: "np.ndarray") -> "np.ndarray":
        """Where |f'(z)| is below 1 % of its maximum, for bounded functions."""
        raise NotImplementedError
