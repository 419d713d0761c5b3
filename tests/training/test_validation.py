"""How often and on how many samples validation is done changes what is seen, never what is learned."""

import math
from typing import Any

import numpy as np
import pytest
import torch

from training import Spec, engine, train
from training.data import prepare
from training.events import EpochEnded, RunFinished
from training.population import Population
from training.validation_subset import shares, validation_rows

DIGITS: dict[str, Any] = {"data": {"dataset": "digits"}, "network": {"hidden": [{"units": 16}]}, "batch": {"size": 64}}


def epochs(**settings: Any) -> tuple[list[EpochEnded], RunFinished]:
    events = list(train(Spec.parse(settings)))
    ended = events[-1]
    assert isinstance(ended, RunFinished)
    return [event for event in events if isinstance(event, EpochEnded)], ended


def subset(most: int, **settings: Any) -> tuple[Population, np.ndarray | None]:
    spec = Spec.parse({**DIGITS, **settings, "validation": {"max_samples": most}})
    population = Population.start([spec])
    rows = validation_rows(spec, prepare(spec).validation.targets, population.task == "classification")
    return population, rows


@pytest.mark.parametrize(("every", "last"), [(1, 23), (2, 23), (5, 23), (23, 23), (100, 23), (7, 21)])
def test_every_kth_epoch_and_the_last_are_evaluated_and_the_weights_are_the_same(every: int, last: int) -> None:
    settings: dict[str, Any] = {"data": {"samples": 80}, "stopping": {"epochs": last}}
    seen, ended = epochs(**settings, validation={"every": every})
    full, reference = epochs(**settings)
    assert ended.weights_sha256 == reference.weights_sha256
    points = {event.epoch: event.validation_loss for event in seen if event.validation_loss is not None}
    assert len(points) == last // every + (last % every > 0)
    assert points == {event.epoch: event.validation_loss for event in full if event.epoch in points}
    assert [event.train_loss for event in seen] == [event.train_loss for event in full]


@pytest.mark.parametrize("settings", [{"validation": {"max_samples": 7}}, {"validation": {"max_samples": 10_000}}])
def test_a_subset_leaves_the_weights_alone(settings: dict[str, Any]) -> None:
    common: dict[str, Any] = {"data": {"samples": 80}, "stopping": {"epochs": 12}}
    assert epochs(**common, **settings)[1].weights_sha256 == epochs(**common)[1].weights_sha256


def test_without_a_server_a_separate_worker_is_the_same_worker() -> None:
    common: dict[str, Any] = {"data": {"samples": 80}, "stopping": {"epochs": 5}}
    here, elsewhere = (
        list(train(Spec.parse({**common, "validation": {"separate_worker": on}}))) for on in (False, True)
    )
    clocks = {"seconds": 0, "validation_seconds": 0}
    assert [event.model_copy(update=clocks) for event in here] == [
        event.model_copy(update=clocks) for event in elsewhere
    ]


def test_asking_for_more_than_there_are_is_asking_for_all() -> None:
    common: dict[str, Any] = {"data": {"samples": 80}, "stopping": {"epochs": 3}}
    full, asked = epochs(**common)[0], epochs(**common, validation={"max_samples": 16})[0]
    assert [event.validation_loss for event in asked] == [event.validation_loss for event in full]
    assert all(event.validation_loss_error is None for event in [*full, *asked])


def test_the_subset_is_fixed_and_each_class_keeps_its_share() -> None:
    population, rows = subset(100)
    assert rows is not None
    _, again = subset(100, optimizer={"kind": "adam"}, stopping={"epochs": 5})
    assert np.array_equal(rows, again)
    assert not np.array_equal(rows, subset(100, seed=1)[1])
    targets = prepare(Spec.parse(DIGITS)).validation.targets
    counts, chosen = targets.sum(axis=0), targets[rows].sum(axis=0)
    assert len(set(rows)) == len(rows) == chosen.sum() == 100
    assert np.all(np.abs(chosen - counts * 100 / counts.sum()) < 1)
    assert population.validation.targets.shape[1] == 100
    assert np.array_equal(population.validation.targets[0].numpy(), targets[rows])


@pytest.mark.parametrize(
    ("counts", "most", "expected"),
    [
        ([10, 10, 10], 6, [2, 2, 2]),
        ([10, 10, 10], 7, [3, 2, 2]),
        ([47_000, 16_000, 15_900, 12_000, 6_000, 3_100], 10, [5, 2, 1, 1, 1, 0]),  # Hamilton's textbook example
        ([1, 99], 10, [0, 10]),
        ([30, 70], 1, [0, 1]),
        ([0, 5, 5], 4, [0, 2, 2]),
    ],
)
def test_what_is_left_goes_to_the_largest_remainders(counts: list[int], most: int, expected: list[int]) -> None:
    assert shares(np.array(counts), most).tolist() == expected


@pytest.mark.parametrize("data", [{"dataset": "digits"}, {"dataset": "diabetes"}, {"dataset": "circle"}])
def test_the_standard_errors_are_those_of_the_single_samples(data: dict[str, Any]) -> None:
    spec = Spec.parse({"data": data, "validation": {"max_samples": 40}, "seed": 3})
    population = Population.start([spec], dtype=torch.float64)
    engine.begin(population)
    engine.advance(population)
    (found,) = population.validation.estimates(population.network)
    part = population.validation
    losses, right = [], []
    for number in range(40):  # one by one, as if each were a split of its own
        inputs, targets = part.inputs[:, number : number + 1], part.targets[:, number : number + 1]
        outputs = population.network.forward(inputs)
        losses.append(float(population.network.loss.value(outputs, targets)[0]))
        right.append(float(torch.argmax(outputs) == torch.argmax(targets)))
    assert found.validation_loss == pytest.approx(np.mean(losses), rel=1e-12)
    assert found.validation_loss_error == pytest.approx(np.std(losses, ddof=1) / math.sqrt(40), rel=1e-12)
    if data["dataset"] == "diabetes":
        assert found.validation_accuracy_error is None
    else:
        p = np.mean(right)
        assert found.validation_accuracy_error == pytest.approx(math.sqrt(p * (1 - p) / 40), rel=1e-12)


def test_one_sample_has_no_standard_error() -> None:
    population, _ = subset(1)
    (found,) = population.validation.estimates(population.network)
    assert found.validation_loss is not None
    assert found.validation_loss_error is None
    assert found.validation_accuracy_error is None


def test_a_subset_is_right_within_three_standard_errors() -> None:
    """Of 60 subsets of a hundred samples, stratified and drawn without replacement, none is further away."""
    population = Population.start([Spec.parse(DIGITS)])
    engine.begin(population)
    for _ in range(3):
        engine.advance(population)
    (full,) = population.validation.estimates(population.network)
    distances = []
    for seed in range(60):
        rows = validation_rows(
            Spec.parse({**DIGITS, "seed": seed, "validation": {"max_samples": 100}}),
            population.validation.targets[0].numpy(),
            classes=True,
        )
        part = type(population.validation)(
            population.validation.inputs[:, rows], population.validation.targets[:, rows], classes=True, sampled=True
        )
        (some,) = part.estimates(population.network)
        assert some.validation_loss is not None
        assert full.validation_loss is not None
        distances.append((some.validation_loss - full.validation_loss) / some.validation_loss_error)
        accuracy_error = some.validation_accuracy_error or 1e-9
        assert abs(some.validation_accuracy - full.validation_accuracy) <= 3 * accuracy_error
    assert max(map(abs, distances)) <= 3
    assert 0.3 < float(np.std(distances)) < 1.2  # the error bars are not simply huge
