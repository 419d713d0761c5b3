"""Errors of a single neuron without activation, as functions of its weights."""

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import AliasChoices, Field, model_validator

from training.fields import number, whole
from training.lazy_torch import torch
from training.surfaces.surface import Number, Rows, Surface, Vector


class LinearNeuron(Surface):
    """The error of one neuron without activation on a few samples: E(w) = Σ (t − w·x)², dE/dw = −2 Σ (t − w·x) x.

    Its Hessian 2XᵀX shows what x ← (x − shift) / scale does to the valley: (101, 101) and (101, 99) make a needle of
    condition number 40,006, and the same samples minus 100 a circle, where one step of the right size arrives.
    """

    title: ClassVar[str] = "Linear neuron"
    source: ClassVar[str] = "Hinton: Neural networks for machine learning, lectures 3a and 6b"
    default_start: ClassVar[tuple[float, ...]] = (0.0,)
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
    shift: Number | Vector = Field(
        0.0, title="Shift", description="Subtracted from the inputs: one number, or one per column."
    )
    scale: Number | Vector = Field(
        1.0, title="Scale", description="The shifted inputs are divided by it: one number, or one per column."
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.rows) != len(self.targets):
            raise ValueError("There must be one target per row.")
        if len({len(row) for row in self.rows}) != 1:
            raise ValueError("All rows must have equally many numbers.")
        for name, values in (("shift", self.shift), ("scale", self.scale)):
            if isinstance(values, list) and len(values) != self.size():
                raise ValueError(f"The {name} must be one number, or {self.size()}: one per column.")
        if not np.all(self.scale):
            raise ValueError("No scale may be 0: the inputs are divided by it.")
        return self

    def size(self) -> int:
        return len(self.rows[0])

    def inputs(self) -> np.ndarray:
        """The samples as the neuron sees them, (x − shift) / scale, float64 [samples, weights]."""
        seen: np.ndarray = (np.array(self.rows) - np.array(self.shift)) / np.array(self.scale)
        return seen

    def bowl(self) -> tuple[np.ndarray, np.ndarray]:
        inputs = self.inputs()
        return 2 * inputs.T @ inputs, 2 * inputs.T @ np.array(self.targets)

    def _errors(self, weights: "torch.Tensor", inputs: "torch.Tensor") -> "torch.Tensor":
        return weights.new_tensor(self.targets) - weights @ inputs.T

    def value(self, weights: "torch.Tensor", step: int) -> float:
        return float(self._errors(weights, weights.new_tensor(self.inputs())).square().sum())

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        inputs = weights.new_tensor(self.inputs())
        return -2 * self._errors(weights, inputs) @ inputs


class FanIn(Surface):
    """A neuron with many inputs, all 1, learning one sample: E(w) = ½ (t − y)² with y = Σw, dE/dw = −(t − y).

    One step of SGD changes y by η‖x‖²(t − y), so each step multiplies the error t − y by 1 − ηd for d inputs: it
    overshoots from ηd = 1 on and diverges from 2 on. The more inputs, the smaller the steps and first weights must be.
    """

    title: ClassVar[str] = "Fan-in"
    source: ClassVar[str] = "Hinton: Neural networks for machine learning, lecture 6b"
    default_start: ClassVar[tuple[float, ...]] = (0.0,)
    kind: Literal["fan_in"] = "fan_in"
    inputs: int = whole(64, 1, 1000, "Inputs d", "How many inputs the neuron has.")
    target: float = number(1.0, low=-1e6, high=1e6, title="Target t", help="What the neuron should say.")

    def size(self) -> int:
        return self.inputs

    def bowl(self) -> tuple[np.ndarray, np.ndarray]:
        return np.ones((self.inputs, self.inputs)), np.full(self.inputs, self.target)

    def value(self, weights: "torch.Tensor", step: int) -> float:
        return float((self.target - weights.sum()) ** 2 / 2)

    def gradient(self, weights: "torch.Tensor", step: int) -> "torch.Tensor":
        return (weights.sum() - self.target).expand_as(weights).clone()
