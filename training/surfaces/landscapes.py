"""Landscapes: surfaces with hills, saddles and bent valleys, known from textbooks."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from training.fields import number
from training.lazy_torch import torch
from training.surfaces.surface import Surface, Vector


class Polynomial(Surface):
    """A landscape of one weight with hills and minima: E(w) = c₀ + c₁w + c₂w² + …

    The default, w⁴ − 2w² + 0.5w, has a global minimum of −1.515 at −1.057 and a local one of −0.517 at 0.930.
    """

    title: ClassVar[str] = "Polynomial"
    source: ClassVar[str] = "Course slides: local and global minima"
    default_start: ClassVar[tuple[float, ...]] = (1.5,)
    kind: Literal["polynomial"] = "polynomial"
    coefficients: Vector = Field(
        [0.0, 0.5, -2.0, 0.0, 1.0], title="Coefficients", description="Of the powers of w, the constant first."
    )

    def size(self) -> int:
        return 1

    def value(self, weights: "torch.Tensor", step: int) -> float:
        w = weights[0, 0]
        return float(sum(coefficient * w**power for power, coefficient in enumerate(self.coefficients)))

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        total = torch.zeros_like(weights)
        for power, coefficient in enumerate(self.coefficients[1:], start=1):
            total += power * coefficient * weights ** (power - 1)
        return total

    def bowl(self) -> tuple[np.ndarray, np.ndarray] | None:
        _, slope, curvature, *higher = [*self.coefficients, 0.0, 0.0]
        return None if any(higher) else (np.array([[2 * curvature]]), np.array([-slope]))


class Saddle(Surface):
    """A mountain pass: E(w) = w₁² − w₂² + f w₂⁴. The gradient at (0, 0) is zero, yet it is no minimum.

    Plain descent that starts near w₂ = 0 lingers there; momentum and rates per weight leave sooner. Without the fence
    (f = 0) the way down never ends; with it, minima of −1/(4f) lie at w₂ = ±√(1/(2f)).
    """

    title: ClassVar[str] = "Saddle"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 8.2.3"
    default_start: ClassVar[tuple[float, ...]] = (1.0, 0.001)
    function: ClassVar[str] = "w1^2 - w2^2 + where(fence == 0, 0, fence*w2^4)"  # 0 · ∞ would be NaN
    kind: Literal["saddle"] = "saddle"
    fence: float = number(
        0.0, low=0, high=1, choices=(0, 0.01, 0.1), title="Fence f", help="Above 0, the fall on both sides ends."
    )

    def value(self, weights: "torch.Tensor", step: int) -> float:
        first, second = weights[0]
        return float(first**2 - second**2 + (self.fence * second**4 if self.fence else 0.0))  # 0 · ∞ would be NaN

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        first, second = weights[0]
        return torch.stack([2 * first, -2 * second + 4 * self.fence * second**3]).view(1, 2)

    def bowl(self) -> tuple[np.ndarray, np.ndarray] | None:
        return None if self.fence else (np.diag([2.0, -2.0]), np.zeros(2))


class Rosenbrock(Surface):
    """A banana-shaped valley: E(w) = (a − w₁)² + b (w₂ − w₁²)². Its minimum of 0 lies at (a, a²).

    The valley is found at once; following its bent floor is what takes the steps.
    """

    title: ClassVar[str] = "Rosenbrock"
    source: ClassVar[str] = "Rosenbrock: An automatic method for finding the greatest or least value, 1960"
    default_start: ClassVar[tuple[float, ...]] = (-1.2, 1.0)
    function: ClassVar[str] = "(a - w1)^2 + b*(w2 - w1^2)^2"
    kind: Literal["rosenbrock"] = "rosenbrock"
    a: float = number(1.0, low=-10, high=10, title="Minimum a", help="The minimum lies at (a, a²).")
    b: float = number(100.0, low=0, high=1000, title="Steepness b", help="How steep the walls of the valley are.")

    def value(self, weights: "torch.Tensor", step: int) -> float:
        first, second = weights[0]
        return float((self.a - first) ** 2 + self.b * (second - first**2) ** 2)

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        first, second = weights[0]
        along = self.b * (second - first**2)
        return torch.stack([-2 * (self.a - first) - 4 * along * first, 2 * along]).view(1, 2)


class Beale(Surface):
    """Flat plains around a small basin: E(w) = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)², w = (x, y).

    Its minimum of 0 lies at (3, 0.5). Far out the walls are so steep that large steps are thrown off.
    """

    title: ClassVar[str] = "Beale"
    source: ClassVar[str] = "Beale: On an iterative method for finding a local minimum, 1958"
    default_start: ClassVar[tuple[float, ...]] = (1.0, 1.0)
    function: ClassVar[str] = "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2"
    kind: Literal["beale"] = "beale"

    def value(self, weights: "torch.Tensor", step: int) -> float:
        x, y = weights[0]
        return float(sum((target - x + x * y**power) ** 2 for power, target in TERMS))

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        x, y = weights[0]
        errors = [(power, target - x + x * y**power) for power, target in TERMS]
        by_x = sum(2 * error * (y**power - 1) for power, error in errors)
        by_y = sum(2 * error * x * power * y ** (power - 1) for power, error in errors)
        return torch.stack([torch.as_tensor(by_x), torch.as_tensor(by_y)]).view(1, 2)


TERMS = ((1, 1.5), (2, 2.25), (3, 2.625))
"""Powers and targets of Beale's three squares."""
