"""Adaptive gains: a private learning rate for every weight, by the signs of its gradients."""

from typing import ClassVar, Literal

from training.fields import number
from training.lazy_torch import torch
from training.optimizers.optimizer import Optimizer, Settings, learning_rate


class AdaptiveGains(Optimizer):
    """Speeds up weights whose gradient keeps its sign and slows down those whose gradient flips.

    w ← w − η γ g with a gain γ per weight, γ₁ = 1: if gₜgₜ₋₁ > 0, γ ← γ + increase; if < 0, γ ← γ · decrease; then γ is
    kept within bounds. Meant for full batches or large mini-batches: the noise of small ones flips signs by itself.
    """

    title: ClassVar[str] = "Adaptive gains"
    source: ClassVar[str] = "Hinton: Neural networks for machine learning, lecture 6d; Jacobs, 1988"
    memory: ClassVar[tuple[str, ...]] = ("gain", "previous_gradient")
    rule: ClassVar[str] = (
        "initially gain = 1\n"
        "gain = where(g*before > 0, gain + increase, where(g*before < 0, gain*decrease, gain))\n"
        "gain = clip(gain, minimum, maximum)\n"
        "before = g\n"
        "w = w - eta*gain*g"
    )
    kind: Literal["adaptive_gains"] = "adaptive_gains"
    learning_rate: float = learning_rate(0.03)
    increase: float = number(
        0.05, low=0.001, high=0.5, live=True, title="Increase", help="Added to a gain when the sign stays."
    )
    decrease: float = number(
        0.95, low=0.5, high=0.999, live=True, title="Decrease", help="A gain is multiplied by this when the sign flips."
    )
    minimum: float = number(
        0.1, low=0.001, high=1, live=True, title="Smallest gain", help="No gain becomes smaller than this."
    )
    maximum: float = number(
        10.0, low=1, high=100, live=True, title="Largest gain", help="No gain becomes larger than this."
    )

    @classmethod
    def prepare(cls, memory: "dict[str, torch.Tensor]", settings: Settings, is_weight: "torch.Tensor") -> None:
        """All gains start at 1."""
        memory["gain"].fill_(1)

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        names = ("learning_rate", "increase", "decrease", "minimum", "maximum")
        return tuple(settings[name] for name in names)

    @staticmethod
    def step(weights, gradient, memory, scratch, rate, increase, decrease, minimum, maximum) -> None:  # type: ignore[no-untyped-def, override]
        gain, previous = memory["gain"], memory["previous_gradient"]
        agreement = torch.mul(gradient, previous, out=scratch)
        changed = torch.where(agreement > 0, gain + increase, torch.where(agreement < 0, gain * decrease, gain))
        torch.clamp(changed, minimum, maximum, out=gain)
        previous.copy_(gradient)
        torch.mul(gain, gradient, out=scratch)
        weights.addcmul_(scratch, rate, value=-1)
