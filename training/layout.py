"""Where each layer's weights lie in a network's flat parameter row.

One row holds, layer by layer, the weights [units, fan_in] row by row and then the biases [units]. All networks of a
population are rows of one matrix [runs, parameters], so an update rule, a norm or a checkpoint is one operation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

import numpy as np

from training.spec import Spec
from training.streams import stream


@dataclass(frozen=True)
class LayerLayout:
    """One layer's place: weights in [start, bias), biases in [bias, end)."""

    fan_in: int
    units: int
    start: int

    @property
    def bias(self) -> int:
        return self.start + self.units * self.fan_in

    @property
    def end(self) -> int:
        return self.bias + self.units


def layout(widths: Sequence[int]) -> tuple[LayerLayout, ...]:
    """The places of all layers for these numbers of inputs, hidden units and outputs."""
    layers: list[LayerLayout] = []
    start = 0
    for fan_in, units in pairwise(widths):
        layers.append(LayerLayout(fan_in, units, start))
        start = layers[-1].end
    return tuple(layers)


def initial_weights(spec: Spec, layers: Sequence[LayerLayout]) -> np.ndarray:
    """The first weights of a run, float64 [parameters]: each layer from its own stream."""
    row = np.zeros(layers[-1].end)
    for number, layer in enumerate(layers):
        random = stream(spec.seed, "init", number)
        row[layer.start : layer.bias] = spec.network.initializer.draw(layer.units, layer.fan_in, random).ravel()
        row[layer.bias : layer.end] = spec.network.initializer.draw_biases(layer.units, layer.fan_in, random)
    return row


def is_weight(layers: Sequence[LayerLayout]) -> np.ndarray:
    """1.0 where a parameter is a weight, 0.0 where it is a bias: float64 [parameters]."""
    mask = np.zeros(layers[-1].end)
    for layer in layers:
        mask[layer.start : layer.bias] = 1.0
    return mask


def weights_sha256(row: np.ndarray) -> str:
    """The hash of one network's parameters as little-endian float32, in layer order."""
    return sha256(np.ascontiguousarray(row, dtype="<f4").tobytes()).hexdigest()
