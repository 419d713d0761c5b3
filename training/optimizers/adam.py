"""Adam: momentum and RMSProp together, both corrected for starting at zero."""

from typing import ClassVar, Literal

from training.lazy_torch import torch
from training.optimizers.optimizer import Optimizer, Settings, decay, epsilon, learning_rate, powers


class Adam(Optimizer):
    """A good first choice: the mean of the gradients, divided by the root of the mean of their squares.

    m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², w ← w − η m̂ / (√ŝ + ε) with m̂ = m/(1 − β₁ᵗ), ŝ = s/(1 − β₂ᵗ).
    """

    title: ClassVar[str] = "Adam"
    source: ClassVar[str] = "Kingma, Ba: Adam: a method for stochastic optimization, 2015"
    memory: ClassVar[tuple[str, ...]] = ("mean", "spread")
    rule: ClassVar[str] = (
        "m = beta1*m + (1-beta1)*g\n"
        "s = beta2*s + (1-beta2)*g^2\n"
        "w = w - eta*m/(1-beta1^t)/(sqrt(s/(1-beta2^t)) + epsilon)"
    )
    kind: Literal["adam"] = "adam"
    learning_rate: float = learning_rate(0.001)
    beta1: float = decay(0.9, "Decay of the mean β₁", "How slowly the running mean of the gradients forgets.")
    beta2: float = decay(0.999, "Decay of the spread β₂", "How slowly the running mean of squared gradients forgets.")
    epsilon: float = epsilon()

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        beta1, beta2 = settings["beta1"], settings["beta2"]
        mean_correction = 1 / (1 - powers(beta1, update))
        root_correction = torch.sqrt(1 / (1 - powers(beta2, update)))
        rate = settings["learning_rate"] * mean_correction
        return rate, beta1, 1 - beta1, beta2, 1 - beta2, root_correction, settings["epsilon"]

    @staticmethod
    def step(weights, gradient, memory, scratch, rate, beta1, rest1, beta2, rest2, root_correction, epsilon) -> None:  # type: ignore[no-untyped-def, override]
        mean, spread = memory["mean"], memory["spread"]
        mean.mul_(beta1).addcmul_(gradient, rest1)
        torch.mul(gradient, gradient, out=scratch)
        spread.mul_(beta2).addcmul_(scratch, rest2)
        torch.sqrt(spread, out=scratch)
        scratch.mul_(root_correction).add_(epsilon)
        torch.div(mean, scratch, out=scratch)
        weights.addcmul_(scratch, rate, value=-1)
