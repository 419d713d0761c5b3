"""AMSGrad: Adam whose steps can only shrink."""

from typing import ClassVar, Literal

from training.lazy_torch import torch
from training.optimizers.adam import Adam


class Amsgrad(Adam):
    """Adam that divides by the largest spread so far, so a rare large gradient is not forgotten.

    As Adam, but with the running maximum of s in place of s: ŝ = max(s₁ … sₜ)/(1 − β₂ᵗ).
    """

    title: ClassVar[str] = "AMSGrad"
    source: ClassVar[str] = "Reddi, Kale, Kumar: On the convergence of Adam and beyond, 2018"
    memory: ClassVar[tuple[str, ...]] = ("mean", "spread", "largest_spread")
    rule: ClassVar[str] = (
        "m = beta1*m + (1-beta1)*g\n"
        "s = beta2*s + (1-beta2)*g^2\n"
        "largest = max(largest, s)\n"
        "w = w - eta*m/(1-beta1^t)/(sqrt(largest/(1-beta2^t)) + epsilon)"
    )
    kind: Literal["amsgrad"] = "amsgrad"  # type: ignore[assignment]

    @staticmethod
    def step(weights, gradient, memory, scratch, rate, beta1, rest1, beta2, rest2, root_correction, epsilon) -> None:  # type: ignore[no-untyped-def, override]
        mean, spread, largest = memory["mean"], memory["spread"], memory["largest_spread"]
        mean.mul_(beta1).addcmul_(gradient, rest1)
        torch.mul(gradient, gradient, out=scratch)
        spread.mul_(beta2).addcmul_(scratch, rest2)
        torch.maximum(largest, spread, out=largest)
        torch.sqrt(largest, out=scratch)
        scratch.mul_(root_correction).add_(epsilon)
        torch.div(mean, scratch, out=scratch)
        weights.addcmul_(scratch, rate, value=-1)
