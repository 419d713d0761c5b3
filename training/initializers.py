"""Initializers: the weights before the first update. Biases start at zero.

Each draws the weights of one layer as float64 [units, fan_in] from the run's own random stream.
"""

import math
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from training.component import Component, OneOf


class Initializer(Component):
    """A law from which initial weights are drawn."""

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        """The weights of a layer, float64 [units, fan_in]."""
        raise NotImplementedError


class XavierUniform(Initializer):
    """Keeps the spread of activations and of gradients alike from layer to layer: right for tanh and sigmoid.

    w ~ U(−b, b) with b = √(6 / (fan_in + units)). Also called Glorot uniform; the default of Keras.
    """

    title: ClassVar[str] = "Xavier (Glorot) uniform"
    source: ClassVar[str] = "Glorot, Bengio: Understanding the difficulty of training deep feedforward networks, 2010"
    kind: Literal["xavier_uniform"] = "xavier_uniform"

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        bound = math.sqrt(6 / (fan_in + units))
        return random.uniform(-bound, bound, (units, fan_in))


class HeNormal(Initializer):
    """Doubles the variance because ReLU blocks half of its inputs: right for ReLU and leaky ReLU.

    w ~ N(0, 2 / fan_in), not truncated. Also called Kaiming normal.
    """

    title: ClassVar[str] = "He (Kaiming) normal"
    source: ClassVar[str] = "He, Zhang, Ren, Sun: Delving deep into rectifiers, 2015"
    kind: Literal["he_normal"] = "he_normal"

    def draw(self, units: int, fan_in: int, random: np.random.Generator) -> np.ndarray:
        return random.normal(0.0, math.sqrt(2 / fan_in), (units, fan_in))


INITIALIZERS: tuple[type[Initializer], ...] = (XavierUniform, HeNormal)

AnyInitializer = Annotated[
    Initializer,
    OneOf(INITIALIZERS),
    Field(title="Initial weights", description="The law the first weights are drawn from."),
]
