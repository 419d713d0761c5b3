"""AdaGrad: divide by the root of all squared gradients so far."""

from typing import ClassVar, Literal

from training.lazy_torch import torch
from training.optimizers.optimizer import Optimizer, Settings, epsilon, learning_rate


class AdaGrad(Optimizer):
    """Weights with large gradients so far take smaller steps. Steps only ever shrink, in the end to nothing.

    a ← a + g², w ← w − ηg / (√a + ε), a₀ = 0 (Keras starts with 0.1).
    """

    title: ClassVar[str] = "AdaGrad"
    source: ClassVar[str] = "Duchi, Hazan, Singer: Adaptive subgradient methods, 2011"
    memory: ClassVar[tuple[str, ...]] = ("sum_of_squares",)
    rule: ClassVar[str] = "a = a + g^2\nw = w - eta*g/(sqrt(a) + epsilon)"
    kind: Literal["adagrad"] = "adagrad"
    learning_rate: float = learning_rate(0.01)
    epsilon: float = epsilon(1e-10)

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        return settings["learning_rate"], settings["epsilon"]

    @staticmethod
    def step(weights, gradient, memory, scratch, rate, epsilon) -> None:  # type: ignore[no-untyped-def, override]
        sum_of_squares = memory["sum_of_squares"]
        sum_of_squares.addcmul_(gradient, gradient)
        torch.sqrt(sum_of_squares, out=scratch)
        scratch.add_(epsilon)
        torch.div(gradient, scratch, out=scratch)
        weights.addcmul_(scratch, rate, value=-1)
