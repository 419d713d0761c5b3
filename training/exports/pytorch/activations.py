"""Every activation as a module of PyTorch. To add one, name its module here."""

from collections.abc import Callable
from typing import Any

MODULES: dict[str, Callable[[Any], str]] = {
    "tanh": lambda one: "nn.Tanh()",
    "relu": lambda one: "nn.ReLU()",
    "leaky_relu": lambda one: f"nn.LeakyReLU({one.negative_slope})",
    "elu": lambda one: f"nn.ELU({one.alpha})",
    "gelu": lambda one: "nn.GELU()",
    "swish": lambda one: "nn.SiLU()",
    # Its usual threshold of 20 would leave out e⁻²⁰ = 2·10⁻⁹.
    "softplus": lambda one: "nn.Softplus(threshold=40)",
    "sigmoid": lambda one: "nn.Sigmoid()",
    "hard_tanh": lambda one: "nn.Hardtanh()",
    "linear": lambda one: "nn.Identity()",
}
"""The module of an activation, by its kind."""
