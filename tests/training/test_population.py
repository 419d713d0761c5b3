"""Runs that train side by side are the runs they would be alone, and leave one by one."""

from typing import Any

import numpy as np
import pytest
import torch

from training import Spec
from training.engine import advance, begin
from training.events import EpochEnded, Event, RunFinished
from training.optimizers import OPTIMIZERS
from training.population import Population
from training.runs import shape_key

Outcome = tuple[dict[int, np.ndarray], list[Event]]

DIFFERENT = [
    {"seed": 0, "optimizer.learning_rate": 0.003},
    {"seed": 1, "optimizer.learning_rate": 0.01, "regularization.l2": 0.01},
    {"seed": 2, "optimizer.learning_rate": 0.03, "regularization.l1": 0.001},
    {"seed": 3, "optimizer.learning_rate": 0.1},
]


def four(settings: dict[str, Any], optimizer: str = "adam") -> list[Spec]:
    base = Spec.parse({**settings, "optimizer": {"kind": optimizer}, "stopping": {"epochs": 10}})
    return [base.with_settings(changes) for changes in DIFFERENT]


def finish(specs: list[Spec], numbers: list[int]) -> Outcome:
    population = Population.start(specs, numbers=numbers)
    events = list(begin(population))
    while population.runs:
        events += advance(population)
    return {number: result.weights for number, result in population.results.items()}, events


def of_run(events: list[Event], number: int) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in event.to_dict().items() if name not in ("seconds", "validation_seconds")}
        for event in events
        if event.run == number
    ]


def largest_difference(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.abs(first - second).max() / np.abs(second).max())


IDENTICAL: list[dict[str, Any]] = [
    {},
    {"network": {"hidden": [{"units": 5, "activation": {"kind": "leaky_relu"}}]}, "batch": {"size": 7}},
    {"data": {"dataset": "iris"}, "regularization": {"l2": 0.001}},
]


@pytest.mark.parametrize("optimizer", [optimizer.name() for optimizer in OPTIMIZERS])
@pytest.mark.parametrize("settings", IDENTICAL)
def test_a_run_among_four_has_the_bits_it_has_alone(settings: dict[str, Any], optimizer: str) -> None:
    specs = four(settings, optimizer)
    together, _ = finish(specs, [1, 2, 3, 4])
    for number, spec in enumerate(specs, start=1):
        alone, _ = finish([spec], [number])
        assert together[number].tobytes() == alone[number].tobytes()


@pytest.mark.parametrize(
    "settings",
    [
        {"network": {"hidden": [{"units": 5, "activation": {"kind": "sigmoid"}}, {"units": 3}]}},
        {"loss": {"kind": "bce"}, "batch": {"size": "full"}},
        {"data": {"dataset": "diabetes"}, "batch": {"size": "full"}},
        {"data": {"dataset": "digits", "samples": 300}, "network": {"hidden": [{"units": 32}]}, "batch": {"size": 32}},
    ],
)
def test_where_kernels_depend_on_the_shape_a_run_among_four_differs_by_roundoff(settings: dict[str, Any]) -> None:
    """PyTorch chooses among kernels by size: at most 1e-6 of the largest weight was measured after ten epochs."""
    specs = four(settings)
    together, events = finish(specs, [1, 2, 3, 4])
    for number, spec in enumerate(specs, start=1):
        alone, own_events = finish([spec], [number])
        assert largest_difference(together[number], alone[number]) < 1e-4
        for mine, other in zip(of_run(events, number)[:-1], of_run(own_events, number)[:-1], strict=True):
            assert mine["train_loss"] == pytest.approx(other["train_loss"], rel=1e-3)


def test_figures_of_a_run_among_four_are_those_it_has_alone() -> None:
    specs = four({})
    _, events = finish(specs, [1, 2, 3, 4])
    for number, spec in enumerate(specs, start=1):
        _, alone = finish([spec], [number])
        for mine, other in zip(of_run(events, number), of_run(alone, number), strict=True):
            assert mine.keys() == other.keys()
            for name, value in mine.items():
                assert value == (pytest.approx(other[name], rel=1e-5) if isinstance(value, float) else other[name])


def test_runs_that_end_leave_while_the_others_go_on_undisturbed() -> None:
    lengths = [3, 9, 1, 6]
    specs = [spec.with_settings({"stopping.epochs": epochs}) for spec, epochs in zip(four({}), lengths, strict=True)]
    population = Population.start(specs, numbers=[11, 12, 13, 14])
    events = list(begin(population))
    sizes = []
    while population.runs:
        events += advance(population)
        sizes.append(len(population.runs))
    assert sizes == [3, 3, 2, 2, 2, 1, 1, 1, 0]
    assert [event.run for event in events if isinstance(event, RunFinished)] == [13, 11, 14, 12]
    for number, spec, epochs in zip([11, 12, 13, 14], specs, lengths, strict=True):
        shown = [event.epoch for event in events if isinstance(event, EpochEnded) and event.run == number]
        assert shown == list(range(1, epochs + 1))
        alone, _ = finish([spec], [number])
        assert population.results[number].weights.tobytes() == alone[number].tobytes()


