"""RMSProp: divide the gradient by a running root mean square of itself."""

from typing import ClassVar, Literal

from training.lazy_torch import torch
from training.optimizers.optimizer import Optimizer, Settings, decay, epsilon, learning_rate


class RmsProp(Optimizer):
    """Gives every weight steps of a similar size, however large or small its gradients are.

    a ← ρa + (1 − ρ)g², w ← w − ηg / (√a + ε), a₀ = 0. The first step has size η/√(1 − ρ) whatever the gradient.
    """

    title: ClassVar[str] = "RMSProp"
    source: ClassVar[str] = "Hinton: Neural networks for machine learning, lecture 6e"
    memory: ClassVar[tuple[str, ...]] = ("mean_square",)
    rule: ClassVar[str] = "a = rho*a + (1-rho)*g^2\nw = w - eta*g/(sqrt(a) + epsilon)"
    kind: Literal["rmsprop"] = "rmsprop"
    learning_rate: float = learning_rate(0.01)
    rho: float = decay(0.9, "Decay ρ", "How slowly the running mean of squared gradients forgets.")
    epsilon: float = epsilon()

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        return settings["learning_rate"], settings["rho"], 1 - settings["rho"], settings["epsilon"]

    @staticmethod
    def step(weights, gradient, memory, scratch, rate, rho, rest, epsilon) -> None:  # type: ignore[no-untyped-def, override]
        mean_square = memory["mean_square"]
        torch.mul(gradient, gradient, out=scratch)
        mean_square.mul_(rho).addcmul_(scratch, rest)
        torch.sqrt(mean_square, out=scratch)
        scratch.add_(epsilon)
        torch.div(gradient, scratch, out=scratch)
        weights.addcmul_(scratch, rate, value=-1)
