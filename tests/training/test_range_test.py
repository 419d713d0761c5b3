"""The learning-rate range test takes the steps of a plain loop, and what it suggests trains well."""

import json
import math
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import torch

from tests.training.reference import data_loss, flat_row, sequential
from training import Spec, train
from training.data import outlines, prepare
from training.datasets import Outline, Samples
from training.epoch import train_one_epoch
from training.layout import initial_weights, layout
from training.population import Population
from training.problems import SpecError
from training.range_test import RangeTest, Step, Suggestion, range_test
from training.streams import stream
from training.tables import Table

DIGITS: dict[str, Any] = {
    "data": {"dataset": "digits", "split": {"train": 0.5565, "validation": 0.4435, "test": 0}},
    "network": {
        "hidden": [{"units": 32, "activation": {"kind": "relu"}}],
        "initializer": {"kind": "he_normal"},
    },
    "optimizer": {"kind": "sgd", "learning_rate": 0.1},
    "batch": {"size": 32},
    "stopping": {"epochs": 10},
}


def run(request: dict[str, Any], dtype: torch.dtype | None = None) -> tuple[list[Step], Suggestion]:
    *steps, suggestion = range_test(RangeTest.parse(request), dtype=dtype)
    assert isinstance(suggestion, Suggestion)
    return steps, suggestion


def plain_losses(spec: Spec, low: float, high: float, count: int) -> list[float]:
    """The same with autograd, a loop, and SGD with momentum by hand."""
    data = prepare(spec)
    inputs, targets = torch.from_numpy(data.train.inputs), torch.from_numpy(data.train.targets)
    widths = (inputs.shape[1], *(layer.units for layer in spec.network.hidden), targets.shape[1])
    network = sequential(widths, spec, flat_row(initial_weights(spec, layout(widths))))
    velocity = [torch.zeros_like(parameter) for parameter in network.parameters()]
    losses: list[float] = []
    epoch = 0
    while True:
        order = stream(spec.seed, "shuffle", epoch).permutation(len(inputs))
        for begin in range(0, len(order), spec.batch.size):
            batch = order[begin : begin + spec.batch.size]
            loss = data_loss(spec, network(inputs[batch]), targets[batch])
            losses.append(loss.item())
            rate = low * (high / low) ** ((len(losses) - 1) / (count - 1))
            for speed, slope, parameter in zip(
                velocity, torch.autograd.grad(loss, list(network.parameters())), network.parameters(), strict=True
            ):
                speed.mul_(spec.optimizer.beta).sub_(rate * slope)
                parameter.data.add_(speed)
            if len(losses) == count:
                return losses
        epoch += 1


def test_rates_losses_and_their_mean_are_those_of_a_plain_loop() -> None:
    spec = Spec.parse({"data": {"dataset": "iris"}, "optimizer": {"kind": "momentum", "beta": 0.5}, "seed": 5})
    steps, found = run({"spec": spec.to_dict(), "low": 1e-3, "high": 2, "steps": 60}, torch.float64)
    losses = plain_losses(spec, 1e-3, 2, 60)
    assert len(steps) == found.steps > 25  # more than two epochs of nine batches, the last of which is short
    smoothed: list[float] = []
    for number, step in enumerate(steps):
        weights = [0.9 ** (number - earlier) for earlier in range(number + 1)]
        mean = sum(weight * loss for weight, loss in zip(weights, losses, strict=False)) / sum(weights)
        assert step.step == number + 1
        assert step.learning_rate == pytest.approx(1e-3 * 2000 ** (number / 59), rel=1e-9)
        assert step.loss == pytest.approx(losses[number], rel=1e-9)
        assert step.smoothed_loss == pytest.approx(mean, rel=1e-9)
        smoothed.append(mean)
    least = min(range(len(smoothed)), key=smoothed.__getitem__)
    assert found.learning_rate_at_minimum == pytest.approx(steps[least].learning_rate, rel=1e-9)
    assert found.suggestion == pytest.approx(steps[least].learning_rate / 10, rel=1e-9)


def test_it_ends_at_the_first_smoothed_loss_above_four_times_the_least() -> None:
    steps, found = run({"spec": DIGITS})
    figures = [step.smoothed_loss for step in steps]
    assert found.exploded
    assert found.steps < 150
    assert found.learning_rate_at_end == steps[-1].learning_rate
    assert figures[-1] > 4 * min(figures)
    for number in range(1, len(figures) - 1):
        assert figures[number] <= 4 * min(figures[:number])


def test_where_nothing_explodes_all_steps_are_made() -> None:
    steps, found = run({"spec": {}, "low": 1e-4, "high": 1e-2, "steps": 20})
    assert not found.exploded
    assert len(steps) == found.steps == 20
    assert steps[0].learning_rate == pytest.approx(1e-4)
    assert steps[-1].learning_rate == pytest.approx(1e-2)


def test_a_loss_that_is_infinite_ends_it_without_a_nan() -> None:
    spec = {"data": {"dataset": "plane"}, "optimizer": {"kind": "sgd"}, "network": {"hidden": []}}
    steps, found = run({"spec": spec, "low": 9, "high": 100, "steps": 1000})
    assert found.exploded
    for line in (*steps, found):
        json.dumps(vars(line), allow_nan=False)


