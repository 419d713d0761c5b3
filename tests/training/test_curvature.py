"""The largest curvature is that of torch.autograd's Hessian, for every activation, loss and normalization."""

import base64
import json
import subprocess
import sys
from typing import Any

import pytest
import torch

from tests.training.reference import data_loss, penalty, sequential
from training.activations import ACTIVATIONS
from training.curvature import Curvature, CurvatureRequest, curvature
from training.differentiable import FUNCTIONS, hessian_product, objective
from training.eigenvalue import largest_eigenvalue
from training.engine import advance, begin
from training.population import Population
from training.problems import SpecError
from training.spec import Spec
from training.surfaces.shape import stability_limit


def hessian(spec: Spec, row: torch.Tensor) -> torch.Tensor:
    """The whole matrix, of PyTorch's own modules and losses."""
    population = Population.start([spec], dtype=torch.float64)
    inputs, targets = population.train.inputs[0], population.train.targets[0]
    widths = [inputs.shape[1], *(layer.units for layer in population.layers)]
    network = sequential(widths, spec, row)
    shapes = {name: value.shape for name, value in network.named_parameters()}

    def value(flat: torch.Tensor) -> torch.Tensor:
        parts = torch.split(flat, [shape.numel() for shape in shapes.values()])
        named = {name: part.view(shape) for (name, shape), part in zip(shapes.items(), parts, strict=True)}
        loss = data_loss(spec, torch.func.functional_call(network, named, (inputs,)), targets)
        weights = [part for name, part in named.items() if part.dim() == 2]
        return loss + sum(spec.regularization.l2 / 2 * weight.square().sum() for weight in weights)

    matrix: torch.Tensor = torch.autograd.functional.hessian(value, row)
    return matrix


def hidden(*kinds: str, **options: Any) -> dict[str, Any]:
    return {"hidden": [{"units": 5, "activation": {"kind": kind}, **options} for kind in kinds]}


CASES: dict[str, dict[str, Any]] = {
    **{activation.name(): {"network": hidden(activation.name(), "tanh")} for activation in ACTIVATIONS},
    "deep relu": {"network": hidden("relu", "relu", "relu")},
    "batch normalization": {"network": hidden("tanh", "relu", normalization="batch"), "data": {"dataset": "iris"}},
    "layer normalization": {"network": hidden("tanh", "relu", normalization="layer")},
    "l2": {"network": hidden("tanh"), "regularization": {"l2": 0.3}},
    "one output": {"loss": {"kind": "bce"}},
    "numbers": {"data": {"dataset": "plane"}, "network": hidden("relu"), "loss": {"kind": "huber"}},
    "half of the squares": {"data": {"dataset": "diabetes"}, "network": hidden("tanh"), "loss": {"kind": "half_mse"}},
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_the_largest_eigenvalue_of_the_hessian(name: str) -> None:
    spec = Spec.parse({**CASES[name], "stopping": {"epochs": 4}})
    population = Population.start([spec])
    begin(population)
    for epoch in range(3):  # at the first weights, where many units of a ReLU stand at their kink, and later ones
        row = population.weights[0].to(torch.float64)
        sent = base64.b64encode(population.snapshot(0).astype("<f4").tobytes()).decode()
        found = curvature(CurvatureRequest.parse({"spec": spec.to_dict(), "weights": sent}))
        expected = float(torch.linalg.eigvalsh(hessian(spec, row))[-1])
        assert found.curvature == pytest.approx(expected, rel=1e-3), epoch
        assert found.bowl_limit == pytest.approx(2 / expected, rel=1e-3)
        advance(population)


def test_a_product_with_the_hessian_is_one() -> None:
    spec = Spec.parse({"network": hidden("relu", "gelu"), "regularization": {"l2": 0.1}})
    population = Population.start([spec], dtype=torch.float64)
    row = population.initial[0]
    value = objective(spec, population.layers, population.train.inputs[0], population.train.targets[0])
    direction = torch.linspace(-1, 1, len(row), dtype=torch.float64)
    expected = hessian(spec, row) @ direction
    assert torch.allclose(hessian_product(value, row)(direction), expected, rtol=1e-8, atol=1e-12)
    network = sequential([2, 5, 5, 2], spec, row)
    loss = data_loss(spec, network(population.train.inputs[0]), population.train.targets[0])
    assert float(value(row)) == pytest.approx(float((loss + penalty(spec, network)).detach()), rel=1e-12)


def test_every_activation_has_a_form_that_autograd_understands() -> None:
    assert list(FUNCTIONS) == [activation.name() for activation in ACTIVATIONS]


@pytest.mark.parametrize("kind", ["sgd", "momentum", "momentum_ema", "nesterov"])
def test_the_limit_is_that_of_the_optimizer(kind: str) -> None:
    spec = Spec.parse({"optimizer": {"kind": kind}})
    found = curvature(CurvatureRequest(spec=spec))
    assert found.curvature is not None
    assert found.limit == pytest.approx(stability_limit(spec.optimizer, found.curvature))
    assert not found.why
    assert (found.limit == found.bowl_limit) == (kind == "sgd")


def test_optimizers_that_scale_their_steps_have_no_limit_and_the_sentence_says_so() -> None:
    found = curvature(CurvatureRequest.parse({"spec": {"optimizer": {"kind": "adam"}}}))
    assert found.limit is None
    assert found.bowl_limit
    assert found.why.startswith("Adam scales its steps by itself")


def test_how_far_a_written_rule_may_step_is_not_claimed() -> None:
    found = curvature(CurvatureRequest.parse({"spec": {"optimizer": {"kind": "written"}}}))
    assert found.limit is None
    assert found.bowl_limit
    assert found.why.startswith("How far your own rule may step is not known")


def test_a_loss_of_straight_lines_bends_nowhere() -> None:
    spec = {"data": {"dataset": "plane"}, "network": {"hidden": []}, "loss": {"kind": "mae"}}
    found = curvature(CurvatureRequest.parse({"spec": spec}))
    assert found == Curvature(None, None, None, found.optimizer, found.samples, found.of, found.why)
    assert "bends upwards in no direction" in found.why


def test_of_a_large_network_fewer_samples_are_looked_at() -> None:
    network = {"hidden": [{"units": 400}, {"units": 300}]}
    found = curvature(CurvatureRequest.parse({"spec": {"data": {"dataset": "digits"}, "network": network}}))
    assert found.samples == 64 or found.samples < found.of
    assert found.curvature


def test_a_matrix_that_is_not_finite_has_none() -> None:
    like = torch.zeros(5, dtype=torch.float64)
    assert largest_eigenvalue(lambda direction: direction * float("nan"), like) is None
    assert largest_eigenvalue(lambda direction: -3 * direction, like) == pytest.approx(-3)


@pytest.mark.parametrize("weights", ["AAAA", "AAAAAA==", "!", "AADAfw" + "A" * 144])
def test_weights_that_do_not_fit_are_refused(weights: str) -> None:
    with pytest.raises(SpecError) as refused:
        CurvatureRequest.parse({"weights": weights})
    assert [problem.loc for problem in refused.value.problems] == ["weights"]


def test_the_command_prints_one_line() -> None:
    command = [sys.executable, "-m", "training.curvature", "-"]
    done = subprocess.run(command, input="{}", capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == vars(curvature(CurvatureRequest()))
