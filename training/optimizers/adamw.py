"""AdamW: Adam with weight decay that does not pass through the gradient."""

from typing import ClassVar, Literal

from training.fields import number
from training.lazy_torch import torch
from training.optimizers.adam import Adam
from training.optimizers.optimizer import Settings


class AdamW(Adam):
    """Adam that also shrinks every weight a little in each update. Biases are left alone.

    w ← (1 − ηλ)w, then Adam's step. An L2 penalty in Adam is not the same: there the division by √ŝ weakens it just
    for the weights with large gradients.
    """

    title: ClassVar[str] = "AdamW"
    source: ClassVar[str] = "Loshchilov, Hutter: Decoupled weight decay regularization, 2019"
    memory: ClassVar[tuple[str, ...]] = ("mean", "spread", "decaying")
    rule: ClassVar[str] = (
        "w = w - eta*weight_decay*decays*w\n"
        "m = beta1*m + (1-beta1)*g\n"
        "s = beta2*s + (1-beta2)*g^2\n"
        "w = w - eta*m/(1-beta1^t)/(sqrt(s/(1-beta2^t)) + epsilon)"
    )
    kind: Literal["adamw"] = "adamw"  # type: ignore[assignment]
    weight_decay: float = number(
        0.01, low=0, high=10, live=True, choices=(0, 0.001, 0.01, 0.1), title="Weight decay λ",
        help="The share by which weights shrink, times the learning rate.",
    )  # fmt: skip

    @classmethod
    def prepare(cls, memory: "dict[str, torch.Tensor]", settings: Settings, is_weight: "torch.Tensor") -> None:
        """Marks what decays: weights, not biases."""
        memory["decaying"].copy_(is_weight.expand_as(memory["decaying"]))

    @classmethod
    def rates(cls, settings: Settings, update: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
        return settings["learning_rate"] * settings["weight_decay"], *super().rates(settings, update)

    @staticmethod
    def step(weights, gradient, memory, scratch, shrinking, *rates) -> None:  # type: ignore[no-untyped-def, override]
        torch.mul(weights, memory["decaying"], out=scratch)
        weights.addcmul_(scratch, shrinking, value=-1)
        Adam.step(weights, gradient, memory, scratch, *rates)
