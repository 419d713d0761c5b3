"""Penalties, decoupled decay, max-norm and clipping: what they do to one update, and to each run of a population."""

from typing import Any

import pytest
import torch

from training import Spec, train
from training.epoch import train_one_epoch
from training.population import Population


def a_spec(seed: int = 0, optimizer: dict[str, Any] | None = None, **changes: Any) -> Spec:
    values = {
        "seed": seed,
        "data": {"dataset": "iris", "samples": 60},
        "network": {"hidden": [{"units": 6}, {"units": 5}]},
        "optimizer": optimizer or {"kind": "sgd", "learning_rate": 0.1},
        "batch": {"size": 7},
    }
    return Spec.parse({**values, **changes})


def trained(specs: list[Spec], epochs: int = 3, dtype: torch.dtype = torch.float64) -> Population:
    population = Population.start(specs, dtype=dtype)
    for _ in range(epochs):
        train_one_epoch(population)
    return population


def is_weight(population: Population) -> torch.Tensor:
    mask = torch.zeros_like(population.weights)
    for layer in population.layers:
        mask[:, layer.start : layer.bias] = 1
    return mask


def test_under_plain_descent_decay_and_l2_are_the_same() -> None:
    coupled = trained([a_spec(regularization={"l2": 0.05})], 10)
    decoupled = trained([a_spec(regularization={"weight_decay": 0.05})], 10)
    torch.testing.assert_close(coupled.weights, decoupled.weights, rtol=1e-12, atol=1e-14)


def test_under_adam_decay_and_l2_are_not_the_same_and_decay_is_adamw() -> None:
    adam = {"kind": "adam", "learning_rate": 0.01}
    coupled = trained([a_spec(optimizer=adam, regularization={"l2": 0.05})], 10)
    decoupled = trained([a_spec(optimizer=adam, regularization={"weight_decay": 0.05})], 10)
    adamw = trained([a_spec(optimizer={"kind": "adamw", "learning_rate": 0.01, "weight_decay": 0.05})], 10)
    torch.testing.assert_close(decoupled.weights, adamw.weights, rtol=1e-10, atol=1e-13)
    assert (coupled.weights - decoupled.weights).abs().max() > 0.01


def test_decay_follows_the_schedule_and_leaves_biases_alone() -> None:
    """With gradients of zero only the decay acts: Π(1 − ηₑλ) over all updates, and nothing at all on biases."""
    schedule = {"kind": "step", "step_size": 1, "gamma": 0.5}
    spec = a_spec(schedule=schedule, regularization={"weight_decay": 2.0}, clipping={"value": 0.0001})
    spec = spec.with_settings({"optimizer.learning_rate": 0.2, "batch.size": "full"})
    population = Population.start([spec], dtype=torch.float64)
    population.weights[is_weight(population) == 0] = 0.3
    start = population.weights.clone()
    for _ in range(3):
        train_one_epoch(population)
    expected = start * torch.where(is_weight(population) == 1, 0.6 * 0.8 * 0.9, 1.0)
    assert (population.weights - expected).abs().max() <= 0.0001 * (0.2 + 0.1 + 0.05) * (1 + 1e-9)


def test_max_norm_bounds_the_incoming_weights_of_every_unit() -> None:
    limit = 0.7
    spec = a_spec(optimizer={"kind": "momentum", "learning_rate": 0.3}, regularization={"max_norm": limit})
    population = Population.start([spec])
    free = Population.start([spec.with_settings({"regularization.max_norm": None})])
    for _ in range(5):
        train_one_epoch(population)
        train_one_epoch(free)
    norms = torch.cat([layer.weight.norm(dim=2).flatten() for layer in population.network.layers])
    assert norms.max().item() <= limit * (1 + 1e-6)
    assert norms.max().item() > 0.99 * limit
    assert max(layer.weight.norm(dim=2).max().item() for layer in free.network.layers) > 1.5 * limit


def test_max_norm_keeps_directions_and_what_is_short_enough() -> None:
    population = Population.start([a_spec(regularization={"max_norm": 1.0})], dtype=torch.float64)
    weight = population.network.layers[0].weight
    weight.copy_(torch.linspace(-1, 1, weight.numel(), dtype=torch.float64).view_as(weight))
    before = weight.clone()
    population.regularizers.constrain()
    norms = before.norm(dim=2, keepdim=True)
    assert bool((norms > 1).any()), "or nothing is tested"
    assert bool((norms < 1).any())
    torch.testing.assert_close(weight, before / norms.clamp(min=1), rtol=1e-14, atol=0)


