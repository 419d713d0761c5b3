"""Stands in for an optimizer, so that someone can look before and after each of its steps."""

from collections.abc import Callable
from typing import Any

from training.lazy_torch import torch

Before = Callable[["torch.Tensor", "torch.Tensor"], None]
After = Callable[["torch.Tensor", "dict[str, torch.Tensor]"], None]


class Watched:
    """Does what the optimizer does; tells `before` weights and gradient of each step, `after` it weights and memory."""

    def __init__(self, optimizer: Any, before: Before, after: After) -> None:
        self.optimizer, self.before, self.after = optimizer, before, after
        self.do_step = optimizer.step  # asked for once: some keep what they have allocated

    def __getattr__(self, name: str) -> Any:
        return getattr(self.optimizer, name)

    def step(
        self, weights: "torch.Tensor", gradient: "torch.Tensor", memory: "dict[str, torch.Tensor]", *rest: Any
    ) -> None:
        """One update."""
        self.before(weights, gradient)
        self.do_step(weights, gradient, memory, *rest)
        self.after(weights, memory)
