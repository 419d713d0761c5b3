"""A spec goes in, events come out: order, counts, figures, endings, and the same bits every time."""

import json
import math
from typing import Any

import numpy as np
import pytest
import torch

from tests.training.reference import data_loss, flat_row, sequential
from training import Spec, train
from training.data import prepare
from training.engine import advance, begin
from training.events import EVENTS, EpochEnded, Event, RunFinished, RunStarted
from training.population import Population

DIGITS: dict[str, Any] = {
    "data": {"dataset": "digits"},
    "network": {"hidden": [{"units": 32, "activation": {"kind": "relu"}}]},
    "optimizer": {"kind": "adam", "learning_rate": 0.003},
    "batch": {"size": 32},
    "stopping": {"epochs": 19},
}
RAW_WINE: dict[str, Any] = {
    "data": {"dataset": "wine", "normalization": {"shift": False, "scale": False}},
    "optimizer": {"kind": "sgd", "learning_rate": 10},
}
EVERY_KIND: list[dict[str, Any]] = [
    {},
    DIGITS,
    RAW_WINE,
    {"data": {"dataset": "diabetes"}, "stopping": {"epochs": 3}},
    {"data": {"dataset": "plane"}, "network": {"hidden": []}, "stopping": {"epochs": 3}},
    {"loss": {"kind": "bce"}, "validation": {"every": 3}, "stopping": {"epochs": 7}},
    {"data": {"split": {"train": 1, "validation": 0, "test": 0}}, "stopping": {"epochs": 3}},
    {"stopping": {"early": {"patience": 1}}, "optimizer": {"learning_rate": 1}},
]


def events_of(settings: dict[str, Any], dtype: torch.dtype = torch.float32) -> list[Event]:
    return list(train(Spec.parse(settings), dtype=dtype))


def epochs_of(events: list[Event]) -> list[EpochEnded]:
    return [event for event in events if isinstance(event, EpochEnded)]


def without_time(events: list[Event]) -> list[dict[str, Any]]:
    """What must be equal in every repetition: all but the clock."""
    return [
        {name: value for name, value in event.to_dict().items() if name not in ("seconds", "validation_seconds")}
        for event in events
    ]


def finish(population: Population) -> list[Event]:
    events = list(begin(population))
    while population.runs:
        events += advance(population)
    return events


@pytest.mark.parametrize("settings", EVERY_KIND)
def test_the_same_spec_gives_the_same_events_and_weights(settings: dict[str, Any]) -> None:
    assert without_time(events_of(settings)) == without_time(events_of(settings))


def test_another_seed_gives_other_weights_data_and_curve() -> None:
    first, second = events_of({"stopping": {"epochs": 1}}), events_of({"seed": 1, "stopping": {"epochs": 1}})
    assert first[0].weights_sha256 != second[0].weights_sha256
    assert first[-1].weights_sha256 != second[-1].weights_sha256
    assert not np.array_equal(prepare(Spec.parse({})).train.inputs, prepare(Spec.parse({"seed": 1})).train.inputs)


@pytest.mark.parametrize("settings", EVERY_KIND)
def test_events_are_start_then_every_epoch_then_the_end(settings: dict[str, Any]) -> None:
    events = events_of(settings)
    assert isinstance(events[0], RunStarted)
    assert isinstance(events[-1], RunFinished)
    assert [event.epoch for event in events[1:-1]] == list(range(1, events[-1].epochs + 1))
    assert len(epochs_of(events)) == len(events) - 2


@pytest.mark.parametrize("settings", EVERY_KIND)
def test_every_event_is_strict_json_that_reads_back_as_itself(settings: dict[str, Any]) -> None:
    for event in events_of(settings):
        text = json.dumps(event.to_dict(), allow_nan=False)
        assert EVENTS.validate_json(text) == event


