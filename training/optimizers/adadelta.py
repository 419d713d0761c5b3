"""AdaDelta: steps in the units of the weights, from two running means."""

from typing import ClassVar, Literal

from training.lazy_torch import torch
from training.optimizers.optimizer import Optimizer, Settings, decay, epsilon, learning_rate


class AdaDelta(Optimizer):
    """Needs no learning rate in theory: the size of past steps replaces it, so it starts slowly and speeds up.

    a ← ρa + (1 − ρ)g², Δ = g √(d + ε) / √(a + ε), d ← ρd + (1 − ρ)Δ², w ← w − ηΔ, a₀ = d₀ = 0.
    """

    title: ClassVar[str] = "AdaDelta"
    source: ClassVar[str] = "Zeiler: ADADELTA, an adaptive learning rate method, 2012"
    memory: ClassVar[tuple[str, ...]] = ("mean_square", "mean_square_step")
    rule: ClassVar[str] = (
        "a = rho*a + (1-rho)*g^2\n"
        "step = g*sqrt(d + epsilon)/sqrt(a + epsilon)\n"
        "d = rho*d + (1-rho)*step^2\n"
        "w = w - eta*step"
    )
    kind: Literal["adadelta"] = "adadelta"
    learning_rate: float = learning_rate(1.0)
    rho: float = decay(0.9, "Decay ρ", "How slowly both running means forget.")
    epsilon: float = epsilon(1e-6)

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        return settings["learning_rate"], settings["rho"], 1 - settings["rho"], settings["epsilon"]

    @staticmethod
    def step(weights, gradient, memory, scratch, rate, rho, rest, epsilon) -> None:  # type: ignore[no-untyped-def, override]
        mean_square, mean_square_step = memory["mean_square"], memory["mean_square_step"]
        torch.mul(gradient, gradient, out=scratch)
        mean_square.mul_(rho).addcmul_(scratch, rest)
        torch.add(mean_square_step, epsilon, out=scratch)
        scratch.div_(mean_square + epsilon).sqrt_().mul_(gradient)
        weights.addcmul_(scratch, rate, value=-1)
        mean_square_step.mul_(rho).addcmul_(scratch.square_(), rest)
