"""Activations: what a unit makes of its weighted sum. To add one, write its class and name it here."""

from typing import Annotated

from pydantic import Field

from training.activations.activation import Activation
from training.activations.bounded import HardTanh, Sigmoid, Tanh
from training.activations.linear import Linear
from training.activations.rectifying import Elu, Gelu, LeakyRelu, Relu, Softplus, Swish
from training.component import OneOf

ACTIVATIONS: tuple[type[Activation], ...] = (
    Tanh,
    Relu,
    LeakyRelu,
    Elu,
    Gelu,
    Swish,
    Softplus,
    Sigmoid,
    HardTanh,
    Linear,
)

AnyActivation = Annotated[
    Activation, OneOf(ACTIVATIONS), Field(title="Activation", description="The function of every unit in this layer.")
]

__all__ = ["ACTIVATIONS", "Activation", "AnyActivation", "HardTanh", "LeakyRelu", "Linear", "Relu", "Sigmoid", "Tanh"]