def test_each_run_of_several_is_validated_after_its_own_last_epoch() -> None:
    base = Spec.parse({"validation": {"every": 3}})
    specs = [base.with_settings({"stopping.epochs": epochs}) for epochs in (4, 8)]
    _, events = finish(specs, [1, 2])
    validated = [
        (event.run, event.epoch)
        for event in events
        if isinstance(event, EpochEnded) and event.validation_loss is not None
    ]
    assert validated == [(1, 3), (2, 3), (1, 4), (2, 6), (2, 8)]


def test_each_run_of_several_stops_early_with_its_own_best_weights() -> None:
    base = Spec.parse({"data": {"dataset": "iris"}, "stopping": {"epochs": 60, "early": {"patience": 2}}})
    specs = [
        base.with_settings({"seed": seed, "optimizer.learning_rate": rate})
        for seed, rate in enumerate((0.3, 0.03, 1.0, 0.1))
    ]
    together, events = finish(specs, [1, 2, 3, 4])
    ends = [event for event in events if isinstance(event, RunFinished)]
    assert len({end.epochs for end in ends}) > 2
    assert sum(end.best_epoch < end.epochs for end in ends) > 2
    for number, spec in enumerate(specs, start=1):
        alone, own_events = finish([spec], [number])
        assert together[number].tobytes() == alone[number].tobytes()
        assert of_run(events, number)[-1] == of_run(own_events, number)[-1]


def test_a_run_that_leaves_does_not_take_the_best_weights_of_the_others() -> None:
    base = Spec.parse({"data": {"dataset": "iris"}, "stopping": {"epochs": 60, "early": {"patience": 4}}})
    alone, events = finish([base], [1])
    assert events[-1].best_epoch == events[-1].epochs - 4
    leaves = base.with_settings({"seed": 1, "stopping": {"epochs": events[-1].best_epoch + 2}})
    together, _ = finish([leaves, base], [2, 1])
    assert together[1].tobytes() == alone[1].tobytes()


def test_one_run_that_diverges_harms_no_other() -> None:
    base = Spec.parse({"data": {"dataset": "plane"}, "optimizer": {"kind": "sgd"}, "stopping": {"epochs": 5}})
    specs = [base.with_settings({"optimizer.learning_rate": rate}) for rate in (0.01, 10, 0.03)]
    together, events = finish(specs, [1, 2, 3])
    ends = {event.run: event.reason for event in events if isinstance(event, RunFinished)}
    assert ends == {1: "epochs", 2: "diverged", 3: "epochs"}
    for number in (1, 3):
        assert largest_difference(together[number], finish([specs[number - 1]], [number])[0][number]) < 1e-5


def test_only_specs_of_equal_shape_share_a_key() -> None:
    spec = Spec.parse({})
    for changes in DIFFERENT:
        assert shape_key(spec.with_settings(changes)) == shape_key(spec)
    for path, value in [
        ("network.hidden.0.units", 5),
        ("network.hidden.0.activation", {"kind": "relu"}),
        ("batch.size", 11),
        ("data.samples", 100),
        ("data.dataset", "xor"),
        ("data.split.train", None),
        ("loss", {"kind": "mse"}),
        ("optimizer", {"kind": "adam"}),
        ("validation.every", 2),
    ]:
        if path == "data.split.train":
            other = spec.with_settings({"data.split": {"train": 0.5, "validation": 0.3, "test": 0.2}})
        else:
            other = spec.with_settings({path: value})
        assert shape_key(other) != shape_key(spec), path


def test_weights_start_as_the_initializer_drew_them_with_zero_biases() -> None:
    spec = Spec.parse({"network": {"hidden": [{"units": 400}], "initializer": {"kind": "he_normal"}}})
    population = Population.start([spec])
    first, last = population.layers
    row = population.weights[0]
    assert float(row[first.start : first.bias].std()) == pytest.approx(1.0, rel=0.1)
    assert float(row[last.start : last.bias].std()) == pytest.approx((2 / 400) ** 0.5, rel=0.1)
    for layer in population.layers:
        assert torch.count_nonzero(row[layer.bias : layer.end]) == 0
    uniform = Population.start([spec.with_settings({"network.initializer": {"kind": "xavier_uniform"}})])
    bound = (6 / 402) ** 0.5
    weights = uniform.weights[0, first.start : first.bias]
    assert 0.95 * bound < float(weights.abs().max()) <= bound
