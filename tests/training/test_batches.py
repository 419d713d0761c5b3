"""Batches: order, sizes, growth and what is counted."""

from typing import Any

import pytest
import torch

from training import Spec, checkpoint, train
from training.epoch import train_one_epoch
from training.population import Population
from training.sections import Batch


def a_spec(**batch: Any) -> Spec:
    return Spec.parse({"data": {"dataset": "iris", "samples": 100}, "batch": batch, "stopping": {"epochs": 12}})


def test_without_shuffling_every_epoch_takes_the_samples_in_their_order() -> None:
    population = Population.start([a_spec(size=7, shuffle=False)])
    for _ in range(2):
        train_one_epoch(population)
        assert torch.equal(torch.cat([inputs for inputs, _ in population.batches], dim=1), population.train.inputs)


def test_shuffling_takes_every_sample_once_and_another_order_each_epoch() -> None:
    population = Population.start([a_spec(size=7)])
    orders = []
    for _ in range(2):
        train_one_epoch(population)
        orders.append(torch.cat([inputs for inputs, _ in population.batches], dim=1)[0].clone())
    rows = sorted(map(tuple, population.train.inputs[0].tolist()))
    assert [sorted(map(tuple, order.tolist())) for order in orders] == [rows, rows]
    assert not torch.equal(*orders)


@pytest.mark.parametrize(
    ("size", "growth", "samples", "expected"),
    [
        (8, {"factor": 2, "every": 5, "maximum": 256}, 1000, [8] * 5 + [16] * 5 + [32]),
        (8, {"factor": 2, "every": 2, "maximum": 20}, 1000, [8, 8, 16, 16, 20, 20, 20]),
        (8, {"factor": 8, "every": 1, "maximum": 100_000}, 300, [8, 64, 300, 300]),
        (10, {"factor": 1.5, "every": 1, "maximum": 256}, 1000, [10, 15, 22, 33, 50]),
        (64, {"factor": 2, "every": 1, "maximum": 10}, 1000, [64, 64, 64]),
        ("full", {"factor": 2, "every": 1, "maximum": 256}, 40, [40, 40]),
        (8, {"factor": 1, "every": 1, "maximum": 256}, 1000, [8, 8]),
        (50, None, 40, [40, 40]),
    ],
)
def test_sizes_are_those_of_the_formula(size: Any, growth: Any, samples: int, expected: list[int]) -> None:
    batch = Batch.model_validate({"size": size, "growth": growth})
    assert [batch.size_in(epoch, samples) for epoch in range(len(expected))] == expected
    assert max(batch.size_in(epoch, samples) for epoch in (0, 50, 9_999)) <= batch.largest_size(samples)


def test_growing_batches_are_what_training_counts() -> None:
    growth = {"factor": 2, "every": 2, "maximum": 32}
    events = [event for event in train(a_spec(size=5, growth=growth)) if event.type == "epoch_ended"]
    assert [event.batch_size for event in events] == [5, 5, 10, 10, 20, 20, 32, 32, 32, 32, 32, 32]
    updates = [12, 12, 6, 6, 3, 3, 2, 2, 2, 2, 2, 2]
    assert [event.updates for event in events] == [sum(updates[: number + 1]) for number in range(12)]
    assert [event.samples for event in events] == [60 * (number + 1) for number in range(12)]


def test_growth_goes_on_from_a_checkpoint() -> None:
    spec = a_spec(size=5, growth={"factor": 2, "every": 2, "maximum": 32})
    straight, broken = Population.start([spec]), Population.start([spec])
    for _ in range(8):
        train_one_epoch(straight)
        broken = checkpoint.from_bytes(checkpoint.to_bytes(broken))
        train_one_epoch(broken)
    assert torch.equal(straight.weights, broken.weights)


def test_first_weights_have_a_seed_of_their_own() -> None:
    base = Spec.parse({})
    start = Population.start([base])
    other = Population.start([base.with_settings({"network.seed": 5})])
    same = Population.start([base.with_settings({"network.seed": 0})])
    assert torch.equal(start.weights, same.weights)
    assert not torch.equal(start.weights, other.weights)
    for population in (start, other):
        train_one_epoch(population)
    assert torch.equal(start.shuffled.inputs, other.shuffled.inputs), "data and batch order do not depend on it"
    elsewhere = Population.start([base.with_settings({"network.seed": 0, "seed": 3})])
    assert torch.equal(same.weights, elsewhere.weights)
    assert not torch.equal(same.train.inputs, elsewhere.train.inputs)
