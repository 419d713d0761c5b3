"""What settings do to gradients and weights around an update: penalties, clipping, decay, max-norm.

Every amount is per run: a column over the population. What no run asks for costs no call.
"""

from collections.abc import Sequence

import torch

from training.arithmetic import column
from training.network import Network
from training.progress import Progress

UNLIMITED = torch.inf
"""Stands for no limit, where a column needs a number."""


class Regularizers:
    """Built from the settings of all runs; `is_weight` [parameters] leaves biases, gains and offsets out."""

    def __init__(self, runs: Sequence[Progress], network: Network, is_weight: torch.Tensor) -> None:
        settings = [run.spec.regularization for run in runs]
        weights = network.weights
        self.l1 = column([one.l1 for one in settings], weights) * is_weight
        self.l2 = column([one.l2 for one in settings], weights) * is_weight
        self.decay = column([one.weight_decay for one in settings], weights) * is_weight
        self.max_norm = column([one.max_norm or UNLIMITED for one in settings], weights).unsqueeze(2)
        self.clip_norm = column([run.spec.clipping.norm or UNLIMITED for run in runs], weights)
        self.clip_value = column([run.spec.clipping.value or UNLIMITED for run in runs], weights)
        self.penalizes_l1 = any(one.l1 for one in settings)
        self.penalizes_l2 = any(one.l2 for one in settings)
        self.penalizes = self.penalizes_l1 or self.penalizes_l2
        self.decays = any(one.weight_decay for one in settings)
        self.bounds = any(one.max_norm for one in settings)
        self.clips_norm = any(run.spec.clipping.norm for run in runs)
        self.clips_value = any(run.spec.clipping.value for run in runs)
        self.clips = self.clips_norm or self.clips_value
        self.matrices = [layer.weight for layer in network.layers]

    def penalty(self, weights: torch.Tensor) -> list[float]:
        """λ₁ Σ|w| + λ₂/2 Σw² of every run."""
        values = (self.l1 * weights.abs() + self.l2 / 2 * weights.square()).sum(dim=1)
        return [float(value) for value in values]

    def penalize(self, gradient: torch.Tensor, weights: torch.Tensor, scratch: torch.Tensor) -> None:
        """Add the derivative of the penalty to the gradient: λ₂w + λ₁ sign(w)."""
        if self.penalizes_l2:
            gradient.addcmul_(weights, self.l2)
        if self.penalizes_l1:
            gradient.addcmul_(torch.sign(weights, out=scratch), self.l1)

    def clip(self, gradient: torch.Tensor, norm: torch.Tensor) -> None:
        """Shorten gradients whose Euclidean `norm` [runs] is above the limit, then cut single values.

        The factor is that of torch.nn.utils.clip_grad_norm_: limit / (norm + 1e-6) where that is below 1.
        """
        if self.clips_norm:
            factor = torch.clamp(self.clip_norm / (norm.unsqueeze(1) + 1e-6), max=1.0)
            # An exploded neighbour without a limit has the norm ∞, and ∞/∞ is no factor.
            gradient.mul_(torch.where(self.clip_norm.isinf(), 1.0, factor))
        if self.clips_value:
            torch.clamp(gradient, -self.clip_value, self.clip_value, out=gradient)

    def shrinking(self, rate: torch.Tensor) -> torch.Tensor:
        """What decoupled decay multiplies the weights with before a step of this learning rate [runs, 1]: 1 − ηλ."""
        return 1 - rate.to(self.decay) * self.decay

    def constrain(self) -> None:
        """Shorten every unit's incoming weights to the largest norm allowed, in place."""
        for matrix in self.matrices:
            norm = torch.linalg.vector_norm(matrix, dim=2, keepdim=True)
            matrix.mul_(torch.where(norm > self.max_norm, self.max_norm / norm, 1.0))