@pytest.mark.parametrize(
    ("size", "updates", "batch"), [(10, 4, 10), (32, 1, 32), (7, 5, 7), (1, 32, 1), ("full", 1, 32), (1000, 1, 32)]
)
def test_updates_and_samples_count_the_last_short_batch(size: int | str, updates: int, batch: int) -> None:
    split = {"train": 0.8, "validation": 0.2, "test": 0}
    events = events_of({"data": {"samples": 40, "split": split}, "batch": {"size": size}, "stopping": {"epochs": 3}})
    assert (events[0].train_samples, events[0].validation_samples, events[0].test_samples) == (32, 8, 0)
    assert events[0].updates_per_epoch == updates
    assert [event.updates for event in epochs_of(events)] == [updates, 2 * updates, 3 * updates]
    assert [event.samples for event in epochs_of(events)] == [32, 64, 96]
    assert {event.batch_size for event in epochs_of(events)} == {batch}


@pytest.mark.parametrize(
    "settings",
    [
        {"network": {"hidden": []}},
        {"loss": {"kind": "bce"}, "regularization": {"l1": 0.0001, "l2": 0.001}},
        {"loss": {"kind": "mse"}},
        {"data": {"dataset": "diabetes"}, "batch": {"size": "full"}},
        {**DIGITS, "regularization": {"l2": 0.01}},
    ],
)
def test_final_figures_equal_an_evaluation_by_plain_pytorch(settings: dict[str, Any]) -> None:
    spec = Spec.parse({**settings, "stopping": {"epochs": 3}})
    population = Population.start([spec])
    last = epochs_of(finish(population))[-1]
    result = population.results[1]
    data, row = prepare(spec), flat_row(result.weights)
    widths = [population.layers[0].fan_in, *(layer.units for layer in population.layers)]
    network = sequential(widths, spec, row)
    shown = {
        "train": (last.train_loss, last.train_accuracy),
        "validation": (last.validation_loss, last.validation_accuracy),
        "test": (result.test["loss"], result.test["accuracy"]),
    }
    for name, (loss, accuracy) in shown.items():
        part = getattr(data, name)
        outputs, targets = network(torch.from_numpy(part.inputs)), torch.from_numpy(part.targets)
        assert loss == pytest.approx(data_loss(spec, outputs, targets).item(), rel=2e-5), name
        if spec.data.dataset == "diabetes":
            assert accuracy is None
            continue
        right = (outputs > 0) == (targets > 0.5) if outputs.shape[1] == 1 else outputs.argmax(1) == targets.argmax(1)
        assert accuracy == pytest.approx(right.double().mean().item(), abs=1e-12), name
    weights = [module.weight.detach() for module in network if isinstance(module, torch.nn.Linear)]
    lambdas = spec.regularization
    expected = sum(lambdas.l1 * w.abs().sum() + lambdas.l2 / 2 * w.square().sum() for w in weights)
    assert last.penalty == pytest.approx(float(expected), rel=1e-5)
    assert last.weight_norm == pytest.approx(float(row.norm()), rel=1e-5)


def test_a_loss_of_many_chunks_is_the_mean_over_all_samples() -> None:
    spec = Spec.parse({"data": {"samples": 9_001}, "stopping": {"epochs": 1}, "batch": {"size": 1000}})
    population = Population.start([spec])
    last = epochs_of(finish(population))[-1]
    data = prepare(spec).train
    widths = [population.layers[0].fan_in, *(layer.units for layer in population.layers)]
    network = sequential(widths, spec, flat_row(population.results[1].weights))
    outputs = network(torch.from_numpy(data.inputs))
    assert len(data) == 5401
    assert last.train_loss == pytest.approx(data_loss(spec, outputs, torch.from_numpy(data.targets)).item(), rel=1e-5)


@pytest.mark.parametrize("settings", [{}, DIGITS, {"data": {"dataset": "plane"}}, {"data": {"dataset": "diabetes"}}])
def test_the_training_loss_goes_down(settings: dict[str, Any]) -> None:
    events = events_of({**settings, "stopping": {"epochs": 10}})
    assert epochs_of(events)[-1].train_loss < 0.9 * events[0].train_loss


