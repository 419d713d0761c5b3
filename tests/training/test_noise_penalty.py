"""The estimated penalty of weight noise: against full derivatives by autograd, and against noise itself."""

from typing import Any

import pytest
import torch

from tests.training.reference import data_loss, sequential
from training import Spec, train
from training.engine import advance, begin
from training.noise_penalty import curvature_trace, estimated_penalties
from training.population import Population

DATA = {"cross_entropy": "iris", "bce": "circle", "mse": "plane", "squared_error": "iris", "half_mse": "plane"}


def a_population(
    loss: str, runs: int = 1, hidden: list[dict[str, Any]] | None = None, sigma: float = 0.05
) -> Population:
    values = {
        "data": {"dataset": DATA.get(loss, "iris"), "samples": 30},
        "network": {"hidden": hidden if hidden is not None else [{"units": 4}, {"units": 3}]},
        "loss": {"kind": loss},
        "regularization": {"weight_noise": sigma},
    }
    return Population.start([Spec.parse({**values, "seed": seed}) for seed in range(runs)], dtype=torch.float64)


def twin(population: Population, row: int = 0) -> torch.nn.Sequential:
    widths = [population.layers[0].fan_in, *(layer.units for layer in population.layers)]
    return sequential(widths, population.runs[row].spec, population.weights[row]).eval()


def gauss_newton_trace(population: Population, row: int = 0) -> float:
    """tr(JᵀCJ) by autograd: J one output at a time, C as the Hessian of a sample's own loss by its outputs."""
    network, spec = twin(population, row), population.runs[row].spec
    weights = [module.weight for module in network if isinstance(module, torch.nn.Linear)]
    total = 0.0
    for one, target in zip(population.train.inputs[row], population.train.targets[row], strict=True):
        outputs = network(one[None])
        rows = [torch.autograd.grad(value, weights, retain_graph=True) for value in outputs[0]]
        jacobian = torch.stack([torch.cat([part.flatten() for part in each]) for each in rows])

        def loss_of(values: torch.Tensor, target: torch.Tensor = target) -> torch.Tensor:
            return data_loss(spec, values[None], target[None])

        hessian = torch.autograd.functional.hessian(loss_of, outputs[0].detach())
        total += torch.einsum("ip,ij,jp->", jacobian, hessian, jacobian).item()
    return total / population.train.samples


@pytest.mark.parametrize("loss", ["cross_entropy", "bce", "mse", "squared_error", "half_mse", "mae", "huber"])
def test_the_trace_is_that_of_full_derivatives(loss: str) -> None:
    population = a_population(loss, runs=2)
    traces = curvature_trace(population.network, population.train.inputs, population.train.targets)
    for row in range(2):
        assert traces[row].item() == pytest.approx(gauss_newton_trace(population, row), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("kind", ["layer", "batch"])
def test_normalized_layers_count_with_their_constants(kind: str) -> None:
    population = a_population("mse", hidden=[{"units": 4, "normalization": kind}, {"units": 3}])
    trace = curvature_trace(population.network, population.train.inputs, population.train.targets)
    assert trace.item() == pytest.approx(gauss_newton_trace(population), rel=1e-9)


def test_a_linear_model_pays_exactly_what_noise_costs_it() -> None:
    """Linear in its weights: E[mse(w + ε)] − mse(w) = σ² E‖x‖², whatever the weights."""
    population = a_population("mse", hidden=[], sigma=0.3)
    expected = 0.09 * population.train.inputs[0].square().sum(dim=1).mean().item()
    assert estimated_penalties(population) == [pytest.approx(expected, rel=1e-12)]
    population.weights.mul_(5)
    assert estimated_penalties(population) == [pytest.approx(expected, rel=1e-12)]


def test_near_a_minimum_it_is_what_noise_adds_to_the_loss() -> None:
    """Monte Carlo with 4,000 pairs ±ε: half the second difference of the loss, beside the estimate."""
    sigma = 0.02
    values = {"data": {"dataset": "plane", "samples": 60, "noise": 0.0}, "network": {"hidden": [{"units": 4}]}}
    spec = Spec.parse({**values, "stopping": {"epochs": 300}, "batch": {"size": "full"}})
    population = Population.start([spec], dtype=torch.float64)
    begin(population)
    while population.runs[0].epoch < 299:
        advance(population)
    network, targets = twin(population), population.train.targets[0]
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        clean = torch.nn.functional.mse_loss(network(population.train.inputs[0]), targets).item()
        layers = [module for module in network if isinstance(module, torch.nn.Linear)]
        start, total, draws = [layer.weight.clone() for layer in layers], 0.0, 2000
        for _ in range(draws):
            noise = [sigma * torch.randn(each.shape, generator=generator, dtype=each.dtype) for each in start]
            for sign in (1, -1):
                for layer, each, epsilon in zip(layers, start, noise, strict=True):
                    layer.weight.copy_(each + sign * epsilon)
                total += torch.nn.functional.mse_loss(network(population.train.inputs[0]), targets).item() - clean
    trace = curvature_trace(population.network, population.train.inputs, population.train.targets).item()
    assert sigma**2 / 2 * trace == pytest.approx(total / (2 * draws), rel=0.08)


def test_events_tell_it_only_where_there_is_weight_noise() -> None:
    for sigma in (0.0, 0.1):
        spec = Spec.parse({"regularization": {"weight_noise": sigma}, "stopping": {"epochs": 2}})
        told = [event.noise_penalty for event in train(spec) if event.type == "epoch_ended"]
        assert [value is not None and value > 0 for value in told] == [sigma > 0] * 2