@pytest.mark.parametrize("seed", range(5))
def test_what_it_suggests_for_digits_trains_to_94_percent(seed: int) -> None:
    _, found = run({"spec": {**DIGITS, "seed": seed}})
    assert found.suggestion is not None
    assert 0.05 <= found.suggestion <= 0.3
    spec = Spec.parse({**DIGITS, "seed": seed, "optimizer": {"kind": "sgd", "learning_rate": found.suggestion}})
    assert list(train(spec))[-1].best.validation_accuracy >= 0.94


@pytest.mark.parametrize("seed", range(3))
def test_a_hundredth_is_too_slow_and_where_it_exploded_is_too_fast(seed: int) -> None:
    """Lesson 6: the bottom lies at 0.84 to 2.1, the explosion at 2.5 to 3.1; both other rates stay below 60 percent."""
    _, found = run({"spec": {**DIGITS, "seed": seed}})
    assert found.suggestion is not None
    assert found.learning_rate_at_minimum is not None
    assert 0.5 <= found.learning_rate_at_minimum <= 3
    assert 2 <= found.learning_rate_at_end <= 4
    for rate in (found.suggestion / 100, found.learning_rate_at_end):
        ended = list(train(Spec.parse({**DIGITS, "seed": seed, "optimizer": {"kind": "sgd", "learning_rate": rate}})))
        assert ended[-1].reason == "diverged" or ended[-1].last.validation_accuracy < 0.6


def test_the_schedule_and_the_rate_of_the_experiment_play_no_part() -> None:
    plain = run({"spec": DIGITS})
    other = {**DIGITS, "optimizer": {"kind": "sgd", "learning_rate": 5}, "schedule": {"kind": "step", "step_size": 1}}
    assert run({"spec": other}) == plain


@pytest.mark.parametrize(
    ("request_", "locs"),
    [
        ({"steps": 19}, ["steps"]),
        ({"steps": 1001}, ["steps"]),
        ({"low": 0}, ["low"]),
        ({"low": 1, "high": 0.5}, ["high"]),
        ({"high": math.inf}, ["high"]),
        ({"speed": 1}, ["speed"]),
        ({"spec": {"optimizer": {"kind": "rprop"}}}, ["spec.optimizer.kind"]),
        ({"spec": {"seed": -1}, "steps": 1}, ["spec.seed", "steps"]),
        ({"spec": []}, ["spec"]),
    ],
)
def test_nonsense_is_refused_at_its_place(request_: dict[str, Any], locs: list[str]) -> None:
    with pytest.raises(SpecError) as refused:
        RangeTest.parse(request_)
    assert [problem.loc for problem in refused.value.problems] == locs


def test_the_command_prints_the_steps_and_then_the_suggestion() -> None:
    command = [sys.executable, "-m", "training.range_test", "-"]
    done = subprocess.run(command, input='{"steps": 20}', capture_output=True, text=True, check=True)
    *steps, found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [step["step"] for step in steps] == list(range(1, found["steps"] + 1))
    assert set(steps[0]) == {"step", "learning_rate", "loss", "smoothed_loss"}
    assert found["suggestion"] == pytest.approx(found["learning_rate_at_minimum"] / 10)
    refused = subprocess.run(command, input='{"low": "x"}', capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert json.loads(refused.stderr)["loc"] == "low"


@pytest.mark.parametrize(
    "options",
    [
        {"regularization": {"weight_noise": 0.1, "input_noise": 0.1, "l2": 0.01, "weight_decay": 0.1}},
        {"network": {"hidden": [{"units": 8, "normalization": "batch", "dropout": 0.2}]}, "clipping": {"norm": 1}},
        {"optimizer": {"kind": "adamw"}, "batch": {"size": 20, "growth": {"factor": 2, "every": 1, "maximum": 60}}},
        {"optimizer": {"kind": "adaptive_gains"}, "batch": {"size": "full"}},
    ],
    ids=["noise", "normalized", "growing", "full batch"],
)
def test_it_trains_as_the_experiment_does(options: dict[str, Any]) -> None:
    """At a rate that hardly changes, its losses are those of training: one tells whether both go the same way."""
    spec = Spec.parse({"data": {"dataset": "iris"}, **options})
    steps, found = run({"spec": spec.to_dict(), "low": 0.01, "high": 0.01 * (1 + 1e-12), "steps": 60}, torch.float64)
    population = Population.start([spec.with_settings({"optimizer.learning_rate": 0.01})], dtype=torch.float64)
    losses: list[float] = []
    backward = population.network.backward

    def watched(inputs: torch.Tensor, targets: torch.Tensor) -> None:
        outputs = population.network.buffers(inputs.shape[1])[-1].z
        losses.append(float(population.network.loss.value(outputs, targets)))
        backward(inputs, targets)

    population.network.backward = watched
    while len(losses) < 60:
        train_one_epoch(population)
    assert found.steps == 60
    assert [step.loss for step in steps] == pytest.approx(losses[:60], rel=1e-6)


def test_a_students_own_table_is_found_by_its_name() -> None:
    random = np.random.default_rng(2)
    outline = Outline("Mine", "regression", ("a", "b"), (), samples=60, maximum=60)
    inputs = random.standard_normal((60, 2))
    tables: Any = {"table-1": Table(outline, Samples(inputs, inputs.sum(axis=1)))}.get
    request = RangeTest.parse({"spec": {"data": {"dataset": "table-1"}}, "steps": 20}, outlines(tables))
    *steps, found = range_test(request, tables)
    assert len(steps) > 5
    assert isinstance(found, Suggestion)
    with pytest.raises(SpecError) as refused:
        RangeTest.parse({"spec": {"data": {"dataset": "table-1"}}})
    assert refused.value.problems[0].loc == "spec.data.dataset"
