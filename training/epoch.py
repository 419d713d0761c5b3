"""One epoch: every training sample seen once, in a fresh order, by every run of a population."""

import time
from collections.abc import Iterable, Iterator, Sequence

import torch

from training.arithmetic import fast
from training.network import Network
from training.noise import Noise
from training.optimizers.optimizer import Settings
from training.population import Population


def train_one_epoch(population: Population) -> torch.Tensor:
    """Do all updates of one epoch in place and return the gradient norms, [updates, runs].

    Assumes nothing about the order of the samples: each run shuffles by its own seed and epoch number.
    """
    started = time.perf_counter()
    with fast():
        begin_epoch(population)
        norms = updates(population)
    seconds = time.perf_counter() - started
    for run in population.runs:
        run.epoch += 1
        run.updates += len(population.batches)
        run.samples += population.train.samples
        run.seconds += seconds
    return norms


def begin_epoch(population: Population) -> None:
    """Cut the batches of the epoch that comes next and put the samples of every run into its order."""
    population.cut_batches()
    population.noise.begin_epoch()
    population.shuffled.shuffle()


def updates(population: Population) -> torch.Tensor:
    """One update for each of the population's batches; returns the gradient norms, [updates, runs]."""
    network, weights, gradient = population.network, population.weights, population.gradient
    memory, scratch, step = population.memory, population.scratch, population.optimizer.step
    noise, regularizers = population.noise, population.regularizers
    norms = weights.new_empty(len(population.batches), len(population.runs))
    rates_of_epoch, shrinking = _rates(population)
    last = len(population.batches) - 1
    batches = zip(population.batches, norms.unbind(0), rates_of_epoch, strict=True)
    for number, ((inputs, targets), norm, rates) in enumerate(batches):
        if number == last:
            population.before_last.copy_(weights)
        if noise.on:
            _backpropagate_disturbed(network, noise, inputs, targets)
        else:
            network.forward(inputs, training=True)
            network.backward(inputs, targets)
        if regularizers.penalizes:
            regularizers.penalize(gradient, weights, scratch)
        torch.linalg.vector_norm(gradient, dim=1, out=norm)
        if regularizers.clips:
            regularizers.clip(gradient, norm)
        if shrinking is not None:
            weights.mul_(shrinking)
        step(weights, gradient, memory, scratch, *rates)
        if regularizers.bounds:
            regularizers.constrain()
    return norms


def _backpropagate_disturbed(network: Network, noise: Noise, inputs: torch.Tensor, targets: torch.Tensor) -> None:
    """The gradient of one batch, at weights, inputs and units as disturbed as the settings ask for."""
    if noise.on_inputs:
        inputs = noise.added_to(inputs)
    clean = noise.disturb(network.weights) if noise.on_weights else None
    noise.draw_masks(inputs.shape[1])
    network.forward(inputs, training=True)
    network.backward(inputs, targets)
    if clean is not None:
        noise.restore(network.weights, clean)


PREPARED = 250
"""Updates whose rates are prepared at once, so that even those of a long rule take little memory."""


def _rates(population: Population) -> tuple[Iterable[tuple[torch.Tensor, ...]], torch.Tensor | None]:
    """The optimizer's multipliers of every update, prepared in float64, and that of the decay."""
    factors = torch.tensor([[run.rate_factor] for run in population.runs], dtype=torch.float64)
    settings = population.settings
    scaled = type(settings)({**settings, "learning_rate": settings["learning_rate"] * factors})
    epoch = torch.tensor([[run.epoch] for run in population.runs], dtype=torch.float64)
    settings = population.optimizer.at_epoch(scaled, epoch)
    regularizers = population.regularizers
    shrinking = regularizers.shrinking(scaled["learning_rate"]) if regularizers.decays else None
    return _in_pieces(population, settings), shrinking


def _in_pieces(population: Population, settings: Settings) -> Iterator[tuple[torch.Tensor, ...]]:
    runs, last = len(population.runs), len(population.batches)
    before = torch.tensor([[run.updates] for run in population.runs], dtype=torch.float64)
    for first in range(0, last, PREPARED):
        count = min(PREPARED, last - first)
        update = before + torch.arange(first + 1, first + count + 1, dtype=torch.float64).view(-1, 1, 1)
        rates = population.optimizer.rates(settings, update)
        columns = [rate.to(population.weights) for rate in rates]
        yield from zip(*(_every_update(column, count, runs) for column in columns), strict=True)


def _every_update(rate: torch.Tensor, count: int, runs: int) -> Sequence[torch.Tensor]:
    """One column [runs, 1] per update, also where the rate is the same in all of them."""
    return [rate] * count if rate.dim() == 2 else rate.expand(count, runs, 1).unbind(0)
