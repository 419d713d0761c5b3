"""From a data set's columns to the network's inputs as ONNX operations, in the order and precision of training.data."""

from collections.abc import Callable

import numpy as np

from training.expansions import Chebyshev, Polynomial
from training.exports.input_figures import InputFigures
from training.exports.network import KeptNetwork
from training.exports.onnx.graph import Graph
from training.inputs import chosen

FLOAT = 1
"""ONNX's number of float32."""
TILES: dict[str, Callable[[Graph, str, str], str]] = {
    "x1": lambda graph, x1, x2: x1,
    "x2": lambda graph, x1, x2: x2,
    "x1^2": lambda graph, x1, x2: graph.add("Mul", x1, x1),
    "x2^2": lambda graph, x1, x2: graph.add("Mul", x2, x2),
    "x1x2": lambda graph, x1, x2: graph.add("Mul", x1, x2),
    "sin x1": lambda graph, x1, x2: graph.add("Sin", x1),
    "sin x2": lambda graph, x1, x2: graph.add("Sin", x2),
}
"""By name; a test compares them with training.tiles."""


def add_preparation(graph: Graph, columns: str, network: KeptNetwork, figures: InputFigures) -> str:
    """Distort, choose, expand, fill gaps, normalize: float64 up to here, so that high powers keep their digits."""
    x = _picked(graph, _distorted(graph, columns, network), network)
    x = _expanded(graph, x, network)
    if np.any(figures.fill):
        x = graph.add("Where", graph.add("IsNaN", x), graph.constant(figures.fill, np.float64), x)
    x = graph.add("Sub", x, graph.constant(figures.shift, np.float64))
    x = graph.add("Div", x, graph.constant(figures.scale, np.float64))
    return graph.cast(x, FLOAT)


def _distorted(graph: Graph, x: str, network: KeptNetwork) -> str:
    shift, scale = network.spec.data.distort.shift, network.spec.data.distort.scale
    if shift == 0 and scale == 1:
        return x
    return graph.add("Add", graph.add("Mul", x, graph.constant(scale, np.float64)), graph.constant(shift, np.float64))


def _picked(graph: Graph, x: str, network: KeptNetwork) -> str:
    names, columns = chosen(network.spec.data, network.outline), network.outline.columns
    if tuple(names) == columns:
        return x
    if set(names) <= set(columns):
        return graph.add("Gather", x, graph.constant([columns.index(name) for name in names], np.int64), axis=1)
    x1, x2 = (graph.add("Gather", x, graph.constant([place], np.int64), axis=1) for place in (0, 1))
    return graph.add("Concat", *(graph.add("Identity", TILES[name](graph, x1, x2)) for name in names), axis=1)


def _expanded(graph: Graph, x: str, network: KeptNetwork) -> str:
    expansion, columns = network.spec.data.expansion, len(chosen(network.spec.data, network.outline))
    if isinstance(expansion, Polynomial):
        powers = [graph.add("Pow", x, graph.constant(power, np.float64)) for power in range(1, expansion.degree + 1)]
        return _side_by_side(graph, powers, columns)
    if isinstance(expansion, Chebyshev):
        polynomials = _side_by_side(graph, _chebyshev(graph, x, expansion.degree), columns)
        rows = graph.add("Shape", x, start=0, end=1)
        shape = graph.add("Concat", rows, graph.constant([1], np.int64), axis=0)
        ones = graph.add("Expand", graph.constant([[1.0]], np.float64), shape)
        return graph.add("Concat", ones, polynomials, axis=1)
    return x


def _chebyshev(graph: Graph, x: str, degree: int) -> list[str]:
    """T₁ … T_d by T_{k+1}(x) = 2x T_k(x) − T_{k−1}(x)."""
    double = graph.add("Mul", x, graph.constant(2, np.float64))
    before, now = graph.constant(1, np.float64), x
    found = [now]
    for _ in range(1, degree):
        before, now = now, graph.add("Sub", graph.add("Mul", double, now), before)
        found.append(now)
    return found


def _side_by_side(graph: Graph, functions: list[str], columns: int) -> str:
    """All functions of the first column, then all of the second, and so on."""
    axis = graph.constant([2], np.int64)
    stacked = graph.add("Concat", *(graph.add("Unsqueeze", each, axis) for each in functions), axis=2)
    return graph.add("Reshape", stacked, graph.constant([-1, columns * len(functions)], np.int64))
