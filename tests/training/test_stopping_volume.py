"""Early stopping bounds how far the weights travel: ‖w_τ − w₀‖ ≤ Σ η‖g‖ ≤ ητG, and with η small it is an L2 penalty."""

import math
from itertools import accumulate
from typing import Any

import pytest
import torch

from training import Spec
from training.engine import advance, begin
from training.epoch import train_one_epoch
from training.population import Population
from training.surfaces import Request
from training.surfaces.walk import walk


def started(**settings: Any) -> Population:
    population = Population.start([Spec.parse(settings)], dtype=torch.float64)
    begin(population)
    return population


def travelled(population: Population, epochs: int) -> list[tuple[float, float, float]]:
    """After each epoch: the distance from the first weights, Σ η‖g‖ over all updates so far, and η τ G."""
    first, run = population.weights[0].clone(), population.runs[0]
    path, largest, rates = 0.0, 0.0, 0.0
    after = []
    for _ in range(epochs):
        rate = run.spec.optimizer.learning_rate * run.rate_factor
        norms = train_one_epoch(population)[:, 0]
        path += rate * float(norms.sum())
        largest = max(largest, float(norms.max()))
        rates += rate * len(norms)
        after.append((float((population.weights[0] - first).norm()), path, rates * largest))
    return after


SGD = {"kind": "sgd", "learning_rate": 0.1}


@pytest.mark.parametrize(
    "settings",
    [
        {"batch": {"size": "full"}},
        {"batch": {"size": 10}},
        {"batch": {"size": 1}, "data": {"samples": 50}},
        {"batch": {"size": 10}, "schedule": {"kind": "one_cycle", "warm_up": 5}},
        {"batch": {"size": 10}, "regularization": {"l2": 0.1}},
        {"batch": {"size": 32}, "data": {"dataset": "iris"}},
    ],
    ids=["full batch", "mini-batch", "online", "one cycle", "L2", "iris"],
)
def test_weights_of_plain_sgd_are_never_further_than_the_length_of_all_steps(settings: dict[str, Any]) -> None:
    for distance, path, bound in travelled(started(optimizer=SGD, **settings), 40):
        assert 0 < distance <= path * (1 + 1e-12)
        assert path <= bound * (1 + 1e-12)


def test_the_bound_holds_after_every_single_update_and_is_reached_by_the_first() -> None:
    updates = travelled(started(optimizer=SGD, batch={"size": "full"}), 200)
    distance, path, bound = updates[0]
    assert distance == pytest.approx(path, rel=1e-12)
    assert path == pytest.approx(bound, rel=1e-12)
    distances = [distance for distance, _, _ in updates]
    assert all(distance < path for distance, path, _ in updates[1:])
    assert distances[199] > distances[99] > distances[49]


def test_momentum_takes_weights_further_than_the_bound_of_plain_sgd() -> None:
    momentum = {"kind": "momentum", "learning_rate": 0.1, "beta": 0.9}
    ratios = [distance / path for distance, path, _ in travelled(started(optimizer=momentum), 40)]
    assert max(ratios) > 1.5
    assert max(ratios) <= 1 / (1 - 0.9)


def test_the_figures_in_the_events_obey_the_bound() -> None:
    population = started(optimizer=SGD, batch={"size": 10})
    events = [advance(population)[0] for _ in range(30)]
    lengths = accumulate(event.learning_rate * event.gradient_norm * len(population.batches) for event in events)
    for event, length in zip(events, lengths, strict=True):
        assert event.distance is not None
        assert event.distance <= length * (1 + 1e-9)


@pytest.mark.parametrize("updates", [1, 5, 20, 100])
def test_few_small_steps_end_where_an_l2_penalty_of_one_by_eta_tau_would(updates: int) -> None:
    """On a bowl, in its own axes: GD from 0 reaches (1 − (1 − ηλ)^τ) w*, L2 with α reaches λ/(λ + α) w*."""
    rate, curvatures, target = 0.001, (0.2, 1.0, 3.0), (2.0, -1.0, 0.5)
    matrix = [[curvature if row == column else 0.0 for column in range(3)] for row, curvature in enumerate(curvatures)]
    bowl = list(zip(curvatures, target, strict=True))
    b = [curvature * place for curvature, place in bowl]
    surface = {"kind": "quadratic", "matrix": matrix, "b": b}
    sgd = {"kind": "sgd", "learning_rate": rate}

    def end(steps: int, l2: float = 0.0, step: float = rate) -> list[float]:
        request = {"surface": surface, "start": [0, 0, 0], "optimizer": {**sgd, "learning_rate": step}, "steps": steps}
        return list(walk(Request.parse({**request, "l2": l2})))[-1].w

    stopped = end(updates)
    exact = [(1 - (1 - rate * curvature) ** updates) * place for curvature, place in bowl]
    assert stopped == pytest.approx(exact, rel=1e-12)
    alpha = 1 / (rate * updates)
    shrunk = [curvature / (curvature + alpha) * place for curvature, place in bowl]
    if alpha <= 10:  # the largest penalty there is
        assert end(4000, l2=alpha, step=1 / (alpha + 3)) == pytest.approx(shrunk, rel=1e-9)
    for one, other, curvature in zip(stopped, shrunk, curvatures, strict=True):
        # Both are ητλ w* to first order; they differ by less than its square.
        assert abs(one / other - 1) <= rate * updates * curvature * (1 + 1e-9)
    assert math.dist(stopped, (0, 0, 0)) < math.dist(target, (0, 0, 0))
