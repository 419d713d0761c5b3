"""Gradient descent on mini-batches."""

from typing import ClassVar, Literal

from training.lazy_torch import torch
from training.optimizers.optimizer import Optimizer, Settings, learning_rate


class Sgd(Optimizer):
    """Walks against the gradient of the mini-batch. With the full batch it is plain gradient descent.

    w ← w − η g. On a bowl of curvature λ it converges for η < 2/λ and diverges above.
    """

    title: ClassVar[str] = "SGD"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 8.3.1"
    rule: ClassVar[str] = "w = w - eta*g"
    kind: Literal["sgd"] = "sgd"
    learning_rate: float = learning_rate(0.03)

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        return (settings["learning_rate"],)

    @staticmethod
    def step(weights, gradient, memory, scratch, rate) -> None:  # type: ignore[no-untyped-def, override]
        weights.addcmul_(gradient, rate, value=-1)
