"""What an experiment will take, estimated in integers before anything is allocated, and how much is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from training.datasets import Outline
from training.inputs import input_count
from training.split import split_sizes

if TYPE_CHECKING:
    from training.sections import Layer
    from training.spec import Spec

FLOAT_BYTES = 4
ARRAYS = 4
"""Numbers that a plain unit keeps for every sample of a batch: z, a, dE/dz and a scratch number."""
CHUNK = 2048
"""Samples evaluated at once: a constant, so figures never depend on load, and memory stays bounded."""
PREPARED = 6
"""Copies of the samples that preparing them takes, numbers of 8 bytes being two: once for every data seed."""
STACKED = 4
"""Copies of all samples as tensors: once where all runs have the same data seed, else for every run."""
SHUFFLED = 2
"""Copies of the training samples in the order of an epoch, for every run."""
ORDER = 8
"""Numbers that say this order, for every training sample and run."""


@dataclass(frozen=True)
class Cost:
    """Integers only, so that no estimate can overflow or round itself below a limit."""

    parameters: int
    """Weights and biases of one network: Σ (fan_in + 1) · fan_out."""
    memory_bytes: int
    """Data, weights, gradients, optimizer memory, best weights and the buffers of one batch and of one evaluation."""
    operations_per_epoch: int
    """Multiplications and additions: 6 per weight and training sample, 2 per weight and evaluated sample, and those of
    a rule of one's own."""
    updates_per_epoch: int
    train_samples: int
    validation_samples: int
    test_samples: int
    """Sizes of the splits."""
    inputs: int = 0
    """Inputs of the network: columns, tiles, or what an expansion makes of them."""
    runs: int = 1
    epochs: int = 1
    """Runs, and epochs of all of them."""
    sample_bytes: int = 0
    """One copy of all samples."""

    @property
    def own_bytes(self) -> int:
        """What one run never shares with others."""
        return self.memory_bytes - (PREPARED + STACKED) * self.sample_bytes


@dataclass(frozen=True)
class Limit:
    """One bound: where to show it, what it bounds, how much is allowed, and how to say it."""

    loc: str
    name: str
    most: int
    text: str

    def broken(self, cost: Cost) -> bool:
        """Whether the experiment is too big."""
        return int(getattr(cost, self.name)) > self.most

    def sentence(self, cost: Cost) -> str:
        """Why it is refused, with both numbers."""
        return self.text.format(value=getattr(cost, self.name), most=self.most)


LIMITS: tuple[Limit, ...] = (
    Limit(
        "network.hidden",
        "parameters",
        300_000,
        "This network has {value:,} parameters; at most {most:,} are allowed. Use fewer units or layers.",
    ),
    Limit(
        "network.hidden",
        "memory_bytes",
        512 * 2**20,
        "This experiment needs about {value:,} bytes of memory; at most {most:,} are allowed. "
        "Use fewer samples or inputs, or a smaller network.",
    ),
    Limit(
        "network.hidden",
        "operations_per_epoch",
        10_000_000_000,
        "One epoch takes about {value:,} operations; at most {most:,} are allowed. "
        "Use a smaller network or fewer samples.",
    ),
    Limit(
        "batch.size",
        "updates_per_epoch",
        20_000,
        "One epoch would take {value:,} updates; at most {most:,} are allowed. Use larger batches or fewer samples.",
    ),
    Limit(
        "stopping.epochs",
        "epochs",
        100_000,
        "These are {value:,} epochs; at most {most:,} are allowed. Use fewer runs or epochs.",
    ),
)


def widths(spec: Spec, outline: Outline) -> tuple[int, ...]:
    """Numbers of inputs, of units in each hidden layer, and of outputs."""
    classes = len(outline.classes) or None
    return (
        input_count(spec.data, outline),
        *(layer.units for layer in spec.network.hidden),
        spec.loss.outputs(classes),
    )


def _arrays(layer: Layer) -> int:
    """How many numbers a hidden unit keeps for every sample of a batch."""
    return ARRAYS + 3 * (layer.normalization != "none") + 2 * (layer.dropout > 0)


def cost(spec: Spec, outline: Outline) -> Cost:
    """The cost of one run."""
    sizes = widths(spec, outline)
    weights = sum(fan_in * units for fan_in, units in pairwise(sizes))
    gains = sum(2 * layer.units for layer in spec.network.hidden if layer.normalization != "none")
    parameters = weights + sum(sizes[1:]) + gains
    train_samples, validation_samples, test_samples = split_sizes(spec, outline)
    samples = train_samples + validation_samples + test_samples
    training = max(1, train_samples)
    batch = spec.batch.size_in(0, training)
    # Weights, gradient, best, clean, first and last weights, scratch, noise; 12 while norms are taken in float64.
    copies = 20 + spec.optimizer.arrays
    sample = sizes[0] + sizes[-1]
    data = (PREPARED + STACKED) * samples * sample + training * (SHUFFLED * sample + ORDER)
    # One set of buffers for every length of a batch in use.
    largest = spec.batch.largest_size(training)
    lengths = 2 * largest if spec.batch.growth else batch + training % batch
    rows = lengths + min(samples, 4 * CHUNK)
    numbers = ARRAYS * sizes[-1] + sum(layer.units * _arrays(layer) for layer in spec.network.hidden)
    floats = copies * parameters + data + rows * numbers + 3 * largest * sizes[0]
    updates = -(-training // batch)
    ruling = spec.optimizer.operations(parameters) * updates
    return Cost(
        parameters=parameters,
        memory_bytes=FLOAT_BYTES * floats,
        operations_per_epoch=6 * weights * training + 2 * weights * samples + ruling,
        updates_per_epoch=updates,
        train_samples=train_samples,
        validation_samples=validation_samples,
        test_samples=test_samples,
        inputs=sizes[0],
        epochs=spec.stopping.epochs,
        sample_bytes=FLOAT_BYTES * samples * sample,
    )


def together(costs: Sequence[Cost], data_seeds: int = 1, most: int | None = None) -> Cost:
    """The cost of several runs: operations and epochs add up, and memory does; the rest is that of the largest run.

    Memory is that of `most` runs at a time, each with one of so many data seeds.
    """
    largest = max(costs, key=lambda one: one.operations_per_epoch)
    return replace(
        largest,
        parameters=max(one.parameters for one in costs),
        updates_per_epoch=max(one.updates_per_epoch for one in costs),
        memory_bytes=_side_by_side(costs, data_seeds, most),
        operations_per_epoch=sum(one.operations_per_epoch for one in costs),
        runs=sum(one.runs for one in costs),
        epochs=sum(one.epochs for one in costs),
    )


def _side_by_side(costs: Sequence[Cost], data_seeds: int, most: int | None) -> int:
    """What no choice of `most` runs goes beyond. Samples that runs have in common count once (training/sharing.py)."""
    own = sorted((one.own_bytes for one in costs), reverse=True)[:most]
    samples = sorted((one.sample_bytes for one in costs), reverse=True)[:most]
    stacked = samples[:1] if data_seeds == 1 else samples
    return sum(own) + PREPARED * sum(samples[:data_seeds]) + STACKED * sum(stacked)
