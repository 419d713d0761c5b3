"""The evidence is what anyone would compute: curvature by autograd, explosions by counting, chance by entropy."""

import json
import math
from typing import Any

import numpy as np
import pytest
import torch

from tests.training.reference import data_loss, sequential
from tests.training.why.runs import findings_of, layers
from training import Spec, train
from training.engine import advance, begin
from training.epoch import train_one_epoch
from training.events import EpochEnded, RunFinished
from training.population import Population
from training.progress import Progress
from training.why.gathering import gather
from training.why.probe import Probe
from training.why.replay import afresh
from training.why.trail import POINTS, RECENT, Trail


def probe_of(settings: dict[str, Any]) -> tuple[Population, Probe]:
    population = Population.start([Spec.parse(settings)], dtype=torch.float64)
    begin(population)
    return population, Probe(population, 0)


@pytest.mark.parametrize(
    "settings",
    [
        {"network": layers(3, 2), "regularization": {"l2": 0.1}},
        {"data": {"dataset": "plane"}, "network": layers(4)},
        {"data": {"dataset": "iris"}, "network": layers(5, activation="softplus")},
    ],
)
def test_the_curvature_is_the_largest_eigenvalue_of_the_hessian(settings: dict[str, Any]) -> None:
    population, probe = probe_of(settings)
    spec, row = population.runs[0].spec, population.weights[0]
    widths = [population.train.inputs.shape[2], *(layer.units for layer in population.layers)]
    inputs, targets = population.train.inputs[0], population.train.targets[0]
    network = sequential(widths, spec, row)
    shapes = {name: value.shape for name, value in network.named_parameters()}

    def objective(flat: torch.Tensor) -> torch.Tensor:
        parts = torch.split(flat, [shape.numel() for shape in shapes.values()])
        named = {name: part.view(shape) for (name, shape), part in zip(shapes.items(), parts, strict=True)}
        outputs = torch.func.functional_call(network, named, (inputs,))
        weights = [value for name, value in named.items() if name.endswith("weight")]
        squares = sum(spec.regularization.l2 / 2 * weight.square().sum() for weight in weights)
        return data_loss(spec, outputs, targets) + squares

    hessian = torch.autograd.functional.hessian(objective, row)
    expected = float(torch.linalg.eigvalsh(hessian)[-1])
    assert probe.curvature(row) == pytest.approx(expected, rel=1e-4)


def test_a_linear_model_has_the_curvature_of_its_inputs_and_diverges_above_the_limit() -> None:
    settings = {"data": {"dataset": "plane"}, "network": {"hidden": []}, "batch": {"size": "full"}}
    population, probe = probe_of(settings)
    inputs = population.train.inputs[0].numpy()
    extended = np.column_stack([inputs, np.ones(len(inputs))])
    curvature = float(np.linalg.eigvalsh(2 * extended.T @ extended / len(inputs))[-1])
    assert probe.curvature(population.weights[0]) == pytest.approx(curvature, rel=1e-6)
    for factor, reason in ((0.99, "epochs"), (1.05, "diverged")):
        rate = factor * 2 / curvature
        optimizer = {"kind": "sgd", "learning_rate": rate}
        ended = list(train(Spec.parse({**settings, "optimizer": optimizer, "stopping": {"epochs": 800}})))[-1]
        assert isinstance(ended, RunFinished)
        assert ended.reason == reason
    diverged = ended.findings[0]
    assert diverged.evidence["stability limit"] == pytest.approx(2 / curvature, rel=5e-3)
    assert diverged.suggestion <= 2 / curvature


def test_what_guessing_costs() -> None:
    population, probe = probe_of({"data": {"dataset": "iris"}})
    shares = population.train.targets[0].mean(dim=0)
    assert probe.chance() == pytest.approx(float(-(shares * shares.log()).sum()), abs=1e-12)
    population, probe = probe_of({"data": {"dataset": "plane"}})
    assert probe.chance() == pytest.approx(float(population.train.targets[0].var(correction=0)), abs=1e-12)


def test_the_layer_that_grew_first_is_that_of_the_epochs() -> None:
    """In full batches an update is an epoch, so the norms that every epoch tells show the same."""
    settings = {
        "data": {"dataset": "plane"}, "network": layers(16, 16, activation="relu"), "batch": {"size": "full"},
        "optimizer": {"kind": "sgd", "learning_rate": 2},
    }  # fmt: skip
    events = list(train(Spec.parse(settings)))
    first = Population.start([Spec.parse(settings)])
    norms = [float(first.weights[0, layer.start : layer.end].norm()) for layer in first.layers]
    for event in events:
        if isinstance(event, EpochEnded) and event.layers:
            growth = [(now or math.inf) / before for now, before in zip(event.layers.weight_norm, norms, strict=True)]
            if max(growth) >= 10:
                break
    evidence = events[-1].findings[0].evidence
    assert evidence["update"] == evidence["epoch"] == event.epoch
    names = ["hidden layer 1", "hidden layer 2", "the output layer"]
    assert evidence["layer"] == names[growth.index(max(growth))]