def test_a_small_network_reads_digits_it_has_not_seen_in_under_twenty_epochs() -> None:
    for seed in range(3):
        events = events_of({**DIGITS, "seed": seed})
        assert events[0].parameters == 2410
        assert events[0].train_loss == pytest.approx(math.log(10), abs=1)
        assert max(event.validation_accuracy for event in epochs_of(events)) > 0.94


def test_numbers_have_no_accuracy() -> None:
    for event in events_of({"data": {"dataset": "diabetes"}, "stopping": {"epochs": 2}})[:-1]:
        assert event.train_accuracy is None
        assert event.validation_accuracy is None
        assert event.validation_loss is not None


def test_validation_happens_every_third_epoch_and_after_the_last() -> None:
    epochs = epochs_of(events_of({"validation": {"every": 3}, "stopping": {"epochs": 8}}))
    assert [event.epoch for event in epochs if event.validation_loss is not None] == [3, 6, 8]
    assert [event.epoch for event in epochs if event.validation_accuracy is not None] == [3, 6, 8]
    assert all(event.train_loss is not None for event in epochs)


def test_without_validation_samples_the_best_epoch_is_that_of_the_training_loss() -> None:
    events = events_of({"data": {"split": {"train": 0.9, "validation": 0, "test": 0.1}}, "stopping": {"epochs": 5}})
    losses = [event.train_loss for event in epochs_of(events)]
    assert all(event.validation_loss is None for event in events[:-1])
    assert events[-1].best_epoch == 1 + losses.index(min(losses))
    assert events[-1].best.train_loss == min(losses)


def test_without_test_samples_there_are_no_sealed_figures() -> None:
    split = {"train": 0.8, "validation": 0.2, "test": 0}
    population = Population.start([Spec.parse({"data": {"split": split}, "stopping": {"epochs": 1}})])
    finish(population)
    assert population.results[1].test is None


def test_no_event_tells_anything_about_the_test_samples() -> None:
    """The same training with other test samples gives the same events."""
    spec = Spec.parse({"stopping": {"epochs": 3}})
    first, second = Population.start([spec]), Population.start([spec])
    second.test.inputs.mul_(-3)
    second.test.targets.mul_(2)
    assert without_time(finish(first)) == without_time(finish(second))
    assert first.results[1].test != second.results[1].test


def test_early_stopping_ends_with_the_best_weights_and_says_so() -> None:
    settings = {
        "data": {"dataset": "diabetes"},
        "network": {"hidden": [{"units": 32}]},
        "optimizer": {"kind": "adam", "learning_rate": 0.01},
        "stopping": {"epochs": 500, "early": {"patience": 4}},
    }
    events = events_of(settings)
    end, losses = events[-1], [event.validation_loss for event in epochs_of(events)]
    assert end.reason == "stopped early"
    assert end.best_epoch == 1 + losses.index(min(losses)) == end.epochs - 4
    assert end.best.validation_loss == min(losses)
    assert str(end.best_epoch) in end.explanation
    to_the_best = {**settings, "stopping": {"epochs": end.best_epoch}}
    assert events_of(to_the_best)[-1].weights_sha256 == end.weights_sha256
    kept = {**settings, "stopping": {"epochs": 500, "early": {"patience": 4, "restore_best": False}}}
    as_it_was = {**settings, "stopping": {"epochs": end.epochs}}
    assert events_of(kept)[-1].weights_sha256 == events_of(as_it_was)[-1].weights_sha256 != end.weights_sha256


def test_patience_counts_evaluations_not_epochs() -> None:
    settings = {
        "data": {"dataset": "diabetes"},
        "optimizer": {"kind": "adam", "learning_rate": 0.03},
        "validation": {"every": 4},
        "stopping": {"epochs": 1000, "early": {"patience": 2}},
    }
    end = events_of(settings)[-1]
    assert end.reason == "stopped early"
    assert end.epochs == end.best_epoch + 8
    assert end.best_epoch % 4 == 0


