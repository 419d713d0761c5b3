"""No surface at all: gradients given one by one."""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from training.lazy_torch import torch
from training.surfaces.surface import Rows, Surface


class Gradients(Surface):
    """No surface at all, only the gradients that an optimizer is fed, one row per step: for checking a rule by hand.

    gₜ = row t of the list, wherever the weights are.
    """

    title: ClassVar[str] = "Given gradients"
    source: ClassVar[str] = "Course slides: RMSProp, do it yourself"
    default_start: ClassVar[tuple[float, ...]] = (0.0,)
    kind: Literal["gradients"] = "gradients"
    gradients: Rows = Field([[1.0], [1.0], [-2.0]], title="Gradients", description="One row per step.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len({len(row) for row in self.gradients}) != 1:
            raise ValueError("All gradients must have equally many numbers.")
        return self

    def size(self) -> int:
        return len(self.gradients[0])

    def value(self, weights: "torch.Tensor", step: int) -> None:
        return None

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        return weights.new_tensor(self.gradients[step - 1 : step])
