"""Rounds of measurements: all candidates one after another, again and again, so that a busy moment hits all alike."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from benchmarks.candidates import BASE, Candidate
from benchmarks.task import Task


@dataclass(frozen=True)
class Result:
    """One candidate on one task."""

    task: str
    candidate: str
    updates_per_second: float
    """Median over the rounds."""
    ratio: float
    """Median over the rounds of: updates per second as a multiple of the PyTorch loop's in the same round."""
    lowest: float
    highest: float
    """The ratio's range over the rounds."""
    loss: float
    """Training loss after all rounds."""


def measure(task: Task, candidates: Sequence[type[Candidate]], rounds: int) -> list[Result]:
    """Train every candidate by the same number of updates in every round."""
    torch.manual_seed(0)
    ready = [candidate(task) for candidate in candidates]
    for candidate in ready:
        candidate.train(1)  # caches, lazy imports and buffers are made here
    rates: dict[str, list[float]] = {candidate.name: [] for candidate in ready}
    for _ in range(rounds):
        for candidate in ready:
            started = time.perf_counter()
            candidate.train(task.epochs)
            rates[candidate.name].append(task.updates / (time.perf_counter() - started))
    return [_result(task, candidate, rates) for candidate in ready]


def _result(task: Task, candidate: Candidate, rates: dict[str, list[float]]) -> Result:
    mine = rates[candidate.name]
    ratios = [rate / base for rate, base in zip(mine, rates[BASE.name], strict=True)]
    return Result(
        task.name,
        candidate.name,
        round(statistics.median(mine), 1),
        round(statistics.median(ratios), 3),
        round(min(ratios), 3),
        round(max(ratios), 3),
        round(task.loss(candidate.probabilities()), 4),
    )
