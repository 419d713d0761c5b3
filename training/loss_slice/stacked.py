"""The losses of many networks of one shape on the same samples: one stacked evaluation, in chunks of bounded memory.

Networks stand side by side as the runs of a population do, and all of them look at one copy of the samples. Those of a
path are evaluated as training itself evaluates them after an epoch, to the bit. On a plane w + a·d₁ + b·d₂ the weighted
sums of the first layer are z(w) + a·z(d₁) + b·z(d₂): only these three are products of samples and weights, and the
losses are those of training but for rounding (float32, about 1e-7).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch

from training.arithmetic import fast
from training.cost import ARRAYS, CHUNK
from training.layout import LayerLayout
from training.loss_slice.plane import Plane
from training.metrics import Evaluation
from training.network import Network
from training.population import Population
from training.sharing import repeated

MOST_BYTES = 8 * 2**20
"""Of the arrays of a chunk: those of more networks would no longer fit into the caches of a processor."""
MOST_NETWORKS = 64
BAND = 256
"""Networks of a plane for which the sums of the first layer are made anew: so few that the samples may be many."""
BYTES = 4


class StackedLosses:
    """Evaluates networks on one of the splits of a population of one."""

    def __init__(self, population: Population, split: Evaluation) -> None:
        self.population, self.split = population, split
        self.parameters = population.weights.shape[1]
        self.samples = split.samples
        self.loss = population.runs[0].spec.loss
        size = self.parameters + population.statistics.shape[1]
        units = sum(_arrays(layer) * layer.units for layer in population.layers)
        rows = _rows(self.samples)
        self.together = max(1, min(MOST_NETWORKS, MOST_BYTES // (BYTES * (3 * size + rows * units))))
        """Networks in a chunk."""
        self.bytes = BYTES * (self.together * (3 * size + rows * units) + 3 * rows * population.layers[0].units)
        """What it takes beside the samples, about."""
        self.weights, self.statistics = self._zeros(self.parameters), self._zeros(size - self.parameters)
        activations = [layer.activation for layer in population.runs[0].spec.network.hidden]
        self.network = Network(
            population.layers, activations, self.loss, self.weights, torch.zeros_like(self.weights), self.statistics
        )

    def _zeros(self, size: int) -> torch.Tensor:
        return self.population.weights.new_zeros(self.together, size)

    def of(self, networks: np.ndarray) -> Iterator[list[float | None]]:
        """The mean loss of each network [networks, parameters and running statistics], chunk by chunk.

        None where it is not a finite number.
        """
        inputs, targets = (repeated(each[0], self.together) for each in (self.split.inputs, self.split.targets))
        split = Evaluation(inputs, targets, classes=False)
        for first in range(0, len(networks), self.together):
            chunk = torch.from_numpy(networks[first : first + self.together])
            self.weights[: len(chunk)] = chunk[:, : self.parameters]
            self.statistics[: len(chunk)] = chunk[:, self.parameters :]
            losses, _ = split.figures(self.network)
            yield _finite(losses[: len(chunk)])

    def on(self, plane: Plane, statistics: np.ndarray) -> Iterator[list[float | None]]:
        """The same for the grid of a plane, with these running statistics everywhere.

        Bands of networks come; where one takes long, empty ones before it say that the work goes on.
        """
        first = _FirstLayer(self.population, plane)
        self.statistics.copy_(torch.from_numpy(statistics))
        for places in np.array_split(plane.grid, -(-len(plane.grid) // BAND)):
            losses = np.zeros(len(places))
            for inputs, targets in self._chunks():
                with fast():
                    first.look_at(inputs)
                for start in range(0, len(places), self.together):
                    part = slice(start, start + self.together)
                    losses[part] += self._at(plane, places[part], first, targets)
                    yield []
            yield _finite((losses / self.samples).tolist())

    def _chunks(self) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        splits = (torch.split(each[:1], CHUNK, dim=1) for each in (self.split.inputs, self.split.targets))
        return zip(*splits, strict=True)

    def _at(self, plane: Plane, places: np.ndarray, first: "_FirstLayer", targets: torch.Tensor) -> np.ndarray:
        """The sums of the losses of a chunk of networks on a chunk of samples, float64 [networks]."""
        count = len(places)
        rest = plane.at(places, first.end)
        with fast():
            self.weights[:count, first.end :] = torch.from_numpy(rest)
            buffers = self.network.buffers(targets.shape[1])
            first.write(places, buffers[0].z)
            outputs = self.network.go_on(buffers)
            losses = self.loss.quick_value(outputs, repeated(targets[0], self.together)) * targets.shape[1]
        return losses[:count].cpu().numpy().astype(np.float64)


class _FirstLayer:
    """The weighted sums of the first layer anywhere on a plane: those of its middle and of both directions, added."""

    def __init__(self, population: Population, plane: Plane) -> None:
        self.layout = replace(population.layers[0], normalization="none")  # it comes after the sums
        self.end = self.layout.gain
        """Where the parameters begin that are not part of it."""
        rows = np.stack([plane.centre, *plane.directions])[:, : self.end]
        weights = torch.from_numpy(rows).to(population.weights)
        loss = population.runs[0].spec.loss
        self.network = Network([self.layout], [], loss, weights, torch.zeros_like(weights))
        self.sums = weights.new_empty(3, 0)

    def look_at(self, inputs: torch.Tensor) -> None:
        """Compute them for these samples [1, samples, inputs]."""
        self.sums = self.network.forward(repeated(inputs[0], 3)).reshape(3, -1)

    def write(self, places: np.ndarray, z: torch.Tensor) -> None:
        """Put those of the networks at places [networks, 2] into the first rows of z [networks, samples, units]."""
        shares = np.concatenate([np.ones((len(places), 1)), places], axis=1)
        torch.mm(torch.from_numpy(shares).to(z), self.sums, out=z[: len(places)].view(len(places), -1))


def _finite(losses: Sequence[float]) -> list[float | None]:
    return [loss if math.isfinite(loss) else None for loss in losses]


def _rows(samples: int) -> int:
    """Samples that there are arrays for: those of a whole chunk, and of the rest."""
    return samples if samples <= CHUNK else CHUNK + samples % CHUNK


def _arrays(layer: LayerLayout) -> int:
    """Numbers that a unit keeps for every sample; one more is room for products."""
    return ARRAYS + 1 + 3 * (layer.normalization != "none")
