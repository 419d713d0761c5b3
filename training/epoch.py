"""One epoch: every training sample seen once, in a fresh order, by every run of a population."""

import time
from collections.abc import Iterable, Sequence

import torch

from training.arithmetic import fast
from training.population import Population
from training.streams import stream


def train_one_epoch(population: Population) -> torch.Tensor:
    """Do all updates of one epoch in place and return the gradient norms, [updates, runs].

    Assumes nothing about the order of the samples: each run shuffles by its own seed and epoch number.
    """
    started = time.perf_counter()
    with fast():
        _shuffle(population)
        norms = _updates(population)
    seconds = time.perf_counter() - started
    for run in population.runs:
        run.epoch += 1
        run.updates += len(population.batches)
        run.samples += population.train.samples
        run.seconds += seconds
    return norms


def penalty(population: Population) -> list[float]:
    """λ₁ Σ|w| + λ₂/2 Σw² of every run, biases left out."""
    weights = population.weights
    values = (population.l1 * weights.abs() + population.l2 / 2 * weights.square()).sum(dim=1)
    return [float(value) for value in values]


def _shuffle(population: Population) -> None:
    train = population.train
    for row, run in enumerate(population.runs):
        order = stream(run.spec.seed, "shuffle", run.epoch).permutation(train.samples)
        index = torch.from_numpy(order).to(population.device)
        torch.index_select(train.inputs[row], 0, index, out=population.shuffled_inputs[row])
        torch.index_select(population.training_targets[row], 0, index, out=population.shuffled_targets[row])


def _updates(population: Population) -> torch.Tensor:
    network, weights, gradient = population.network, population.weights, population.gradient
    memory, scratch, step = population.memory, population.scratch, population.optimizer.step
    l1 = population.l1 if population.l1.any() else None
    l2 = population.l2 if population.l2.any() else None
    norms = weights.new_empty(len(population.batches), len(population.runs))
    for (inputs, targets), norm, rates in zip(population.batches, norms.unbind(0), _rates(population), strict=True):
        network.forward(inputs)
        network.backward(inputs, targets)
        if l2 is not None:
            gradient.addcmul_(weights, l2)
        if l1 is not None:
            gradient.addcmul_(torch.sign(weights, out=scratch), l1)
        torch.linalg.vector_norm(gradient, dim=1, out=norm)
        step(weights, gradient, memory, scratch, *rates)
    return norms


def _rates(population: Population) -> Iterable[tuple[torch.Tensor, ...]]:
    """The optimizer's multipliers of every update, prepared for the whole epoch in float64."""
    count, runs = len(population.batches), len(population.runs)
    first = torch.tensor([[run.updates] for run in population.runs], dtype=torch.float64)
    update = first + torch.arange(1, count + 1, dtype=torch.float64).view(-1, 1, 1)
    factors = torch.tensor([[learning_rate_factor(population, row)] for row in range(runs)], dtype=torch.float64)
    settings = population.settings
    scaled = type(settings)({**settings, "learning_rate": settings["learning_rate"] * factors})
    rates = population.optimizer.rates(scaled, update)
    columns = [rate.to(population.weights) for rate in rates]
    return zip(*(_every_update(column, count, runs) for column in columns), strict=True)


def _every_update(rate: torch.Tensor, count: int, runs: int) -> Sequence[torch.Tensor]:
    """One column [runs, 1] per update, also where the rate is the same in all of them."""
    return [rate] * count if rate.dim() == 2 else rate.expand(count, runs, 1).unbind(0)


def learning_rate_factor(population: Population, row: int) -> float:
    """What the schedule makes of the learning rate in the epoch that comes next."""
    run = population.runs[row]
    return run.spec.schedule.factor(run.epoch, run.spec.stopping.epochs)
