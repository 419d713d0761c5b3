"""The course's figures about batches: the slide's ten samples, counts of updates, and who is restless."""

from typing import Any

import pytest
import torch

from training import Spec, train
from training.epoch import begin_epoch, train_one_epoch
from training.events import EpochEnded
from training.population import Population

ALL = {"train": 1.0, "validation": 0.0, "test": 0.0}
X = [number / 10 for number in range(1, 11)]
"""The slide's ten samples: t = 2x. Each has a mirror image beside it, so that no bias is learned."""


def slide(batch: int | str) -> tuple[Population, list[float]]:
    """One epoch on the ten samples from w = 0 with η = 1 and E = ½ mean (t − wx)²; the weight after each update."""
    spec = Spec.parse(
        {
            "data": {"dataset": "plane", "samples": 20, "features": ["x1"], "split": ALL},
            "network": {"hidden": [], "initializer": {"kind": "zeros"}},
            "loss": {"kind": "half_mse"},
            "optimizer": {"kind": "sgd", "learning_rate": 1.0},
            "batch": {"size": batch, "shuffle": False},
        }
    )
    population = Population.start([spec], dtype=torch.float64)
    inputs = torch.tensor([sign * x for x in X for sign in (1, -1)], dtype=torch.float64)
    population.train.inputs[0, :, 0] = inputs
    population.train.targets[0, :, 0] = 2 * inputs
    population.build()
    seen: list[float] = []
    step = population.optimizer.step

    class Watched(type(population.optimizer)):  # type: ignore[misc]
        @staticmethod
        def step(weights: torch.Tensor, *rest: Any) -> None:
            step(weights, *rest)
            seen.append(float(weights[0, 0]))

    population.optimizer = Watched()
    train_one_epoch(population)
    return population, seen


def test_ten_samples_make_the_slides_steps() -> None:
    assert slide("full")[1] == pytest.approx([0.77], rel=1e-9)
    assert slide(10)[1] == pytest.approx([0.22, 1.3948], rel=1e-9)
    by_hand, w = [], 0.0
    for x in X:
        w += (2 * x - w * x) * x
        by_hand.append(w)
    assert slide(2)[1] == pytest.approx(by_hand, rel=1e-9)


def test_every_sample_is_seen_once_and_the_last_short_batch_is_kept() -> None:
    spec = Spec.parse({"data": {"samples": 1000, "split": ALL}, "batch": {"size": 32}})
    population = Population.start([spec], dtype=torch.float64)
    orders = []
    for _ in range(2):
        begin_epoch(population)
        sizes = [inputs.shape[1] for inputs, _ in population.batches]
        assert sizes == [32] * 31 + [8]
        seen = torch.cat([inputs[0] for inputs, _ in population.batches])
        orders.append(seen)
        assert sorted(seen.tolist()) == sorted(population.train.inputs[0].tolist())
        train_one_epoch(population)
    assert population.runs[0].updates == 64
    assert not torch.equal(*orders)


@pytest.mark.parametrize(
    ("batch", "updates"),
    [
        ({"size": 4, "growth": {"factor": 2, "every": 5, "maximum": 256}}, 1515),
        ({"size": 4}, 6000),
        ({"size": 256}, 120),
        ({"size": "full"}, 40),
    ],
    ids=["growing", "small", "large", "full"],
)
def test_a_growing_batch_makes_1515_updates(batch: dict[str, Any], updates: int) -> None:
    spec = Spec.parse(
        {
            "data": {"dataset": "moons", "samples": 600, "split": ALL},
            "network": {"hidden": []},
            "batch": batch,
            "stopping": {"epochs": 40},
        }
    )
    ended = [event for event in train(spec) if isinstance(event, EpochEnded)]
    assert ended[-1].updates == updates
    assert ended[-1].samples == 40 * 600
    if batch.get("growth"):
        assert [event.batch_size for event in ended] == [min(256, 4 * 2 ** (epoch // 5)) for epoch in range(40)]


def rises(seed: int, size: int | str) -> int:
    """In how many of the last 20 epochs the training loss rose."""
    spec = Spec.parse(
        {
            "seed": seed,
            "data": {"dataset": "moons", "samples": 300, "noise": 0.125, "split": ALL},
            "network": {"hidden": [{"units": 8}]},
            "loss": {"kind": "bce"},
            "optimizer": {"kind": "sgd", "learning_rate": 0.1},
            "batch": {"size": size},
            "stopping": {"epochs": 40},
        }
    )
    losses = [event.train_loss for event in train(spec) if isinstance(event, EpochEnded)]
    return sum(after > before for before, after in zip(losses[-21:-1], losses[-20:], strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_the_full_batch_never_rises_and_single_samples_do(seed: int) -> None:
    assert rises(seed, "full") == 0
    assert rises(seed, 1) >= 4


def last_accuracy(seed: int, shuffle: bool) -> float:
    spec = Spec.parse(
        {
            "seed": seed,
            "data": {"dataset": "moons", "samples": 600, "noise": 0.1, "order": "by class",
                     "normalization": {"kind": "none"}, "split": {"train": 0.5, "validation": 0.5, "test": 0.0}},
            "network": {"hidden": [{"units": 8}]},
            "loss": {"kind": "bce"},
            "optimizer": {"kind": "sgd", "learning_rate": 0.3},
            "batch": {"size": 20, "shuffle": shuffle},
            "stopping": {"epochs": 40},
        }
    )  # fmt: skip
    return [event for event in train(spec) if isinstance(event, EpochEnded)][-1].validation_accuracy or 0.0


def test_samples_sorted_by_class_teach_less_where_nobody_shuffles() -> None:
    pairs = [(last_accuracy(seed, True), last_accuracy(seed, False)) for seed in range(5)]
    assert sum(shuffled > sorted_ for shuffled, sorted_ in pairs) == 5, pairs
