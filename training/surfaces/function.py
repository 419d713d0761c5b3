"""A surface that a student types: a function of one or two weights in the rule language."""

from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import AfterValidator, Field, StringConstraints

from training.lazy_torch import torch
from training.rule_language import Formula, RuleError, formula_of, limits
from training.surfaces.surface import Surface

SMOOTH = {"copy", "negative", "add", "subtract", "multiply", "divide", "power"}
"""Operations without kinks: what is made of these and curves the same everywhere is a bowl."""


def _a_formula(text: str) -> str:
    try:
        formula_of(text)
    except RuleError as error:
        raise ValueError(" ".join(problem.sentence() for problem in error.problems)) from None
    return text


class Function(Surface):
    """A function that you type, of w alone or of w1 and w2, with + - * / ^, sqrt, exp, sin and others.

    E(w) = w⁴ − 2w² + 0.5w is typed w^4 - 2*w^2 + 0.5*w. Gradient and Hessian follow exactly, by the rules of
    differentiation. A kink has no slope: 0 stands in for that of abs(w) at 0, and at kinks of min, max, clip and where
    that of the branch which is taken.
    """

    title: ClassVar[str] = "Your own function"
    source: ClassVar[str] = "Course slides: local and global minima"
    default_start: ClassVar[tuple[float, ...]] = (1.5, 1.0)
    kind: Literal["function"] = "function"
    formula: Annotated[
        str,
        StringConstraints(max_length=limits.CHARACTERS),
        AfterValidator(_a_formula),
    ] = Field(
        "w1^4 - 2*w1^2 + 0.5*w1",
        title="Function",
        description="Of w1 and w2, or x and y, or of w alone. Errors are marked at their column.",
        json_schema_extra={"x-widget": "formula"},
    )

    @classmethod
    def schema_extra(cls) -> dict[str, Any]:
        """The programs of the default, as those that POST /api/formulas answers with."""
        default = cls.model_fields["formula"].default
        return {**super().schema_extra(), "x-programs": formula_of(default).programs()}

    @property
    def compiled(self) -> Formula:
        """Its programs."""
        return formula_of(self.formula)

    def size(self) -> int:
        return self.compiled.weights

    def value(self, weights: "torch.Tensor", step: int) -> float:
        return self.compiled.at(weights[0].tolist()).value

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        return weights.new_tensor([self.compiled.at(weights[0].tolist()).gradient])

    def bowl(self) -> tuple[np.ndarray, np.ndarray] | None:
        formula = self.compiled
        operations = {operation for operation, _, _ in formula.value.code}
        read = {each for _, _, arguments in formula.hessian.code for each in arguments}
        here = formula.at([0.0] * formula.weights)
        bowl = np.array(here.hessian), -np.array(here.gradient)
        constant = operations <= SMOOTH and not read & {"w1", "w2"} and all(np.isfinite(each).all() for each in bowl)
        return bowl if constant else None
