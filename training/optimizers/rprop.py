"""Rprop: only the signs of the gradients count."""

from typing import ClassVar, Literal

from training.fields import number
from training.lazy_torch import torch
from training.optimizers.optimizer import Optimizer, Settings, learning_rate

SMALLEST, LARGEST = 1e-6, 50.0


class Rprop(Optimizer):
    """Each weight has its own step, which grows while the sign of its gradient stays and shrinks when it flips.

    s ← s · increase or s · decrease, within 1e-6 … 50; w ← w − s · sign(g), and no step right after a flip. s₁ = η. For
    full batches only: with mini-batches nine small gradients of one sign outweigh a large one of the other.
    """

    title: ClassVar[str] = "Rprop"
    source: ClassVar[str] = "Riedmiller, Braun: A direct adaptive method for faster backpropagation, 1993"
    memory: ClassVar[tuple[str, ...]] = ("step", "previous_gradient")
    rule: ClassVar[str] = (
        "initially step = eta\n"
        "step = where(g*before > 0, step*increase, where(g*before < 0, step*decrease, step))\n"
        "step = clip(step, 0.000001, 50)\n"
        "before = where(g*before < 0, 0, g)\n"
        "w = w - step*sign(before)"
    )
    kind: Literal["rprop"] = "rprop"
    scheduled: ClassVar[bool] = False
    learning_rate: float = learning_rate(
        0.01, live=False, help="The size of every weight's first step; from then on the steps follow the signs."
    )
    increase: float = number(
        1.2, above=1, high=5, live=True, title="Increase", help="A step is multiplied by this when the sign stays."
    )
    decrease: float = number(
        0.5, above=0, below=1, live=True, title="Decrease", help="A step is multiplied by this when the sign flips."
    )

    @classmethod
    def prepare(cls, memory: "dict[str, torch.Tensor]", settings: Settings, is_weight: "torch.Tensor") -> None:
        """All steps start at the learning rate."""
        memory["step"].copy_(settings["learning_rate"].to(memory["step"]).expand_as(memory["step"]))

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        return settings["increase"], settings["decrease"]

    @staticmethod
    def step(weights, gradient, memory, scratch, increase, decrease) -> None:  # type: ignore[no-untyped-def, override]
        step, previous = memory["step"], memory["previous_gradient"]
        agreement = torch.mul(gradient, previous, out=scratch)
        changed = torch.where(agreement > 0, step * increase, torch.where(agreement < 0, step * decrease, step))
        torch.clamp(changed, SMALLEST, LARGEST, out=step)
        torch.where(agreement < 0, torch.zeros_like(gradient), gradient, out=previous)
        weights.addcmul_(torch.sign(previous, out=scratch), step, value=-1)