@pytest.mark.parametrize(
    "settings",
    [
        RAW_WINE,
        {**RAW_WINE, "optimizer": {"kind": "momentum", "learning_rate": 10}},
        {**RAW_WINE, "network": {"hidden": []}},
        {**RAW_WINE, "network": {"hidden": [{"units": 8, "activation": {"kind": "leaky_relu"}}]}},
        {**RAW_WINE, "loss": {"kind": "mse"}, "stopping": {"early": {"patience": 0}}},
        {"data": {"dataset": "plane"}, "optimizer": {"learning_rate": 10}},
    ],
)
def test_a_diverged_run_is_a_result_with_its_epoch_and_without_nan(settings: dict[str, Any]) -> None:
    events = events_of(settings)
    end, epochs = events[-1], epochs_of(events)
    assert end.reason == "diverged"
    assert end.epochs == epochs[-1].epoch == len(epochs)
    assert "learning rate 10 " in end.explanation
    text = json.dumps([event.to_dict() for event in events], allow_nan=False)
    assert "NaN" not in text
    assert "Infinity" not in text
    assert epochs[-1].train_loss is None or epochs[-1].train_loss > 3 * events[0].train_loss


def test_a_diverged_run_keeps_its_best_figures() -> None:
    end = events_of(RAW_WINE)[-1]
    figures = end.best.model_dump().values()
    assert (end.best_epoch == 0) == all(figure is None for figure in figures)


def test_a_different_penalty_leaves_data_first_weights_and_batch_order_untouched() -> None:
    plain, penalized = (
        Population.start([Spec.parse({"regularization": {"l2": l2}, "stopping": {"epochs": 1}})]) for l2 in (0, 0.1)
    )
    starts = [begin(population)[0] for population in (plain, penalized)]
    assert starts[0] == starts[1]
    for population in (plain, penalized):
        advance(population)
    assert torch.equal(plain.shuffled.inputs, penalized.shuffled.inputs)
    assert plain.results[1].weights.tobytes() != penalized.results[1].weights.tobytes()


def test_other_widths_change_neither_data_nor_batch_order() -> None:
    small, large = (Population.start([Spec.parse({"network": {"hidden": [{"units": units}]}})]) for units in (2, 30))
    for population in (small, large):
        begin(population)
        advance(population)
    assert torch.equal(small.shuffled.inputs, large.shuffled.inputs)
    assert torch.equal(small.shuffled.targets, large.shuffled.targets)


def test_every_sample_is_seen_once_per_epoch_and_in_another_order_in_the_next() -> None:
    population = Population.start([Spec.parse({})])
    begin(population)
    orders = []
    for _ in range(2):
        advance(population)
        orders.append(population.shuffled.inputs[0].tolist())
    everything = sorted(population.train.inputs[0].tolist())
    assert sorted(orders[0]) == sorted(orders[1]) == everything
    assert orders[0] != orders[1]


def test_float64_and_float32_tell_the_same_story() -> None:
    single = epochs_of(events_of({"stopping": {"epochs": 5}}))
    double = epochs_of(events_of({"stopping": {"epochs": 5}}, torch.float64))
    for mine, other in zip(single, double, strict=True):
        assert mine.train_loss == pytest.approx(other.train_loss, rel=1e-3)
        assert mine.gradient_norm == pytest.approx(other.gradient_norm, rel=1e-3)


def test_a_run_that_stays_worse_than_untrained_ends_after_twenty_such_epochs() -> None:
    events = events_of(RAW_WINE)
    bad = [event.train_loss > 3 * events[0].train_loss for event in epochs_of(events)]
    assert bad[-20:] == [True] * 20
    assert all(not all(bad[start : start + 20]) for start in range(len(bad) - 20))
    assert events[-1].explanation.startswith("For 20 epochs ")
