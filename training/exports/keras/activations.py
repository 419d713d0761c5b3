"""What an activation is called in Keras."""

from collections.abc import Callable
from typing import Any

ACTIVATIONS: dict[str, Callable[[Any], str]] = {
    "tanh": lambda activation: '"tanh"',
    "relu": lambda activation: '"relu"',
    "leaky_relu": lambda activation: f"keras.layers.LeakyReLU(negative_slope={activation.negative_slope!r})",
    "elu": lambda activation: f"keras.layers.ELU(alpha={activation.alpha!r})",
    "gelu": lambda activation: '"gelu"',
    "swish": lambda activation: '"silu"',
    "softplus": lambda activation: '"softplus"',
    "sigmoid": lambda activation: '"sigmoid"',
    "hard_tanh": lambda activation: '"hard_tanh"',
    "linear": lambda activation: "",
}
"""By kind: a name that `Dense(activation=…)` takes, a layer of its own, or nothing at all."""


def inside_dense(activation: Any) -> str:
    """The name that stands in the dense layer itself; nothing where the activation is a layer of its own."""
    text = ACTIVATIONS[activation.name()](activation)
    return text if text.startswith('"') else ""


def as_layer(activation: Any) -> str:
    """The activation as a layer; nothing for the linear one."""
    text = ACTIVATIONS[activation.name()](activation)
    return f"keras.layers.Activation({text})" if text.startswith('"') else text
