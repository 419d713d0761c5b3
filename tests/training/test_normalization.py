"""Batch and layer normalization inside the network: derivatives, running figures and checkpoints, against PyTorch."""

import random
from typing import Any

import numpy as np
import pytest
import torch

from tests.training.reference import objective_gradient, sequential
from training import Spec, checkpoint, train
from training.activations import ACTIVATIONS
from training.engine import advance, begin
from training.epoch import train_one_epoch
from training.population import Population


def a_spec(kinds: list[str], **changes: Any) -> Spec:
    names = [activation.name() for activation in ACTIVATIONS]
    hidden = [
        {"units": 3 + number, "activation": {"kind": names[(number + len(kinds)) % len(names)]}, "normalization": kind}
        for number, kind in enumerate(kinds)
    ]
    values = {"data": {"dataset": "iris", "samples": 40}, "network": {"hidden": hidden}, "batch": {"size": 6}}
    return Spec.parse({**values, **changes})


def scattered(specs: list[Spec], dtype: torch.dtype = torch.float64) -> Population:
    """A population with every parameter far from its usual place, gains and offsets too."""
    population = Population.start(specs, dtype=dtype)
    generator = torch.Generator().manual_seed(7)
    population.weights.copy_(torch.randn(population.weights.shape, generator=generator, dtype=dtype) / 2)
    return population


def widths(population: Population) -> list[int]:
    return [population.layers[0].fan_in, *(layer.units for layer in population.layers)]


@pytest.mark.parametrize("runs", [1, 3])
@pytest.mark.parametrize("kinds", [["batch"], ["layer"], ["batch", "layer"], ["none", "batch"], ["layer", "layer"]])
def test_its_gradients_equal_autograds(kinds: list[str], runs: int) -> None:
    population = scattered([a_spec(kinds, seed=seed) for seed in range(runs)])
    network, (inputs, targets) = population.network, population.batches[0]
    inputs.copy_(population.train.inputs[:, : inputs.shape[1]])
    targets.copy_(population.training_targets[:, : inputs.shape[1]])
    network.forward(inputs, training=True)
    network.backward(inputs, targets)
    for row, run in enumerate(population.runs):
        expected = objective_gradient(widths(population), run.spec, population.weights[row], inputs[row], targets[row])
        torch.testing.assert_close(population.gradient[row], expected, rtol=1e-9, atol=1e-12)


def test_running_figures_are_pytorchs_and_are_used_where_networks_are_evaluated() -> None:
    population = scattered([a_spec(["batch", "batch"])])
    twin = sequential(widths(population), population.runs[0].spec, population.weights[0]).train()
    generator = torch.Generator().manual_seed(1)
    for _ in range(5):
        batch = torch.randn(1, 6, 4, generator=generator, dtype=torch.float64)
        population.network.forward(batch, training=True)
        twin(batch[0])
    norms = [module for module in twin if isinstance(module, torch.nn.BatchNorm1d)]
    expected = torch.cat([part for norm in norms for part in (norm.running_mean, norm.running_var)])
    torch.testing.assert_close(population.statistics[0], expected, rtol=1e-12, atol=1e-12)
    outputs = population.network.forward(population.train.inputs)
    torch.testing.assert_close(outputs[0], twin.eval()(population.train.inputs[0]).detach(), rtol=1e-10, atol=1e-12)


def test_evaluating_changes_no_running_figure() -> None:
    population = scattered([a_spec(["batch"])])
    before = population.statistics.clone()
    population.network.forward(population.train.inputs)
    assert torch.equal(population.statistics, before)


def test_a_last_batch_of_one_sample_is_no_trouble() -> None:
    spec = a_spec(["batch"], batch={"size": 23}, data={"dataset": "iris", "samples": 40})
    assert 24 % spec.batch.size == 1
    losses = [event.train_loss for event in train(spec) if event.type == "epoch_ended"]
    assert len(losses) == 100
    assert losses[-1] < 0.8 * losses[0]


@pytest.mark.parametrize("kind", ["batch", "layer"])
def test_a_stacked_run_equals_the_single_one(kind: str) -> None:
    specs = [a_spec([kind, kind], seed=seed, stopping={"epochs": 3}) for seed in (1, 2, 3)]
    together = Population.start(specs)
    for _ in range(3):
        train_one_epoch(together)
    for row, spec in enumerate(specs):
        alone = Population.start([spec])
        for _ in range(3):
            train_one_epoch(alone)
        torch.testing.assert_close(together.weights[row], alone.weights[0], rtol=1e-5, atol=1e-6)
        torch.testing.assert_close(together.statistics[row], alone.statistics[0], rtol=1e-5, atol=1e-6)


def test_running_figures_travel_in_the_checkpoint_and_with_the_best_weights() -> None:
    spec = a_spec(["batch"], stopping={"epochs": 8, "early": {"patience": 2}}, optimizer={"learning_rate": 0.3})
    straight = Population.start([spec])
    events = begin(straight)
    while straight.runs:
        events += advance(straight)
    broken = Population.start([spec])
    again = begin(broken)
    while broken.runs:
        broken = checkpoint.from_bytes(checkpoint.to_bytes(broken))
        again += advance(broken)
    untimed = [{**event.to_dict(), "seconds": 0, "validation_seconds": 0} for event in events]
    assert untimed == [{**event.to_dict(), "seconds": 0, "validation_seconds": 0} for event in again]
    assert np.array_equal(straight.results[1].weights, broken.results[1].weights)
    assert len(straight.results[1].weights) == events[0].parameters + 2 * 3


def test_a_deep_network_learns_with_it_what_it_cannot_learn_without() -> None:
    """Five layers with far too small first weights: without normalization nothing arrives at the first ones."""

    def best(kind: str) -> float:
        layer = {"units": 12, "activation": {"kind": "relu"}, "normalization": kind}
        values = {
            "data": {"dataset": "circle", "noise": 0.0},
            "network": {"hidden": [layer] * 5, "initializer": {"kind": "normal", "std": 0.05}},
            "optimizer": {"kind": "sgd", "learning_rate": 0.1},
            "stopping": {"epochs": 25},
        }
        return min(event.train_loss for event in train(Spec.parse(values)) if event.type == "epoch_ended")

    assert best("batch") < 0.2
    assert best("layer") < 0.65
    assert best("none") > 0.69


def test_every_parameter_is_counted() -> None:
    random_ = random.Random(3)
    spec = a_spec([random_.choice(["none", "batch", "layer"]) for _ in range(5)])
    outline = spec.outline()
    assert outline is not None
    assert spec.cost(outline).parameters == Population.start([spec]).weights.shape[1]
