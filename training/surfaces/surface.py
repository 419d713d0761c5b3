"""What a surface is: an error as a function of a few weights, with its gradient, and its shape where that is one bowl.

Weights come as a row [1, weights], as in a population of one; `value` gives a number, `gradient` a row.
"""

from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import Field

from training.component import Component
from training.lazy_torch import torch
from training.rule_language import formula_of

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Vector = Annotated[list[Number], Field(min_length=1, max_length=100)]
Rows = Annotated[list[Vector], Field(min_length=1, max_length=1000)]


class Surface(Component):
    """An error as a function of the weights."""

    default_start: ClassVar[tuple[float, ...]] = (-4.0, 2.0)
    """Where a walk begins unless it is told otherwise; the last number stands for all further weights."""
    function: ClassVar[str] = ""
    """The error in the rule language with the settings as constants, from which the browser draws it, where there is
    such a formula."""

    @classmethod
    def schema_extra(cls) -> dict[str, Any]:
        """Help, source, and where a walk begins."""
        return {**super().schema_extra(), "x-start": list(cls.default_start), **cls._drawn()}

    @classmethod
    def _drawn(cls) -> dict[str, Any]:
        if not cls.function:
            return {}
        constants = tuple(name for name in cls.model_fields if name != "kind")
        return {"x-formula": cls.function, "x-programs": formula_of(cls.function, constants).programs()}

    def size(self) -> int:
        """How many weights it has."""
        return 2

    def value(self, weights: "torch.Tensor", step: int) -> float | None:
        """The error; None where only gradients are given."""
        raise NotImplementedError

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        """Its derivative, [1, weights]; `step` counts from 1."""
        raise NotImplementedError

    def bowl(self) -> tuple[np.ndarray, np.ndarray] | None:
        """H [weights, weights] and b [weights] of E(w) = ½ wᵀHw − bᵀw + constant; None where the curvature changes."""
        return None

    def start(self) -> list[float]:
        """The default start, one number per weight."""
        first, size = self.default_start, self.size()
        return [*first[:size], *[first[-1]] * (size - len(first))]
