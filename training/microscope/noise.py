"""The gradient-noise meter: how far the gradient of a mini-batch points away from that of all samples."""

import math
from dataclasses import dataclass

import numpy as np
import torch

from training.arithmetic import fast
from training.cost import CHUNK
from training.epoch import begin_epoch
from training.layout import is_weight
from training.network import Network
from training.population import Population

MOST_BATCHES = 64
"""More say no more about their spread."""


@dataclass(frozen=True)
class Noise:
    """The mini-batches of one epoch against all its samples, at the same weights; per part: layers, then the whole."""

    batch_size: int
    samples: int
    norms: np.ndarray
    """[parts] of the full gradient."""
    angles: np.ndarray
    """Degrees [batches, parts] between each mini-batch's gradient and the full one; NaN where one of them is 0."""
    ratios: np.ndarray
    """The norm of each mini-batch's gradient as a multiple of the full one's, [batches, parts]."""


def gradient_noise(population: Population, row: int) -> Noise:
    """Measure it with the batches that the run would see next; leaves the population in the midst of an epoch.

    Angle ∠(g_B, g) = 2 atan2(‖u − v‖, ‖u + v‖) of the unit vectors, exact where they are nearly parallel; penalties are
    part of both gradients, dropout and noise of none; float64. A batch of all samples reads 0°.
    Source: McCandlish and others: An empirical model of large-batch training, 2018.
    """
    with fast():
        begin_epoch(population)
        probe = _Gradients(population, row)
        batches = [(inputs[row : row + 1], targets[row : row + 1]) for inputs, targets in population.batches]
        full = probe.of(torch.cat([inputs for inputs, _ in batches], 1), torch.cat([each for _, each in batches], 1))
        chosen = np.unique(np.linspace(0, len(batches) - 1, MOST_BATCHES).astype(int))
        rows = torch.stack([probe.of(*batches[number]) for number in chosen])
        ends = [(layer.start, layer.end) for layer in population.layers]
        parts = [*ends, (0, population.layers[-1].end)]
        pairs = [_compared(rows[:, start:end], full[start:end]) for start, end in parts]
    return Noise(
        batch_size=population.batch_size,
        samples=population.train.samples,
        norms=np.array([float(full[start:end].norm()) for start, end in parts]),
        angles=np.stack([angle for angle, _ in pairs], axis=1),
        ratios=np.stack([ratio for _, ratio in pairs], axis=1),
    )


def _compared(rows: torch.Tensor, full: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    norms, whole = rows.norm(dim=1, keepdim=True), full.norm()
    u, v = rows / norms, full / whole
    angles = 2 * torch.atan2((u - v).norm(dim=1), (u + v).norm(dim=1)) * (180 / math.pi)
    return angles.numpy(), (norms[:, 0] / whole).numpy()


class _Gradients:
    """The gradient of one run's objective at its weights: float64, on the CPU, no dropout and no noise."""

    def __init__(self, population: Population, row: int) -> None:
        spec = population.runs[row].spec
        self.weights = _double(population.weights[row : row + 1])
        self.gradient = torch.zeros_like(self.weights)
        functions = [layer.activation for layer in spec.network.hidden]
        statistics = _double(population.statistics[row : row + 1])
        self.network = Network(population.layers, functions, spec.loss, self.weights, self.gradient, statistics.clone())
        mask = torch.from_numpy(is_weight(population.layers))
        penalty = spec.regularization
        self.penalty = mask * (penalty.l2 * self.weights[0] + penalty.l1 * torch.sign(self.weights[0]))

    def of(self, inputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """The gradient [parameters] of the mean loss over these samples."""
        total = torch.zeros_like(self.gradient[0])
        samples = inputs.shape[1]
        for start in range(0, samples, CHUNK):
            some = _double(inputs[:, start : start + CHUNK]), _double(targets[:, start : start + CHUNK])
            self.network.forward(some[0], training=True)
            self.network.backward(*some)
            total += self.gradient[0] * (some[0].shape[1] / samples)
        return total + self.penalty


def _double(values: torch.Tensor) -> torch.Tensor:
    return values.to(dtype=torch.float64, device="cpu", copy=True)
