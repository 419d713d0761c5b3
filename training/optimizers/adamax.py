"""AdaMax: Adam with the largest recent gradient in place of the root mean square."""

from typing import ClassVar, Literal

from training.lazy_torch import torch
from training.optimizers.adam import Adam
from training.optimizers.optimizer import Settings, decay, powers


class Adamax(Adam):
    """Adam that divides by the largest recent gradient, slowly forgotten: steadier where gradients come in bursts.

    m ← β₁m + (1 − β₁)g, u ← max(β₂u, |g| + ε), w ← w − η m / ((1 − β₁ᵗ) u).
    """

    title: ClassVar[str] = "AdaMax"
    source: ClassVar[str] = "Kingma, Ba: Adam: a method for stochastic optimization, 2015, section 7.1"
    memory: ClassVar[tuple[str, ...]] = ("mean", "largest")
    rule: ClassVar[str] = "m = beta1*m + (1-beta1)*g\nu = max(beta2*u, abs(g) + epsilon)\nw = w - eta*m/((1-beta1^t)*u)"
    kind: Literal["adamax"] = "adamax"  # type: ignore[assignment]
    beta2: float = decay(0.999, "Decay of the maximum β₂", "How slowly the largest gradient is forgotten.")

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        beta1 = settings["beta1"]
        rate = settings["learning_rate"] / (1 - powers(beta1, update))
        return rate, beta1, 1 - beta1, settings["beta2"], settings["epsilon"]

    @staticmethod
    def step(weights, gradient, memory, scratch, rate, beta1, rest1, beta2, epsilon) -> None:  # type: ignore[no-untyped-def, override]
        mean, largest = memory["mean"], memory["largest"]
        mean.mul_(beta1).addcmul_(gradient, rest1)
        torch.abs(gradient, out=scratch)
        torch.maximum(largest.mul_(beta2), scratch.add_(epsilon), out=largest)
        torch.div(mean, largest, out=scratch)
        weights.addcmul_(scratch, rate, value=-1)
