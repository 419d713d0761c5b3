"""The hand-derived gradients are those of autograd, for every option that a network can have."""

import random
from typing import Any, ClassVar

import pytest
import torch

from tests.training.reference import activation_module, data_loss, objective_gradient, sequential
from training import Spec
from training.activations import ACTIVATIONS
from training.epoch import train_one_epoch
from training.losses import LOSSES
from training.optimizers import Sgd
from training.population import Population

CHOICES = [
    {"kind": activation.name(), **extra}
    for activation in ACTIVATIONS
    for extra in ([{"negative_slope": slope} for slope in (0, 0.01, 1)] if activation.name() == "leaky_relu" else [{}])
]
DATASETS = {
    "cross_entropy": ["circle", "spiral", "iris"],
    "bce": ["circle", "xor", "breast_cancer"],
}
NUMBERS = ["plane", "multi_gauss", "diabetes", "iris"]
VARIANTS = 3


class Recorder(Sgd):
    """Plain SGD that keeps the weights and the gradient of every update."""

    seen: ClassVar[list[tuple[torch.Tensor, torch.Tensor]]] = []

    @staticmethod
    def step(weights, gradient, memory, scratch, rate):
        Recorder.seen.append((weights.clone(), gradient.clone()))
        Sgd.step(weights, gradient, memory, scratch, rate)


def a_spec(random_: random.Random, activation: dict[str, Any], loss: str, depth: int, changes: dict[str, Any]) -> Spec:
    """A valid spec with the given activation in its first hidden layer and anything in the others."""
    hidden = [
        {"units": random_.randint(1, 7), "activation": random_.choice(CHOICES) if number else activation}
        for number in range(depth)
    ]
    return Spec.parse(
        {
            "data": {"dataset": random_.choice(DATASETS.get(loss, NUMBERS)), "samples": random_.randint(20, 40)},
            "network": {"hidden": hidden},
            "loss": {"kind": loss} | ({"label_smoothing": random_.choice([0.0, 0.2])} if loss in DATASETS else {}),
            "optimizer": {"kind": "sgd", "learning_rate": 1e-4},
            "batch": {"size": random_.choice([1, 2, 5, 10, "full"])},
            **changes,
        }
    )


def a_population(random_: random.Random, activation: dict[str, Any], loss: str, depth: int) -> Population:
    """One or three runs with different seeds and penalties and weights far from their usual place, in float64."""
    runs = random_.choice([1, 3])
    first = a_spec(random_, activation, loss, depth, {})
    specs = [
        first.with_settings(
            {
                "seed": number,
                "regularization.l1": random_.choice([0.0, 0.003, 0.1]),
                "regularization.l2": random_.choice([0.0, 0.01, 0.5]),
            }
        )
        for number in range(runs)
    ]
    population = Population.start(specs, dtype=torch.float64)
    generator = torch.Generator().manual_seed(random_.randrange(2**31))
    shape = population.weights.shape
    population.weights.copy_(torch.randn(shape, generator=generator, dtype=torch.float64) / 2)
    population.optimizer = Recorder()
    return population


def widths(population: Population) -> list[int]:
    return [population.layers[0].fan_in, *(layer.units for layer in population.layers)]


@pytest.mark.parametrize("depth", range(5))
@pytest.mark.parametrize("loss", [loss.name() for loss in LOSSES])
@pytest.mark.parametrize("activation", CHOICES, ids=lambda choice: "_".join(map(str, choice.values())))
def test_every_gradient_of_an_epoch_equals_autograds(activation: dict[str, Any], loss: str, depth: int) -> None:
    for variant in range(VARIANTS):
        random_ = random.Random(f"{activation} {loss} {depth} {variant}")
        population = a_population(random_, activation, loss, depth)
        Recorder.seen.clear()
        train_one_epoch(population)
        assert len(Recorder.seen) == len(population.batches) > 0
        for (weights, gradient), (inputs, targets) in zip(Recorder.seen, population.batches, strict=True):
            for row, run in enumerate(population.runs):
                expected = objective_gradient(widths(population), run.spec, weights[row], inputs[row], targets[row])
                scale = float(expected.abs().max())
                torch.testing.assert_close(gradient[row], expected, rtol=1e-10, atol=1e-12 * scale)


@pytest.mark.parametrize("depth", [0, 2, 8])
@pytest.mark.parametrize("loss", [loss.name() for loss in LOSSES])
def test_outputs_and_losses_equal_those_of_a_plain_network(loss: str, depth: int) -> None:
    random_ = random.Random(f"{loss} {depth}")
    population = a_population(random_, random_.choice(CHOICES), loss, depth)
    outputs = population.network.forward(population.train.inputs).clone()
    values = population.network.loss.value(outputs, population.train.targets)
    for row, run in enumerate(population.runs):
        network = sequential(widths(population), run.spec, population.weights[row])
        expected = network(population.train.inputs[row])
        torch.testing.assert_close(outputs[row], expected.detach(), rtol=1e-10, atol=1e-12)
        expected_loss = data_loss(run.spec, expected, population.train.targets[row])
        torch.testing.assert_close(values[row], expected_loss.detach(), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("logit", [-1000.0, -50.0, 0.0, 50.0, 1000.0])
@pytest.mark.parametrize("loss", ["cross_entropy", "bce"])
def test_losses_of_classes_stay_finite_for_huge_logits(loss: str, logit: float) -> None:
    chosen = next(member for member in LOSSES if member.name() == loss)()
    outputs = torch.tensor([[[logit]]] if loss == "bce" else [[[logit, 0.0]]])
    targets = torch.ones_like(outputs) if loss == "bce" else torch.tensor([[[1.0, 0.0]]])
    delta = torch.empty_like(outputs)
    chosen.gradient(outputs, targets, delta)
    assert chosen.value(outputs, targets).item() == pytest.approx(max(0.0, -logit), abs=0.7)
    assert bool(torch.isfinite(delta).all())


@pytest.mark.parametrize("activation", CHOICES, ids=lambda choice: "_".join(map(str, choice.values())))
def test_activations_of_zero_and_of_huge_numbers_are_those_of_pytorch(activation: dict[str, Any]) -> None:
    spec = Spec.parse({"network": {"hidden": [{"units": 1, "activation": activation}]}})
    z = torch.tensor([[[0.0, -0.0, 1e30, -1e30, 50.0]]])
    ours = torch.empty_like(z)
    spec.network.hidden[0].activation.forward(z, ours)
    torch.testing.assert_close(ours, activation_module(spec.network.hidden[0].activation)(z))
