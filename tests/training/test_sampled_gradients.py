"""Hand-derived gradients equal autograd's in float64 for 500 experiments sampled from all that the spec allows."""

from collections import Counter
from typing import Any

import pytest
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

from tests.training.reference import data_loss, penalty, sequential
from tests.training.sampled_specs import COUNT, sampled_spec
from training import Spec
from training.epoch import train_one_epoch
from training.optimizers import Sgd
from training.population import Population

BATCHES = 2
"""How many updates of each experiment are compared."""

Seen = list[dict[str, Any]]


def watched_epoch(spec: Spec) -> tuple[Population, Seen]:
    """One epoch from weights far from their usual place: what each update saw, and the gradient it stepped with."""
    population = Population.start([spec], dtype=torch.float64)
    generator = torch.Generator().manual_seed(spec.seed)
    population.weights.add_(torch.randn(population.weights.shape, generator=generator, dtype=torch.float64) / 3)
    seen: Seen = []
    network, backward = population.network, population.network.backward

    def watched(inputs: torch.Tensor, targets: torch.Tensor) -> None:
        masks = {layer: mask[0].clone() for layer, mask in network.masks.items()}
        disturbed = network.weights[0].clone()
        seen.append({"inputs": inputs[0].clone(), "targets": targets[0].clone(), "masks": masks, "at": disturbed})
        backward(inputs, targets)

    class Recorder(Sgd):
        @staticmethod
        def step(weights: torch.Tensor, gradient: torch.Tensor, *rest: Any) -> None:
            seen[-1] |= {"weights": weights[0].clone(), "gradient": gradient[0].clone()}
            Sgd.step(weights, gradient, *rest)

    network.backward = watched
    population.optimizer = Recorder(learning_rate=spec.optimizer.learning_rate)
    train_one_epoch(population)
    return population, [_outside(update) for update in seen]


def _outside(value: Any) -> Any:
    """Copies that autograd accepts: what is made in inference mode it does not."""
    if isinstance(value, dict):
        return {name: _outside(item) for name, item in value.items()}
    return value.clone()


def expected_gradient(spec: Spec, widths: list[int], update: dict[str, Any]) -> tuple[torch.Tensor, float]:
    """The data's gradient where noise put the weights, the penalty's where they are, then PyTorch's own clipping.

    Also its largest number before single numbers were cut: rounding errors are as large as that one makes them.
    """
    disturbed = sequential(widths, spec, update["at"], update["masks"])
    data_loss(spec, disturbed(update["inputs"]), update["targets"]).backward()
    shrunk = 1 - spec.optimizer.learning_rate * spec.regularization.weight_decay
    clean = sequential(widths, spec, unshrunk(spec, widths, update["weights"], shrunk))
    held = penalty(spec, clean)
    if isinstance(held, torch.Tensor):
        held.backward()
    for parameter, other in zip(disturbed.parameters(), clean.parameters(), strict=True):
        if other.grad is not None:
            parameter.grad += other.grad
    if spec.clipping.norm:
        clip_grad_norm_(disturbed.parameters(), spec.clipping.norm)
    scale = max(float(parameter.grad.abs().max()) for parameter in disturbed.parameters())
    if spec.clipping.value:
        clip_grad_value_(disturbed.parameters(), spec.clipping.value)
    return torch.cat([parameter.grad.flatten() for parameter in disturbed.parameters()]), scale


def unshrunk(spec: Spec, widths: list[int], row: torch.Tensor, shrunk: float) -> torch.Tensor:
    """The weights before decoupled decay, which acts between the penalty and the step, on matrices alone."""
    network = sequential(widths, spec, row)
    for module in network:
        if isinstance(module, torch.nn.Linear):
            module.weight.data /= shrunk
    return torch.cat([parameter.data.flatten() for parameter in network.parameters()])


@pytest.mark.parametrize("number", range(COUNT))
def test_gradients_equal_autograds(number: int) -> None:
    spec = sampled_spec(number)
    population, seen = watched_epoch(spec)
    widths = [population.layers[0].fan_in, *(layer.units for layer in population.layers)]
    batch = any(layer.normalization == "batch" for layer in spec.network.hidden)
    compared = [update for update in seen if not (batch and len(update["inputs"]) == 1)][:BATCHES]
    assert compared
    for update in compared:
        expected, scale = expected_gradient(spec, widths, update)
        torch.testing.assert_close(update["gradient"], expected, rtol=1e-10, atol=1e-10 * scale)


def test_the_sample_holds_every_option_many_times() -> None:
    found: Counter[str] = Counter()
    for number in range(COUNT):
        spec = sampled_spec(number)
        found[f"loss {spec.loss.name()}"] += 1
        found[f"depth {len(spec.network.hidden)}"] += 1
        found[f"smoothing {bool(getattr(spec.loss, 'label_smoothing', 0))}"] += 1
        found[f"expansion {spec.data.expansion.name()}"] += 1
        for name, value in {**spec.regularization.model_dump(), **spec.clipping.model_dump()}.items():
            found[f"{name} {bool(value)}"] += 1
        for layer in spec.network.hidden:
            found[f"activation {layer.activation.name()}"] += 1
            found[f"normalization {layer.normalization}"] += 1
            found[f"dropout {bool(layer.dropout)}"] += 1
    assert len(found) > 45
    assert min(found.values()) >= 30, found
