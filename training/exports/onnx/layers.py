"""The layers of a network as ONNX operations: sums, normalizations, activations, and what the loss makes of them."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from training.activations import Activation
from training.exports.network import KeptLayer, KeptNetwork
from training.exports.onnx.graph import Graph

EPSILON = 1e-5
"""As in training/normalization.py, which loads PyTorch; a test compares them."""


def _gelu(graph: Graph, z: str, _: Any) -> str:
    """z · ½(1 + erf(z / √2)): an operation of its own came later."""
    error = graph.add("Erf", graph.add("Mul", z, graph.constant(1 / math.sqrt(2), np.float32)))
    share = graph.add("Add", error, graph.constant(1, np.float32))
    return graph.add("Mul", graph.add("Mul", z, graph.constant(0.5, np.float32)), share)


def _hard_tanh(graph: Graph, z: str, _: Any) -> str:
    return graph.add("Clip", z, graph.constant(-1, np.float32), graph.constant(1, np.float32))


ACTIVATIONS: dict[str, Callable[[Graph, str, Any], str]] = {
    "tanh": lambda graph, z, _: graph.add("Tanh", z),
    "sigmoid": lambda graph, z, _: graph.add("Sigmoid", z),
    "hard_tanh": _hard_tanh,
    "linear": lambda graph, z, _: graph.add("Identity", z),
    "relu": lambda graph, z, _: graph.add("Relu", z),
    "leaky_relu": lambda graph, z, chosen: graph.add("LeakyRelu", z, alpha=chosen.negative_slope),
    "elu": lambda graph, z, chosen: graph.add("Elu", z, alpha=chosen.alpha),
    "gelu": _gelu,
    "swish": lambda graph, z, _: graph.add("Mul", z, graph.add("Sigmoid", z)),
    "softplus": lambda graph, z, _: graph.add("Softplus", z),
}
"""By `kind`; a test compares them with the engine's."""


def add_layers(graph: Graph, inputs: str, network: KeptNetwork) -> None:
    """All layers; the graph answers with the last weighted sums, and with what they mean."""
    hidden = network.spec.network.hidden
    a = inputs
    for number, layer in enumerate(network.layers[:-1]):
        z = _weighted(graph, a, layer, f"layers.{number}")
        a = _activated(graph, _normalized(graph, z, layer, f"norms.{number}"), hidden[number].activation)
    last = len(network.layers) - 1
    sums = _weighted(graph, a, network.layers[-1], f"layers.{last}")
    if network.says == "linear":
        _add_numbers(graph, sums, network)
    else:
        graph.output("Identity", sums, to="logits")
        attributes = {"axis": 1} if network.says == "softmax" else {}
        graph.output(network.says.capitalize(), sums, to="probabilities", **attributes)


def _add_numbers(graph: Graph, sums: str, network: KeptNetwork) -> None:
    """What the network says, and the same in the unit of the target."""
    graph.output("Identity", sums, to="outputs")
    figures = network.figures
    if network.outline.task == "regression" and figures is not None:
        scaled = graph.add("Mul", sums, graph.constant(figures.target_scale, np.float32))
        graph.output("Add", scaled, graph.constant(figures.target_shift, np.float32), to="prediction")


def _weighted(graph: Graph, a: str, layer: KeptLayer, name: str) -> str:
    weight = graph.constant(layer.weight, np.float32, f"{name}.weight")
    return graph.add("Gemm", a, weight, graph.constant(layer.bias, np.float32, f"{name}.bias"), transB=1)


def _normalized(graph: Graph, z: str, layer: KeptLayer, name: str) -> str:
    if layer.normalization == "none":
        return z
    arrays = [graph.constant(values, np.float32, f"{name}.{part}") for part, values in layer.norm.items()]
    if layer.normalization == "batch":
        return graph.add("BatchNormalization", z, *arrays, epsilon=EPSILON)
    return graph.add("LayerNormalization", z, *arrays, axis=-1, epsilon=EPSILON)


def _activated(graph: Graph, y: str, chosen: Activation) -> str:
    return ACTIVATIONS[chosen.name()](graph, y, chosen)
