"""The losses of many networks of one shape on the same samples: one stacked evaluation, in chunks of bounded memory.

It is the evaluation that training itself makes after an epoch, to the bit: networks stand side by side as the runs of a
population do, and all of them look at one copy of the samples.
"""

import math
from collections.abc import Iterator

import numpy as np
import torch

from training.cost import ARRAYS, CHUNK
from training.layout import LayerLayout
from training.metrics import Evaluation
from training.network import Network
from training.population import Population
from training.sharing import repeated

MOST_BYTES = 8 * 2**20
"""Of the arrays of a chunk: those of more networks would no longer fit into the caches of a processor."""
MOST_NETWORKS = 64
BYTES = 4


class StackedLosses:
    """Evaluates networks on one of the splits of a population of one."""

    def __init__(self, population: Population, split: Evaluation) -> None:
        self.parameters = population.weights.shape[1]
        self.samples = split.samples
        size = self.parameters + population.statistics.shape[1]
        activations = [layer.activation for layer in population.runs[0].spec.network.hidden]
        numbers = 3 * size + _rows(self.samples) * sum(_arrays(layer) * layer.units for layer in population.layers)
        self.together = max(1, min(MOST_NETWORKS, MOST_BYTES // (BYTES * numbers)))
        """Networks in a chunk."""
        self.bytes = BYTES * numbers * self.together
        """What a chunk takes beside the samples."""
        self.rows = population.weights.new_zeros(self.together, size)
        self.weights = population.weights.new_zeros(self.together, self.parameters)
        self.statistics = population.weights.new_zeros(self.together, size - self.parameters)
        self.network = Network(
            population.layers,
            activations,
            population.runs[0].spec.loss,
            self.weights,
            torch.zeros_like(self.weights),
            self.statistics,
        )
        inputs, targets = (repeated(each[0], self.together) for each in (split.inputs, split.targets))
        self.split = Evaluation(inputs, targets, classes=False)

    def of(self, networks: Iterator[np.ndarray]) -> Iterator[list[float | None]]:
        """The mean loss of each network, chunk by chunk; None where it is not a finite number.

        The chunks that come are [at most `together`, parameters and running statistics].
        """
        for chunk in networks:
            self.rows[: len(chunk)] = torch.from_numpy(chunk)
            self.weights.copy_(self.rows[:, : self.parameters])
            self.statistics.copy_(self.rows[:, self.parameters :])
            losses, _ = self.split.figures(self.network)
            yield [loss if math.isfinite(loss) else None for loss in losses[: len(chunk)]]


def _rows(samples: int) -> int:
    """Samples that there are arrays for: those of a whole chunk, and of the rest."""
    return samples if samples <= CHUNK else CHUNK + samples % CHUNK


def _arrays(layer: LayerLayout) -> int:
    """Numbers that a unit keeps for every sample; one more is room for products."""
    return ARRAYS + 1 + 3 * (layer.normalization != "none")
