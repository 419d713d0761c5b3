"""What the shape of a bowl says about the way down: curvatures, the largest stable step, the best step, the minimum.

Plain NumPy, so that a page can show these figures without loading PyTorch.
"""

import math
from dataclasses import dataclass

import numpy as np

from training.optimizers import AnyOptimizer, Momentum, MomentumEma, Nesterov, Sgd
from training.surfaces.surface import Surface

ROUND_OFF = 1e-12
"""Curvatures this many times smaller than the largest are taken for zero."""


@dataclass(frozen=True)
class Shape:
    """A surface E(w) = ½ wᵀHw − bᵀw + constant."""

    hessian: np.ndarray
    """The second derivatives H, float64 [weights, weights]."""
    eigenvalues: np.ndarray
    """The curvatures along the axes of the bowl, ascending."""
    minimiser: np.ndarray | None
    """The one point where E is least, float64 [weights]; None on a saddle, a slope, or a valley with a level floor."""

    @property
    def condition(self) -> float:
        """λ_max / λ_min: 1 is a circle, thousands are a needle; infinite without a minimum of its own."""
        return float(self.eigenvalues[-1] / self.eigenvalues[0]) if self.eigenvalues[0] > 0 else math.inf

    @property
    def largest_stable_step(self) -> float:
        """Gradient descent converges for η below 2/λ_max and diverges above; infinite where nothing curves upwards."""
        return 2 / float(self.eigenvalues[-1]) if self.eigenvalues[-1] > 0 else math.inf

    @property
    def best_step(self) -> float | None:
        """The η of fastest gradient descent, 2/(λ_min + λ_max); None where there is no minimum."""
        return 2 / float(self.eigenvalues[0] + self.eigenvalues[-1]) if self.eigenvalues[0] > 0 else None


def shape(surface: Surface) -> Shape | None:
    """The shape of a surface whose curvature is the same everywhere; None for all others."""
    bowl = surface.bowl()
    if bowl is None:
        return None
    hessian, b = bowl
    eigenvalues = np.linalg.eigvalsh(hessian)
    eigenvalues[np.abs(eigenvalues) < ROUND_OFF * np.abs(eigenvalues).max()] = 0.0
    if eigenvalues[0] <= 0:
        return Shape(hessian, eigenvalues, None)
    return Shape(hessian, eigenvalues, np.linalg.solve(hessian, b) + 0.0)  # −0 + 0 is 0: nobody wants to read "-0"


def stability_limit(optimizer: AnyOptimizer, curvature: float) -> float | None:
    """The learning rate above which the optimizer diverges on a bowl of this curvature λ.

    SGD 2/λ, classical momentum 2(1 + β)/λ, running mean 2(1 + β)/((1 − β)λ), Nesterov 2(1 + β)/((1 + 2β)λ). None for
    all others, whose steps do not follow the size of the gradient.
    """
    match optimizer:
        case Sgd():
            return 2 / curvature
        case Nesterov(beta=beta):
            return 2 * (1 + beta) / ((1 + 2 * beta) * curvature)
        case Momentum(beta=beta):
            return 2 * (1 + beta) / curvature
        case MomentumEma(beta=beta):
            return 2 * (1 + beta) / ((1 - beta) * curvature)
    return None