def test_a_run_is_trained_again_from_its_start_bit_for_bit() -> None:
    settings = {"optimizer": {"kind": "adam"}, "data": {"dataset": "iris"}, "stopping": {"epochs": 9}}
    base = Spec.parse({**settings, "network": {"hidden": [{"units": 4, "normalization": "batch"}]}})
    population = Population.start([base.with_settings({"seed": seed}) for seed in range(3)])
    begin(population)
    for _ in range(3):
        advance(population)
    weights, epochs = population.weights.clone(), [run.epoch for run in population.runs]
    again = afresh(population, 1)
    assert torch.equal(again.weights[0], population.initial[1])
    for _ in range(3):
        train_one_epoch(again)
    assert torch.equal(again.weights[0], weights[1])
    assert torch.equal(again.statistics[0], population.statistics[1])
    assert torch.equal(population.weights, weights)
    assert [run.epoch for run in population.runs] == epochs
    advance(population)


def test_a_look_is_taken_without_disturbing_the_run() -> None:
    settings = {"optimizer": {"kind": "adam"}, "stopping": {"epochs": 6}}
    population, probe = probe_of(settings)
    before = population.weights.clone()
    look = probe.look(population.initial[0])
    assert torch.equal(population.weights, before)
    assert look is not None
    assert look.loss == pytest.approx(population.runs[0].initial_loss, abs=1e-12)


def test_a_trail_stays_short_and_keeps_what_matters() -> None:
    trail = Trail()
    for epoch in range(1, 1001):
        trail.note(epoch, 1 / epoch, abs(epoch - 300) / 100 if epoch % 2 == 0 else None)
    trail.note(1001, None, None)
    assert len(trail.points) <= POINTS
    assert [epoch for epoch, _, _ in trail.points] == list(range(trail.every, 1001, trail.every))
    assert trail.recent == [1 / epoch for epoch in range(1001 - RECENT, 1001)]
    assert (trail.best_epoch, trail.best_validation, trail.train_at_best) == (300, 0.0, 1 / 300)
    progress = Progress(1, Spec(), trail=trail)
    assert Progress.from_dict(json.loads(json.dumps(progress.to_dict()))) == progress


def test_progress_from_before_the_trail_can_be_read() -> None:
    values = Progress(1, Spec()).to_dict()
    del values["trail"], values["validation_seconds"]
    assert Progress.from_dict(values) == Progress(1, Spec())


def test_units_are_compared_by_their_weights_and_not_by_the_setting() -> None:
    constant = layers(8, kind="constant", weight=0.5)
    noise = {"hidden": [{"units": 8, "dropout": 0.5}], "initializer": {"kind": "constant", "weight": 0.5}}
    assert [finding.kind for finding in findings_of({"network": constant})] == ["symmetric_weights"]
    assert "symmetric_weights" not in [finding.kind for finding in findings_of({"network": noise})]


@pytest.mark.parametrize(("rate", "least"), [(1e-4, 0.003), (1e-6, 0.003)])
def test_the_slower_it_was_the_larger_is_the_rate_to_try(rate: float, least: float) -> None:
    found = findings_of({"optimizer": {"kind": "sgd", "learning_rate": rate}})
    assert [finding.kind for finding in found] == ["learning_rate_too_small"]
    assert least <= found[0].suggestion <= 0.3


def test_where_there_is_nothing_to_learn_nothing_is_wrong() -> None:
    targets = {"data": {"dataset": "multi_gauss", "samples": 10, "noise": 0}, "network": {"hidden": []}}
    spec = Spec.parse(targets)
    population = Population.start([spec], dtype=torch.float64)
    begin(population)
    population.train.targets.zero_()
    case = gather(population, 0, "epochs")
    assert case is not None
    assert case.learned == 1.0


def test_first_figures_that_are_not_finite_leave_no_case() -> None:
    population, _ = probe_of({})
    population.train.inputs[0, 0, 0] = math.inf
    assert gather(population, 0, "diverged") is None


def test_nothing_is_said_of_a_run_that_was_stopped_at_once() -> None:
    slow = {"optimizer": {"kind": "sgd", "learning_rate": 1e-5}, "stopping": {"epochs": 4}}
    assert findings_of(slow) == []
