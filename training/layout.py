"""Where each layer's parameters lie in a network's flat parameter row.

One row holds, layer by layer, the weights [units, fan_in] row by row, then the biases [units], and for a normalized
layer its gains and offsets [units] each. All networks of a population are rows of one matrix [runs, parameters], so an
update rule, a norm or a checkpoint is one operation. The running statistics of batch normalization are not trained and
have a row of their own: means, then variances, layer by layer.
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
    """One layer's place: weights in [start, bias), biases in [bias, gain), gains and offsets in [gain, end)."""

    fan_in: int
    units: int
    start: int
    normalization: str = "none"
    statistics: int = 0
    """Where its running means begin in the row of statistics; the variances follow."""

    @property
    def bias(self) -> int:
        return self.start + self.units * self.fan_in

    @property
    def gain(self) -> int:
        return self.bias + self.units

    @property
    def offset(self) -> int:
        return self.gain + (0 if self.normalization == "none" else self.units)

    @property
    def end(self) -> int:
        return self.offset + (self.offset - self.gain)

    @property
    def statistics_end(self) -> int:
        return self.statistics + (2 * self.units if self.normalization == "batch" else 0)


def layout(widths: Sequence[int], normalizations: Sequence[str] = ()) -> tuple[LayerLayout, ...]:
    """The places of all layers for these numbers of inputs, hidden units and outputs.

    `normalizations` are those of the hidden layers; the output layer has none.
    """
    layers: list[LayerLayout] = []
    start = statistics = 0
    kinds = [*normalizations, *["none"] * (len(widths) - 1 - len(normalizations))]
    for (fan_in, units), kind in zip(pairwise(widths), kinds, strict=True):
        layers.append(LayerLayout(fan_in, units, start, kind, statistics))
        start, statistics = layers[-1].end, layers[-1].statistics_end
    return tuple(layers)


def initial_weights(spec: Spec, layers: Sequence[LayerLayout]) -> np.ndarray:
    """The first parameters of a run, float64 [parameters]: each layer from its own stream; gains 1, offsets 0."""
    row = np.zeros(layers[-1].end)
    seed = spec.seed if spec.network.seed is None else spec.network.seed
    for number, layer in enumerate(layers):
        random = stream(seed, "init", number)
        row[layer.start : layer.bias] = spec.network.initializer.draw(layer.units, layer.fan_in, random).ravel()
        row[layer.bias : layer.gain] = spec.network.initializer.draw_biases(layer.units, layer.fan_in, random)
        row[layer.gain : layer.offset] = 1.0
    return row


def initial_statistics(layers: Sequence[LayerLayout]) -> np.ndarray:
    """Running means of 0 and variances of 1, float64; empty without batch normalization."""
    row = np.zeros(layers[-1].statistics_end)
    for layer in layers:
        row[layer.statistics + layer.units : layer.statistics_end] = 1.0
    return row


def is_weight(layers: Sequence[LayerLayout]) -> np.ndarray:
    """1.0 where a parameter is a weight, 0.0 where it is a bias, gain or offset: float64 [parameters]."""
    mask = np.zeros(layers[-1].end)
    for layer in layers:
        mask[layer.start : layer.bias] = 1.0
    return mask


def weights_sha256(row: np.ndarray) -> str:
    """The hash of one network's parameters as little-endian float32, in layer order."""
    return sha256(np.ascontiguousarray(row, dtype="<f4").tobytes()).hexdigest()
