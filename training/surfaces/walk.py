"""Walks on a surface with the very classes that train networks."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch

from training.optimizers.optimizer import Optimizer, Settings
from training.surfaces.noise import standard_normal
from training.surfaces.request import Request


@dataclass(frozen=True)
class Step:
    """Where a walk is after a step: weights, the error there, and its gradient there.

    The gradient is the surface's own, without the noise that steps may be made with. Where only gradients are given,
    the error is None and the gradient is the one that the step was made with.
    """

    step: int
    w: list[float]
    value: float | None
    gradient: list[float]

    def to_dict(self) -> dict[str, Any]:
        """JSON values; what is not finite is null."""
        return {
            "step": self.step,
            "w": [_finite(number) for number in self.w],
            "value": None if self.value is None else _finite(self.value),
            "gradient": [_finite(number) for number in self.gradient],
        }


def walk(request: Request) -> Iterator[Step]:
    """The steps one by one; ends early when the weights are no longer finite.

    There are no epochs on a surface: what an optimizer changes from epoch to epoch, it changes here with every update.
    """
    surface, optimizer = request.surface, request.optimizer
    weights = torch.tensor([request.start or surface.start()], dtype=getattr(torch, request.dtype))
    settings = _settings(optimizer)
    memory = {name: torch.zeros_like(weights) for name in optimizer.memory}
    optimizer.prepare(memory, settings, torch.ones_like(weights))
    scratch = torch.zeros_like(weights)
    given = surface.value(weights, 1) is None
    update_by = optimizer.step  # asked for once: a written rule keeps what it has allocated
    for step in range(1, request.steps + 1):
        gradient = surface.gradient(weights, step) + request.l2 * weights
        if request.noise:
            gradient += request.noise * _draw(request, step).to(gradient)
        if request.weight_decay:
            weights.mul_(1 - optimizer.learning_rate * request.weight_decay)
        update = torch.tensor([[float(step)]], dtype=torch.float64)
        rates = optimizer.rates(optimizer.at_epoch(settings, update - 1), update[None])
        update_by(weights, gradient, memory, scratch, *(rate.to(weights).view(1, 1) for rate in rates))
        here = gradient if given else surface.gradient(weights, step) + request.l2 * weights
        value = surface.value(weights, step)
        if value is not None and request.l2:  # 0 · ∞ would be NaN
            value += request.l2 / 2 * float(weights.square().sum())
        yield Step(step, weights[0].tolist(), value, here[0].tolist())
        if not bool(torch.isfinite(weights).all()):
            return


def _settings(optimizer: Optimizer) -> Settings:
    """The optimizer's numbers as columns [1, 1]."""
    return Settings(
        {
            name: torch.tensor([[math.nan if value is None else value]], dtype=torch.float64)
            for name, value in optimizer.numbers().items()
        }
    )


def _draw(request: Request, step: int) -> torch.Tensor:
    """Standard normal numbers [1, weights] that depend on seed and step alone."""
    return torch.from_numpy(standard_normal(request.seed, step, request.surface.size()))[None]


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None
