"""What is told about the inside of networks is what anyone computes from weights, gradients and outputs."""

import math
from typing import Any

import numpy as np
import pytest
import torch

from tests.training.reference import data_loss, penalty, sequential
from training import Spec, train
from training.activations import ACTIVATIONS, Activation
from training.diagnostics import rounded
from training.engine import advance, begin
from training.events import EpochEnded
from training.population import Population

FLAT = 0.01
TWO_LAYERS = {"hidden": [{"units": 5, "activation": {"kind": "relu"}}, {"units": 3, "activation": {"kind": "sigmoid"}}]}


def epochs(settings: dict[str, Any], dtype: torch.dtype = torch.float64) -> list[EpochEnded]:
    return [event for event in train(Spec.parse(settings), dtype=dtype) if isinstance(event, EpochEnded)]


def after_one_epoch(settings: dict[str, Any]) -> tuple[Population, EpochEnded]:
    """A population in float64 after its only update, and what was told of it."""
    spec = Spec.parse({"batch": {"size": "full"}, "stopping": {"epochs": 5}, **settings})
    population = Population.start([spec], dtype=torch.float64)
    begin(population)
    ended = advance(population)[0]
    assert isinstance(ended, EpochEnded)
    return population, ended


def test_norms_of_every_layer_equal_those_of_autograd() -> None:
    settings = {"network": TWO_LAYERS, "regularization": {"l2": 0.1, "l1": 0.01}, "optimizer": {"kind": "sgd"}}
    spec = Spec.parse({"batch": {"size": "full"}, "stopping": {"epochs": 5}, **settings})
    population = Population.start([spec], dtype=torch.float64)
    start = population.weights[0].clone()
    begin(population)
    ended = advance(population)[0]
    network = sequential((2, 5, 3, 2), spec, start)
    inputs, targets = population.train.inputs[0], population.train.targets[0]
    (data_loss(spec, network(inputs), targets) + penalty(spec, network)).backward()
    for number, layer in enumerate(network[::2]):
        gradient = torch.cat([layer.weight.grad.flatten(), layer.bias.grad])
        old = torch.cat([layer.weight.detach().flatten(), layer.bias.detach()])
        new = old - 0.03 * gradient
        assert ended.layers.gradient_norm[number] == pytest.approx(float(gradient.norm()), rel=1e-5)
        assert ended.layers.weight_norm[number] == pytest.approx(float(new.norm()), rel=1e-5)
        ratio = float((new - old).norm() / new.norm())
        assert ended.layers.update_ratio[number] == pytest.approx(ratio, rel=1e-5)
    assert ended.distance == pytest.approx(0.03 * ended.gradient_norm, rel=1e-5)


def test_the_distance_is_that_from_the_initial_weights_and_bounded_by_the_steps() -> None:
    told = epochs({"optimizer": {"kind": "sgd"}, "stopping": {"epochs": 20}})
    bound = 0.0
    for event in told:
        bound += event.learning_rate * event.gradient_norm * 30
        assert 0 < event.distance <= bound * (1 + 1e-5)
    final = list(train(Spec.parse({"optimizer": {"kind": "sgd"}, "stopping": {"epochs": 20}}), dtype=torch.float64))
    assert final[-2].distance == told[-1].distance


@pytest.mark.parametrize("dataset", ["circle", "digits", "multi_gauss"])
def test_activations_are_those_of_the_training_split(dataset: str) -> None:
    population, ended = after_one_epoch({"data": {"dataset": dataset}, "network": TWO_LAYERS})
    inputs = population.train.inputs[0, :512]
    network = sequential((inputs.shape[1], 5, 3, population.train.targets.shape[2]), population.runs[0].spec,
                         population.weights[0])  # fmt: skip
    with torch.no_grad():
        hidden = network[:2](inputs)
        second = network[:4](inputs)
        outputs = network(inputs)
    for number, values in enumerate((hidden, second, outputs)):
        assert ended.layers.activation_mean[number] == pytest.approx(float(values.mean()), rel=1e-5)
        assert ended.layers.activation_std[number] == pytest.approx(float(values.std(correction=0)), rel=1e-5)
    dead = float((hidden == 0).all(dim=0).double().mean())
    saturated = float((second * (1 - second) < FLAT / 4).double().mean())
    assert ended.layers.dead == [rounded(dead), None, None]
    assert ended.layers.saturated == [None, rounded(saturated), None]


def test_first_weights_are_looked_into_as_well() -> None:
    """Tiny first weights fade from layer to layer, large ones saturate: six layers of 64 tanh units."""
    spread = {}
    for deviation in (0.01, 1):
        network = {"hidden": [{"units": 64}] * 6, "initializer": {"kind": "normal", "deviation": deviation}}
        started = next(iter(train(Spec.parse({"data": {"dataset": "digits"}, "network": network}))))
        spread[deviation] = started.layers
    assert spread[0.01].activation_std[5] < 1e-4
    assert spread[1].activation_std[5] > 0.9
    assert spread[1].saturated[5] > 0.5 > spread[0.01].saturated[5]
    assert spread[1].gradient_norm == spread[1].update_ratio == [None] * 7