@pytest.mark.parametrize("limit", [0.01, 0.1, 1.0, 1000.0])
def test_clipping_by_norm_is_pytorchs(limit: float) -> None:
    population = Population.start([a_spec(clipping={"norm": limit})], dtype=torch.float64)
    gradient = torch.randn(population.weights.shape, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    parameter = torch.nn.Parameter(torch.zeros_like(gradient))
    parameter.grad = gradient.clone()
    torch.nn.utils.clip_grad_norm_([parameter], limit)
    population.regularizers.clip(gradient, gradient.norm(dim=1))
    torch.testing.assert_close(gradient, parameter.grad, rtol=1e-12, atol=0)


@pytest.mark.parametrize("limit", [0.01, 0.5])
def test_clipping_by_value_is_pytorchs(limit: float) -> None:
    population = Population.start([a_spec(clipping={"value": limit})], dtype=torch.float64)
    gradient = torch.randn(population.weights.shape, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    parameter = torch.nn.Parameter(torch.zeros_like(gradient))
    parameter.grad = gradient.clone()
    torch.nn.utils.clip_grad_value_([parameter], limit)
    population.regularizers.clip(gradient, gradient.norm(dim=1))
    assert torch.equal(gradient, parameter.grad)


def test_clipping_turns_a_divergence_into_learning() -> None:
    """Squared errors on unscaled targets explode at this rate; with short gradients they cannot."""
    values = {
        "data": {"dataset": "wine", "normalization": {"shift": False, "scale": False}},
        "network": {"hidden": []},
        "loss": {"kind": "mse"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.001},
        "stopping": {"epochs": 5},
    }
    ends = [list(train(Spec.parse({**values, "clipping": clipping})))[-1] for clipping in ({}, {"norm": 0.01})]
    assert [end.reason for end in ends] == ["diverged", "epochs"]


SETTINGS: dict[str, dict[str, Any]] = {
    "l1": {"regularization": {"l1": 0.01}},
    "l2": {"regularization": {"l2": 0.1}},
    "weight_decay": {"regularization": {"weight_decay": 0.1}},
    "max_norm": {"regularization": {"max_norm": 0.5}},
    "clip_norm": {"clipping": {"norm": 0.1}},
    "clip_value": {"clipping": {"value": 0.01}},
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_run_that_does_not_ask_for_it_is_not_touched_by_its_neighbour(name: str) -> None:
    specs = [a_spec(1), a_spec(2, **SETTINGS[name])]
    together = trained(specs)
    torch.testing.assert_close(together.weights[:1], trained(specs[:1]).weights, rtol=1e-12, atol=1e-14)
    torch.testing.assert_close(together.weights[1:], trained(specs[1:]).weights, rtol=1e-12, atol=1e-14)
    assert (trained([a_spec(2)]).weights - trained(specs[1:]).weights).abs().max() > 1e-4


@pytest.mark.parametrize("size", [1e-30, 1.0, 1e15, 3e38])
def test_a_limit_beside_it_changes_no_bit_of_a_run_however_large(size: float) -> None:
    """Squares of 3e38 are infinite, and so is the norm."""
    limited = {"regularization": {"max_norm": 0.5}, "clipping": {"norm": 0.1, "value": 0.01}}
    population = Population.start([a_spec(1), a_spec(2, **limited)])
    weights, gradient = population.weights, population.gradient
    weights[0], gradient[0] = size, -size
    population.regularizers.clip(gradient, gradient.norm(dim=1))
    population.regularizers.constrain()
    assert torch.equal(weights[0], torch.full_like(weights[0], size))
    assert torch.equal(gradient[0], torch.full_like(gradient[0], -size))


def test_the_penalty_is_reported_apart_from_the_loss_and_counts_weights_only() -> None:
    spec = a_spec(regularization={"l1": 0.2, "l2": 0.5})
    population = trained([spec])
    weights = population.weights[is_weight(population) == 1]
    expected = 0.2 * weights.abs().sum() + 0.25 * weights.square().sum()
    assert population.regularizers.penalty(population.weights) == [pytest.approx(expected.item(), rel=1e-12)]
    plain = Population.start([a_spec()], dtype=torch.float64)
    plain.weights.copy_(population.weights)
    assert plain.train.figures(plain.network) == population.train.figures(population.network)
