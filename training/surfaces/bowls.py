"""Bowls and valleys: surfaces whose curvature is the same everywhere."""

import math
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from training.fields import number
from training.lazy_torch import torch
from training.surfaces.surface import Rows, Surface, Vector


class Bowl(Surface):
    """A surface that knows its H and b: E(w) = ½ wᵀHw − bᵀw, dE/dw = Hw − b."""

    def bowl(self) -> tuple[np.ndarray, np.ndarray]:
        raise NotImplementedError

    def size(self) -> int:
        return len(self.bowl()[1])

    def value(self, weights: "torch.Tensor", step: int) -> float:
        hessian, b = map(weights.new_tensor, self.bowl())
        return float((weights @ hessian * weights).sum() / 2 - (b * weights).sum())

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        hessian, b = map(weights.new_tensor, self.bowl())
        return weights @ hessian - b


class Quadratic(Bowl):
    """A bowl or a valley: E(w) = ½ wᵀAw − bᵀw with a symmetric matrix A, so that dE/dw = Aw − b.

    The curvatures along its axes are the eigenvalues of A; gradient descent converges for η < 2/λ_max.
    """

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

    def bowl(self) -> tuple[np.ndarray, np.ndarray]:
        return np.array(self.matrix), np.array(self.b)


class Ravine(Bowl):
    """A valley that may lie askew: E(w) = ½ wᵀRᵀ diag(1, κ) R w with the rotation R by an angle; minimum at (0, 0).

    Rates per weight (gains, RMSProp) help while the valley lies along an axis. Turned by 45° both gradients flip
    together, and only momentum or better inputs help.
    """

    title: ClassVar[str] = "Ravine"
    source: ClassVar[str] = "Hinton: Neural networks for machine learning, lectures 6c and 6d"
    kind: Literal["ravine"] = "ravine"
    condition: float = number(
        200.0, low=1, high=1e6, log=True, title="Condition number κ", help="The steepest curvature over the shallowest."
    )
    angle: float = number(
        0.0, low=-180, high=180, title="Angle", help="Direction of the valley floor; 0 is along w₁.", unit="°"
    )

    def bowl(self) -> tuple[np.ndarray, np.ndarray]:
        turn = math.radians(self.angle)
        floor = np.array([math.cos(turn), math.sin(turn)])
        wall = np.array([-math.sin(turn), math.cos(turn)])
        return np.outer(floor, floor) + self.condition * np.outer(wall, wall), np.zeros(2)
