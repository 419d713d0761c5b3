"""The momentum can rise over the first epochs; without a start it is the plain rule, bit for bit."""

from typing import Any

import pytest
import torch

from training import Spec, train
from training.engine import advance, begin, change
from training.population import Population
from training.surfaces import Request
from training.surfaces.walk import walk

QUADRATIC = {"kind": "quadratic", "matrix": [[2.0, 0.5], [0.5, 1.0]], "b": [0.3, -0.2]}
START, RATE, STEPS = (-4.0, 2.0), 0.05, 12


def ramp(epoch: int, start: float, end: float, over: int) -> float:
    return end if epoch >= over else start + (end - start) * epoch / over


def by_hand(kind: str, betas: list[float]) -> list[list[float]]:
    """The rules of Sutskever and others in plain Python numbers."""
    w, v, path = list(START), [0.0, 0.0], []
    for beta in betas:
        gradient = [2 * w[0] + 0.5 * w[1] - 0.3, 0.5 * w[0] + w[1] + 0.2]
        v = [beta * old - RATE * slope for old, slope in zip(v, gradient, strict=True)]
        move = v if kind == "momentum" else [beta * a - RATE * b for a, b in zip(v, gradient, strict=True)]
        w = [a + b for a, b in zip(w, move, strict=True)]
        path.append(list(w))
    return path


@pytest.mark.parametrize("kind", ["momentum", "nesterov"])
@pytest.mark.parametrize(("start", "over"), [(0.5, 5), (0.0, 1), (0.99, 20), (0.9, 3)])
def test_a_walk_with_a_rising_momentum_is_the_one_worked_by_hand(kind: str, start: float, over: int) -> None:
    optimizer = {"kind": kind, "learning_rate": RATE, "beta": 0.9, "beta_start": start, "beta_epochs": over}
    request = Request.parse({"surface": QUADRATIC, "start": list(START), "optimizer": optimizer, "steps": STEPS})
    path = by_hand(kind, [ramp(step, start, 0.9, over) for step in range(STEPS)])
    for step, expected in zip(walk(request), path, strict=True):
        assert step.w == pytest.approx(expected, rel=1e-12)


def one_update_an_epoch(**optimizer: Any) -> Spec:
    """Full batches: the momentum of an epoch is that of its one update."""
    return Spec.parse(
        {
            "data": {"samples": 50},
            "batch": {"size": "full"},
            "optimizer": {"learning_rate": RATE, **optimizer},
            "stopping": {"epochs": 20},
        }
    )


@pytest.mark.parametrize("kind", ["momentum", "nesterov"])
def test_each_epoch_of_a_run_has_the_momentum_of_the_ramp(kind: str) -> None:
    """PyTorch's optimizer follows, fed with our gradients and with the momentum worked by hand."""
    spec = one_update_an_epoch(kind=kind, beta=0.9, beta_start=0.3, beta_epochs=6)
    population = Population.start([spec], dtype=torch.float64)
    begin(population)
    weights = population.weights[0].clone().requires_grad_()
    twin = torch.optim.SGD([weights], lr=RATE, momentum=0.5, nesterov=kind == "nesterov")
    for epoch in range(10):
        advance(population)
        twin.param_groups[0]["momentum"] = ramp(epoch, 0.3, 0.9, 6)
        weights.grad = population.gradient[0].clone()
        twin.step()
        torch.testing.assert_close(population.weights[0], weights.detach(), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("kind", ["momentum", "nesterov"])
@pytest.mark.parametrize("ramp_that_does_nothing", [{"beta_epochs": 3}, {"beta_start": 0.9}])
def test_no_start_and_a_start_at_the_end_are_the_plain_rule_bit_for_bit(
    kind: str, ramp_that_does_nothing: dict[str, Any]
) -> None:
    ends = [
        list(train(one_update_an_epoch(kind=kind, **settings)))[-1].weights_sha256
        for settings in ({}, ramp_that_does_nothing, {"beta_start": 0.5})
    ]
    assert ends[0] == ends[1] != ends[2]


def test_runs_with_different_ramps_do_not_disturb_each_other() -> None:
    settings: list[dict[str, Any]] = [{}, {"beta_start": 0.5}, {"beta_start": 0.0, "beta_epochs": 3}, {"beta": 0.5}]
    specs = [one_update_an_epoch(kind="nesterov", **each) for each in settings]
    together = Population.start(specs)
    begin(together)
    for _ in range(12):
        advance(together)
    for row, spec in enumerate(specs):
        alone = Population.start([spec])
        begin(alone)
        for _ in range(12):
            advance(alone)
        assert torch.equal(together.weights[row], alone.weights[0])


def test_the_ramp_can_be_changed_while_it_trains() -> None:
    population = Population.start([one_update_an_epoch(kind="nesterov", beta_start=0.5)])
    begin(population)
    advance(population)
    (event,) = change(population, {"optimizer.beta_start": None})
    assert (event.old, event.new) == (0.5, None)
    assert float(population.optimizer.at_epoch(population.settings, torch.ones(1, 1).double())["beta"]) == 0.9
