"""What goes on inside the networks of a population, looked at after every epoch: norms, activations, gains.

Nothing here trains or runs a network again. The gradient is the one that the last update left, and the activations are
those that evaluating the training split left in the network's buffers. Sums are NumPy's along one run's own numbers,
so a run's figures do not depend on how many runs train beside it.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from training.cost import CHUNK
from training.events import LayerFigures
from training.network import Network

if TYPE_CHECKING:
    from training.population import Population

MOST = 512
"""Training samples whose activations are looked at: enough for a share of a per cent, and always the same."""
GAINS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""The quantiles of the gains that are told."""

Figures = list[float | None]


class Activations:
    """What every layer of a network makes of up to 512 training samples.

    A rectifying unit is dead where its slope is 0 for every sample; of bounded units, the share of unit-sample pairs
    counts that are saturated. Both are null where they mean nothing, as for the outputs of the network.
    """

    def __init__(self, network: Network, samples: int) -> None:
        looks = network.looks(min(samples, CHUNK))
        self.hidden = network.activations
        self.tensors = [(z[:, :MOST], a[:, :MOST]) for z, a in looks]
        # On a CPU NumPy sees the very memory into which the network writes.
        self.arrays = [(_numpy(z), _numpy(a)) for z, a in self.tensors] if network.weights.is_cpu else None
        sizes = [a[0].numel() for _, a in self.tensors]
        self.sizes = np.array(sizes)
        self.ends = [0, *np.cumsum(sizes).tolist()]
        kind = np.float64 if network.weights.dtype == torch.float64 else np.float32
        self.outputs = np.empty((len(network.weights), self.ends[-1]), kind)

    def look(self) -> list[dict[str, Figures]]:
        """The figures of every run. Call it right after the training split was evaluated: it reads those buffers."""
        arrays = self.arrays or [(_numpy(z), _numpy(a)) for z, a in self.tensors]
        runs = len(self.outputs)
        for number, (_, a) in enumerate(arrays):
            self.outputs[:, self.ends[number] : self.ends[number + 1]] = a.reshape(runs, -1)
        mean, std = self._spread()
        nothing: Figures = [None] * runs
        dead, saturated = [nothing] * len(arrays), [nothing] * len(arrays)
        for number, function in enumerate(self.hidden):
            if function.rectifies:
                dead[number] = _dead(function.passes(*arrays[number]), runs)
            if function.bounded:
                saturated[number] = [np.count_nonzero(run) / run.size for run in function.saturated(arrays[number][1])]
        return [
            {
                "activation_mean": mean[row],
                "activation_std": std[row],
                "dead": [layer[row] for layer in dead],
                "saturated": [layer[row] for layer in saturated],
            }
            for row in range(runs)
        ]

    def _spread(self) -> tuple[list[Figures], list[Figures]]:
        """Mean and standard deviation (ddof 0) of every run's layers."""
        with np.errstate(all="ignore"):
            mean = np.add.reduceat(self.outputs, self.ends[:-1], axis=1) / self.sizes
            self.outputs -= np.repeat(mean.astype(self.outputs.dtype), self.sizes, axis=1)
            squares = np.multiply(self.outputs, self.outputs, out=self.outputs)
            spread = np.add.reduceat(squares, self.ends[:-1], axis=1) / self.sizes
            return mean.tolist(), np.sqrt(spread).tolist()


def diagnose(population: "Population", looks: Sequence[dict[str, Figures]]) -> list[dict[str, Any]]:
    """The diagnostic fields of `epoch_ended` for every run; `looks` are what `Activations` saw."""
    starts = [layer.start for layer in population.layers]
    tensors = (population.weights, population.gradient, population.before_last, population.initial)
    with np.errstate(all="ignore"):
        rows = _numpy(torch.stack(tensors)).astype(np.float64)
        rows[2:] -= rows[0]
        squares = np.add.reduceat(np.multiply(rows, rows, out=rows), starts, axis=2)
        weight, gradient, step, _ = np.sqrt(squares)
        ratio = (step / weight).tolist()
        distance = np.sqrt(squares[3].sum(axis=1)).tolist()
    norms = zip(weight.tolist(), gradient.tolist(), ratio, strict=True)
    return [
        {
            "distance": rounded(distance[row]),
            "layers": LayerFigures(
                gradient_norm=_all_rounded(gradients),
                weight_norm=_all_rounded(weights),
                update_ratio=_all_rounded(ratios),
                **{name: _all_rounded(values) for name, values in looks[row].items()},
            ),
            "gains": gains,
        }
        for row, ((weights, gradients, ratios), gains) in enumerate(zip(norms, _gains(population), strict=True))
    ]


def at_start(population: "Population", looks: Sequence[dict[str, Figures]]) -> list[LayerFigures]:
    """A look into every run before its first update, when there is no gradient yet."""
    nothing: Figures = [None] * len(population.layers)
    unknown = {"gradient_norm": nothing, "update_ratio": nothing}
    return [fields["layers"].model_copy(update=unknown) for fields in diagnose(population, looks)]


def rounded(value: float | None) -> float | None:
    """Six significant digits, which keeps events small; null where a figure is not finite."""
    return float(f"{value:.6g}") if value is not None and math.isfinite(value) else None


def _all_rounded(values: Sequence[float | None]) -> Figures:
    return [rounded(value) for value in values]


def _numpy(values: torch.Tensor) -> np.ndarray:
    """The same numbers for NumPy, which costs nothing on a CPU."""
    return values.numpy() if values.is_cpu else values.cpu().numpy()


def _dead(passes: np.ndarray | None, runs: int) -> Figures:
    """Share of units [runs, samples, units] that pass no sample."""
    if passes is None:
        return [0.0] * runs
    return [1 - np.count_nonzero(run.any(axis=0)) / run.shape[1] for run in passes]


def _gains(population: "Population") -> list[Figures | None]:
    gain = population.memory.get("gain")
    if gain is None:
        return [None] * len(population.runs)
    return [_all_rounded(row) for row in np.quantile(_numpy(gain), GAINS, axis=1).T.tolist()]
