"""The surfaces: what each needs to know, its value and its gradient.

Weights come as a row [1, weights], as in a population of one; `value` gives a number, `gradient` a row.
"""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import AliasChoices, Field, model_validator

from training.component import Component, OneOf
from training.lazy_torch import torch

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Vector = Annotated[list[Number], Field(min_length=1, max_length=100)]
Rows = Annotated[list[Vector], Field(min_length=1, max_length=1000)]


class Surface(Component):
    """An error as a function of the weights."""

    def size(self) -> int:
        """How many weights it has."""
        raise NotImplementedError

    def value(self, weights: "torch.Tensor", step: int) -> float | None:
        """The error; None where only gradients are given."""
        raise NotImplementedError

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        """Its derivative, [1, weights]; `step` counts from 1."""
        raise NotImplementedError


class Quadratic(Surface):
    """A bowl or a valley: E(w) = ½ wᵀAw − bᵀw with a symmetric matrix A, so that dE/dw = Aw − b."""

    title: ClassVar[str] = "Quadratic"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 4.3"
    kind: Literal["quadratic"] = "quadratic"
    matrix: Rows = Field([[1.0, 0.0], [0.0, 25.0]], title="Matrix A", description="Symmetric; its rows.")
    b: Vector = Field([0.0, 0.0], title="Vector b", description="Moves the minimum to the solution of Aw = b.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        size = len(self.b)
        if len(self.matrix) != size or any(len(row) != size for row in self.matrix):
            raise ValueError(f"The matrix must have {size} rows and columns, as many as b has numbers.")
        if any(self.matrix[i][j] != self.matrix[j][i] for i in range(size) for j in range(i)):
            raise ValueError("The matrix must be symmetric.")
        return self

    def size(self) -> int:
        return len(self.b)

    def value(self, weights: "torch.Tensor", step: int) -> float:
        matrix, b = weights.new_tensor(self.matrix), weights.new_tensor(self.b)
        return float((weights @ matrix * weights).sum() / 2 - (b * weights).sum())

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        return weights @ weights.new_tensor(self.matrix) - weights.new_tensor(self.b)


class LinearNeuron(Surface):
    """The error of one neuron without activation on a few samples: E(w) = Σ (t − w·x)², dE/dw = −2 Σ (t − w·x) x.

    Its Hessian 2XᵀX shows what shifting and scaling the inputs do to the shape of the valley.
    """

    title: ClassVar[str] = "Linear neuron"
    source: ClassVar[str] = "Hinton: Neural networks for machine learning, lectures 3a and 6b"
    kind: Literal["linear_neuron"] = "linear_neuron"
    rows: Rows = Field(
        [[101.0, 101.0], [101.0, 99.0]],
        title="Samples x",
        description="One row per sample.",
        validation_alias=AliasChoices("rows", "x"),
    )
    targets: Vector = Field(
        [2.0, 0.0],
        title="Targets t",
        description="One number per sample.",
        validation_alias=AliasChoices("targets", "t"),
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.rows) != len(self.targets):
            raise ValueError("There must be one target per row.")
        if len({len(row) for row in self.rows}) != 1:
            raise ValueError("All rows must have equally many numbers.")
        return self

    def size(self) -> int:
        return len(self.rows[0])

    def _errors(self, weights: "torch.Tensor") -> "torch.Tensor":
        return weights.new_tensor(self.targets) - weights @ weights.new_tensor(self.rows).T

    def value(self, weights: "torch.Tensor", step: int) -> float:
        return float(self._errors(weights).square().sum())

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        return -2 * self._errors(weights) @ weights.new_tensor(self.rows)


class Polynomial(Surface):
    """A landscape of one weight with hills and minima: E(w) = c₀ + c₁w + c₂w² + …

    The default, w⁴ − 2w² + 0.5w, has a global minimum near −1.06 and a local one near 0.93.
    """

    title: ClassVar[str] = "Polynomial"
    source: ClassVar[str] = "Course slides: local and global minima"
    kind: Literal["polynomial"] = "polynomial"
    coefficients: Vector = Field(
        [0.0, 0.5, -2.0, 0.0, 1.0], title="Coefficients", description="Of the powers of w, the constant first."
    )

    def size(self) -> int:
        return 1

    def value(self, weights: "torch.Tensor", step: int) -> float:
        w = weights[0, 0]
        return float(sum(coefficient * w**power for power, coefficient in enumerate(self.coefficients)))

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        total = torch.zeros_like(weights)
        for power, coefficient in enumerate(self.coefficients[1:], start=1):
            total += power * coefficient * weights ** (power - 1)
        return total


class Gradients(Surface):
    """No surface at all, only the gradients that an optimizer is fed, one row per step: for checking a rule by hand."""

    title: ClassVar[str] = "Given gradients"
    source: ClassVar[str] = ""
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


SURFACES: tuple[type[Surface], ...] = (Quadratic, LinearNeuron, Polynomial, Gradients)

AnySurface = Annotated[Surface, OneOf(SURFACES), Field(title="Surface", description="The error of some weights.")]