def test_large_training_splits_are_looked_at_in_part() -> None:
    population, ended = after_one_epoch({"data": {"dataset": "plane", "samples": 9000}, "network": TWO_LAYERS})
    assert population.train.samples == 5400
    assert population.activations.tensors[0][1].shape == (1, 512, 5)
    assert all(0 < std < 10 for std in ended.layers.activation_std)


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda activation: activation.name())
def test_dead_and_saturated_follow_the_derivative(activation: type[Activation]) -> None:
    function = activation()
    points = [-800.0, -30, -5.3, -5.2, -3.1, -2.9, -1.01, -1, -0.99, -0.5, 0, 0.5, 0.99, 1.01, 2.9, 3.1, 5.2, 5.3, 30]
    z = torch.tensor([[points]], dtype=torch.float64)
    a, slope, scratch = torch.empty_like(z), torch.ones_like(z), torch.empty_like(z)
    function.forward(z, a)
    function.backward(z, a, slope, scratch)
    steepest = 0.25 if activation.name() == "sigmoid" else 1.0
    if function.bounded:
        expected = (slope.abs() < FLAT * steepest).numpy()
        assert np.array_equal(function.saturated(a.numpy()), expected)
    if function.rectifies:
        passes = function.passes(z.numpy(), a.numpy())
        assert np.array_equal(np.ones(z.shape, bool) if passes is None else passes, (slope.abs() > 1e-100).numpy())
    assert function.bounded == (activation.name() in ("tanh", "sigmoid", "hard_tanh"))
    assert function.rectifies == (activation.name() not in ("tanh", "sigmoid", "hard_tanh", "linear"))


def test_a_leaky_relu_without_slope_dies_like_relu() -> None:
    leaky = {"units": 6, "activation": {"kind": "leaky_relu", "negative_slope": 0.0}}
    relu = {"units": 6, "activation": {"kind": "relu"}}
    stuck = {"initializer": {"kind": "uniform", "bound": 3}, "hidden": [relu]}
    plain, other = (epochs({"network": {**stuck, "hidden": [layer]}, "optimizer": {"kind": "sgd", "learning_rate": 1},
                            "stopping": {"epochs": 20}}) for layer in (relu, leaky))  # fmt: skip
    assert [event.layers.dead for event in plain] == [event.layers.dead for event in other]


@pytest.mark.parametrize("hidden", [[{"units": 4}, {"units": 2}], [{"units": 5, "activation": {"kind": "relu"}}]])
def test_a_run_among_four_is_told_what_it_is_told_alone(hidden: list[dict[str, Any]]) -> None:
    settings = {"network": {"hidden": hidden}, "optimizer": {"kind": "adaptive_gains"}, "stopping": {"epochs": 4}}
    base = Spec.parse(settings)
    specs = [base.with_settings({"seed": seed, "optimizer.learning_rate": 0.1 / (seed + 1)}) for seed in range(4)]
    population = Population.start(specs)
    begin(population)
    together = [event for _ in range(4) for event in advance(population) if isinstance(event, EpochEnded)]
    for number, spec in enumerate(specs, start=1):
        alone = [event for event in train(spec) if isinstance(event, EpochEnded)]
        mine = [event for event in together if event.run == number]
        for one, other in zip(mine, alone, strict=True):
            assert (one.distance, one.layers, one.gains) == (other.distance, other.layers, other.gains)


def test_gains_are_told_where_there_are_any() -> None:
    settings = {"optimizer": {"kind": "adaptive_gains", "learning_rate": 1}, "stopping": {"epochs": 40}}
    population, _ = after_one_epoch(settings)
    for _ in range(20):
        ended = advance(population)[0]
    gain = np.sort(population.memory["gain"][0].numpy())
    assert ended.gains == [rounded(float(np.quantile(gain, share))) for share in (0, 0.25, 0.5, 0.75, 1)]
    assert ended.gains[0] < ended.gains[2] < ended.gains[4]
    assert after_one_epoch({})[1].gains is None


def test_a_diverged_network_is_told_without_infinity() -> None:
    settings = {"data": {"dataset": "plane"}, "optimizer": {"kind": "sgd", "learning_rate": 10}}
    told = epochs(settings, torch.float32)[-1].to_dict()
    figures = [value for values in told["layers"].values() for value in values] + [told["distance"]]
    assert all(value is None or math.isfinite(value) for value in figures)
    assert told["layers"]["weight_norm"][0] is None


def test_seconds_of_validation_are_counted_apart() -> None:
    told = epochs({"validation": {"every": 3}, "stopping": {"epochs": 6}})
    seconds = [event.validation_seconds for event in told]
    assert seconds[0] == seconds[1] < seconds[2] == seconds[4] < seconds[5]
    never = epochs({"data": {"split": {"train": 0.8, "validation": 0, "test": 0.2}}, "stopping": {"epochs": 2}})
    assert never[-1].validation_seconds == 0


def test_figures_have_six_digits() -> None:
    assert [rounded(value) for value in (1 / 3, 123456789.0, None, math.nan, math.inf, 0.0)] == [
        0.333333, 123457000.0, None, None, None, 0.0,
    ]  # fmt: skip
